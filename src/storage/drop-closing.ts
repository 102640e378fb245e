/** What follows a posted drop: closing it, and keeping its public count and the cohort's spread up to date. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Cohort } from './cohorts.ts';
import type { Database } from './database.ts';
import { closingRows } from './delivery-rows.ts';
import { shownPost } from './drop-posts.ts';
import { insertRows } from './rows.ts';
import { cohorts, deliveries, dropAnswers, drops } from './tables/drops.ts';
import { members } from './tables/standings.ts';

/**
 * Closes up to `limit` drops whose time is over and stores what has to be delivered then, in one transaction. The par of
 * each, and the size of its cohort, are reckoned here, where nobody waits. Returns how many were closed.
 */
export async function closeDue(db: Database, now: number, limit = 50): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ drop: drops, cohort: cohorts })
      .from(drops)
      .innerJoin(cohorts, eq(cohorts.id, drops.cohort))
      .where(and(isNull(drops.closedAt), inArray(drops.state, ['posted', 'void']), lte(drops.closesAt, now)))
      .orderBy(asc(drops.closesAt), asc(drops.id))
      .limit(limit)
      .for('update', { of: drops, skipLocked: true });
    for (const { drop, cohort } of due) await close(tx, drop, cohort, now);
    return due.length;
  });
}

async function close(tx: Database, drop: typeof drops.$inferSelect, cohort: Cohort, now: number): Promise<void> {
  const [size] = await tx
    .select({ n: sql`count(*)`.mapWith(Number) })
    .from(members)
    .where(eq(members.cohort, cohort.id));
  const n = size?.n ?? 0;
  await tx
    .update(drops)
    .set({
      closedAt: now,
      state: drop.state === 'void' ? 'void' : 'closed',
      par: sql`(select coalesce(sum(${dropAnswers.points}), 0)::real / greatest(${n}::integer, 1)
        from ${dropAnswers} where ${dropAnswers.drop} = ${drop.id})`,
    })
    .where(eq(drops.id, drop.id));
  await tx.update(cohorts).set({ members: n }).where(eq(cohorts.id, cohort.id));
  // a message that nobody can name cannot be changed, and has no thread; the channel may be another one by now
  const post = await shownPost(tx, drop.id);
  if (post !== undefined && drop.state !== 'void')
    await insertRows(tx, deliveries, closingRows({ ...cohort, place: post.address }, drop.id, now));
}

export interface CountEdit {
  readonly drop: string;
  readonly message: string;
  readonly count: number;
  /** When it was taken; names the claim. */
  readonly takenAt: number;
}

/** Nobody knows what a message shows while it is being changed, nor after that failed. */
const UNKNOWN = -1;

/**
 * Of these drops, the open ones whose message shows another number of answers than there are and was not changed for
 * `gapMs`: the caller changes the message, and says so with `countShown`. Whoever dies on the way, or fails, leaves a claim
 * that ends by itself after `gapMs`. `later`: not yet time.
 */
export async function claimCounts(
  db: Database,
  ids: readonly string[],
  gapMs: number,
  now: number,
): Promise<{ readonly edits: readonly CountEdit[]; readonly later: readonly string[] }> {
  if (ids.length === 0) return { edits: [], later: [] };
  // all or nothing: what is taken must reach the caller
  return db.transaction((tx) => claimAll(tx, ids, gapMs, now));
}

async function claimAll(
  tx: Database,
  ids: readonly string[],
  gapMs: number,
  now: number,
): Promise<{ readonly edits: readonly CountEdit[]; readonly later: readonly string[] }> {
  const changed = await tx
    .select({
      drop: drops.id,
      message: sql<string>`${deliveries.message}`,
      shownAt: drops.shownAt,
      shown: drops.shownCount,
      count: sql`(select count(*) from ${dropAnswers} where ${dropAnswers.drop} = ${drops.id})`.mapWith(Number),
    })
    .from(drops)
    .innerJoin(deliveries, and(eq(deliveries.drop, drops.id), eq(deliveries.kind, 'post')))
    .where(and(inArray(drops.id, [...ids]), eq(drops.state, 'posted'), isNotNull(deliveries.message)))
    .orderBy(asc(drops.id)); // every process locks in this order
  const edits: CountEdit[] = [];
  const later: string[] = [];
  for (const { drop, message, shownAt, shown, count } of changed) {
    if (count === shown) continue;
    if (shownAt !== null && shownAt > now - gapMs) later.push(drop);
    else if (await takeCount(tx, drop, shownAt, now)) edits.push({ drop, message, count, takenAt: now });
    else later.push(drop);
  }
  return { edits, later };
}

/** Another process may be about to change the same message: the one that finds the row as it was read does it. */
async function takeCount(db: Database, drop: string, shownAt: number | null, now: number): Promise<boolean> {
  const rows = await db
    .update(drops)
    .set({ shownCount: UNKNOWN, shownAt: now })
    .where(and(eq(drops.id, drop), shownAt === null ? isNull(drops.shownAt) : eq(drops.shownAt, shownAt)))
    .returning({ id: drops.id });
  return rows.length > 0;
}

/** The message shows the count, or will never show one; nothing when somebody else has taken it since. */
export async function countShown(db: Database, { drop, count, takenAt }: CountEdit): Promise<void> {
  await db
    .update(drops)
    .set({ shownCount: count })
    .where(and(eq(drops.id, drop), eq(drops.shownCount, UNKNOWN), eq(drops.shownAt, takenAt)));
}

/** Open drops whose message somebody began to change at least `gapMs` ago, and nobody knows with what result. */
export async function abandonedCounts(
  db: Database,
  gapMs: number,
  now: number,
  limit = 300,
): Promise<readonly string[]> {
  const rows = await db
    .select({ id: drops.id })
    .from(drops)
    .where(
      and(
        eq(drops.state, 'posted'),
        isNull(drops.closedAt),
        eq(drops.shownCount, UNKNOWN),
        lte(drops.shownAt, now - gapMs),
      ),
    )
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Drops that stand open: their counts may be behind after a restart. */
export async function openIds(db: Database, limit = 10_000): Promise<readonly string[]> {
  const rows = await db
    .select({ id: drops.id })
    .from(drops)
    .where(and(eq(drops.state, 'posted'), isNull(drops.closedAt)))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Takes one large cohort whose spread is older than `ageMs`, if there is any. */
export async function takeStaleSpread(
  db: Database,
  ageMs: number,
  now: number,
): Promise<{ readonly id: string; readonly zone: string } | undefined> {
  const stale = db.$with('stale').as(
    db
      .select({ id: cohorts.id })
      .from(cohorts)
      .where(and(gt(cohorts.members, 1_000), or(isNull(cohorts.spreadAt), lte(cohorts.spreadAt, now - ageMs))))
      .orderBy(sql`${cohorts.spreadAt} nulls first`)
      .limit(1)
      .for('update', { skipLocked: true }),
  );
  const [row] = await db
    .with(stale)
    .update(cohorts)
    .set({ spreadAt: now })
    .where(inArray(cohorts.id, db.select().from(stale)))
    .returning({ id: cohorts.id, zone: cohorts.zone });
  return row;
}
