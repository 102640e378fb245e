/** Drops: claiming what is due, reading what there was, closing, voiding. */
import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { BagState } from '../tutor/drop-bag.ts';
import type { StreakDrop } from '../tutor/streak.ts';
import { dropIdOf, localDate, periodsOf, type PlannedRun } from '../tutor/timetable.ts';
import type { Cohort } from './cohorts.ts';
import type { Database } from './database.ts';
import { letterRow, type NewLetter, postRow, voidRows } from './delivery-rows.ts';
import { shownPost } from './drop-posts.ts';
import { insertRows, oneOf, recordset, textArray } from './rows.ts';
import { cohorts, deliveries, dropQueue, drops } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';
import { rulings } from './tables/reports.ts';

export type Drop = typeof drops.$inferSelect;

/** What a claim is decided on. */
export interface DueCohort {
  readonly cohort: Cohort;
  readonly bag: BagState;
  /** Versions that staff voided, as `question@version`. */
  readonly voided: ReadonlySet<string>;
}

/** What becomes of a due cohort. `drops`: the runs up to now, the earliest first. */
export interface ClaimDecision {
  readonly drops: readonly (
    | { readonly run: PlannedRun; readonly question: string; readonly version: string }
    | { readonly run: PlannedRun; readonly missed: string }
  )[];
  /** Strictly in the future; undefined when the plan has no day left. */
  readonly next: PlannedRun | undefined;
  readonly pause: boolean;
  /** What staff are told, as data: whoever sends it finds the words. */
  readonly notices: readonly (Pick<NewLetter, 'key' | 'to'> & { readonly notice: object })[];
}

export interface Claimed {
  /** Cohorts taken; fewer than the limit when nothing more is due. */
  readonly cohorts: number;
  readonly drops: readonly { readonly id: string; readonly cohort: string }[];
  /** Cohorts whose decision threw: held back for a while, everybody else went on. */
  readonly failed: readonly { readonly cohort: string; readonly error: unknown }[];
}

/** Milliseconds for which a cohort that cannot be decided on is left alone. */
const HOLD = 5 * 60_000;

/**
 * Takes up to `limit` due cohorts that no other process is taking, and stores in one transaction: their drops, what has to
 * be delivered, and when they are due next. A date that has a drop keeps it.
 */
