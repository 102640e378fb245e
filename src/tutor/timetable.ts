/** When drops are due: from a plan in local time to moments, over every change that a zone makes. */
import { Temporal } from 'temporal-polyfill';

export interface Plan {
  /** IANA name. */
  readonly zone: string;
  /** Wall time, `HH:MM`. */
  readonly time: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  /** `YYYY-MM-DD`, local. */
  readonly skipDates: readonly string[];
  /** `YYYY-MM-DD`, local: no run before it. */
  readonly starts?: string | null;
}

export interface PlannedRun {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The planned local date, `YYYY-MM-DD`: what names the drop. */
  readonly date: string;
}

/** The id of a cohort's drop on a date. */
export const dropIdOf = (cohort: string, date: string): string => `${cohort}-${date.replaceAll('-', '')}`;

/** A plan without a day in this many has none at all (a year of skip dates at most, and a leap day). */
const LOOK_AHEAD_DAYS = 740;

/**
 * The first run after `after` (milliseconds); undefined when the plan has no day left. Runs on or before `afterDate` are
 * left out: a date has one drop, also after the time or the zone was changed.
 *
 * Always from the planned date and the configured wall time: adding a day to a shifted result would keep the shift for
 * ever. A time in a gap moves forward by the gap, of two in an overlap the first counts, a date that the zone jumped over
 * (Apia, 30 December 2011) has no run.
 * @throws RangeError when the zone or the time is not one.
 */
export function nextRun(plan: Plan, after: number, afterDate?: string): PlannedRun | undefined {
  const { zone, time, weekdays, skipDates, starts } = plan;
  const key = [zone, time, afterDate, starts, weekdays.join(' '), skipDates.join(' ')].join('|');
  if (after !== latest.after) latest = { after, runs: new Map() };
  if (!latest.runs.has(key)) latest.runs.set(key, findRun(plan, after, afterDate));
  return latest.runs.get(key);
}

/** What was worked out for one moment: a tick asks for thousands of cohorts, which share a few hundred plans. */
let latest: { after: number; runs: Map<string, PlannedRun | undefined> } = { after: Number.NaN, runs: new Map() };

function findRun(plan: Plan, after: number, afterDate?: string): PlannedRun | undefined {
  const time = Temporal.PlainTime.from(plan.time);
  const skipped = new Set(plan.skipDates);
  // from yesterday on: a zone may have moved, and a run of yesterday's date may lie ahead
  let date = Temporal.Instant.fromEpochMilliseconds(after)
    .toZonedDateTimeISO(plan.zone)
    .toPlainDate()
    .subtract({ days: 1 });
  const starts = Temporal.PlainDate.from(plan.starts ?? date);
  if (Temporal.PlainDate.compare(starts, date) > 0) date = starts;
  for (let day = 0; day < LOOK_AHEAD_DAYS; day += 1, date = date.add({ days: 1 })) {
    const name = date.toString();
    if (!plan.weekdays.includes(date.dayOfWeek) || skipped.has(name)) continue;
    if (afterDate !== undefined && name <= afterDate) continue;
    const run = date.toZonedDateTime({ timeZone: plan.zone, plainTime: time });
    if (run.epochMilliseconds <= after || !exists(date, plan.zone, run)) continue;
    return { at: run.epochMilliseconds, date: name };
  }
  return undefined;
}

/** The next `n` runs, soonest first; fewer when the plan has fewer. */
export function nextRuns(plan: Plan, after: number, n: number, afterDate?: string): PlannedRun[] {
  const runs: PlannedRun[] = [];
  let last: PlannedRun | undefined;
  while (runs.length < n) {
    last = nextRun(plan, last?.at ?? after, last?.date ?? afterDate);
    if (last === undefined) break;
    runs.push(last);
  }
  return runs;
}

/** False for a date that the zone's calendar has not: then even its first moment lies on another date. */
const exists = (date: Temporal.PlainDate, zone: string, run: Temporal.ZonedDateTime): boolean =>
  run.toPlainDate().equals(date) || date.toZonedDateTime({ timeZone: zone }).toPlainDate().equals(date);

/** The date it is in a zone, `YYYY-MM-DD`. */
export const localDate = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();

/** What a date belongs to: ISO week as yyyyww (Monday first) and month as yyyymm. */
export interface Periods {
  readonly week: number;
  readonly month: number;
}
export function periodsOf(date: string): Periods {
  const day = Temporal.PlainDate.from(date);
  return {
    week: (day.yearOfWeek ?? day.year) * 100 + (day.weekOfYear ?? 0),
    month: day.year * 100 + day.month,
  };
}

/** What is wrong with a plan, one sentence each; empty when it is fine. */
export function planProblems(plan: Plan): string[] {
  const problems: string[] = [];
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(plan.time)) problems.push('The time is written like 09:00.');
  if (!isZone(plan.zone)) problems.push('The time zone is a name like Europe/Berlin.');
  if (plan.weekdays.length === 0) problems.push('Choose at least one weekday.');
  if (plan.weekdays.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    problems.push('Weekdays are numbers from 1 (Monday) to 7 (Sunday).');
  if (plan.skipDates.some((date) => !isDate(date))) problems.push('Days to skip are written like 2026-12-24.');
  if (typeof plan.starts === 'string' && !isDate(plan.starts))
    problems.push('The first day is written like 2026-12-07.');
  if (plan.skipDates.length > 366) problems.push('At most 366 days can be skipped.');
  return problems;
}

/** Whether this runtime knows the zone. Offsets like `+02:00` are no zones: they never change their time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/u.test(zone)) return false;
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether it is a date of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** How far a zone's clocks are from UTC in winter and in summer (`+01:00`), as they have been of late. */
export const offsetsOf = (zone: string): readonly string[] =>
  ['2026-01-15T00:00Z', '2026-07-15T00:00Z'].map(
    (moment) => Temporal.Instant.from(moment).toZonedDateTimeISO(zone).offset,
  );
