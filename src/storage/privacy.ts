/** Everything that is stored about one learner: shown, or deleted in one transaction. Read from the tables themselves. */
import { eq, getTableColumns, is, or } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { playgroundRows } from './tables/platforms.ts';
import { deliveries } from './tables/drops.ts';
import { learners } from './tables/people.ts';
import { auditLog } from './tables/staff.ts';
import * as tables from './tables/index.ts';

/** Every table that has a column `learner`, so that a new one cannot be forgotten here. */
const personal: readonly PgTable[] = Object.values(tables as Record<string, unknown>)
  .filter((value): value is PgTable => is(value, PgTable))
  .filter((table) => 'learner' in getTableColumns(table));

const learnerColumn = (table: PgTable) => {
  const column = getTableColumns(table)['learner'];
  if (column === undefined) throw new Error(`${getTableConfig(table).name} has no learner`);
  return column;
};

/** In the playground: what only they see, their direct messages, their entry in the list of people. */
const ownRows = (learner: string) =>
  or(eq(playgroundRows.viewer, learner), eq(playgroundRows.shelf, learner), eq(playgroundRows.id, learner));

export interface StoredTable {
  readonly table: string;
  readonly rows: readonly unknown[];
}

/** All rows about a learner, table by table; tables without any are left out. */
export async function everythingAbout(db: Database, learner: string): Promise<readonly StoredTable[]> {
  const found: StoredTable[] = [
    { table: 'learners', rows: await db.select().from(learners).where(eq(learners.id, learner)) },
  ];
  for (const table of personal) {
    found.push({
      table: getTableConfig(table).name,
      rows: await db
        .select()
        .from(table)
        .where(eq(learnerColumn(table), learner)),
    });
  }
  found.push({
    table: getTableConfig(playgroundRows).name,
    rows: await db.select().from(playgroundRows).where(ownRows(learner)),
  });
  return found.filter(({ rows }) => rows.length > 0);
}

/**
 * Deletes all of it; true when there was anything. What remains of somebody who was staff are bare ids beside decisions
 * that hold for a whole community (who set a cohort up, who decided a report).
 */
export async function forgetLearner(db: Database, learner: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    for (const table of personal) await tx.delete(table).where(eq(learnerColumn(table), learner));
    await tx.delete(playgroundRows).where(ownRows(learner));
    // what they did as staff stays done, but no longer under their name; what waits to be sent to them goes
    await tx.update(auditLog).set({ by: '', byName: 'somebody' }).where(eq(auditLog.by, learner));
    await tx.delete(deliveries).where(eq(deliveries.address, learner));
    const rows = await tx.delete(learners).where(eq(learners.id, learner)).returning({ id: learners.id });
    return rows.length > 0;
  });
}
