/** Plans over every start, pace, day off and pause: in order, never overlapping, nothing left out, nothing ahead. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CoursePlan, dayAfter, dayOf, type PlanWeek, type QuestionDays, weeksOf } from '../../src/tutor/plan.ts';

const LESSONS = Array.from({ length: 17 }, (_, n) => `l${n + 1}`);
const WORKDAYS = [1, 2, 3, 4, 5];
const days = (more: Partial<QuestionDays> = {}): QuestionDays => ({
  weekdays: WORKDAYS,
  skipDates: [],
  pauses: [],
  ...more,
});
const paced = (starts: string, lessonsAWeek: number): CoursePlan => ({ kind: 'pace', starts, lessonsAWeek });
/** From one day to another, both included. */
const range = (from: string, to: string): string[] => (from > to ? [] : [from, ...range(dayAfter(from), to)]);
const spans = (weeks: readonly PlanWeek[]): string[] =>
  weeks.map(({ from, to, lessons }) => `${from} ${to} ${lessons.map((one) => `${one.lesson}@${one.from}`).join(' ')}`);
const MONDAY = '2026-12-07';

describe('a pace', () => {
  test('has weeks of seven days, with lessons spread over their days', () => {
    expect(spans(weeksOf(paced(MONDAY, 2), days(), LESSONS).slice(0, 2))).toEqual([
      '2026-12-07 2026-12-11 l1@2026-12-07 l2@2026-12-09',
      '2026-12-14 2026-12-18 l3@2026-12-14 l4@2026-12-16',
    ]);
    // from any day on, and with an end
    const odd = spans(weeksOf(paced('2026-12-09', 3), days(), LESSONS));
    expect(odd[0]).toBe('2026-12-09 2026-12-15 l1@2026-12-09 l2@2026-12-10 l3@2026-12-14');
    expect(odd).toHaveLength(6);
    expect(odd[5]).toBe('2027-01-13 2027-01-19 l16@2027-01-13 l17@2027-01-14');
  });

  test('goes on after holidays, and a single day off moves no week', () => {
    const holidays = days({ skipDates: range('2026-12-16', '2027-01-03') });
    const weeks = spans(weeksOf(paced(MONDAY, 1), holidays, LESSONS));
    expect(weeks.slice(0, 3)).toEqual([
      '2026-12-07 2026-12-11 l1@2026-12-07',
      // it had two of its days before the holidays: it goes on after them
      '2026-12-14 2027-01-08 l2@2026-12-14',
      '2027-01-11 2027-01-15 l3@2027-01-11',
    ]);
    const one = weeksOf(paced(MONDAY, 1), days({ skipDates: ['2026-12-14'] }), LESSONS);
    expect(spans(one).slice(1, 3)).toEqual([
      '2026-12-15 2026-12-18 l2@2026-12-15',
      '2026-12-21 2026-12-25 l3@2026-12-21',
    ]);
  });

  test('waits while it is paused, with what had begun', () => {
    const open = days({ pauses: [{ from: '2026-12-16', to: null }] });
    const weeks = weeksOf(paced(MONDAY, 2), open, LESSONS);
    expect(spans(weeks)).toEqual([
      '2026-12-07 2026-12-11 l1@2026-12-07 l2@2026-12-09',
      '2026-12-14 2026-12-15 l3@2026-12-14',
    ]);
    const over = days({ pauses: [{ from: '2026-12-16', to: '2026-12-22' }] });
    expect(spans(weeksOf(paced(MONDAY, 2), over, LESSONS)).slice(1, 3)).toEqual([
      '2026-12-14 2026-12-25 l3@2026-12-14 l4@2026-12-23',
      '2026-12-28 2027-01-01 l5@2026-12-28 l6@2026-12-30',
    ]);
  });

  test('with more lessons than days has several on one day', () => {
    const [week] = weeksOf(paced(MONDAY, 3), days({ weekdays: [2] }), LESSONS);
    expect(week?.lessons.map(({ from }) => from)).toEqual(['2026-12-08', '2026-12-08', '2026-12-08']);
  });
});

