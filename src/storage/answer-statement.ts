/**
 * The statement that records answers to drops: it looks at each row's window, stores first answers, moves standings and
 * review lists, makes newcomers known, and says what it did. Rows are written in the order of their keys, so that any
 * number of processes lock in the same order.
 */
import { type SQL, sql } from 'drizzle-orm';
import { RIGHT } from '../tutor/score.ts';
import type { Judged } from './answer-shapes.ts';
import type { Database } from './database.ts';
import { numbered, preparedRecordset } from './rows.ts';
import { dropAnswers, drops, cohorts } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';
import { learners } from './tables/people.ts';
import { reviews } from './tables/reviews.ts';
import { attempts, runs, scores } from './tables/runs.ts';
import { members } from './tables/standings.ts';

/** An answer to a drop. */
export interface NewDropAnswer extends Judged {
  readonly drop: string;
  /** Said of who answers for the first time in the cohort; `name` and `locale` of who was never met at all. */
  readonly newcomer?: { readonly name?: string; readonly locale?: string };
}

/**
 * `repeat`: there is one already. `closed`: not in time now, though there may be an earlier one. `stranger`: not a member of
 * the cohort yet, and not said to be a newcomer. `gone`: there is no such drop.
 */
export interface Written {
  readonly outcome: 'first' | 'repeat' | 'closed' | 'stranger' | 'gone';
  /** Points earned in the cohort in all, after a first answer. */
  readonly earned: number | undefined;
}

const GONE: Written = { outcome: 'gone', earned: undefined };

type Write = (rows: readonly NewDropAnswer[]) => Promise<readonly Written[]>;

/** Whether a row asks for more than a member's answer: somebody is new, or a review list changes. */
const asksMore = (row: NewDropAnswer): boolean => row.newcomer !== undefined || row.review !== undefined;

const iso = (at: number | undefined): string | null => (at === undefined ? null : isoOf(at));

const plain = (row: NewDropAnswer) => ({
  drop: row.drop,
  learner: row.learner,
  version: row.version,
  moves: row.moves,
  score: row.score,
  points: row.points,
  hint: row.hint,
  confidence: row.confidence ?? null,
  verdict: row.verdict,
  at: iso(row.at),
});
const whole = (row: NewDropAnswer) => ({
  ...plain(row),
  newcomer: row.newcomer !== undefined,
  name: row.newcomer?.name ?? null,
  locale: row.newcomer?.locale ?? null,
  memory: row.review?.memory ?? null,
  due: iso(row.review?.memory.due),
  was: iso(row.review?.was),
});

/** The statements, prepared once for a database: for a crowd, for a crowd that asks more, and a light one for one answer alone. */
export function prepareAnswers(db: Database): { many: Write; one(row: NewDropAnswer): Promise<Written> } {
  const crowd = crowdStatement(db).prepare('record_answers');
  const wholeCrowd = wholeStatement(db).prepare('record_whole_answers');
  const alone = aloneStatement(db).prepare('record_answer');
  const many: Write = async (rows) => {
    const written = rows.some(asksMore)
      ? await wholeCrowd.execute(numbered(rows.map(whole)))
      : await crowd.execute(numbered(rows.map(plain)));
    const found = new Map(written.map(({ n, outcome, earned }) => [n, { outcome, earned: earned ?? undefined }]));
    return rows.map((_, n) => found.get(n) ?? GONE);
  };
  return {
    many,
    one: async (row) => {
      if (!asksMore(row)) {
        const { moves, verdict } = row;
        const given = { ...plain(row), moves: JSON.stringify(moves), verdict: JSON.stringify(verdict) };
        const [first] = await alone.execute(given);
        if (first !== undefined) return { outcome: 'first', earned: first.earned };
        // nothing was stored; why is asked seldom, and by the statement that knows
      }
      const [written] = await many([row]);
      return written ?? GONE;
    },
  };
}

/** Whether an answer given `at` counts for a drop `d`. */
const inTime = (at: SQL): SQL =>
  sql`d.state in ('due', 'posted', 'closed') and ${at} < least(d.closes_at, d.closed_at)`;

const right = sql.raw(`>= ${RIGHT}`);
const PLAIN = `drop text, learner text, version text, moves jsonb, score double precision, points smallint, hint boolean,
  confidence text, verdict jsonb, at timestamptz`;
const WHOLE = `${PLAIN}, newcomer boolean, name text, locale text, memory jsonb, due timestamptz, was timestamptz`;

