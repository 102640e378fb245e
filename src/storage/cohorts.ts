/** Cohorts: who gets a drop where and when, changed by one admin at a time. */
import { asc, eq, inArray, max } from 'drizzle-orm';
import { dayAfter, type Pause } from '../tutor/plan.ts';
import { isDate, localDate, nextRun, type Plan, planProblems } from '../tutor/timetable.ts';
import type { Database } from './database.ts';
import { cohorts, drops } from './tables/drops.ts';
import { communities } from './tables/people.ts';

export type Cohort = typeof cohorts.$inferSelect;

/** What staff may set. */
export type CohortSettings = Pick<
  Cohort,
  | 'name'
  | 'place'
  | 'zone'
  | 'time'
  | 'weekdays'
  | 'skipDates'
  | 'topics'
  | 'starts'
  | 'lessonsAWeek'
  | 'lessonDates'
  | 'openHours'
  | 'reveal'
  | 'pingRole'
  | 'catchUpMinutes'
  | 'whenEmpty'
  | 'paused'
  | 'admin'
>;

export interface NewCohort extends Partial<CohortSettings> {
  /** 1 to 16 letters and digits. */
  readonly id: string;
  readonly community: string;
  readonly name: string;
  readonly place: string;
  readonly zone: string;
  readonly admin: string;
}

/** Weekdays at nine, open for a day, revealed at close, silent. */
export const COHORT_DEFAULTS = {
  time: '09:00',
  weekdays: [1, 2, 3, 4, 5],
  skipDates: [],
  topics: [],
  starts: null,
  lessonsAWeek: null,
  lessonDates: null,
  openHours: 24,
  reveal: true,
  pingRole: null,
  catchUpMinutes: 180,
  whenEmpty: 'repeat',
  paused: false,
} as const satisfies Partial<CohortSettings>;

const LONGEST_ID = 16;

/**
 * Settings that cannot be used; the message has one sentence a problem and may be shown.
 */
export class CohortProblem extends Error {
  override readonly name = 'CohortProblem';
}

const planOf = (cohort: Plan): Plan => ({
  zone: cohort.zone,
  time: cohort.time,
  weekdays: cohort.weekdays,
  skipDates: cohort.skipDates,
  starts: cohort.starts ?? null,
});

/** What is wrong with settings, one sentence each, fit to be shown. */
export function cohortProblems(settings: CohortSettings): string[] {
  const problems = [...planProblems(planOf(settings)), ...lessonProblems(settings)];
  const whole = (value: number, min: number, most: number): boolean =>
    Number.isInteger(value) && value >= min && value <= most;
  if (settings.name.trim() === '' || settings.name.length > 60) problems.push('A name has 1 to 60 characters.');
  if (!whole(settings.openHours, 1, 168)) problems.push('A drop is open for 1 to 168 hours.');
  if (!whole(settings.catchUpMinutes, 5, 1_440)) problems.push('A late drop is posted within 5 to 1440 minutes.');
  return problems;
}

function lessonProblems({ lessonsAWeek, lessonDates }: CohortSettings): string[] {
  const isPace = lessonsAWeek === null || (Number.isInteger(lessonsAWeek) && lessonsAWeek >= 1 && lessonsAWeek <= 7);
  const wrong = lessonDates?.find(({ date }) => !isDate(date));
  return [
    ...(isPace ? [] : ['A week has 1 to 7 lessons.']),
    ...(wrong === undefined ? [] : [`I cannot read the day “${wrong.date.slice(0, 40)}”. Write it like 2026-12-07.`]),
  ];
}

/** @throws CohortProblem */
export async function createCohort(
  db: Database,
  { id, community, ...given }: NewCohort,
  by: string,
  now: number,
): Promise<Cohort> {
  if (!/^[\w.]+$/u.test(id) || id.length > LONGEST_ID) throw new RangeError(`"${id}" cannot be the id of a cohort`);
  const settings: CohortSettings = { ...COHORT_DEFAULTS, ...given };
  refuseProblems(settings);
  const next = settings.paused ? undefined : nextRun(planOf(settings), now);
  await db.insert(communities).values({ id: community, createdAt: now }).onConflictDoNothing();
  const [row] = await db
    .insert(cohorts)
    .values({
      ...settings,
      id,
      community,
      pauses: pausesAfter([], settings.paused, localDate(settings.zone, now), undefined, undefined),
      nextAt: next?.at ?? null,
      nextDate: next?.date ?? null,
      changedBy: by,
      changedAt: now,
      createdAt: now,
    })
    .returning();
  if (row === undefined) throw new Error(`cohort ${id} was not stored`);
  return row;
}

