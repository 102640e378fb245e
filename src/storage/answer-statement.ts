/**
 * The one statement that records answers: it judges each row by its window, stores first answers, moves standings, and says
 * what it did. Rows are written in the order of their keys, so that any number of processes lock in the same order.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import type { Database } from './database.ts';
import { dropAnswers, drops } from './tables/drops.ts';
import { members } from './tables/standings.ts';

export interface NewDropAnswer {
  readonly drop: string;
  readonly learner: string;
  readonly moves: Moves;
  /** 0 to 1. */
  readonly score: number;
  readonly points: number;
  readonly hint: boolean;
  readonly confidence?: 'sure' | 'unsure' | 'guess';
  /** The press, in milliseconds since 1970: the moment that counts. */
  readonly at: number;
}

/**
 * `repeat`: there is one already. `closed`: not in time now, though there may be an earlier one. `stranger`: not a member of
 * the cohort yet. `gone`: there is no such drop.
 */
export type Outcome = 'first' | 'repeat' | 'closed' | 'stranger' | 'gone';

export interface Judged {
  readonly outcome: Outcome;
  /** Points earned in the cohort in all, after a first answer. */
  readonly earned: number | undefined;
}

type Judge = (rows: readonly NewDropAnswer[]) => Promise<readonly Judged[]>;

/** Both statements, prepared once for a database: many rows as one JSON text, and one row as plain parameters. */
export function prepareAnswers(db: Database): { many: Judge; one(row: NewDropAnswer): Promise<Judged> } {
  const many = statement(
    db,
    sql`select * from jsonb_to_recordset(${sql.placeholder('rows')}::text::jsonb) as g(n integer, drop text, learner text,
      moves jsonb, score double precision, points smallint, hint boolean, confidence text, at timestamptz)`,
  ).prepare('record_answers');
  const one = statement(
    db,
    sql`select 0 as n, ${sql.placeholder('drop')}::text as drop, ${sql.placeholder('learner')}::text as learner,
      ${sql.placeholder('moves')}::text::jsonb as moves, ${sql.placeholder('score')}::double precision as score,
      ${sql.placeholder('points')}::smallint as points, ${sql.placeholder('hint')}::boolean as hint,
      ${sql.placeholder('confidence')}::text as confidence, ${sql.placeholder('at')}::timestamptz as at`,
  ).prepare('record_answer');
  const plain = (row: NewDropAnswer) => ({
    ...row,
    confidence: row.confidence ?? null,
    at: new Date(row.at).toISOString(),
  });
  return {
    many: async (rows) => {
      const given = JSON.stringify(rows.map((row, n) => ({ ...plain(row), n })));
      const found = new Map((await many.execute({ rows: given })).map((row) => [row.n, row]));
      return rows.map((_, n) => judged(found.get(n)));
    },
    one: async (row) => judged((await one.execute({ ...plain(row), moves: JSON.stringify(row.moves) }))[0]),
  };
}

function statement(db: Database, given: SQL) {
  const g = db.$with('given', {}).as(given);
  const j = db.$with('judged', {}).as(sql`
    select given.*, d.cohort, d.week, d.month, m.learner is not null as known,
      d.state in ('due', 'posted', 'closed') and given.at < least(d.closes_at, d.closed_at) as open
    from given
    join ${drops} d on d.id = given.drop
    left join ${members} m on m.cohort = d.cohort and m.learner = given.learner`);
  const f = db.$with('fresh', {}).as(sql`
    insert into ${dropAnswers} (drop, learner, moves, score, points, hint, confidence, at)
    select drop, learner, moves, score, points, hint, confidence, at from judged
    where open and known
    order by drop, learner
    on conflict (drop, learner) do nothing
    returning drop, learner, points, score`);
  // the member is there, so this always ends in the update; an upsert takes its rows, and so its locks, in order
  const s = db.$with('scored', {}).as(sql`
    insert into ${members} as m (cohort, learner, joined_at, answers, correct, standing,
      week, week_standing, month, month_standing)
    select judged.cohort, fresh.learner, judged.at, 1, (fresh.score >= 0.999)::integer, fresh.points,
      judged.week, fresh.points, judged.month, fresh.points
    from fresh join judged using (drop, learner)
    order by judged.cohort, fresh.learner
    on conflict (cohort, learner) do update set
      answers = m.answers + 1,
      correct = m.correct + excluded.correct,
      standing = m.standing + excluded.standing,
      ${periodMoves('week')}, ${periodMoves('month')}
    returning m.cohort, m.learner, m.standing - m.credit as earned`);
  // what was stored before is not joined here: it is asked for rarely, and this is the busiest statement there is
  return db
    .with(g, j, f, s)
    .select({
      n: sql`j.n`.mapWith(Number),
      outcome: sql<Outcome>`case when f.drop is not null then 'first' when not j.open then 'closed'
        when not j.known then 'stranger' else 'repeat' end`,
      earned: sql<number | null>`s.earned`,
    })
    .from(
      sql`judged j
        left join fresh f on f.drop = j.drop and f.learner = j.learner
        left join scored s on s.cohort = j.cohort and s.learner = j.learner and f.drop is not null`,
    );
}

/** A period's standing begins anew when the drop belongs to a later one; a drop of an earlier period leaves it alone. */
function periodMoves(period: 'week' | 'month'): SQL {
  const [key, standing, credit] = [period, `${period}_standing`, `${period}_credit`].map((name) => sql.raw(name));
  return sql`
    ${standing} = case when excluded.${key} > m.${key} then excluded.${standing}
      when excluded.${key} = m.${key} then m.${standing} + excluded.${standing} else m.${standing} end,
    ${credit} = case when excluded.${key} > m.${key} then 0 else m.${credit} end,
    ${key} = greatest(m.${key}, excluded.${key})`;
}

const judged = (row: { outcome: Outcome; earned: number | null } | undefined): Judged =>
  row === undefined
    ? { outcome: 'gone', earned: undefined }
    : { outcome: row.outcome, earned: row.earned ?? undefined };
