/** Looks at a database without changing it, for `npm run doctor`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { knownChanges, madeChanges, unknownAmong } from './changes.ts';
import { lockFolder, versionOf, withConnection } from './database.ts';
import { InUse } from './lock.ts';

/** What a Postgres is like, as far as Sous cares. */
export interface PostgresFacts {
  readonly version: string;
  /** Changes of the tables that the next start makes, and how many there are in all. */
  readonly missing: number;
  readonly changes: number;
  /** Changes that a newer version made: with any, this one does not start. */
  readonly unknown: number;
  /** Whether the user has the rights that making them takes. */
  readonly mayCreate: boolean;
  /** How far its clock is ahead of this machine's, in milliseconds. */
  readonly ahead: number;
  /** Where cohorts have their drops; none before the tables are made. */
  readonly places: readonly string[];
}

/**
 * Looks, and changes nothing.
 * @throws DatabaseProblem
 */
export async function examinePostgres(url: string): Promise<PostgresFacts> {
  return withConnection(url, async (client) =>
    client.begin('read only', async (tx) => {
      const version = await versionOf(tx, url);
      const asked = Date.now();
      const [rights] = await tx<
        { database: boolean; schema: boolean; made: string | null; cohorts: boolean; clock: number }[]
      >`select
        has_database_privilege(current_database(), 'create') as database,
        coalesce(has_schema_privilege(current_schema(), 'create'), false) as schema,
        coalesce(has_table_privilege(to_regclass('cohorts'), 'select'), false) as cohorts, (extract(epoch from clock_timestamp()) * 1000)::double precision as clock,
        to_regclass('drizzle.__drizzle_migrations')::text as made`;
      const answered = Date.now();
      const made = rights?.made
        ? await tx<{ at: string }[]>`select created_at as at from drizzle.__drizzle_migrations`
        : [];
      const places = rights?.cohorts
        ? await tx<{ place: string }[]>`select distinct place from cohorts order by place`
        : [];
      const there = made.map((row) => Number(row.at));
      const all = knownChanges();
      return {
        version,
        missing: all.filter((one) => !there.includes(one)).length,
        changes: all.length,
        unknown: unknownAmong(there),
        mayCreate: rights?.database === true && rights.schema,
        // it was read at some time between the question and the answer
        ahead: Math.round((rights?.clock ?? answered) - (asked + answered) / 2),
        places: places.map(({ place }) => place),
      };
    }),
  );
}

/**
 * Undefined when another process has it open, which it would not have with changes of a newer version. A folder without a
 * database in it stays as it is.
 * @throws DatabaseProblem when the folder cannot be opened
 */
export async function examineEmbedded(dataDir: string): Promise<Pick<PostgresFacts, 'unknown' | 'places'> | undefined> {
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) return { unknown: 0, places: [] };
  let unlock: () => Promise<void>;
  try {
    unlock = await lockFolder(dataDir);
  } catch (error) {
    if ((error as Error).cause instanceof InUse) return undefined;
    throw error;
  }
  try {
    const raw = await PGlite.create({ dataDir });
    try {
      const unknown = unknownAmong(await madeChanges(drizzle(raw)));
      const made = await raw.query<{ made: string | null }>(`select to_regclass('cohorts')::text as made`);
      const { rows } =
        made.rows[0]?.made == null
          ? { rows: [] }
          : await raw.query<{ place: string }>('select distinct place from cohorts order by place');
      return { unknown, places: rows.map(({ place }) => place) };
    } finally {
      await raw.close();
    }
  } finally {
    await unlock();
  }
}
