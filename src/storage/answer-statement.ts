/**
 * The one statement that records answers: it judges each row by its window, stores first answers, moves standings, and says
 * what it did. Rows are written in the order of their keys, so that any number of processes lock in the same order.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import type { Database } from './database.ts';
import { numbered, preparedRecordset } from './rows.ts';
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

const GONE: Judged = { outcome: 'gone', earned: undefined };

type Judge = (rows: readonly NewDropAnswer[]) => Promise<readonly Judged[]>;

/** Both statements, prepared once for a database: one for a crowd, and a lighter one for an answer that comes alone. */
export function prepareAnswers(db: Database): { many: Judge; one(row: NewDropAnswer): Promise<Judged> } {
  const crowd = crowdStatement(db).prepare('record_answers');
  const alone = aloneStatement(db).prepare('record_answer');
  const plain = (row: NewDropAnswer) => ({
    ...row,
    confidence: row.confidence ?? null,
    at: new Date(row.at).toISOString(),
  });
  const many: Judge = async (rows) => {
    const judged = await crowd.execute(numbered(rows.map(plain)));
    const found = new Map(judged.map(({ n, outcome, earned }) => [n, { outcome, earned: earned ?? undefined }]));
    return rows.map((_, n) => found.get(n) ?? GONE);
  };
  return {
    many,
    one: async (row) => {
      const [first] = await alone.execute({ ...plain(row), moves: JSON.stringify(row.moves) });
      if (first !== undefined) return { outcome: 'first', earned: first.earned };
      // nothing was stored; why is asked seldom, and by the statement that knows
      const [judged] = await many([row]);
      return judged ?? GONE;
    },
  };
}

/** Whether an answer given `at` counts for a drop `d`. */
const inTime = (at: SQL): SQL =>
  sql`d.state in ('due', 'posted', 'closed') and ${at} < least(d.closes_at, d.closed_at)`;

/** Many rows at once, each with what became of it, in no order; a row whose drop is not known is absent. */
function crowdStatement(db: Database) {
  const g = db.$with('given', {}).as(sql`
    select * from ${preparedRecordset(`drop text, learner text, moves jsonb, score double precision, points smallint,
      hint boolean, confidence text, at timestamptz`)}`);
  const j = db.$with('judged', {}).as(sql`
    select given.*, d.cohort, d.week, d.month, m.learner is not null as known, ${inTime(sql`given.at`)} as open
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
      ${moved({ points: 'excluded.standing', correct: 'excluded.correct', of: 'excluded' })}
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

/**
 * One answer that is in time, a member's, and their first; nothing comes back, and nothing is stored, if it is not. The drop
 * is read twice, which costs less than keeping it in between.
 */
function aloneStatement(db: Database) {
  const given = (name: keyof NewDropAnswer, type: string): SQL => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const at = given('at', 'timestamptz');
  const [drop, learner] = [given('drop', 'text'), given('learner', 'text')];
  const f = db.$with('fresh', {}).as(sql`
    insert into ${dropAnswers} (drop, learner, moves, score, points, hint, confidence, at)
    select d.id, ${learner}, ${given('moves', 'text')}::jsonb, ${given('score', 'double precision')},
      ${given('points', 'smallint')}, ${given('hint', 'boolean')}, ${given('confidence', 'text')}, ${at}
    from ${drops} d join ${members} m on m.cohort = d.cohort and m.learner = ${learner}
    where d.id = ${drop} and ${inTime(at)}
    on conflict (drop, learner) do nothing
    returning score, points`);
  const s = db.$with('scored', {}).as(sql`
    update ${members} m set ${moved({ points: 'f.points', correct: '(f.score >= 0.999)::integer', of: 'd' })}
    from ${drops} d, fresh f
    where d.id = ${drop} and m.cohort = d.cohort and m.learner = ${learner}
    returning m.standing - m.credit as earned`);
  return db
    .with(f, s)
    .select({ earned: sql`earned`.mapWith(Number) })
    .from(sql`scored`);
}

/**
 * How one answer moves the standing of its member `m`; `of` has the week and the month of its drop. A period's standing
 * begins anew when the drop belongs to a later one; a drop of an earlier period leaves it alone.
 */
function moved({ points, correct, of }: Readonly<Record<'points' | 'correct' | 'of', string>>): SQL {
  const inPeriod = (key: string): string => `
    ${key}_standing = case when ${of}.${key} > m.${key} then ${points}
      when ${of}.${key} = m.${key} then m.${key}_standing + ${points} else m.${key}_standing end,
    ${key}_credit = case when ${of}.${key} > m.${key} then 0 else m.${key}_credit end,
    ${key} = greatest(m.${key}, ${of}.${key})`;
  return sql.raw(`answers = m.answers + 1, correct = m.correct + ${correct}, standing = m.standing + ${points},
    ${inPeriod('week')}, ${inPeriod('month')}`);
}
