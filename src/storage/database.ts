/** Opens the database: a Postgres server, or PGlite in a folder; one handle for everything above the driver. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleLite } from 'drizzle-orm/pglite';
import { migrate as migrateLite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgresJs } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { reasonOf } from '../chat/fault.ts';
import { countStatement } from '../chat/trace.ts';
import { madeChanges, migrationsFolder, newerWords, unknownAmong } from './changes.ts';
import { lockDirectory } from './lock.ts';
import { createPool } from './pool.ts';

/** The handle that storage functions take; a transaction is one too. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface OpenDatabase {
  readonly kind: 'postgres' | 'pglite';
  readonly db: Database;
  /** Whether it answers now: for `/readyz`. Never rejects. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** The database cannot be used; the message tells an operator what to do. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

/** Statements count for the request that they are made for; what they say is looked at by nobody. */
const COUNTED = { logQuery: countStatement };

/** Any number that no other program on the server takes. */
const MIGRATION_LOCK = 7_214_001;
/** `skip locked`, `merge`-free upserts and the JSON functions used here are all older; 14 is the oldest one still kept up. */
const OLDEST_POSTGRES = 14;

/**
 * Connects, checks the version and brings the tables up to date. Any number of processes may do so at once.
 * @throws DatabaseProblem
 */
export async function openPostgres(url: string, max = 10): Promise<OpenDatabase> {
  await migratePostgres(url);
  const client = createPool(url, max);
  return {
    kind: 'postgres',
    db: drizzlePostgres(client, { logger: COUNTED }),
    ping: () =>
      client`select 1`.then(
        () => true,
        () => false,
      ),
    close: () => client.end({ timeout: 5 }),
  };
}

async function migratePostgres(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    await versionOf(client, url);
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`; // closing the session releases it
    const db = drizzlePostgres(client);
    await refuseNewer(db, `the database ${safe(url)}`);
    await migratePostgresJs(db, { migrationsFolder });
  });
}

/** @throws DatabaseProblem when a newer version has changed its tables: this one's answers would fail, or spoil something. */
async function refuseNewer(db: Database, what: string): Promise<void> {
  const newer = newerWords(unknownAmong(await madeChanges(db)));
  if (newer !== undefined) throw new DatabaseProblem(`${what} cannot be used: ${newer}`);
}

/**
 * Gives a connection of its own.
 * @throws DatabaseProblem for what goes wrong with it
 */
export async function withConnection<T>(url: string, work: (client: postgres.Sql) => Promise<T>): Promise<T> {
  const client = connect(url);
  try {
    return await work(client);
  } catch (error) {
    throw explained(error, url);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** The server's own words for its version. @throws DatabaseProblem when it is too old. */
export async function versionOf(client: postgres.ISql, url: string): Promise<string> {
  const [row] = await client<{ number: string; version: string }[]>`select
    current_setting('server_version_num') as number, current_setting('server_version') as version`;
  const { number = '0', version = 'unknown' } = row ?? {};
  if (Number(number) < OLDEST_POSTGRES * 10_000) {
    throw new DatabaseProblem(
      `the server at ${safe(url)} is PostgreSQL ${version}; Sous needs ${OLDEST_POSTGRES} or newer`,
    );
  }
  return version;
}

function connect(url: string): postgres.Sql {
  try {
    return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  } catch (error) {
    throw new DatabaseProblem(
      'DATABASE_URL is not a Postgres address; it looks like postgres://user:password@host:5432/name',
      {
        cause: error,
      },
    );
  }
}

/** An address without its password. */
export function safe(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'DATABASE_URL' : `${parsed.host}${parsed.pathname}`;
}

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: start the server, or correct host and port',
  ENOTFOUND: 'there is no host of that name: correct it',
  EAI_AGAIN: 'the name of the host cannot be looked up now: check the name and the network',
  CONNECT_TIMEOUT: 'the server does not answer: check host, port and firewall',
  '28P01': 'user or password is wrong',
  '28000': 'the server does not let this user in',
  '3D000': 'there is no such database: create it first',
  '42501': 'the user may not create tables there: grant it, or use its own database',
};

function explained(error: unknown, url: string): unknown {
  if (error instanceof DatabaseProblem) return error;
  const causes = [
    error,
    (error as Error).cause,
    ...(error instanceof AggregateError ? (error.errors as unknown[]) : []),
  ];
  const code = causes
    .map((one) => (one as { code?: unknown } | undefined)?.code)
    .find((one) => typeof one === 'string' && one in ADVICE);
  if (typeof code !== 'string') return error;
  return new DatabaseProblem(
    `cannot use the database ${safe(url)} (${code}): ${ADVICE[code] ?? ''}. It is set by DATABASE_URL.`,
    { cause: error },
  );
}

export interface EmbeddedOptions {
  /** A folder; absent: in memory, for tests. */
  readonly dataDir?: string;
  /** A dump of a migrated database to start from: for tests. */
  readonly seed?: Blob;
}

/** @throws DatabaseProblem when the folder is in use or cannot be opened. */
export async function openEmbedded({
  dataDir,
  seed,
}: EmbeddedOptions): Promise<OpenDatabase & { readonly raw: PGlite }> {
  const unlock = dataDir === undefined ? undefined : await lockFolder(dataDir);
  try {
    const raw = await PGlite.create({
      ...(dataDir !== undefined && { dataDir }),
      ...(seed !== undefined && { loadDataDir: seed }),
    });
    const db = drizzleLite(raw, { logger: COUNTED });
    if (seed === undefined) {
      await refuseNewer(db, `the embedded database in ${dataDir ?? 'memory'}`);
      await migrateLite(db, { migrationsFolder });
    }
    return {
      kind: 'pglite',
      db,
      raw,
      ping: () =>
        raw.query('select 1').then(
          () => true,
          () => false,
        ),
      close: async () => {
        await raw.close();
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    if (error instanceof DatabaseProblem) throw error;
    // below the database are the errors of a system in the system, which are no Errors
    const why = error instanceof Error ? reasonOf(error) : 'its files cannot be read or written';
    throw new DatabaseProblem(`cannot open the embedded database in ${dataDir ?? 'memory'}: ${why}`, { cause: error });
  }
}

const FOLDER_ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room left there',
  ENOTDIR: 'a part of it is a file and no folder',
  EEXIST: 'a part of it is a file and no folder',
  ENOENT: 'it cannot be made there',
};

/** Gives what unlocks it. @throws DatabaseProblem when it is in use (its cause is an `InUse`) or cannot be written to. */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  if (existsSync(dataDir) && !statSync(dataDir).isDirectory())
    throw new DatabaseProblem(`${dataDir} is a file and no folder: set DATA_DIR to a folder`);
  try {
    return await lockDirectory(dataDir);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const advice = FOLDER_ADVICE[code];
    throw new DatabaseProblem(
      advice === undefined
        ? message
        : `the embedded database cannot be kept in ${path.resolve(dataDir)} (${code}): ${advice}. It is set by DATA_DIR.`,
      { cause: error },
    );
  }
}
