/** What the daily drop's learners need beside answers: one private run for each drop, and how they did at questions. */
import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { LastAttempt, NewRun } from './runs.ts';
import { dropAnswers, drops } from './tables/drops.ts';
import { runs } from './tables/runs.ts';

/** Makes sure that a run with this id stands; a second press of the same button changes nothing. */
export async function ensureRun(db: Database, run: NewRun, now: number): Promise<void> {
  await db
    .insert(runs)
    .values({ ...run, createdAt: new Date(now) })
    .onConflictDoNothing();
}

/** The latest answer to each question that the learner ever met in a drop, of whichever cohort. */
export async function lastAnswers(db: Database, learner: string): Promise<readonly LastAttempt[]> {
  return db
    .selectDistinctOn([drops.question], {
      question: sql<string>`${drops.question}`,
      score: dropAnswers.score,
      at: dropAnswers.at,
    })
    .from(dropAnswers)
    .innerJoin(drops, eq(drops.id, dropAnswers.drop))
    .where(eq(dropAnswers.learner, learner))
    .orderBy(asc(drops.question), desc(dropAnswers.at));
}
