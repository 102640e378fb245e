/** Pauses of streaks: while one lasts, drops cost the learner nothing. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Pause } from '../tutor/streak.ts';
import type { Database } from './database.ts';
import { streakPauses } from './tables/standings.ts';

/** From now on drops cost the learner's streak nothing. The learner must be known; a pause that lasts is left as it is. */
export async function pauseStreak(db: Database, learner: string, now: number): Promise<void> {
  await db.insert(streakPauses).values({ learner, from: now }).onConflictDoNothing();
}

export async function resumeStreak(db: Database, learner: string, now: number): Promise<void> {
  await db
    .update(streakPauses)
    .set({ until: now })
    .where(and(eq(streakPauses.learner, learner), isNull(streakPauses.until)));
}

/** For `streakOf`; the one without an end lasts. */
export async function pausesOf(db: Database, learner: string): Promise<readonly Pause[]> {
  const rows = await db
    .select({ from: streakPauses.from, until: streakPauses.until })
    .from(streakPauses)
    .where(eq(streakPauses.learner, learner))
    .orderBy(asc(streakPauses.from));
  return rows.map(({ from, until }) => (until === null ? { from } : { from, until }));
}
