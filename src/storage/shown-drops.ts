/** What staff are shown of a cohort's drops to come, stored as they are shown it: that is what will be posted. */
import { and, eq, ne } from 'drizzle-orm';
import { lastDate } from './cohorts.ts';
import type { Database } from './database.ts';
import { bagState, type DueCohort, voidedIn } from './drops.ts';
import { cohorts, dropQueue, type ShownDrop } from './tables/drops.ts';

/** What the drops to come are chosen from. */
export interface Coming extends DueCohort {
  /** The local date of the latest drop, whatever became of it. */
  readonly lastDate: string | undefined;
}

export interface Showing {
  readonly shown: readonly ShownDrop[];
  /** A question that is never to come, one that may come again, and one that is taken off its day. */
  readonly skip?: string | undefined;
  readonly unskip?: string | undefined;
  readonly unqueue?: string | undefined;
}

/**
 * Decides what staff are shown, and stores it, while the cohort is held: no claim and no other wish comes between. Nothing
 * is asked when there is no such cohort.
 */
export async function showDrops(
  db: Database,
  id: string,
  decide: (coming: Coming) => Showing,
  by: string,
  now: number,
): Promise<void> {
  return db.transaction(async (tx) => {
    const [cohort] = await tx.select().from(cohorts).where(eq(cohorts.id, id)).for('update');
    if (cohort === undefined) return;
    const bag = await bagState(tx, id);
    const voided = (await voidedIn(tx, [cohort.community])).get(cohort.community) ?? new Set<string>();
    const { shown, skip, unskip, unqueue } = decide({ cohort, bag, voided, lastDate: await lastDate(tx, id) });
    const isQuestion = (question: string) => and(eq(dropQueue.cohort, id), eq(dropQueue.question, question));
    if (skip !== undefined) {
      const row = { cohort: id, question: skip, kind: 'skip', date: null, priority: 0, by, at: now } as const;
      await tx
        .insert(dropQueue)
        .values(row)
        .onConflictDoUpdate({ target: [dropQueue.cohort, dropQueue.question], set: row });
    }
    if (unskip !== undefined) await tx.delete(dropQueue).where(and(isQuestion(unskip), eq(dropQueue.kind, 'skip')));
    if (unqueue !== undefined) await tx.delete(dropQueue).where(and(isQuestion(unqueue), ne(dropQueue.kind, 'skip')));
    await tx.update(cohorts).set({ shown, shownBy: by }).where(eq(cohorts.id, id));
  });
}
