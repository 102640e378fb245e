/** What staff hand out and type: CSV that no spreadsheet runs, days and hours. */
import { describe, expect, test } from 'vitest';
import { sheet } from '../../src/content/sheet.ts';
import { readMore } from '../../src/features/staff/setup/fields.ts';
import { nextReminder } from '../../src/features/reminders.ts';

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\t=1', '"\'\t=1"'],
    ['a,b', '"a,b"'],
    ['a;=1+1', '"a;=1+1"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['Zoë', 'Zoë'],
  ])('%j becomes %j', (given, wanted) => expect(sheet([[given]])).toBe(`\ufeff${wanted}\r\n`));

  test('numbers of ours stay numbers', () => expect(sheet([['Ana', -3, 7]])).toBe('\ufeffAna,-3,7\r\n'));
});

describe('forms of the set-up', () => {
  test('days to skip are read from one line', () => {
    const read = readMore({
      open: '24',
      late: '180',
      reveal: ['no'],
      empty: ['pause'],
      skip: '2026-12-25, 2026-12-24\n2026-12-24',
    });
    expect(read).toEqual({
      openHours: 24,
      catchUpMinutes: 180,
      reveal: false,
      whenEmpty: 'pause',
      skipDates: ['2026-12-24', '2026-12-25'],
    });
    expect(readMore({ open: 'many' }).openHours).toBeNaN();
  });
});

describe('the next reminder', () => {
  const at = (iso: string): number => Date.parse(iso);
  test('is today when the hour is ahead, else tomorrow', () => {
    expect(nextReminder('Europe/Berlin', 17, at('2026-11-21T10:00Z'))).toBe(at('2026-11-21T16:00Z'));
    expect(nextReminder('Europe/Berlin', 17, at('2026-11-21T16:00Z'))).toBe(at('2026-11-22T16:00Z'));
  });
  test('comes once on the day that has an hour twice, and on the one that has it not', () => {
    const twice = nextReminder('Europe/Berlin', 2, at('2026-10-24T12:00Z'));
    expect(twice).toBe(at('2026-10-25T00:00Z'));
    expect(nextReminder('Europe/Berlin', 2, twice)).toBe(at('2026-10-26T01:00Z'));
    expect(nextReminder('Europe/Berlin', 2, at('2026-03-28T12:00Z'))).toBe(at('2026-03-29T01:00Z'));
  });
});