describe('dates', () => {
  const dated = (...dates: [string, string][]): CoursePlan => ({
    kind: 'dates',
    dates: dates.map(([lesson, date]) => ({ lesson, date })),
  });

  test('are kept, in their own order, at a weekend too; what is unknown is left out', () => {
    const plan = dated(['l7', '2026-12-12'], ['l2', '2026-12-07'], ['gone', '2026-12-08'], ['l3', '2026-12-21']);
    expect(spans(weeksOf(plan, days(), LESSONS))).toEqual([
      '2026-12-07 2026-12-12 l2@2026-12-07 l7@2026-12-12',
      '2026-12-14 2026-12-18 ',
      '2026-12-21 2026-12-25 l3@2026-12-21',
    ]);
  });

  test('that are off move to the next day with a question, each to one of its own', () => {
    const plan = dated(['l1', '2026-12-07'], ['l2', '2026-12-09'], ['l3', '2026-12-10'], ['l4', '2026-12-14']);
    const off = days({ skipDates: range('2026-12-08', '2026-12-13') });
    expect(weeksOf(plan, off, LESSONS).flatMap(({ lessons }) => lessons.map(({ from }) => from))).toEqual([
      '2026-12-07',
      '2026-12-14',
      '2026-12-15',
      '2026-12-16',
    ]);
  });
});

describe('a day', () => {
  const weeks = weeksOf(paced(MONDAY, 2), days({ skipDates: range('2026-12-19', '2027-01-03') }), LESSONS.slice(0, 6));
  const on = (date: string) => {
    const { state, week, reached, next, share } = dayOf(weeks, date);
    return [state, week?.number, reached.at(-1)?.lesson, next?.lesson, share];
  };

  test('knows its week, its lesson, and how far that is', () => {
    expect(on('2026-12-06')).toEqual(['before', undefined, undefined, 'l1', 0]);
    expect(on('2026-12-07')).toEqual(['on', 1, 'l1', 'l2', 0]);
    expect(on('2026-12-08')).toEqual(['on', 1, 'l1', 'l2', 1]);
    expect(on('2026-12-10')).toEqual(['on', 1, 'l2', 'l3', 0.5]);
    expect(on('2026-12-13')).toEqual(['off', 1, 'l2', 'l3', 1]);
    expect(on('2026-12-25')).toEqual(['off', 2, 'l4', 'l5', 1]);
    expect(on('2027-01-04')).toEqual(['on', 3, 'l5', 'l6', 0]);
    expect(on('2027-01-09')).toEqual(['over', 3, 'l6', undefined, 1]);
  });
});

const dateArb = fc.integer({ min: 0, max: 900 }).map((n) => dayAfter('2026-01-01', n));
const daysArb: fc.Arbitrary<QuestionDays> = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  skipDates: fc
    .array(fc.tuple(dateArb, fc.integer({ min: 0, max: 20 })), { maxLength: 6 })
    .map((all) => all.flatMap(([from, n]) => range(from, dayAfter(from, n)))),
  pauses: fc.array(
    fc.tuple(dateArb, fc.integer({ min: 0, max: 30 })).map(([from, n]) => ({ from, to: dayAfter(from, n) })),
    { maxLength: 4 },
  ),
});
const planArb: fc.Arbitrary<CoursePlan> = fc.oneof(
  fc.record({ kind: fc.constant('pace' as const), starts: dateArb, lessonsAWeek: fc.integer({ min: 1, max: 7 }) }),
  fc.uniqueArray(fc.constantFrom(...LESSONS), { minLength: 1 }).chain((lessons) =>
    fc.tuple(...lessons.map(() => dateArb)).map((dates) => ({
      kind: 'dates' as const,
      dates: lessons.map((lesson, n) => ({ lesson, date: dates[n] ?? MONDAY })),
    })),
  ),
);

