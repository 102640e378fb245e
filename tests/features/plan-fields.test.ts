/** What staff type about a plan: days off and ranges of them, the dates of lessons, a first day and a pace. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysText, readDays } from '../../src/features/staff/days.ts';
import { datesText, paceFields, paceShown, readDates, readPace } from '../../src/features/staff/plan/fields.ts';
import type { Lesson } from '../../src/content/schema.ts';
import { dayAfter } from '../../src/tutor/plan.ts';

describe('days off', () => {
  test.each([
    ['2026-12-24, 2026-12-25', ['2026-12-24', '2026-12-25']],
    ['2026-12-25 2026-12-24;24.12.2026', ['2026-12-24', '2026-12-25']],
    ['2026-12-31 to 2027-01-02', ['2026-12-31', '2027-01-01', '2027-01-02']],
    ['2026-12-31 - 2027-01-01, 2027-02-01', ['2026-12-31', '2027-01-01', '2027-02-01']],
    ['2026-12-31–2027-01-01', ['2026-12-31', '2027-01-01']],
    ['31.12.2026 bis 1.1.2027', ['2026-12-31', '2027-01-01']],
    ['2026/12/31..2027/01/01', ['2026-12-31', '2027-01-01']],
    ['2026-12-24 until 2026-12-24', ['2026-12-24']],
    ['', []],
  ])('%s', (typed, days) => {
    expect(readDays(typed)).toEqual(days);
  });

  test('what cannot be read stays for whoever checks it: the wrong way round, no date, without end', () => {
    expect(readDays('2027-01-02 to 2026-12-31')).toEqual(['2027-01-02 to 2026-12-31']);
    expect(readDays('2026-12-24 to never')).toEqual(['2026-12-24 to never']);
    expect(readDays('2026-12-24 to 9999-01-01')).toEqual(['2026-12-24 to 9999-01-01']);
    expect(readDays('1 to 2 to 3')).toEqual(['1 to 2 to 3']);
  });

  test('any days are written so that they are read as they were', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 900 }).map((n) => dayAfter('2026-01-01', n)));
    fc.assert(
      fc.property(days, (some) => {
        expect(readDays(daysText(some.toSorted()))).toEqual(some.toSorted());
      }),
    );
    expect(daysText(['2026-12-24', '2026-12-25', '2026-12-31'])).toBe('2026-12-24 to 2026-12-25, 2026-12-31');
  });
});

describe('dates of lessons', () => {
  const lessons = ['open', 'front', 'data'].map((id, n) => ({ id, number: n + 1 }) as Lesson);
  const read = (dates: string) => readDates({ dates }, lessons).map(({ lesson, date }) => `${lesson} ${date}`);

  test('are read a line each, however the line is written', () => {
    expect(read('1: 2026-12-07\n\n 3 24.12.2026 with the guest\nlesson 2) 2026/12/9')).toEqual([
      'open 2026-12-07',
      'data 2026-12-24',
      'front 2026-12-09',
    ]);
    const dates = new Map([['open', '2026-12-07'] as const, ['data', '2026-12-24'] as const]);
    expect(read(datesText(lessons, dates))).toEqual(['open 2026-12-07', 'data 2026-12-24']);
  });

  test.each([
    ['1: soon', 'I cannot read the line'],
    ['2026-12-07', 'I cannot read the line'],
    ['1: 2026-02-30', 'I cannot read the line'],
    ['9: 2026-12-07', 'There is no lesson 9: they go from 1 to 3.'],
    ['1: 2026-12-07\n1: 2026-12-08', 'Lesson 1 has two dates'],
    ['  \n', 'A plan needs a date'],
  ])('refuse what they cannot be: %s', (typed, words) => {
    expect(() => read(typed)).toThrow(words);
  });
});

describe('a first day and a pace', () => {
  const read = (starts: string, pace: string) => readPace({ starts, pace: [pace] }, '2026-12-01');

  test('are a plan from today on when no day is typed, a first day alone, or nothing', () => {
    expect(read('', '2')).toEqual({ starts: '2026-12-01', lessonsAWeek: 2 });
    expect(read('7.12.2026', '2')).toEqual({ starts: '2026-12-07', lessonsAWeek: 2 });
    expect(read('2026-12-07', 'none')).toEqual({ starts: '2026-12-07', lessonsAWeek: null });
    expect(read('', 'none')).toEqual({ starts: null, lessonsAWeek: null });
    expect(() => read('next week', '2')).toThrow('I cannot read the day');
  });

  test('show a plan by dates as one that may stay, and a pace that nobody else has', () => {
    const picked = (given: Parameters<typeof paceShown>[0]) => {
      const field = paceFields(paceShown(given))['pace'];
      return field?.kind === 'pick' ? field.options.filter((one) => one.picked).map(({ label }) => label) : [];
    };
    const byDates = { starts: '2026-12-07', lessonsAWeek: null, lessonDates: [] };
    expect(picked(byDates)).toEqual(['A date for each lesson, as it is']);
    expect(read('', paceShown(byDates).pace)).toBe('dates');
    expect(picked({ starts: '2026-12-07', lessonsAWeek: 7, lessonDates: null })).toEqual(['7 lessons a week']);
    expect(picked({ starts: null, lessonsAWeek: null, lessonDates: null })).toEqual(['No plan']);
  });
});
