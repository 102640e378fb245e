/**
 * Boards: who stands where in a cohort, at a cost that does not grow with it. Everything shown is answered by an index;
 * nothing is ever summed or counted over a whole cohort while somebody waits.
 */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { boardStatements, columnsOf, EXACT_RANKS, type Period, shown } from './board-statements.ts';
import type { Database } from './database.ts';
import { cohorts } from './tables/drops.ts';
import { members, spreads } from './tables/standings.ts';
import { learners } from './tables/people.ts';

export type Member = typeof members.$inferSelect;
export type { Period } from './board-statements.ts';

/**
 * Standings grow; few members leave the board, or lose points, between two looks at its spread. So who stood below this many
 * then is not among the exact ranks now.
 */
const SURELY_BEYOND = 2 * EXACT_RANKS;

/** `standing` ranks: what was earned and the credit of joining later. `name` is plain text of theirs. */
export interface Line {
  readonly learner: string;
  readonly name: string;
  readonly standing: number;
  readonly credit: number;
  readonly earned: number;
}
export interface RankedLine extends Line {
  /** 1 is the first; equal standings share a rank, and the next one is as if they had not (1, 2, 2, 4). */
  readonly rank: number;
}
export interface MyLine extends Line {
  /** Exact up to `EXACT_RANKS`; beyond it absent. */
  readonly rank?: number;
  /** Beyond it: among the best so many percent, as of some minutes ago. Absent until it was reckoned. */
  readonly topPercent?: number;
  readonly hidden: boolean;
  readonly joinedAt: number;
  readonly answers: number;
  readonly correct: number;
}

/** The best ten of a period, ranked. `key`: the week (yyyyww) or month (yyyymm); 0 for all. */
export async function topOf(db: Database, cohort: string, period: Period, key: number): Promise<readonly RankedLine[]> {
  const rows = await boardStatements(db, period).top.execute({ cohort, key });
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.standing > row.standing).length }));
}

/** Where a learner stands; undefined when they have nothing in that period. Hidden learners see their own line. */
export async function myLine(
  db: Database,
  cohort: string,
  learner: string,
  period: Period,
  key: number,
): Promise<MyLine | undefined> {
  const [found] = await boardStatements(db, period).mine.execute({ cohort, learner, key });
  if (found === undefined) return undefined;
  const { above, cuts, ...mine } = found;
  if (above < EXACT_RANKS) return { ...mine, rank: above + 1 };
  if (cuts === null) return mine;
  const cut = cuts.findIndex((standing) => mine.standing >= standing);
  return { ...mine, topPercent: cut === -1 ? 100 : cut + 1 };
}

/** The lines around a learner's own, theirs included, the best first; two on either side. */
export async function neighbors(
  db: Database,
  cohort: string,
  mine: Line,
  period: Period,
  key: number,
): Promise<readonly Line[]> {
  const { learner, standing } = mine;
  const beside = await boardStatements(db, period).around.execute({ cohort, learner, standing, key });
  const above = beside.filter((line) => line.above).length;
  return [...beside.slice(0, above), mine, ...beside.slice(above)];
}

/** Cuts of a cohort's standings, as of now; one pass over it, so it is for the background. */
export async function refreshSpreads(
  db: Database,
  cohort: string,
  keys: { readonly week: number; readonly month: number },
): Promise<void> {
  for (const period of ['all', 'week', 'month'] as const) {
    const key = period === 'all' ? 0 : keys[period];
    const columns = columnsOf(period, key);
    const parts = sql.raw(`array[${Array.from({ length: 99 }, (_, n) => (n + 1) / 100).join(',')}]`);
    const [row] = await db
      .select({
        members: sql`count(*)`.mapWith(Number),
        cuts: sql<
          readonly number[] | null
        >`to_jsonb(percentile_disc(${parts}::double precision[]) within group (order by ${columns.standing} desc))`,
      })
      .from(members)
      .where(shown(cohort, columns));
    if (row === undefined) continue;
    const [deep] = await db
      .select({ standing: columns.standing })
      .from(members)
      .where(shown(cohort, columns))
      .orderBy(desc(columns.standing))
      .offset(SURELY_BEYOND)
      .limit(1);
    const beyond = deep === undefined ? null : Number(deep.standing);
    const spread = { cohort, period, key, members: row.members, cuts: row.cuts ?? [], beyond };
    await db
      .insert(spreads)
      .values(spread)
      .onConflictDoUpdate({ target: [spreads.cohort, spreads.period], set: spread });
  }
}

export async function memberOf(db: Database, cohort: string, learner: string): Promise<Member | undefined> {
  const [row] = await db
    .select()
    .from(members)
    .where(and(eq(members.cohort, cohort), eq(members.learner, learner)));
  return row;
}

/** The cohorts that a learner has answered in, where they answered most first. */
export async function cohortsOfLearner(db: Database, learner: string): Promise<readonly string[]> {
  const rows = await db
    .select({ cohort: members.cohort })
    .from(members)
    .where(eq(members.learner, learner))
    .orderBy(desc(members.answers), asc(members.cohort));
  return rows.map((row) => row.cohort);
}

/**
 * The community on a platform (`discord`, …) whose staff look after a learner: that of the cohort in which they answered most;
 * undefined when they are in none there.
 */
export async function communityOfLearner(db: Database, learner: string, platform: string): Promise<string | undefined> {
  const [row] = await db
    .select({ community: cohorts.community })
    .from(members)
    .innerJoin(cohorts, eq(cohorts.id, members.cohort))
    .where(and(eq(members.learner, learner), sql`split_part(${cohorts.community}, ':', 1) = ${platform}`))
    .orderBy(desc(members.answers), asc(members.cohort))
    .limit(1);
  return row?.community;
}

/** Everybody in a cohort with their name, hidden ones too: for staff, in pages by learner id. */
export async function membersOf(
  db: Database,
  cohort: string,
  { after = '', limit = 1_000 } = {},
): Promise<readonly (Member & { readonly name: string })[]> {
  const rows = await db
    .select({ member: members, name: sql<string>`coalesce(${learners.name}, '')` })
    .from(members)
    .leftJoin(learners, eq(learners.id, members.learner))
    .where(and(eq(members.cohort, cohort), gt(members.learner, after)))
    .orderBy(asc(members.learner))
    .limit(limit);
  return rows.map(({ member, name }) => ({ ...member, name }));
}

/** Takes a learner off all boards, or puts them back. The learner must be known. */
export async function setHidden(db: Database, learner: string, hidden: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(learners).set({ hidden }).where(eq(learners.id, learner));
    await tx.update(members).set({ hidden }).where(eq(members.learner, learner));
  });
}