/** First answers, of those for which `if` holds. */
const storeFresh = (condition: string): SQL => sql`
  insert into ${dropAnswers} (drop, learner, question, version, moves, score, points, hint, confidence, at, verdict)
  select drop, learner, question, version, moves, score, points, hint, confidence, at, verdict from judged
  where ${sql.raw(condition)}
  order by drop, learner
  on conflict (drop, learner) do nothing
  returning drop, learner, points, score`;

// what was stored before is not joined here: it is asked for rarely, and this is the busiest statement there is
const said = {
  n: sql`j.n`.mapWith(Number),
  outcome: sql<Written['outcome']>`case when f.drop is not null then 'first' when not j.open then 'closed'
    when j.stranger then 'stranger' else 'repeat' end`,
  earned: sql<number | null>`s.earned`,
};
const SAID = sql`judged j
  left join fresh f on f.drop = j.drop and f.learner = j.learner
  left join scored s on s.cohort = j.cohort and s.learner = j.learner and f.drop is not null`;

/** Many rows of members at once, each with what became of it, in no order; a row whose drop is not known is absent. */
function crowdStatement(db: Database) {
  const g = db.$with('given', {}).as(sql`select * from ${preparedRecordset(PLAIN)}`);
  const j = db.$with('judged', {}).as(sql`
    select given.*, d.question, d.cohort, d.week, d.month, m.learner is null as stranger, ${inTime(sql`given.at`)} as open
    from given
    join ${drops} d on d.id = given.drop
    left join ${members} m on m.cohort = d.cohort and m.learner = given.learner`);
  const f = db.$with('fresh', {}).as(storeFresh('open and not stranger'));
  // the member is there, so this always ends in the update; an upsert takes its rows, and so its locks, in order
  const s = db.$with('scored', {}).as(sql`
    insert into ${members} as m (cohort, learner, joined_at, answers, correct, standing,
      week, week_standing, month, month_standing)
    select judged.cohort, fresh.learner, judged.at, 1, (fresh.score ${right})::integer, fresh.points,
      judged.week, fresh.points, judged.month, fresh.points
    from fresh join judged using (drop, learner)
    order by judged.cohort, fresh.learner
    on conflict (cohort, learner) do update set
      ${moved({ points: 'excluded.standing', correct: 'excluded.correct', of: 'excluded' })}
    returning m.cohort, m.learner, m.standing - m.credit as earned`);
  return db.with(g, j, f, s).select(said).from(SAID);
}

/**
 * The same, also for newcomers and for review lists. A newcomer becomes a member with the credit of those who come later:
 * the points that a member had on average from each drop that had closed before, for all time and for the drop's own week
 * and month. It is stored once and stays, so that they are ranked on what they received. What they answered in direct
 * messages before belongs to the cohort's community from then on, whose staff can rule on it.
 */
function wholeStatement(db: Database) {
  const g = db.$with('given', {}).as(sql`select * from ${preparedRecordset(WHOLE)}`);
  const j = db.$with('judged', {}).as(sql`
    select given.*, d.question, d.cohort, d.week, d.month, c.community, m.learner is null as fresh_member,
      m.learner is null and not given.newcomer as stranger, ${inTime(sql`given.at`)} as open
    from given
    join ${drops} d on d.id = given.drop
    join ${cohorts} c on c.id = d.cohort
    left join ${members} m on m.cohort = d.cohort and m.learner = given.learner`);
  const met = db.$with('met', {}).as(sql`
    insert into ${learners} (id, name, locale, created_at, seen_at)
    select distinct on (learner) learner, name, locale, at, at from judged where open and name is not null order by learner
    on conflict do nothing`);
  const f = db.$with('fresh', {}).as(storeFresh('open and not stranger'));
  const pars = (period?: 'week' | 'month'): SQL => sql`(select coalesce(round(sum(p.par)), 0)::integer from ${drops} p
    where p.cohort = j.cohort and p.state = 'closed' and p.closes_at <= j.at
    ${period === undefined ? sql`` : sql`and p.${sql.raw(period)} = j.${sql.raw(period)}`})`;
  const credit = (period?: 'week' | 'month'): SQL => sql`case when j.fresh_member then ${pars(period)} else 0 end`;
  const s = db.$with('scored', {}).as(sql`
    insert into ${members} as m (cohort, learner, joined_at, hidden, answers, correct, standing, credit,
      week, week_standing, week_credit, month, month_standing, month_credit)
    select cohort, learner, at, hidden, 1, correct, points + credit, credit,
      week, points + week_credit, week_credit, month, points + month_credit, month_credit
    from (select j.cohort, j.learner, j.at, j.week, j.month, f.points, (f.score ${right})::integer as correct,
        ${credit()} as credit, ${credit('week')} as week_credit, ${credit('month')} as month_credit,
        j.fresh_member and coalesce((select l.hidden from ${learners} l where l.id = j.learner), false) as hidden
      from fresh f join judged j using (drop, learner)) joining
    order by cohort, learner
    on conflict (cohort, learner) do update set
      ${moved({ points: '(excluded.standing - excluded.credit)', correct: 'excluded.correct', of: 'excluded' })}
    returning m.cohort, m.learner, m.standing - m.credit as earned`);
  return db
    .with(g, j, met, f, s, ...reviewParts(db), ...adoptingParts(db))
    .select(said)
    .from(SAID);
}

