/**
 * The two statements that a pressed answer costs, prepared once per database: reading a run with all that an answer
 * depends on, and storing an attempt with its points and what comes back for review.
 */
import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import type { Attempt } from './runs.ts';
import { learners, type LearnerSettings } from './tables/people.ts';
import { rulings } from './tables/reports.ts';
import { reviews } from './tables/reviews.ts';
import { attempts, runs, scores } from './tables/runs.ts';

export interface RulingOnItem {
  readonly question: string;
  readonly version: string;
  readonly kind: 'accept' | 'void';
  /** JSON text of the accepted moves; empty for `void`. */
  readonly moves: string;
}

export const prepared = perDatabase(prepare);

function prepare(db: Database) {
  const { createdAt: _, ...columns } = getTableColumns(runs);
  // drizzle leaves the table's name out in a select from one table, so inside the subqueries it is written out
  const find = db
    .select({
      ...columns,
      answered: sql<readonly Attempt[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'question', a.question, 'version', a.version,
          'moves', a.moves, 'score', a.score, 'points', a.points, 'first', a.first, 'hint', a.hint) order by a.item), '[]'::jsonb)
        from ${attempts} a where a.run = "runs"."id")`,
      settings: sql<LearnerSettings>`(select l.settings from ${learners} l where l.id = "runs"."learner")`,
      rulings: sql<readonly RulingOnItem[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('question', r.question, 'version', r.version, 'kind', r.kind, 'moves', r.moves)), '[]'::jsonb)
        from ${rulings} r where r.community = "runs"."community"
          and r.question in (select i->>'question' from jsonb_array_elements("runs"."items") i))`,
      reviewed: sql<readonly string[]>`(
        select coalesce(jsonb_agg(i->>'question'), '[]'::jsonb) from jsonb_array_elements("runs"."items") i
        join ${reviews} v on v.learner = "runs"."learner" and v.item = 'question:' || (i->>'question'))`,
    })
    .from(runs)
    .where(eq(runs.id, sql.placeholder('id')))
    .prepare('find_run');

  const p = (name: string, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const fresh = db.$with('fresh', {}).as(sql`
    insert into ${attempts} (run, learner, community, item, question, version, moves, score, points, first, hint, confidence, at)
    select ${p('run', 'text')}, ${p('learner', 'text')}, ${p('community', 'text')}, ${p('item', 'smallint')},
      ${p('question', 'text')}, ${p('version', 'text')}, ${p('moves', 'text')}::jsonb, ${p('score', 'double precision')},
      case when f.first then ${p('points', 'integer')} else 0 end, f.first, ${p('hint', 'boolean')},
      ${p('confidence', 'text')}, ${p('at', 'timestamptz')}
    from (select (not ${p('practice', 'boolean')} and not exists (select 1 from ${attempts} a
      where a.learner = ${p('learner', 'text')} and a.question = ${p('question', 'text')} and a.first)) as first) f
    on conflict do nothing
    returning item, question, version, moves, score, points, first, hint, learner, community`);
  const scored = db.$with('scored', {}).as(sql`
    insert into ${scores} as s (community, learner, points, answered, correct)
    select community, learner, points, 1, (score >= 1)::integer from fresh where first
    on conflict (community, learner) do update set points = s.points + excluded.points, answered = s.answered + 1,
      correct = s.correct + excluded.correct`);
  const listed = db.$with('listed', {}).as(sql`
    insert into ${reviews} (learner, item, memory, due)
    select learner, 'question:' || question, ${p('memory', 'text')}::jsonb, ${p('due', 'timestamptz')}
    from fresh where ${p('memory', 'text')} is not null
    on conflict do nothing`);
  const record = db
    .with(fresh, scored, listed)
    .select({
      item: sql<number>`item`,
      question: sql<string>`question`,
      version: sql<string>`version`,
      moves: sql<Moves>`moves`,
      score: sql<number>`score`,
      points: sql<number>`points`,
      first: sql<boolean>`first`,
      hint: sql<boolean>`hint`,
    })
    .from(sql`fresh`)
    .prepare('record_attempt');
  return { find, record };
}
