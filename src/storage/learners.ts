/** Learners and communities: who has been here, and what they chose. */
import { eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { isoOf } from './tables/moment.ts';
import { communities, learners, type LearnerSettings } from './tables/people.ts';

export interface Learner {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly settings: LearnerSettings;
}

export interface Meeting {
  readonly learner: string;
  readonly name: string;
  readonly locale: string;
  readonly community: string;
}

/** Makes sure that both are known, with the name as it is now; to be called before anything of theirs is stored. */
export async function meet(db: Database, { learner, name, locale, community }: Meeting, now: number): Promise<void> {
  const at = isoOf(now);
  const here = db.$with('here', {}).as(sql`
    insert into ${communities} (id, created_at) values (${community}, ${at}::timestamptz) on conflict do nothing`);
  await db
    .with(here)
    .insert(learners)
    .values({ id: learner, name, locale, createdAt: now, seenAt: now })
    .onConflictDoUpdate({
      target: learners.id,
      set: { name, locale, seenAt: sql`greatest(${learners.seenAt}, excluded.seen_at)` },
    });
}

export async function findLearner(db: Database, id: string): Promise<Learner | undefined> {
  const [row] = await db
    .select({ id: learners.id, name: learners.name, hidden: learners.hidden, settings: learners.settings })
    .from(learners)
    .where(eq(learners.id, id));
  return row;
}

/** Changes some settings and keeps the others. The learner must be known. */
export async function changeSettings(db: Database, id: string, change: LearnerSettings): Promise<void> {
  await db
    .update(learners)
    .set({ settings: sql`${learners.settings} || ${JSON.stringify(change)}::jsonb` })
    .where(eq(learners.id, id));
}
