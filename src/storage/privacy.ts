/** Everything that is stored about one learner: shown, or deleted in one transaction. Read from the tables themselves. */
import { and, eq, getTableColumns, ne, or, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Mailbox } from '../chat/request.ts';
import type { Database } from './database.ts';
import { EVERY_TABLE } from './every-table.ts';
import { playgroundRows } from './tables/platforms.ts';
import { deliveries } from './tables/drops.ts';
import { learners } from './tables/people.ts';
import { auditLog } from './tables/staff.ts';

/** Every table that has a column `learner`, so that a new one cannot be forgotten here. */
const personal = EVERY_TABLE.filter((table) => 'learner' in getTableColumns(table));

/** Columns that say which of the staff did something: it stays done, but nobody's name is under it any more. */
const SIGNATURES = ['by', 'decidedBy', 'changedBy', 'shownBy', 'admin'];
const signatures = EVERY_TABLE.flatMap((table) =>
  Object.entries(getTableColumns(table))
    .filter(([key]) => SIGNATURES.includes(key))
    .map(([key, column]) => ({ table, key, column })),
);

const learnerColumn = (table: PgTable) => {
  const column = getTableColumns(table)['learner'];
  if (column === undefined) throw new Error(`${getTableConfig(table).name} has no learner`);
  return column;
};

/** In the playground: what only they see, what they said or asked for, their direct messages, their entry in the list of people. */
const ownRows = (person: Mailbox) =>
  or(
    eq(playgroundRows.viewer, person),
    eq(playgroundRows.shelf, person),
    eq(playgroundRows.id, person),
    sql`${person}::text in (${playgroundRows.value} #>> '{body,person,id}', ${playgroundRows.value} #>> '{body,asked,person,id}')`,
  );

export interface StoredTable {
  readonly table: string;
  readonly rows: readonly unknown[];
}

/** All rows about a learner, table by table; tables without any are left out. */
export async function everythingAbout(
  db: Database,
  learner: string,
  mailbox: Mailbox,
): Promise<readonly StoredTable[]> {
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
    // a file that was handed out is a copy, perhaps of this very list, and kept for a day
    rows: await db
      .select()
      .from(playgroundRows)
      .where(and(ownRows(mailbox), ne(playgroundRows.shelf, 'files'))),
  });
  return found.filter(({ rows }) => rows.length > 0);
}

/**
 * Deletes all of it; true when there was anything. What they did as staff holds for a whole community and stays, under
 * nobody's name.
 */
export async function forgetLearner(db: Database, learner: string, mailbox: Mailbox): Promise<boolean> {
  return db.transaction(async (tx) => {
    const had = (await everythingAbout(tx, learner, mailbox)).length > 0;
    for (const table of personal) await tx.delete(table).where(eq(learnerColumn(table), learner));
    await tx.delete(playgroundRows).where(ownRows(mailbox));
    await tx.update(auditLog).set({ byName: 'somebody' }).where(eq(auditLog.by, learner));
    for (const { table, key, column } of signatures)
      await tx
        .update(table)
        .set({ [key]: '' })
        .where(eq(column, learner));
    // and what waits to be sent to them
    await tx.delete(deliveries).where(eq(deliveries.address, mailbox));
    await tx.delete(learners).where(eq(learners.id, learner));
    return had;
  });
}
