/** Cohorts: who gets a drop where and when, changed by one admin at a time, and what instructors queued for them. */
import { and, asc, desc, eq, inArray, max, sql } from 'drizzle-orm';
import { nextRun, type Plan, planProblems } from '../tutor/timetable.ts';
import type { Database } from './database.ts';
import { cohorts, dropQueue, drops } from './tables/drops.ts';
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
});

/** What is wrong with settings, one sentence each, fit to be shown. */
export function cohortProblems(settings: CohortSettings): string[] {
  const problems = planProblems(planOf(settings));
  const whole = (value: number, min: number, most: number): boolean =>
    Number.isInteger(value) && value >= min && value <= most;
  if (settings.name.trim() === '' || settings.name.length > 60) problems.push('A name has 1 to 60 characters.');
  if (!whole(settings.openHours, 1, 168)) problems.push('A drop is open for 1 to 168 hours.');
  if (!whole(settings.catchUpMinutes, 5, 1_440)) problems.push('A late drop is posted within 5 to 1440 minutes.');
  return problems;
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
    const next = settings.paused ? undefined : nextRun(planOf(settings), now, await lastDate(tx, id));
    const [row] = await tx
      .update(cohorts)
      .set({
        ...change,
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

export type QueueEntry = typeof dropQueue.$inferSelect;

export interface NewQueueEntry {
  readonly cohort: string;
  readonly question: string;
  /** `on`: for `date`. `soon`: before the bag, the highest priority (0 to 9) first. `skip`: never in this cohort. */
  readonly kind: QueueEntry['kind'];
  readonly date?: string;
  readonly priority?: number;
}

/** Queues or skips a question; what was decided about it (or for that date) before is replaced. */
export async function queueQuestion(
  db: Database,
  { cohort, question, kind, date, priority }: NewQueueEntry,
  by: string,
  now: number,
): Promise<void> {
  if ((kind === 'on') !== (date !== undefined)) throw new RangeError('a date belongs to "on" and to nothing else');
  const row = { cohort, question, kind, date: date ?? null, priority: priority ?? 0, by, at: now };
  await db.transaction(async (tx) => {
    if (date !== undefined) {
      await tx.delete(dropQueue).where(and(eq(dropQueue.cohort, cohort), eq(dropQueue.date, date)));
    }
    await tx
      .insert(dropQueue)
      .values(row)
      .onConflictDoUpdate({ target: [dropQueue.cohort, dropQueue.question], set: row });
  });
}

/** Takes a question off the queue, or lets a skipped one come again; false when it was not there. */
export async function unqueueQuestion(db: Database, cohort: string, question: string): Promise<boolean> {
  const rows = await db
    .delete(dropQueue)
    .where(and(eq(dropQueue.cohort, cohort), eq(dropQueue.question, question)))
    .returning({ question: dropQueue.question });
  return rows.length > 0;
}

/** Everything queued and skipped: dated ones by date, then by priority, then the oldest. */
export async function queueOf(db: Database, cohort: string): Promise<readonly QueueEntry[]> {
  return db
    .select()
    .from(dropQueue)
    .where(eq(dropQueue.cohort, cohort))
    .orderBy(sql`${dropQueue.date} nulls last`, desc(dropQueue.priority), asc(dropQueue.at), dropQueue.question);
}