export async function findCohort(db: Database, id: string): Promise<Cohort | undefined> {
  const [row] = await db.select().from(cohorts).where(eq(cohorts.id, id));
  return row;
}

/** Those of these cohorts that there are, by their ids. */
export async function findCohorts(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Cohort>> {
  const rows = await db
    .select()
    .from(cohorts)
    .where(inArray(cohorts.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether there is a cohort at all, in any community. */
export async function anyCohort(db: Database): Promise<boolean> {
  return (await db.select({ id: cohorts.id }).from(cohorts).limit(1)).length > 0;
}

/** The cohorts of a community, the oldest first. */
export async function cohortsOf(db: Database, community: string): Promise<readonly Cohort[]> {
  return db.select().from(cohorts).where(eq(cohorts.community, community)).orderBy(asc(cohorts.createdAt), cohorts.id);
}

/**
 * Changes settings, if the cohort still is as the panel showed it: `version` is the one that was shown. Undefined when
 * somebody else changed it meanwhile (read it again: `changedBy`, `changedAt`), or it is gone. The next run is reckoned
 * anew, never on a date that has a drop already.
 * @throws CohortProblem
 */
export async function changeCohort(
  db: Database,
  id: string,
  version: number,
  change: Partial<CohortSettings>,
  by: string,
  now: number,
): Promise<Cohort | undefined> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(cohorts).where(eq(cohorts.id, id)).for('update');
    if (before === undefined || before.version !== version) return undefined;
    const settings: CohortSettings = { ...before, ...change };
    refuseProblems(settings);
    const last = await lastDate(tx, id);
    const next = settings.paused ? undefined : nextRun(planOf(settings), now, last);
    const [row] = await tx
      .update(cohorts)
      .set({
        ...change,
        pauses: pausesAfter(before.pauses, settings.paused, localDate(settings.zone, now), last, next?.date),
        // what staff were shown was chosen by how it was before
        ...(CHOOSING.some((key) => key in change) && { shown: [] }),
        // who set it up may have been forgotten
        admin: settings.admin === '' ? by : settings.admin,
        nextAt: next?.at ?? null,
        nextDate: next?.date ?? null,
        heldUntil: null,
        version: version + 1,
        changedBy: by,
        changedAt: now,
      })
      .where(eq(cohorts.id, id))
      .returning();
    return row;
  });
}

/** Settings by which questions are chosen, or their days. */
const CHOOSING = [
  'zone',
  'weekdays',
  'skipDates',
  'topics',
  'starts',
  'lessonsAWeek',
  'lessonDates',
  'paused',
] as const satisfies readonly (keyof CohortSettings)[];

/** Older ones than these many move nothing any more. */
const MOST_PAUSES = 60;

/**
 * The pauses with the one that begins or ends now. It begins on the first day that has no drop yet and ends on the day before
 * the next one, so that one in which no day was lost is none.
 */
function pausesAfter(
  pauses: readonly Pause[],
  paused: boolean,
  today: string,
  last: string | undefined,
  next: string | undefined,
): readonly Pause[] {
  const isOpen = pauses.some(({ to }) => to === null);
  if (paused === isOpen) return pauses;
  if (paused) {
    const from = last !== undefined && last >= today ? dayAfter(last) : today;
    return [...pauses, { from, to: null }].slice(-MOST_PAUSES);
  }
  const until = next === undefined ? today : dayAfter(next, -1);
  return pauses.map(({ from, to }) => ({ from, to: to ?? until })).filter(({ from, to }) => to >= from);
}

/** The local date of the cohort's latest drop, whatever became of it. */
export async function lastDate(db: Database, cohort: string): Promise<string | undefined> {
  const [row] = await db
    .select({ date: max(drops.localDate) })
    .from(drops)
    .where(eq(drops.cohort, cohort));
  return row?.date ?? undefined;
}

function refuseProblems(settings: CohortSettings): void {
  const problems = cohortProblems(settings);
  if (problems.length > 0) throw new CohortProblem(problems.join(' '));
}
