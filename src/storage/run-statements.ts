/**
 * The two statements that a pressed answer costs in a run, prepared once per database: reading a run with all that an answer
 * depends on, and storing an attempt with its points and what it does to the review list.
 */
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { type Memory } from '../tutor/review.ts';
import { RIGHT } from '../tutor/score.ts';
import type { Answer } from './answer-shapes.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { type RulingOnItem, rulingsJson } from './rulings.ts';
import { dropAnswers } from './tables/drops.ts';
import { learners, type LearnerSettings } from './tables/people.ts';
import { rulings } from './tables/reports.ts';
import { reviews } from './tables/reviews.ts';
import { attempts, type Confidence, runs, scores } from './tables/runs.ts';

/** An answer to an item of a run. */
export interface Attempt extends Answer {
  readonly item: number;
  /** How sure they said they were; null when they were not asked. */
  readonly confidence: Confidence | null;
}

export const prepared = perDatabase((db) => ({ find: findRun(db), record: recordAttempt(db) }));

function findRun(db: Database) {
  const { createdAt: _, ...columns } = getTableColumns(runs);
  // drizzle leaves the table's name out in a select from one table, so inside the subqueries it is written out
  return db
    .select({
      ...columns,
      answered: sql<readonly Attempt[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('item', a.item, 'question', a.question, 'version', a.version,
          'moves', a.moves, 'score', a.score, 'points', a.points, 'first', a.first, 'hint', a.hint, 'verdict', a.verdict,
          'confidence', a.confidence,
          'at', (extract(epoch from a.at) * 1000)::double precision) order by a.item), '[]'::jsonb)
        from ${attempts} a where a.run = "runs"."id")`,
      settings: sql<LearnerSettings>`(select l.settings from ${learners} l where l.id = "runs"."learner")`,
      rulings: sql<readonly RulingOnItem[]>`(
        select ${rulingsJson} from ${rulings} r where r.community = "runs"."community"
          and ("runs"."purpose" = 'placement'
            or r.question in (select i->>'question' from jsonb_array_elements("runs"."items") i)))`,
      reviewed: sql<Readonly<Record<string, Memory>>>`(
        select coalesce(jsonb_object_agg(i->>'question', v.memory), '{}'::jsonb)
        from jsonb_array_elements("runs"."items") i
        join ${reviews} v on v.learner = "runs"."learner" and v.item = 'question:' || (i->>'question'))`,
    })
    .from(runs)
    .where(eq(runs.id, sql.placeholder('id')))
    .prepare('find_run');
}

function recordAttempt(db: Database) {
  const p = (name: string, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const [learner, question] = [p('learner', 'text'), p('question', 'text')];
  const fresh = db.$with('fresh', {}).as(sql`
    insert into ${attempts} (run, learner, community, item, question, version, moves, score, points, first, hint, confidence,
      at, verdict)
    select r.id, ${learner}, r.community, ${p('item', 'smallint')},
      ${question}, ${p('version', 'text')}, ${p('moves', 'text')}::jsonb, ${p('score', 'double precision')},
      case when f.first then ${p('points', 'integer')} else 0 end, f.first, ${p('hint', 'boolean')},
      ${p('confidence', 'text')}, ${p('at', 'timestamptz')}, ${p('verdict', 'text')}::jsonb
    from (select (not ${p('practice', 'boolean')}
      and not exists (select 1 from ${attempts} a where a.learner = ${learner} and a.question = ${question} and a.first)
      and not exists (select 1 from ${dropAnswers} d where d.learner = ${learner} and d.question = ${question})) as first) f
    join ${runs} r on r.id = ${p('run', 'text')}
    on conflict do nothing
    returning item, question, version, moves, score, points, first, hint, verdict, learner, community, at`);
  const scored = db.$with('scored', {}).as(sql`
    insert into ${scores} as s (community, learner, points, answered, correct)
    select community, learner, points, 1, (score >= ${sql.raw(String(RIGHT))})::integer from fresh where first
    on conflict (community, learner) do update set points = s.points + excluded.points, answered = s.answered + excluded.answered,
      correct = s.correct + excluded.correct`);
  const [memory, due, was] = [p('memory', 'text'), p('due', 'timestamptz'), p('was', 'timestamptz')];
  const listed = db.$with('listed', {}).as(sql`
    insert into ${reviews} (learner, item, memory, due)
    select learner, 'question:' || question, ${memory}::jsonb, ${due} from fresh
    where ${memory} is not null and ${was} is null
    on conflict do nothing`);
  const rated = db.$with('rated', {}).as(sql`
    update ${reviews} r set memory = ${memory}::jsonb, due = ${due}, reviewed_at = f.at from fresh f
    where ${was} is not null and r.learner = f.learner and r.item = 'question:' || f.question and r.due = ${was}`);
  return db
    .with(fresh, scored, listed, rated)
    .select({ points: sql<number>`points`, first: sql<boolean>`first` })
    .from(sql`fresh`)
    .prepare('record_attempt');
}
