/** What staff hand out and type: CSV that no spreadsheet runs, zones as people write them. */
import { describe, expect, test } from 'vitest';
import { sheet } from '../../src/content/sheet.ts';
import { readMore, readPlan } from '../../src/features/staff/setup/fields.ts';
import { suggestZones, zoneOf } from '../../src/features/zones.ts';
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

describe('time zones', () => {
  test.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['kolkata', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['lord howe', 'Australia/Lord_Howe'],
    ['UTC', 'UTC'],
    ['US/Pacific', 'US/Pacific'],
  ])('%s is %s', (given, wanted) => {
    expect(zoneOf(given)).toBe(wanted);
  });
  test.each(['Atlantis', '+02:00', '', 'New'])('%j is refused with a way on', (given) => {
    expect(() => zoneOf(given)).toThrow(/time zone/u);
  });
  test('cities come first', () => {
    expect(suggestZones('new y')[0]?.value).toBe('America/New_York');
    expect(suggestZones('').length).toBe(25);
  });
});

describe('forms of the set-up', () => {
  test.each([
    ['9:00', '09:00'],
    ['09.30', '09:30'],
    ['1745', '17:45'],
    ['9am', '09:00'],
    ['12 am', '00:00'],
    ['9:30 p.m.', '21:30'],
  ])('the time %s is read as %s', (given, wanted) => {
    expect(readPlan({ name: 'A', zone: 'UTC', time: given }).time).toBe(wanted);
  });
  test.each(['25:00', '9', 'nine', '09:60', '13pm', '0am'])('the time %j is refused', (given) => {
    expect(() => readPlan({ name: 'A', zone: 'UTC', time: given })).toThrow(/like 09:00/u);
  });
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
