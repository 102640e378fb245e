/** Review items: added, due, rated. A rating counts once, for the due date that was shown. */
import { and, asc, count, eq, gte, lte } from 'drizzle-orm';
import type { Memory } from '../tutor/review.ts';
import type { Database } from './database.ts';
import { reviews } from './tables/reviews.ts';

export interface ReviewItem {
  readonly item: string;
  readonly memory: Memory;
}

/** False when the learner has it already; then nothing changes. The learner must be known. */
export async function addReview(db: Database, learner: string, item: string, memory: Memory): Promise<boolean> {
  const rows = await db
    .insert(reviews)
    .values({ learner, item, memory, due: memory.due })
    .onConflictDoNothing()
    .returning({ item: reviews.item });
  return rows.length > 0;
}

export async function findReview(db: Database, learner: string, item: string): Promise<ReviewItem | undefined> {
  const [row] = await db
    .select({ item: reviews.item, memory: reviews.memory })
    .from(reviews)
    .where(and(eq(reviews.learner, learner), eq(reviews.item, item)));
  return row;
}

/** What is due now, the longest overdue first. */
export async function dueReviews(
  db: Database,
  learner: string,
  now: number,
  limit: number,
): Promise<readonly ReviewItem[]> {
  return db
    .select({ item: reviews.item, memory: reviews.memory })
    .from(reviews)
    .where(and(eq(reviews.learner, learner), lte(reviews.due, now)))
    .orderBy(asc(reviews.due), asc(reviews.item))
    .limit(limit);
}

/** One thing of a review list, without what is remembered of it. */
export interface ListedReview {
  readonly item: string;
  /** Milliseconds since 1970. */
  readonly due: number;
  /** When it was last reviewed; null before the first time. */
  readonly reviewedAt: number | null;
}

/** A learner's whole list, what is due first first. */
export async function listReviews(db: Database, learner: string): Promise<readonly ListedReview[]> {
  return db
    .select({ item: reviews.item, due: reviews.due, reviewedAt: reviews.reviewedAt })
    .from(reviews)
    .where(eq(reviews.learner, learner))
    .orderBy(asc(reviews.due), asc(reviews.item));
}

export interface ReviewCounts {
  readonly due: number;
  readonly all: number;
  /** Reviewed since `since`. */
  readonly done: number;
}

export async function countReviews(db: Database, learner: string, now: number, since: number): Promise<ReviewCounts> {
  const mine = eq(reviews.learner, learner);
  const [[all], [due], [done]] = await Promise.all([
    db.select({ n: count() }).from(reviews).where(mine),
    db
      .select({ n: count() })
      .from(reviews)
      .where(and(mine, lte(reviews.due, now))),
    db
      .select({ n: count() })
      .from(reviews)
      .where(and(mine, gte(reviews.reviewedAt, since))),
  ]);
  return { all: all?.n ?? 0, due: due?.n ?? 0, done: done?.n ?? 0 };
}

/** Stores the memory after a review, if the item was still due at `due`: a rating that comes twice counts once. */
export async function storeReview(
  db: Database,
  learner: string,
  item: string,
  due: number,
  memory: Memory,
  now: number,
): Promise<boolean> {
  const rows = await db
    .update(reviews)
    .set({ memory, due: memory.due, reviewedAt: now })
    .where(and(eq(reviews.learner, learner), eq(reviews.item, item), eq(reviews.due, due)))
    .returning({ item: reviews.item });
  return rows.length > 0;
}

export async function dropReview(db: Database, learner: string, item: string): Promise<void> {
  await db.delete(reviews).where(and(eq(reviews.learner, learner), eq(reviews.item, item)));
}
