/** Who opened their own page (Slack's App Home) of late, what it shows, and whose may show something else by now. */
import { and, desc, eq, gt, inArray, lt, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { oneOf } from './rows.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { homes } from './tables/platforms.ts';
import { reviews } from './tables/reviews.ts';
import { attempts } from './tables/runs.ts';
import { members } from './tables/standings.ts';

/** Somebody with a page, as they were when they opened it. */
export interface HomeOwner {
  readonly learner: string;
  readonly name: string;
  readonly locale: string;
  /** IANA zone. */
  readonly zone?: string | undefined;
}

/** They have opened it, and it shows what has this mark (empty: that is not known). */
export async function openHome(db: Database, owner: HomeOwner, mark: string, now: number): Promise<void> {
  const { learner, name, locale, zone = null } = owner;
  const seen = { name, locale, zone, openedAt: now, mark, drawnAt: now };
  await db
    .insert(homes)
    .values({ learner, ...seen })
    .onConflictDoUpdate({ target: homes.learner, set: seen });
}

/** Those of these learners who opened theirs of late, the latest first. */
export async function findHomes(db: Database, learners: readonly string[]): Promise<readonly HomeOwner[]> {
  const rows = await db
    .select({ learner: homes.learner, name: homes.name, locale: homes.locale, zone: homes.zone })
    .from(homes)
    .where(oneOf(homes.learner, learners))
    .orderBy(desc(homes.openedAt), homes.learner);
  return rows.map(({ zone, ...row }) => ({ ...row, zone: zone ?? undefined }));
}

/**
 * From now on theirs shows what has this mark. Gives back the mark before, so that of several processes one finds a
 * difference; undefined, and nothing is stored, when they did not open it of late.
 */
export async function markHome(db: Database, learner: string, mark: string, now: number): Promise<string | undefined> {
  const old = db
    .$with('old')
    .as(
      db
        .select({ learner: homes.learner, before: homes.mark })
        .from(homes)
        .where(eq(homes.learner, learner))
        .for('update'),
    );
  const [row] = await db
    .with(old)
    .update(homes)
    .set({ mark, drawnAt: now })
    .from(old)
    .where(eq(homes.learner, old.learner))
    .returning({ before: sql<string>`${old.before}` });
  return row?.before;
}

/** Members of any of these cohorts who opened theirs of late. */
export async function homesIn(db: Database, cohortIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ learner: homes.learner })
    .from(homes)
    .innerJoin(members, and(inArray(members.cohort, [...cohortIds]), eq(members.learner, homes.learner)));
  return rows.map((row) => row.learner);
}

/** Those who answered this question in this community, in practice or as a drop. */
export async function homesThatAnswered(db: Database, community: string, question: string): Promise<readonly string[]> {
  const rows = await db
    .select({ learner: homes.learner })
    .from(homes)
    .where(
      sql`exists (select 1 from ${attempts} a
          where a.learner = ${homes.learner} and a.question = ${question} and a.community = ${community})
        or exists (select 1 from ${dropAnswers} a join ${drops} d on d.id = a.drop join ${cohorts} c on c.id = d.cohort
          where a.learner = ${homes.learner} and d.question = ${question} and c.community = ${community})`,
    );
  return rows.map((row) => row.learner);
}

/** Those for whom a review has become due since theirs was drawn. */
export async function homesBehind(db: Database, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ learner: homes.learner })
    .from(homes)
    .innerJoin(reviews, eq(reviews.learner, homes.learner))
    .where(and(gt(reviews.due, sql`${homes.drawnAt}`), lte(reviews.due, now)));
  return rows.map((row) => row.learner);
}

/** Forgets everybody whose id begins so: a workspace has left. */
export async function forgetHomes(db: Database, prefix: string): Promise<void> {
  await db.delete(homes).where(sql`starts_with(${homes.learner}, ${prefix})`);
}

/** Forgets who did not open theirs since (milliseconds). */
export async function sweepHomes(db: Database, since: number): Promise<void> {
  await db.delete(homes).where(lt(homes.openedAt, since));
}
