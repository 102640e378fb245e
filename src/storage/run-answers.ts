/** Answers in runs: one for each item, stored with its points and what it does to the review list. */
import { and, eq } from 'drizzle-orm';
import type { Answer, Judged, Recorded } from './answer-shapes.ts';
import type { Database } from './database.ts';
import { prepared } from './run-statements.ts';
import { isoOf } from './tables/moment.ts';
import { attempts } from './tables/runs.ts';

export interface NewAttempt extends Judged {
  readonly run: string;
  readonly item: number;
  /** For learning only: earns nothing, and leaves the first attempt for later. */
  readonly practice?: boolean;
}

/** Stores an attempt, its points and its review in one statement; an item that has one keeps it. */
export async function storeAttempt(db: Database, attempt: NewAttempt): Promise<Recorded> {
  const { run, item, learner, question, version, moves, score, points, hint, verdict, review, at } = attempt;
  const given = {
    run,
    item,
    learner,
    question,
    version,
    score,
    points,
    hint,
    moves: JSON.stringify(moves),
    confidence: attempt.confidence ?? null,
    practice: attempt.practice ?? false,
    verdict: JSON.stringify(verdict),
    memory: review === undefined ? null : JSON.stringify(review.memory),
    due: review === undefined ? null : isoOf(review.memory.due),
    was: review?.was === undefined ? null : isoOf(review.was),
    at: isoOf(at),
  };
  const { record } = prepared(db);
  // two runs may answer a question for the first time at the same moment: then one sees the other at the second try
  const fresh = (await record.execute(given))[0] ?? (await record.execute(given))[0];
  if (fresh !== undefined)
    return { outcome: 'first', answer: { question, version, moves, score, hint, verdict, at, ...fresh } };
  const stored = await findAttempt(db, run, item);
  if (stored === undefined) throw new Error(`attempt ${run}/${item} neither stored nor found`);
  return { outcome: 'repeat', answer: stored };
}

async function findAttempt(db: Database, run: string, item: number): Promise<Answer | undefined> {
  const [row] = await db
    .select({
      question: attempts.question,
      version: attempts.version,
      moves: attempts.moves,
      score: attempts.score,
      points: attempts.points,
      first: attempts.first,
      hint: attempts.hint,
      verdict: attempts.verdict,
      at: attempts.at,
    })
    .from(attempts)
    .where(and(eq(attempts.run, run), eq(attempts.item, item)));
  return row;
}
