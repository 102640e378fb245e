/** What staff chose for a cohort: questions for a day, for soon, or for never. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { cohorts, dropQueue, type ShownDrop } from './tables/drops.ts';

export type QueueEntry = typeof dropQueue.$inferSelect;

export interface NewQueueEntry {
  readonly cohort: string;
  readonly question: string;
  /** `on`: for `date`. `soon`: before the bag, the highest priority (0 to 9) first. `skip`: never in this cohort. */
  readonly kind: QueueEntry['kind'];
  readonly date?: string;
  readonly priority?: number;
}

/** Queues or skips a question; what was decided about it (or for that date) before is replaced. */
export async function queueQuestion(
  db: Database,
  { cohort, question, kind, date, priority }: NewQueueEntry,
  by: string,
  now: number,
): Promise<void> {
  if ((kind === 'on') !== (date !== undefined)) throw new RangeError('a date belongs to "on" and to nothing else');
  const row = { cohort, question, kind, date: date ?? null, priority: priority ?? 0, by, at: now };
  await db.transaction(async (tx) => {
    // one for soon moves all that were shown
    await forgetShown(tx, cohort, (one) => kind === 'soon' || one.question === question || one.date === date);
    if (date !== undefined) {
      await tx.delete(dropQueue).where(and(eq(dropQueue.cohort, cohort), eq(dropQueue.date, date)));
    }
    await tx
      .insert(dropQueue)
      .values(row)
      .onConflictDoUpdate({ target: [dropQueue.cohort, dropQueue.question], set: row });
  });
}

/** Takes a question off the queue, or lets a skipped one come again; false when it was not there. */
export async function unqueueQuestion(db: Database, cohort: string, question: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await forgetShown(tx, cohort, (one) => one.question === question);
    const rows = await tx
      .delete(dropQueue)
      .where(and(eq(dropQueue.cohort, cohort), eq(dropQueue.question, question)))
      .returning({ question: dropQueue.question });
    return rows.length > 0;
  });
}

/** What staff were shown holds until staff wish for something else. The cohort is held, so that no claim decides in between. */
async function forgetShown(tx: Database, id: string, isGone: (shown: ShownDrop) => boolean): Promise<void> {
  const [cohort] = await tx.select({ shown: cohorts.shown }).from(cohorts).where(eq(cohorts.id, id)).for('update');
  if (cohort?.shown.some(isGone) !== true) return;
  const shown = cohort.shown.filter((one) => !isGone(one));
  await tx.update(cohorts).set({ shown }).where(eq(cohorts.id, id));
}

/** Everything queued and skipped: dated ones by date, then by priority, then the oldest. */
export async function queueOf(db: Database, cohort: string): Promise<readonly QueueEntry[]> {
  return db
    .select()
    .from(dropQueue)
    .where(eq(dropQueue.cohort, cohort))
    .orderBy(sql`${dropQueue.date} nulls last`, desc(dropQueue.priority), asc(dropQueue.at), dropQueue.question);
}
