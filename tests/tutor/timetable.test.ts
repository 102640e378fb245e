/** Timetables over every zone there is: always forward, one run a date, at the wall time that was asked for. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { isZone, localDate, nextRun, nextRuns, periodsOf, type Plan, planProblems } from '../../src/tutor/timetable.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const plan = (zone: string, time: string, more: Partial<Plan> = {}): Plan => ({
  zone,
  time,
  weekdays: EVERY_DAY,
  skipDates: [],
  ...more,
});
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
/** The next runs as local wall times. */
const walls = (given: Plan, after: string, n: number): string[] =>
  nextRuns(given, at(after), n).map((run) =>
    Temporal.Instant.fromEpochMilliseconds(run.at)
      .toZonedDateTimeISO(given.zone)
      .toString({ timeZoneName: 'never' })
      .slice(0, 16),
  );
const zones = Intl.supportedValuesOf('timeZone');
const FIRST = at('2011-01-01T00:00Z');
const LAST = at('2036-01-01T00:00Z');
const DAY = 24 * 3_600_000;

const timeArb = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
// changes of the clock happen at night: half of the samples look there
const nightArb = fc.oneof(
  timeArb,
  fc.constantFrom('00:00', '00:30', '01:30', '01:45', '02:00', '02:15', '02:30', '03:00', '23:30', '23:59'),
);

/** What every run of a plan must be, whatever the zone does. */
function checkRuns(given: Plan, after: number, n: number): void {
  const runs = nextRuns(given, after, n);
  expect(runs).toHaveLength(n);
  let last = { at: after, date: '' };
  for (const run of runs) {
    expect(run.at).toBeGreaterThan(last.at);
    expect(run.date > last.date).toBe(true);
    expect(given.weekdays).toContain(Temporal.PlainDate.from(run.date).dayOfWeek);
    expect(given.skipDates).not.toContain(run.date);
    const local = Temporal.Instant.fromEpochMilliseconds(run.at).toZonedDateTimeISO(given.zone);
    const wall = local.toPlainTime().toString().slice(0, 5);
    // another wall time comes only from inside a gap: read the other way, the same one lies before the gap
    const earlier = (): Temporal.ZonedDateTime =>
      Temporal.PlainDate.from(run.date)
        .toPlainDateTime(Temporal.PlainTime.from(given.time))
        .toZonedDateTime(given.zone, { disambiguation: 'earlier' });
    const asAsked = wall === given.time && local.toPlainDate().toString() === run.date;
    expect(asAsked || earlier().epochMilliseconds < run.at, `${given.zone} ${given.time} on ${run.date}: ${wall}`).toBe(
      true,
    );
    last = run;
  }
}

