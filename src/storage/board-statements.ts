/** The statements of the boards, prepared once per database and period: what is asked often should not be written anew each time. */
import { and, desc, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { learners } from './tables/people.ts';
import { members } from './tables/standings.ts';

export type Period = 'week' | 'month' | 'all';

/** Counting who stands above stops here, so that it costs the same for everybody. */
export const EXACT_RANKS = 1_000;

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

const statements = new WeakMap<Database, Map<Period, ReturnType<typeof prepare>>>();

export function boardStatements(db: Database, period: Period): ReturnType<typeof prepare> {
  const known = statements.get(db) ?? new Map<Period, ReturnType<typeof prepare>>();
  statements.set(db, known);
  const found = known.get(period) ?? prepare(db, period);
  known.set(period, found);
  return found;
}

function prepare(db: Database, period: Period) {
  const given = { cohort: sql.placeholder('cohort'), learner: sql.placeholder('learner'), key: sql.placeholder('key') };
  const columns = columnsOf(period, given.key);
  const { standing, credit } = columns;
  const line = {
    learner: members.learner,
    name: sql<string>`coalesce(${learners.name}, '')`,
    standing: sql`${standing}`.mapWith(Number),
    credit: sql`${credit}`.mapWith(Number),
    earned: sql`${standing} - ${credit}`.mapWith(Number),
  };
  const top = db
    .select(line)
    .from(members)
    .leftJoin(learners, eq(learners.id, members.learner))
    .where(shown(given.cohort, columns))
    .orderBy(desc(standing), desc(members.learner))
    .limit(sql.placeholder('limit'))
    .prepare(`board_top_${period}`);

  const mine = and(eq(members.cohort, given.cohort), eq(members.learner, given.learner), columns.period);
  const rank = sql.identifier(standing.name);
  const samePeriod = period === 'all' ? sql`` : sql`and other.${sql.identifier(period)} = ${given.key}`;
  // the order in it is needed: without it the planner may read the whole table
  const above = sql`(select count(*) from (
    select 1 from ${members} other
    where other.cohort = ${given.cohort} and not other.hidden ${samePeriod} and other.${rank} > ${standing}
    order by other.${rank} limit ${EXACT_RANKS}) better)`;
  const own = db
    .select({
      ...line,
      hidden: members.hidden,
      joinedAt: members.joinedAt,
      answers: members.answers,
      correct: members.correct,
      above: above.mapWith(Number),
    })
    .from(members)
    .leftJoin(learners, eq(learners.id, members.learner))
    .where(mine)
    .prepare(`board_mine_${period}`);

  const beside = (side: '>' | '<', order: 'asc' | 'desc'): SQL => sql`(
    select other.learner, other.${rank} as at, other.${sql.identifier(credit.name)} as credit from ${members} other
    where other.cohort = ${given.cohort} and not other.hidden ${samePeriod}
      and (other.${rank}, other.learner) ${sql.raw(side)} (me.at, me.learner)
    order by other.${rank} ${sql.raw(order)}, other.learner ${sql.raw(order)} limit ${sql.placeholder('around')}::integer)`;
  const me = db.$with('me', {}).as(sql`
    select ${members.learner} as learner, ${standing} as at, ${credit} as credit from ${members} where ${mine}`);
  const around = db
    .with(me)
    .select({
      learner: sql<string>`near.learner`,
      name: sql<string>`coalesce(${learners.name}, '')`,
      standing: sql`near.at`.mapWith(Number),
      credit: sql`near.credit`.mapWith(Number),
      earned: sql`near.at - near.credit`.mapWith(Number),
    })
    .from(
      sql`(select b.* from me cross join lateral ${beside('>', 'asc')} b
        union all select me.learner, me.at, me.credit from me
        union all select w.* from me cross join lateral ${beside('<', 'desc')} w) near
        left join ${learners} on ${learners.id} = near.learner`,
    )
    .orderBy(sql`near.at desc, near.learner desc`)
    .prepare(`board_around_${period}`);
  return { top, mine: own, around };
}
