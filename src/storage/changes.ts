/** The changes of the tables that this version knows, and those that a database has had: it may be of a newer version. */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { bigint, type PgDatabase, type PgQueryResultHKT, pgSchema } from 'drizzle-orm/pg-core';

export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Where drizzle writes down what it has done, each change by when it was written: milliseconds since 1970. */
const made = pgSchema('drizzle').table('__drizzle_migrations', {
  at: bigint('created_at', { mode: 'number' }).notNull(),
});

let known: readonly number[] | undefined;

/** As they are named by `created_at`. Read once: they are a part of the version. */
export const knownChanges = (): readonly number[] =>
  (known ??= readMigrationFiles({ migrationsFolder }).map((one) => one.folderMillis));

/** No such table, no such schema: nothing was ever made there. */
const NOTHING_YET = new Set(['42P01', '3F000']);

export async function madeChanges(db: PgDatabase<PgQueryResultHKT>): Promise<readonly number[]> {
  try {
    return (await db.select({ at: made.at }).from(made)).map((row) => row.at);
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as { readonly code?: unknown };
    if (typeof code === 'string' && NOTHING_YET.has(code)) return [];
    throw error;
  }
}

/** How many of them are of a newer version. */
export function unknownAmong(changes: readonly number[]): number {
  return changes.filter((one) => !knownChanges().includes(one)).length;
}

/** What to do about a newer database; undefined when it is none. */
export const newerWords = (unknown: number): string | undefined =>
  unknown === 0
    ? undefined
    : `it was made by a newer Sous: ${unknown} ${unknown === 1 ? 'change' : 'changes'} of its tables that this version does ` +
      'not know. Start that version, or restore the dump from before the update';