test('any plan: weeks in order, every lesson once, none before its time, none on a day off', () => {
  fc.assert(
    fc.property(planArb, daysArb, (plan, off) => {
      const weeks = weeksOf(plan, off, LESSONS);
      const begun = weeks.flatMap(({ lessons }) => lessons);
      const wanted = plan.kind === 'pace' ? LESSONS : plan.dates.map(({ lesson }) => lesson);
      expect(begun.map(({ lesson }) => lesson).toSorted()).toEqual([...wanted].toSorted());
      const order = plan.kind === 'pace' ? LESSONS : begun.map(({ lesson }) => lesson);
      expect(begun.map(({ lesson }) => lesson)).toEqual(order);
      weeks.forEach((week, index) => {
        expect(week.number).toBe(index + 1);
        expect(week.from <= week.to).toBe(true);
        expect(week.from > (weeks[index - 1]?.to ?? '')).toBe(true);
        expect(week.days[0]).toBe(week.from);
        expect(week.days.at(-1)).toBe(week.to);
        for (const one of week.lessons) expect(week.days).toContain(one.from);
      });
      begun.forEach((one, index) => {
        expect(one.from >= (begun[index - 1]?.from ?? '')).toBe(true);
        expect(one.to >= one.from).toBe(true);
        expect(off.skipDates).not.toContain(one.from);
        expect(off.pauses.some(({ from, to }) => one.from >= from && one.from <= (to ?? ''))).toBe(false);
        const own = plan.kind === 'pace' ? plan.starts : plan.dates.find(({ lesson }) => lesson === one.lesson)?.date;
        expect(one.from >= (own ?? '')).toBe(true);
      });
    }),
  );
});

test('any pace: a day off more never brings a week forward', () => {
  fc.assert(
    fc.property(
      fc.record({ starts: dateArb, lessonsAWeek: fc.integer({ min: 1, max: 7 }) }),
      daysArb,
      dateArb,
      (plan, off, extra) => {
        const before = weeksOf({ kind: 'pace', ...plan }, off, LESSONS);
        const after = weeksOf({ kind: 'pace', ...plan }, { ...off, skipDates: [...off.skipDates, extra] }, LESSONS);
        // weeks only ever move on
        after.forEach((week, index) => expect(week.from >= (before[index]?.from ?? '')).toBe(true));
      },
    ),
  );
});

test('any plan on any day: what is reached grows, a week at a time, and its share stays within 0 and 1', () => {
  fc.assert(
    fc.property(planArb, daysArb, dateArb, (plan, off, from) => {
      const weeks = weeksOf(plan, off, LESSONS);
      let least = 0;
      for (const date of range(from, dayAfter(from, 40))) {
        const day = dayOf(weeks, date);
        expect(day.reached.length).toBeGreaterThanOrEqual(least);
        least = day.reached.length;
        expect(day.reached.every((one) => one.from <= date && one.week <= (day.week?.number ?? 0))).toBe(true);
        expect(day.next === undefined || day.next.from > date).toBe(true);
        expect(day.share >= 0 && day.share <= 1).toBe(true);
        const within = date >= (day.week?.from ?? '9') && date <= (day.week?.to ?? '');
        expect(day.state === 'on').toBe(within);
      }
    }),
    { numRuns: 60 },
  );
});

test('a pause in a week with a day off takes no lesson back', () => {
  const plan = { kind: 'pace', starts: '2028-05-30', lessonsAWeek: 5 } as const;
  const off = { weekdays: [3, 1, 2], skipDates: ['2028-06-12'], pauses: [] };
  const before = dayOf(weeksOf(plan, off, LESSONS), '2028-06-06').reached;
  const paused = { ...off, pauses: [{ from: '2028-06-07', to: null }] };
  expect(dayOf(weeksOf(plan, paused, LESSONS), '2028-07-06').reached).toEqual(before);
});

test('while a pause lasts nothing that had begun is taken back', () => {
  fc.assert(
    fc.property(
      fc.record({ starts: dateArb, lessonsAWeek: fc.integer({ min: 1, max: 7 }) }),
      daysArb,
      fc.integer({ min: 0, max: 200 }),
      (given, off, n) => {
        const plan = { kind: 'pace', ...given } as const;
        const today = dayAfter(plan.starts, n);
        const before = dayOf(weeksOf(plan, off, LESSONS), today);
        const paused = { ...off, pauses: [...off.pauses, { from: dayAfter(today), to: null }] };
        const then = dayOf(weeksOf(plan, paused, LESSONS), dayAfter(today, 30));
        expect(then.reached.length).toBeGreaterThanOrEqual(before.reached.length);
        expect(then.reached.every((one) => one.from <= today)).toBe(true);
      },
    ),
  );
});
