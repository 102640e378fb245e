/** Where learners are in lessons, and who took part in which discussion. */
import { and, count, desc, eq, getTableColumns, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type LessonProgress, withKnown } from './known.ts';
import { discussions, lessonProgress, participations } from './tables/lessons.ts';
import { learners } from './tables/people.ts';

export type { LessonProgress } from './known.ts';

/** All lessons that the learner ever opened, the latest first, and those that they know without. */
export async function lessonsOf(db: Database, learner: string): Promise<LessonProgress[]> {
  const known = sql<readonly string[] | null>`(select l.settings->'known' from ${learners} l where l.id = ${learner})`;
  const rows = await db
    .select({ known, ...getTableColumns(lessonProgress) })
    .from(sql`(select 1) one`)
    .leftJoin(lessonProgress, eq(lessonProgress.learner, learner))
    .orderBy(desc(lessonProgress.seenAt));
  const been = rows.flatMap(({ lesson, card, finishedAt, seenAt }) =>
    lesson === null || card === null || seenAt === null
      ? []
      : [{ lesson, card, finished: finishedAt !== null, seenAt }],
  );
  return withKnown(been, rows[0]?.known ?? []);
}

/** They know these lessons, or (`on` is false) they take it back. The learner must be known. */
export async function sayKnown(db: Database, learner: string, lessons: readonly string[], on: boolean): Promise<void> {
  const these = sql`${JSON.stringify(lessons)}::jsonb`;
  const others = sql`coalesce(${learners.settings}->'known', '[]'::jsonb)
    - array(select jsonb_array_elements_text(${these}))`;
  await db
    .update(learners)
    .set({
      settings: sql`${learners.settings} || jsonb_build_object('known', ${on ? sql`${others} || ${these}` : others})`,
    })
    .where(eq(learners.id, learner));
}

/** Remembers the card; the learner must be known. */
export async function openCard(
  db: Database,
  learner: string,
  lesson: string,
  card: number,
  now: number,
): Promise<void> {
  await db
    .insert(lessonProgress)
    .values({ learner, lesson, card, seenAt: now })
    .onConflictDoUpdate({ target: [lessonProgress.learner, lessonProgress.lesson], set: { card, seenAt: now } });
}

/** Records that a lesson was finished; true the first time only. */
export async function finishLesson(
  db: Database,
  learner: string,
  lesson: string,
  card: number,
  now: number,
): Promise<boolean> {
  await db.insert(lessonProgress).values({ learner, lesson, card, seenAt: now }).onConflictDoNothing();
  const rows = await db
    .update(lessonProgress)
    .set({ finishedAt: now })
    .where(
      and(
        eq(lessonProgress.learner, learner),
        eq(lessonProgress.lesson, lesson),
        sql`${lessonProgress.finishedAt} is null`,
      ),
    )
    .returning({ lesson: lessonProgress.lesson });
  return rows.length > 0;
}

export interface Discussion {
  readonly id: string;
  readonly shareOut: string;
  readonly place: string;
  readonly message: string | null;
}

/** False when it has been begun before. */
export async function createDiscussion(
  db: Database,
  discussion: Omit<Discussion, 'message'>,
  now: number,
): Promise<boolean> {
  const rows = await db
    .insert(discussions)
    .values({ ...discussion, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: discussions.id });
  return rows.length > 0;
}

/** A discussion whose prompt could not be posted: it can be begun again. One that stands stays. */
export async function dropDiscussion(db: Database, id: string): Promise<void> {
  await db.delete(discussions).where(and(eq(discussions.id, id), isNull(discussions.message)));
}

export async function discussionPosted(db: Database, id: string, message: string): Promise<void> {
  await db.update(discussions).set({ message }).where(eq(discussions.id, id));
}

export async function findDiscussion(db: Database, id: string): Promise<Discussion | undefined> {
  const [row] = await db.select().from(discussions).where(eq(discussions.id, id));
  return row;
}

/** The newest discussion of a share-out in a place that was begun after `since` (milliseconds) and stands there. */
export async function recentDiscussion(
  db: Database,
  shareOut: string,
  place: string,
  since: number,
): Promise<Discussion | undefined> {
  const [row] = await db
    .select()
    .from(discussions)
    .where(
      and(
        eq(discussions.shareOut, shareOut),
        eq(discussions.place, place),
        gt(discussions.createdAt, since),
        isNotNull(discussions.message),
      ),
    )
    .orderBy(desc(discussions.createdAt))
    .limit(1);
  return row;
}

/** True the first time that this learner takes part. */
export async function takePart(db: Database, discussion: string, learner: string, now: number): Promise<boolean> {
  const rows = await db
    .insert(participations)
    .values({ discussion, learner, at: now })
    .onConflictDoNothing()
    .returning({ learner: participations.learner });
  return rows.length > 0;
}

export async function participants(db: Database, discussion: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(participations).where(eq(participations.discussion, discussion));
  return row?.n ?? 0;
}
