/** What the daily drop's learners need beside answers: one private run for each drop and learner. */
import type { Database } from './database.ts';
import type { NewRun } from './runs.ts';
import { runs } from './tables/runs.ts';

/** Makes sure that a run with this id stands; a second press of the same button changes nothing. */
export async function ensureRun(db: Database, run: NewRun, now: number): Promise<void> {
  await db
    .insert(runs)
    .values({ ...run, createdAt: new Date(now) })
    .onConflictDoNothing();
}
