/** Moves everything from an embedded database into a Postgres: each row as it is, in one transaction. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PGliteInterface, Transaction } from '@electric-sql/pglite';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import { DatabaseProblem, openEmbedded, openPostgres, safe, withConnection } from './database.ts';
import { EVERY_TABLE } from './every-table.ts';

/** How many rows of a table were moved. */
export interface Moved {
  readonly table: string;
  readonly rows: number;
}

/**
 * Copies every table of the database in the folder into the one at the address, which must be empty: all of it or nothing. The
 * tables of both are brought up to date first. Rows travel as JSON that Postgres itself writes and reads, so that nothing is
 * lost on the way that JavaScript would not keep, such as microseconds.
 * @throws DatabaseProblem
 */
export async function moveDatabase(dataDir: string, url: string, { atATime = 1_000 } = {}): Promise<readonly Moved[]> {
  if (!existsSync(path.join(dataDir, 'PG_VERSION')))
    throw new DatabaseProblem(`there is no embedded database in ${dataDir}`);
  const source = await openEmbedded({ dataDir });
  try {
    // a database of somebody else's must not even get new tables
    await withConnection(url, (client) => client.begin('read only', (tx) => refuseFilled(tx, url)));
    await (await openPostgres(url, 1)).close();
    return await withConnection(url, (client) =>
      client.begin(async (target) => {
        await target.unsafe(`lock table ${EVERY_TABLE.map(quoted).join(', ')} in exclusive mode`);
        await refuseFilled(target, url);
        return source.raw.transaction((from) => copyAll(from, target, atATime));
      }),
    );
  } finally {
    await source.close();
  }
}

async function copyAll(from: Transaction, target: postgres.TransactionSql, atATime: number): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const table of inOrder(EVERY_TABLE)) {
    await copyTable(from, target, table, atATime);
    const name = quoted(table);
    const [there] = (await from.query<Count>(`select count(*)::integer as n from ${name}`)).rows;
    const [here] = await target.unsafe<Count[]>(`select count(*)::integer as n from ${name}`);
    if (there === undefined || there.n !== here?.n)
      throw new DatabaseProblem(`of ${there?.n} rows of ${name} ${here?.n} arrived, so nothing was moved`);
    moved.push({ table: getTableConfig(table).name, rows: here.n });
  }
  return moved;
}

interface Count {
  readonly n: number;
}

async function copyTable(
  from: Pick<PGliteInterface, 'query'>,
  target: postgres.TransactionSql,
  table: PgTable,
  atATime: number,
): Promise<void> {
  const name = quoted(table);
  await from.query(`declare moving no scroll cursor for select to_jsonb(t)::text as row from ${name} t`);
  for (;;) {
    const { rows } = await from.query<{ row: string }>(`fetch ${atATime} from moving`);
    if (rows.length === 0) break;
    await target.unsafe(
      `insert into ${name} overriding system value
        select * from jsonb_populate_recordset(null::${name}, $1::text::jsonb)`,
      [`[${rows.map(({ row }) => row).join(',')}]`],
    );
  }
  await from.query('close moving');
  // numbers that the database gives out go on where they were
  for (const column of Object.values(getTableColumns(table))) {
    if (column.generatedIdentity === undefined) continue;
    await target.unsafe(
      `select setval(pg_get_serial_sequence('${name}', '${column.name}'), max("${column.name}")) from ${name}
        having count(*) > 0`,
    );
  }
}

async function refuseFilled(target: postgres.TransactionSql, url: string): Promise<void> {
  const filled: string[] = [];
  for (const name of EVERY_TABLE.map(quoted)) {
    const [made] = await target.unsafe<{ made: boolean }[]>(`select to_regclass('${name}') is not null as made`);
    if (made?.made !== true) continue;
    if ((await target.unsafe(`select 1 from ${name} limit 1`)).length > 0) filled.push(name);
  }
  if (filled.length > 0)
    throw new DatabaseProblem(
      `the database ${safe(url)} is not empty (${filled.join(', ')}): name a new one, so that nothing is mixed up`,
    );
}

const quoted = (table: PgTable): string => `"${getTableConfig(table).name}"`;

/** Each table after those that its rows refer to. */
function inOrder(tables: readonly PgTable[]): PgTable[] {
  const order = new Set<PgTable>();
  const visit = (table: PgTable, path: readonly PgTable[]): void => {
    if (order.has(table) || path.includes(table)) return;
    for (const key of getTableConfig(table).foreignKeys) visit(key.reference().foreignTable, [...path, table]);
    order.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...order];
}