describe('nextRun', () => {
  test(`every zone (${zones.length}), ten years, sampled`, () => {
    expect(zones.length).toBeGreaterThan(400);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        nightArb,
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.integer({ min: FIRST, max: LAST }),
        (zone, time, weekdays, after) => checkRuns(plan(zone, time, { weekdays }), after, 12),
      ),
      { numRuns: 600 },
    );
  });

  test('ten whole years day by day where clocks do the oddest things', () => {
    for (const [zone, time] of [
      ['Australia/Lord_Howe', '02:15'],
      ['Pacific/Apia', '09:00'],
      ['Asia/Kathmandu', '00:30'],
      ['Europe/Berlin', '02:30'],
      ['America/New_York', '02:30'],
      ['Asia/Beirut', '00:30'],
      ['Africa/Casablanca', '02:30'],
      ['America/Nuuk', '23:30'],
    ] as const)
      checkRuns(plan(zone, time), at('2016-01-01T00:00Z'), 3_653);
  }, 180_000);

  test('no day is left out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        nightArb,
        fc.integer({ min: at('2016-01-01T00:00Z'), max: LAST }),
        (zone, time, after) => {
          const dates = nextRuns(plan(zone, time), after, 10).map((run) => Temporal.PlainDate.from(run.date));
          const steps = dates.slice(1).map((date, index) => dates[index]?.until(date).days);
          expect(new Set(steps)).toEqual(new Set([1]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a time in the gap moves forward by the gap, that day only', () => {
    expect(walls(plan('America/New_York', '02:30'), '2027-03-13T12:00Z', 3)).toEqual([
      '2027-03-14T03:30',
      '2027-03-15T02:30',
      '2027-03-16T02:30',
    ]);
    expect(walls(plan('Australia/Lord_Howe', '02:15'), '2026-10-03T00:00Z', 2)).toEqual([
      '2026-10-04T02:45',
      '2026-10-05T02:15',
    ]);
    expect(walls(plan('Asia/Beirut', '00:30'), '2027-03-27T12:00Z', 1)).toEqual(['2027-03-28T01:30']);
  });

  test('of a time that comes twice the first counts, and only it', () => {
    const runs = nextRuns(plan('Europe/Berlin', '02:30'), at('2026-10-24T12:00Z'), 2);
    expect(runs).toEqual([
      { at: at('2026-10-25T02:30+02:00'), date: '2026-10-25' },
      { at: at('2026-10-26T02:30+01:00'), date: '2026-10-26' },
    ]);
    expect(nextRun(plan('Europe/Berlin', '02:30'), at('2026-10-25T02:30+02:00'))?.date).toBe('2026-10-26');
  });

  test('a date that the zone jumped over has no run', () => {
    expect(walls(plan('Pacific/Apia', '09:00'), '2011-12-29T00:00Z', 3)).toEqual([
      '2011-12-29T09:00',
      '2011-12-31T09:00',
      '2012-01-01T09:00',
    ]);
    // skipping the day after it must not skip the one that is there
    expect(walls(plan('Pacific/Apia', '09:00', { weekdays: [5] }), '2011-12-29T00:00Z', 1)).toEqual([
      '2012-01-06T09:00',
    ]);
  });

  test('quarter hours are zones too', () => {
    expect(nextRun(plan('Asia/Kathmandu', '09:00'), at('2026-11-02T00:00Z'))?.at).toBe(at('2026-11-02T03:15Z'));
  });

  test('skipped days, days that have a drop, and plans without a day', () => {
    const skipping = plan('UTC', '09:00', { weekdays: [1, 5], skipDates: ['2026-11-06'] });
    expect(nextRun(skipping, at('2026-11-02T09:00Z'))?.date).toBe('2026-11-09');
    expect(nextRun(skipping, at('2026-11-02T08:00Z'), '2026-11-02')?.date).toBe('2026-11-09');
    expect(nextRun(plan('UTC', '09:00', { weekdays: [] }), FIRST)).toBeUndefined();
    expect(nextRuns(plan('UTC', '09:00', { weekdays: [] }), FIRST, 3)).toEqual([]);
  });

  test('is strictly after the moment asked about', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), nightArb, fc.integer({ min: FIRST, max: LAST }), (zone, time, after) => {
        const run = nextRun(plan(zone, time), after);
        expect(run?.at).toBeGreaterThan(after);
        expect((run?.at ?? 0) - after).toBeLessThanOrEqual(3 * DAY);
        expect(nextRun(plan(zone, time), (run?.at ?? 0) - 1)).toEqual(run);
      }),
      { numRuns: 300 },
    );
  });
});

test('weeks and months of dates', () => {
  expect(periodsOf('2026-11-02')).toEqual({ week: 202645, month: 202611 });
  expect(periodsOf('2027-01-01')).toEqual({ week: 202653, month: 202701 });
  expect(periodsOf('2024-12-30')).toEqual({ week: 202501, month: 202412 });
  expect(localDate('Pacific/Auckland', at('2026-11-02T12:00Z'))).toBe('2026-11-03');
});

test('what is wrong with a plan is said', () => {
  expect(planProblems(plan('Europe/Berlin', '09:00'))).toEqual([]);
  expect(planProblems(plan('Mars/Olympus', '9', { weekdays: [], skipDates: ['2026-02-30'] }))).toHaveLength(4);
  expect(planProblems(plan('UTC', '24:00', { weekdays: [0, 8] }))).toHaveLength(2);
  expect(['Europe/Berlin', 'UTC', 'Asia/Kathmandu'].every(isZone)).toBe(true);
  expect(['', '+02:00', 'Mars', 'Europe'].some(isZone)).toBe(false);
});
