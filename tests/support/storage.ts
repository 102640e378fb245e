/** `test` with an empty, migrated database at the start of every test, on whichever driver the project runs. */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { test as base, inject } from 'vitest';
import { type Database, openEmbedded, openPostgres, type OpenDatabase } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/index.ts';
import { TEMPLATE } from './postgres-setup.ts';
import './provided.ts';

/** A new database of one's own: a copy of the migrated one. `url` only on Postgres. */
export async function freshDatabase(): Promise<OpenDatabase & { readonly url?: string }> {
  const given = inject('storage');
  if (given.kind === 'pglite') return openEmbedded({ seed: await openAsBlob(given.dump) });
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(given.adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = new URL(given.adminUrl);
  url.pathname = `/${name}`;
  const open = await openPostgres(url.href);
  return {
    ...open,
    url: url.href,
    close: async () => {
      await open.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** A new database without any tables, on Postgres only, and a connection to it. */
export async function emptyDatabase(): Promise<{
  readonly url: string;
  readonly sql: postgres.Sql;
  drop(): Promise<void>;
}> {
  const given = inject('storage');
  if (given.kind !== 'postgres') throw new Error('this needs a Postgres');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(given.adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template template0`);
  const url = new URL(given.adminUrl);
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 1, onnotice: () => undefined });
  return {
    url: url.href,
    sql,
    drop: async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

export const test = base.extend<{
  $file: { storage: OpenDatabase & { url?: string } };
  $test: { db: Database; store: Store };
}>({
  storage: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const open = await freshDatabase();
      await use(open);
      await open.close();
    },
    { scope: 'file' },
  ],
  db: async ({ storage }, use) => {
    await use(storage.db);
    const tables = await storage.db
      .select({ name: sql<string>`c.relname` })
      .from(sql`pg_class c join pg_namespace n on n.oid = c.relnamespace`)
      .where(sql`n.nspname = 'public' and c.relkind = 'r'`);
    await storage.db.execute(
      sql.raw(`truncate ${tables.map((table) => `"${table.name}"`).join(', ')} restart identity cascade`),
    );
  },
  store: async ({ db }, use) => use(createStore(db)),
});
