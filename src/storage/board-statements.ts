/** The statements of the boards, prepared once per database and period: what is asked often should not be written anew each time. */
import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { learners } from './tables/people.ts';
import { members, spreads } from './tables/standings.ts';

export type Period = 'week' | 'month' | 'all';

/** Counting who stands above stops here, so that it costs the same for everybody. */
export const EXACT_RANKS = 1_000;
/** Lines at the top of a board, and on either side of one's own. */
const TOP = 10;
const AROUND = 2;

interface Columns {
  readonly standing: PgColumn;
  readonly credit: PgColumn;
  /** Only rows of this period; all of them for `all`. */
  readonly period: SQL | undefined;
}

/** `key`: the week (yyyyww) or month (yyyymm); of no meaning for `all`. */
export function columnsOf(period: Period, key: number | Placeholder): Columns {
  switch (period) {
    case 'all':
      return { standing: members.standing, credit: members.credit, period: undefined };
    case 'week':
      return { standing: members.weekStanding, credit: members.weekCredit, period: eq(members.week, key) };
    case 'month':
      return { standing: members.monthStanding, credit: members.monthCredit, period: eq(members.month, key) };
    default:
      return period satisfies never;
  }
}

/** Those who are on the board of a cohort: hidden members are not. Written as the indexes are. */
export const shown = (cohort: string | Placeholder, columns: Columns): SQL | undefined =>
  and(eq(members.cohort, cohort), sql`not ${members.hidden}`, columns.period);

const prepared = {
  week: perDatabase((db) => prepare(db, 'week')),
  month: perDatabase((db) => prepare(db, 'month')),
  all: perDatabase((db) => prepare(db, 'all')),
} satisfies Record<Period, unknown>;

export const boardStatements = (db: Database, period: Period): ReturnType<typeof prepare> => prepared[period](db);

/**
 * Limits stand in the texts as numbers: of a limit in a parameter Postgres knows nothing when it makes a plan for all
 * parameters, so it would plan anew each time, and that takes longer than the board.
 */
function prepare(db: Database, period: Period) {
  const given = { cohort: sql.placeholder('cohort'), learner: sql.placeholder('learner'), key: sql.placeholder('key') };
  const columns = columnsOf(period, given.key);
  const { standing, credit } = columns;
  const name = sql<string>`coalesce(${learners.name}, '')`;
  const mine = and(eq(members.cohort, given.cohort), eq(members.learner, given.learner), columns.period);

  const rank = sql.identifier(standing.name);
  const samePeriod = period === 'all' ? sql`` : sql`and other.${sql.identifier(period)} = ${given.key}`;
  const others = sql`from ${members} other where other.cohort = ${given.cohort} and not other.hidden ${samePeriod}`;
  const place = sql`other.learner, other.${rank} as at, other.${sql.identifier(credit.name)} as credit`;
  const inOrder = (order: 'asc' | 'desc', limit: number): SQL =>
    sql.raw(`order by other.${standing.name} ${order}, other.learner ${order} limit ${limit}`);
  const lines = {
    learner: sql<string>`line.learner`,
    name,
    standing: sql`line.at`.mapWith(Number),
    credit: sql`line.credit`.mapWith(Number),
    earned: sql`line.at - line.credit`.mapWith(Number),
  };
  const named = (places: SQL): SQL => sql`(${places}) line left join ${learners} on ${learners.id} = line.learner`;
  const bestFirst = sql`line.at desc, line.learner desc`;

  const top = db
    .select(lines)
    .from(named(sql`select ${place} ${others} ${inOrder('desc', TOP)}`))
    .orderBy(bestFirst)
    .prepare(`board_top_${period}`);

  const beside = (side: '>' | '<', order: 'asc' | 'desc'): SQL => sql`(
    select ${place}, ${sql.raw(String(side === '>'))} as above ${others}
      and (other.${rank}, other.learner) ${sql.raw(side)} (${sql.placeholder('standing')}::integer, ${given.learner}::text)
    ${inOrder(order, AROUND)})`;
  const around = db
    .select({ ...lines, above: sql<boolean>`line.above` })
    .from(named(sql`${beside('>', 'asc')} union all ${beside('<', 'desc')}`))
    .orderBy(bestFirst)
    .prepare(`board_around_${period}`);

  // far down the board nothing is counted. The order in it is needed: without it the planner may read the whole table
  const most = sql.raw(String(EXACT_RANKS));
  const above = sql`case when ${standing} < ${spreads.beyond} then ${most} else (
    select count(*) from (
      select 1 ${others} and other.${rank} > ${standing} order by other.${rank} limit ${most}) better) end`;
  const spread = and(
    eq(spreads.cohort, given.cohort),
    sql`${spreads.period} = ${sql.raw(`'${period}'`)}`,
    eq(spreads.key, given.key),
  );
  const own = db
    .select({
      learner: members.learner,
      name,
      standing: sql`${standing}`.mapWith(Number),
      credit: sql`${credit}`.mapWith(Number),
      earned: sql`${standing} - ${credit}`.mapWith(Number),
      hidden: members.hidden,
      joinedAt: members.joinedAt,
      answers: members.answers,
      correct: members.correct,
      above: above.mapWith(Number),
      cuts: spreads.cuts,
    })
    .from(members)
    .leftJoin(learners, eq(learners.id, members.learner))
    .leftJoin(spreads, spread)
    .where(mine)
    .prepare(`board_mine_${period}`);
  return { top, mine: own, around };
}