/** A missed question comes on the list; one that is on it and due is rated, if it is still due as it was read. */
function reviewParts(db: Database) {
  const listed = db.$with('listed', {}).as(sql`
    insert into ${reviews} (learner, item, memory, due)
    select j.learner, 'question:' || j.question, j.memory, j.due from fresh f join judged j using (drop, learner)
    where j.memory is not null and j.was is null
    order by j.learner
    on conflict do nothing`);
  const rated = db.$with('rated', {}).as(sql`
    update ${reviews} r set memory = j.memory, due = j.due, reviewed_at = j.at
    from fresh f join judged j using (drop, learner)
    where j.was is not null and r.learner = j.learner and r.item = 'question:' || j.question and r.due = j.was`);
  return [listed, rated] as const;
}

function adoptingParts(db: Database) {
  const joining = db.$with('joining', {}).as(sql`
    select distinct on (j.learner) j.learner, j.community, split_part(j.community, ':', 1) || ':direct' as direct
    from fresh f join judged j using (drop, learner) where j.fresh_member order by j.learner, j.community`);
  const ownRuns = db.$with('own_runs', {}).as(sql`
    update ${runs} r set community = n.community from joining n where r.learner = n.learner and r.community = n.direct`);
  const ownAttempts = db.$with('own_attempts', {}).as(sql`
    update ${attempts} a set community = n.community from joining n
    where a.learner = n.learner and a.community = n.direct`);
  const leaving = db.$with('leaving', {}).as(sql`
    delete from ${scores} o using joining n where o.learner = n.learner and o.community = n.direct
    returning n.community, o.learner, o.points, o.answered, o.correct`);
  const arriving = db.$with('arriving', {}).as(sql`
    insert into ${scores} as s (community, learner, points, answered, correct)
    select community, learner, points, answered, correct from leaving order by learner
    on conflict (community, learner) do update set points = s.points + excluded.points,
      answered = s.answered + excluded.answered, correct = s.correct + excluded.correct`);
  return [joining, ownRuns, ownAttempts, leaving, arriving] as const;
}

/**
 * One answer that is in time, a member's, and their first; nothing comes back, and nothing is stored, if it is not. The drop
 * is read twice, which costs less than keeping it in between.
 */
function aloneStatement(db: Database) {
  const given = (name: string, type: string): SQL => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const at = given('at', 'timestamptz');
  const [drop, learner] = [given('drop', 'text'), given('learner', 'text')];
  const f = db.$with('fresh', {}).as(sql`
    insert into ${dropAnswers} (drop, learner, question, version, moves, score, points, hint, confidence, at, verdict)
    select d.id, ${learner}, d.question, ${given('version', 'text')}, ${given('moves', 'text')}::jsonb, ${given('score', 'double precision')},
      ${given('points', 'smallint')}, ${given('hint', 'boolean')}, ${given('confidence', 'text')}, ${at},
      ${given('verdict', 'text')}::jsonb
    from ${drops} d join ${members} m on m.cohort = d.cohort and m.learner = ${learner}
    where d.id = ${drop} and ${inTime(at)}
    on conflict (drop, learner) do nothing
    returning score, points`);
  const s = db.$with('scored', {}).as(sql`
    update ${members} m set ${moved({ points: 'f.points', correct: `(f.score >= ${RIGHT})::integer`, of: 'd' })}
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
