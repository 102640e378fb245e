/** How many answers a drop has and how they spread, and which counts may have changed: for messages that everybody sees. */
import { and, count, eq, gte, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import { RIGHT } from '../tutor/score.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { dropAnswers } from './tables/drops.ts';
import { attempts, runs } from './tables/runs.ts';

/** Drops whose public count may have changed, for whoever edits the messages. */
const touchedIn = perDatabase(() => new Set<string>());

/** Takes the ids of the drops that were answered through this process since it was last asked. */
export function takeTouched(db: Database): readonly string[] {
  const touched = touchedIn(db);
  const all = [...touched];
  touched.clear();
  return all;
}

/** They were answered, or their messages could not be changed when it was tried. */
export function touch(db: Database, ids: readonly string[]): void {
  const touched = touchedIn(db);
  for (const id of ids) touched.add(id);
}

export async function countAnswers(db: Database, drop: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(dropAnswers).where(eq(dropAnswers.drop, drop));
  return row?.n ?? 0;
}

/** First answers to a question, of everybody: how they went, and how they were expected to. Nobody's name is in it. */
export interface Compared {
  readonly question: string;
  readonly version: string;
  readonly answers: number;
  /** Sums of scores, and of those that were expected. */
  readonly score: number;
  readonly expected: number;
  /** The sum of `expected * (1 - expected)`. */
  readonly spread: number;
}

/** Of questions with at least so many of them since `since` (milliseconds). */
export async function comparedAnswers(db: Database, atLeast: number, since: number): Promise<readonly Compared[]> {
  const expected = sql`(${runs.items}->(${attempts.item}::int)->>'expected')::double precision`;
  return db
    .select({
      question: attempts.question,
      version: attempts.version,
      answers: count(),
      score: sql`sum(${attempts.score})`.mapWith(Number),
      expected: sql`sum(${expected})`.mapWith(Number),
      spread: sql`sum(${expected} * (1 - ${expected}))`.mapWith(Number),
    })
    .from(attempts)
    .innerJoin(runs, eq(runs.id, attempts.run))
    .where(and(eq(attempts.first, true), gte(attempts.at, since), sql`${expected} is not null`))
    .groupBy(attempts.question, attempts.version)
    .having(gte(count(), atLeast));
}

/** How a drop went. `choices`: the commonest answers as moves, the most frequent first; at most 50. */
export interface Tally {
  readonly answers: number;
  readonly right: number;
  readonly partly: number;
  readonly wrong: number;
  readonly choices: readonly { readonly moves: Moves; readonly count: number }[];
}

export async function tallyOf(db: Database, drop: string): Promise<Tally> {
  const [sums] = await db
    .select({
      answers: count(),
      right: sql`count(*) filter (where ${dropAnswers.score} >= ${RIGHT})`.mapWith(Number),
      wrong: sql`count(*) filter (where ${dropAnswers.score} <= 0)`.mapWith(Number),
    })
    .from(dropAnswers)
    .where(eq(dropAnswers.drop, drop));
  const choices = await db
    .select({ moves: dropAnswers.moves, count: count() })
    .from(dropAnswers)
    .where(eq(dropAnswers.drop, drop))
    .groupBy(dropAnswers.moves)
    .orderBy(sql`count(*) desc`, sql`${dropAnswers.moves}::text`)
    .limit(50);
  const { answers = 0, right = 0, wrong = 0 } = sums ?? {};
  return { answers, right, wrong, partly: answers - right - wrong, choices };
}