export async function claimDue(
  db: Database,
  decide: (due: DueCohort) => ClaimDecision,
  now: number,
  limit: number,
): Promise<Claimed> {
  const isDue = and(lte(cohorts.nextAt, now), or(isNull(cohorts.heldUntil), lte(cohorts.heldUntil, now)));
  // most ticks find nothing: that takes one question, and no transaction (in order, so that it is asked of the index)
  const [any] = await db.select({ id: cohorts.id }).from(cohorts).where(isDue).orderBy(asc(cohorts.nextAt)).limit(1);
  if (any === undefined) return { cohorts: 0, drops: [], failed: [] };
  return db.transaction(async (tx) => {
    const due = await tx
      .select()
      .from(cohorts)
      .where(isDue)
      .orderBy(asc(cohorts.nextAt), asc(cohorts.createdAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    if (due.length === 0) return { cohorts: 0, drops: [], failed: [] };
    // a plan made while the tables were small would read them whole when they are not: planning costs less than a batch
    await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
    const bags = await bagStates(
      tx,
      due.map((cohort) => cohort.id),
    );
    const voided = await voidedIn(tx, [...new Set(due.map((cohort) => cohort.community))]);
    const failed: { cohort: string; error: unknown }[] = [];
    const decided = due.flatMap((cohort) => {
      try {
        const bag = bags.get(cohort.id) ?? { used: [], queue: [] };
        return [{ cohort, decision: decide({ cohort, bag, voided: voided.get(cohort.community) ?? new Set() }) }];
      } catch (error) {
        failed.push({ cohort: cohort.id, error });
        return [];
      }
    });
    await moveOn(tx, decided, failed, now);
    const made = decided.flatMap(({ cohort, decision }) => decision.drops.map((drop) => newDrop(cohort, drop)));
    await insertRows(tx, drops, made);
    await insertRows(
      tx,
      deliveries,
      decided.flatMap(({ cohort, decision }) => [
        ...decision.drops.flatMap((drop) =>
          'missed' in drop ? [] : [postRow(cohort, dropIdOf(cohort.id, drop.run.date), drop.run, now)],
        ),
        ...decision.notices.map(({ key, to, notice }) =>
          letterRow({ key, kind: 'notice', to, cohort: cohort.id, about: JSON.stringify(notice) }, now),
        ),
      ]),
    );
    if ([...bags.values()].some(({ queue }) => queue.length > 0)) await unqueueUsed(tx, made);
    return {
      cohorts: due.length,
      drops: made.flatMap((drop) => (drop.state === 'due' ? [{ id: drop.id, cohort: drop.cohort }] : [])),
      failed,
    };
  });
}

async function moveOn(
  tx: Database,
  decided: readonly { cohort: Cohort; decision: ClaimDecision }[],
  failed: readonly { cohort: string }[],
  now: number,
): Promise<void> {
  const next = decided.map(({ cohort, decision }) => {
    const run = decision.pause ? undefined : decision.next;
    return { id: cohort.id, at: run === undefined ? null : isoOf(run.at), date: run?.date ?? null };
  });
  await tx
    .update(cohorts)
    .set({ nextAt: sql`g.at`, nextDate: sql`g.date`, heldUntil: null })
    .from(recordset(next, 'id text, at timestamptz, date date'))
    .where(eq(cohorts.id, sql`g.id`));
  const paused = decided.flatMap(({ cohort, decision }) => {
    if (!decision.pause) return [];
    const from = decision.drops.at(-1)?.run.date ?? localDate(cohort.zone, now);
    return [{ id: cohort.id, pauses: [...cohort.pauses, { from, to: null }] }];
  });
  if (paused.length > 0)
    await tx
      .update(cohorts)
      .set({ paused: true, pauses: sql`g.pauses`, version: sql`${cohorts.version} + 1` })
      .from(recordset(paused, 'id text, pauses jsonb'))
      .where(eq(cohorts.id, sql`g.id`));
  if (failed.length > 0)
    await tx
      .update(cohorts)
      .set({ heldUntil: now + HOLD })
      .where(
        oneOf(
          cohorts.id,
          failed.map(({ cohort }) => cohort),
        ),
      );
}

function newDrop(cohort: Cohort, made: ClaimDecision['drops'][number]): Drop {
  const { run } = made;
  const missed = 'missed' in made;
  return {
    id: dropIdOf(cohort.id, run.date),
    cohort: cohort.id,
    localDate: run.date,
    state: missed ? 'missed' : 'due',
    question: missed ? null : made.question,
    version: missed ? null : made.version,
    dueAt: run.at,
    opensAt: run.at,
    closesAt: run.at + cohort.openHours * 3_600_000,
    closedAt: null,
    why: missed ? made.missed : null,
    ...periodsOf(run.date),
    par: 0,
    shownCount: 0,
    shownAt: null,
  };
}

async function unqueueUsed(tx: Database, made: readonly Drop[]): Promise<void> {
  const used = made.flatMap((drop) => (drop.question === null ? [] : [{ c: drop.cohort, q: drop.question }]));
  if (used.length === 0) return;
  await tx
    .delete(dropQueue)
    .where(
      and(
        sql`${dropQueue.kind} <> 'skip'`,
        sql`(${dropQueue.cohort}, ${dropQueue.question}) in (select g.c, g.q from ${recordset(used, 'c text, q text')})`,
      ),
    );
}

/** What the bags of some cohorts are reckoned from. Dates that are over count as used, whatever became of the drop. */
async function bagStates(db: Database, ids: readonly string[]): Promise<Map<string, BagState>> {
  // one after the other by index, which Postgres would not do for a list of ids before it has figures of the table
  const used = await db
    .select({ cohort: sql<string>`c.id`, questions: sql<readonly string[] | null>`past.questions` })
    .from(
      sql`unnest(${textArray(ids)}::text[]) c(id) cross join lateral (
        select jsonb_agg(${drops.question} order by ${drops.dueAt}) as questions from ${drops}
        where ${drops.cohort} = c.id and ${drops.question} is not null) past`,
    );
  const queued = await db.select().from(dropQueue).where(oneOf(dropQueue.cohort, ids));
  const usedOf = new Map(used.map((row) => [row.cohort, row.questions]));
  const queueOf = Map.groupBy(queued, (row) => row.cohort);
  return new Map(ids.map((id) => [id, { used: usedOf.get(id) ?? [], queue: queueOf.get(id) ?? [] }]));
}

/** What the bag of a cohort is reckoned from: for the gauge and previews. */
export async function bagState(db: Database, cohort: string): Promise<BagState> {
  return (await bagStates(db, [cohort])).get(cohort) ?? { used: [], queue: [] };
}

export async function voidedIn(db: Database, communities: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await db
    .select({ community: rulings.community, question: rulings.question, version: rulings.version })
    .from(rulings)
    .where(and(oneOf(rulings.community, communities), eq(rulings.kind, 'void')));
  const groups = Map.groupBy(rows, (row) => row.community);
  return new Map(
    [...groups].map(([community, list]) => [community, new Set(list.map((row) => `${row.question}@${row.version}`))]),
  );
}

export async function findDrop(db: Database, id: string): Promise<Drop | undefined> {
  const [row] = await db.select().from(drops).where(eq(drops.id, id));
  return row;
}

/** Those of these drops that there are, by their ids. */
export async function findDrops(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Drop>> {
  const rows = await db
    .select()
    .from(drops)
    .where(inArray(drops.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The cohort's drops, the latest first; with `missed`, those that were never posted too. */
export async function latestDrops(
  db: Database,
  cohort: string,
  { limit = 25, missed = false } = {},
): Promise<readonly Drop[]> {
  return db
    .select()
    .from(drops)
    .where(and(eq(drops.cohort, cohort), missed ? undefined : inArray(drops.state, ['posted', 'closed', 'void'])))
    .orderBy(desc(drops.localDate))
    .limit(limit);
}

/** Whether any of these cohorts has a drop that is due and not posted yet. */
export async function onTheirWay(db: Database, cohortIds: readonly string[]): Promise<boolean> {
  if (cohortIds.length === 0) return false;
  const due = and(inArray(drops.cohort, [...cohortIds]), eq(drops.state, 'due'));
  return (await db.select({ id: drops.id }).from(drops).where(due).limit(1)).length > 0;
}

/** The cohort's drops in order, as `streakOf` wants them. One that is not posted yet is left out. */
export async function streakDrops(db: Database, cohort: string): Promise<readonly StreakDrop[]> {
  const rows = await db
    .select()
    .from(drops)
    .where(and(eq(drops.cohort, cohort), sql`${drops.state} <> 'due'`))
    .orderBy(asc(drops.localDate));
  return rows.map((row) => ({
    id: row.id,
    date: row.localDate,
    state: row.state === 'posted' || row.state === 'due' ? 'open' : row.state,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
  }));
}

/**
 * Voids a drop, after an outage say: it costs nobody's streak anything, and its message will say so. False when it is void
 * or missed already.
 */
export async function voidDrop(db: Database, id: string, why: string, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [drop] = await tx
      .update(drops)
      .set({ state: 'void', why })
      .where(and(eq(drops.id, id), inArray(drops.state, ['posted', 'closed'])))
      .returning({ cohort: drops.cohort });
    if (drop === undefined) return false;
    const post = await shownPost(tx, id);
    if (post !== undefined)
      await insertRows(tx, deliveries, voidRows({ id: drop.cohort, place: post.address }, id, now));
    return true;
  });
}
