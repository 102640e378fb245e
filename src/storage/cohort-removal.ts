/** Takes a cohort out with everything of it. Only the made-up one of a playground ever goes: others are paused, and stay. */
import { and, eq, getTableColumns, inArray, isNotNull } from 'drizzle-orm';
import type { MessageRef } from '../chat/request.ts';
import type { Database } from './database.ts';
import { EVERY_TABLE } from './every-table.ts';
import { cohorts, deliveries, dropAnswers, drops } from './tables/drops.ts';
import { learners } from './tables/people.ts';
import { auditLog } from './tables/staff.ts';

/** Every table that names a cohort, so that a new one cannot be forgotten here; what staff did stays written down. */
const TABLES = EVERY_TABLE.filter((table) => 'cohort' in getTableColumns(table) && table !== auditLog);

/** In one transaction. `invented`: learners who exist for it alone. Gives back the messages that it had posted. */
export async function removeCohort(
  db: Database,
  id: string,
  invented: readonly string[],
): Promise<readonly MessageRef[]> {
  return db.transaction(async (tx) => {
    // first: whoever is claiming it has finished, and nobody claims it any more
    await tx.delete(cohorts).where(eq(cohorts.id, id));
    const posted = await tx
      .select({ message: deliveries.message })
      .from(deliveries)
      .where(and(eq(deliveries.cohort, id), isNotNull(deliveries.message)));
    const own = tx.select({ id: drops.id }).from(drops).where(eq(drops.cohort, id));
    await tx.delete(dropAnswers).where(inArray(dropAnswers.drop, own));
    for (const table of TABLES) {
      const { cohort } = getTableColumns(table);
      if (cohort !== undefined) await tx.delete(table).where(eq(cohort, id));
    }
    await tx.delete(learners).where(inArray(learners.id, [...invented]));
    return posted.flatMap(({ message }) => (message === null ? [] : [message as MessageRef]));
  });
}
