/**
 * The one door for answers, whether they were given in a run or to a drop: recorded once each, found, and asked about by
 * learner and cohort. What a ruling changes is in `answer-mending.ts`, how many there are in `answer-counts.ts`.
 */
import { and, asc, desc, eq, gte, inArray, not, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { touch } from './answer-counts.ts';
import type { Answer, Recorded } from './answer-shapes.ts';
import { type NewDropAnswer, prepareAnswers, type Written } from './answer-statement.ts';
import { createCollector } from './collector.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { type NewAttempt, storeAttempt } from './run-answers.ts';
import { dropAnswers, drops } from './tables/drops.ts';
import { attempts, type Confidence, runs } from './tables/runs.ts';
import { members } from './tables/standings.ts';

export { comparedAnswers, countAnswers, takeTouched, tallyOf, touch } from './answer-counts.ts';

/** The cohort and the learner: what a standing belongs to. */
const memberOf = ({ drop, learner }: NewDropAnswer): string => `${drop.slice(0, drop.lastIndexOf('-'))} ${learner}`;

const collectorOf = perDatabase((db) => {
  const statements = prepareAnswers(db);
  return createCollector<NewDropAnswer, Written>({
    flight: statements.many,
    single: statements.one,
    // one learner answers drops of one cohort one after the other: a flight moves each standing once
    keyOf: memberOf,
  });
});

/**
 * Records an answer; resolves after the commit. Answers to drops share their commit with everybody else's who is answering
 * now, and the learner's first one in a cohort makes them a member. A rejection means that nothing is known to be stored: the
 * same answer may be given again without harm.
 */
export async function recordAnswer(db: Database, answer: NewDropAnswer | NewAttempt): Promise<Recorded> {
  if ('run' in answer) return storeAttempt(db, answer);
  const collect = collectorOf(db);
  let written = await collect(answer);
  if (written.outcome === 'stranger') written = await collect({ ...answer, newcomer: answer.newcomer ?? {} });
  switch (written.outcome) {
    case 'first':
      touch(db, [answer.drop]);
      return { outcome: 'first', answer: stored(answer), earned: written.earned ?? answer.points };
    case 'repeat':
    case 'closed': {
      const stored = await findDropAnswer(db, answer.drop, answer.learner);
      if (stored !== undefined) return { outcome: 'repeat', answer: stored };
      if (written.outcome === 'closed') return { outcome: 'closed' };
      throw new Error(`answer ${answer.drop} ${answer.learner} neither stored nor found`);
    }
    case 'gone':
      return { outcome: 'gone' };
    case 'stranger':
      throw new Error(`${answer.learner} could not join the cohort of ${answer.drop}`);
    default:
      return written.outcome satisfies never;
  }
}

const stored = ({ question, version, moves, score, points, hint, verdict, at }: NewDropAnswer): Answer => ({
  question,
  version,
  moves,
  score,
  points,
  first: true,
  hint,
  verdict,
  at,
});

const dropColumns = {
  question: dropAnswers.question,
  version: dropAnswers.version,
  moves: dropAnswers.moves,
  score: dropAnswers.score,
  points: dropAnswers.points,
  first: sql<boolean>`true`,
  hint: dropAnswers.hint,
  verdict: dropAnswers.verdict,
  at: dropAnswers.at,
};

export async function findDropAnswer(db: Database, drop: string, learner: string): Promise<Answer | undefined> {
  const [row] = await db
    .select(dropColumns)
    .from(dropAnswers)
    .innerJoin(drops, eq(drops.id, dropAnswers.drop))
    .where(and(eq(dropAnswers.drop, drop), eq(dropAnswers.learner, learner)));
  return row;
}

export interface DropAnswer extends Answer {
  readonly drop: string;
  readonly learner: string;
  readonly localDate: string;
  readonly confidence: Confidence | null;
}

const listed = (db: Database, where: SQL | undefined) =>
  db
    .select({
      ...dropColumns,
      drop: dropAnswers.drop,
      learner: dropAnswers.learner,
      localDate: drops.localDate,
      confidence: dropAnswers.confidence,
    })
    .from(drops)
    .innerJoin(dropAnswers, eq(drops.id, dropAnswers.drop))
    .where(where);

/** A learner's answers in a cohort, the oldest drop first. */
export async function answersOf(db: Database, cohort: string, learner: string): Promise<readonly DropAnswer[]> {
  return listed(db, and(eq(drops.cohort, cohort), eq(dropAnswers.learner, learner))).orderBy(asc(drops.localDate));
}

/** Everybody's answers in a cohort to drops due since `since` (milliseconds), by drop: for staff. */
export async function answersFor(db: Database, cohort: string, since = 0): Promise<readonly DropAnswer[]> {
  return listed(db, and(eq(drops.cohort, cohort), gte(drops.dueAt, since))).orderBy(
    asc(drops.localDate),
    asc(dropAnswers.learner),
  );
}

/** How a learner last did at a question, in a run or in a drop. */
export interface Latest {
  readonly question: string;
  readonly score: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Given where somebody was asked where to start: that only looks, and counts for nothing. Drizzle leaves the table's name out
 * in a select from one table, so it is written out.
 */
const isLooking = sql<boolean>`exists (select 1 from ${runs} r where r.id = "attempts"."run" and r.purpose = 'placement')`;

/** The latest answer to each question that the learner ever answered, wherever it was; those of a placement count for nothing. */
export async function latest(db: Database, learner: string): Promise<readonly Latest[]> {
  const inRuns = db
    .select({ question: attempts.question, score: attempts.score, at: attempts.at, n: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.learner, learner), not(isLooking)));
  const inDrops = db
    .select({ question: dropAnswers.question, score: dropAnswers.score, at: dropAnswers.at, n: sql<number>`0::bigint` })
    .from(dropAnswers)
    .where(eq(dropAnswers.learner, learner));
  const all = unionAll(inRuns, inDrops).as('answered');
  return db
    .selectDistinctOn([all.question], { question: all.question, score: all.score, at: all.at })
    .from(all)
    .orderBy(asc(all.question), desc(all.at), desc(all.n));
}

/** An answer as it bears on what the learner knows. */
export interface Past extends Latest {
  readonly hint: boolean;
  /** They said that it was a guess. */
  readonly unsure: boolean;
  /** They said that they do not know. */
  readonly unknown: boolean;
  /** How sure they said they were; null when they were not asked. */
  readonly confidence: Confidence | null;
  /** Wrong ideas that they chose, by id. */
  readonly ideas: readonly string[];
  /** Of a placement: it tells something of what they know, and counts for nothing. */
  readonly looking: boolean;
}

const pastOf = (answers: typeof attempts | typeof dropAnswers) => ({
  question: answers.question,
  score: answers.score,
  hint: answers.hint,
  unsure: sql<boolean>`coalesce(${answers.confidence} = 'guess', false)`.as('unsure'),
  unknown: sql<boolean>`coalesce((${answers.verdict}->>'unknown')::boolean, false)`.as('unknown'),
  confidence: answers.confidence,
  ideas: sql<readonly string[]>`coalesce(${answers.verdict}->'ideas', '[]'::jsonb)`.as('ideas'),
  looking: answers === attempts ? isLooking.as('looking') : sql<boolean>`false`.as('looking'),
  at: answers.at,
});

/** Every answer that the learner ever gave, in runs and to drops, the oldest first. */
export async function history(db: Database, learner: string): Promise<readonly Past[]> {
  return unionAll(
    db.select(pastOf(attempts)).from(attempts).where(eq(attempts.learner, learner)),
    db.select(pastOf(dropAnswers)).from(dropAnswers).where(eq(dropAnswers.learner, learner)),
  ).orderBy(sql`at`, sql`question`);
}

/** What the members of a cohort answered to these questions since `since`, wherever it was; of each the oldest first. */
export async function membersHistory(
  db: Database,
  cohort: string,
  questions: readonly string[],
  since: number,
): Promise<readonly (Past & { readonly learner: string })[]> {
  if (questions.length === 0) return [];
  const of = (answers: typeof attempts | typeof dropAnswers) =>
    db
      .select({ learner: answers.learner, ...pastOf(answers) })
      .from(members)
      .innerJoin(answers, eq(answers.learner, members.learner))
      .where(and(eq(members.cohort, cohort), inArray(answers.question, [...questions]), gte(answers.at, since)));
  return unionAll(of(attempts), of(dropAnswers)).orderBy(sql`learner`, sql`at`, sql`question`);
}
