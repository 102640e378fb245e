/** `test` with an empty, migrated database at the start of every test, on whichever driver the project runs. */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import postgres from 'postgres';
import { test as base, inject } from 'vitest';
import { type Database, openEmbedded, openPostgres, type OpenDatabase } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/index.ts';
import { TEMPLATE } from './postgres-setup.ts';
import './provided.ts';

type Embedded = Awaited<ReturnType<typeof openEmbedded>>;
/** Embedded databases of this process that nobody has at the moment: making one takes a hundred times longer than emptying it. */
const idle: Embedded[] = [];

/** No rows, and numbers begin at 1 again: as after the migrations. Deleting is far quicker than `truncate` where little stands. */
const EMPTY = sql.raw(`do $$ declare one text; begin
  set local session_replication_role = replica;
  for one in select quote_ident(relname) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' loop execute 'delete from ' || one; end loop;
  for one in select quote_ident(relname) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'S' loop execute 'alter sequence ' || one || ' restart'; end loop;
end $$`);

/** An embedded database without a row. Whoever had it before is locked out, as from a closed one. */
async function lentDatabase(dump: string): Promise<OpenDatabase> {
  const lite = idle.pop() ?? (await openEmbedded({ seed: await openAsBlob(dump) }));
  await lite.db.execute(EMPTY);
  await lite.raw.exec('discard all');
  let closed = false;
  const raw = new Proxy(lite.raw, {
    get(target, key) {
      if (closed) throw new Error('this database is closed');
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return {
    ...lite,
    db: drizzle(raw),
    close: async () => {
      if (!closed) idle.push(lite);
      closed = true;
    },
  };
}

/** A database of one's own, migrated and empty. `url` only on Postgres. */
export async function freshDatabase(): Promise<OpenDatabase & { readonly url?: string }> {
  const given = inject('storage');
  if (given.kind === 'pglite') return lentDatabase(given.dump);
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
    await storage.db.execute(EMPTY);
  },
  store: async ({ db }, use) => use(createStore(db)),
});
