/** The pool outlives the server: no query waits for ever, and nothing is written outside its transaction. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPool } from '../../src/storage/pool.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/postgres.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startOwnPostgres();
});
afterAll(() => server.stop());

test('a connection that is lost while a statement is prepared: its pool answers after it', async () => {
  const pool = createPool(server.url, 1);
  const admin = createPool(server.url, 2);
  const [me] = await pool<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await admin`create table busy (n integer)`;
  const lost = await admin.begin(async (tx) => {
    await tx`lock table busy`;
    const waiting = Promise.allSettled([pool`select * from busy where n = ${1}`]);
    await vi.waitUntil(async () => {
      const [row] = await admin`select 1 from pg_locks where pid = ${me?.pid ?? 0} and not granted`;
      return row !== undefined;
    }, 20_000);
    await admin`select pg_terminate_backend(${me?.pid ?? 0}, 5000)`;
    return waiting;
  });
  expect(lost).toMatchObject([{ status: 'rejected' }]);
  expect(await pool`select 1 as one`).toMatchObject([{ one: 1 }]);
  await Promise.all([pool, admin].map((one) => one.end({ timeout: 5 })));
});

test('a connection that is lost between two statements of a transaction: the second one is refused, nothing is stored', async () => {
  const pool = createPool(server.url, 2);
  const db = drizzle(pool);
  await db.execute(sql`create table kept (n integer)`);
  const lost = db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`);
    const [me] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await db.execute(sql`select pg_terminate_backend(${me?.pid}::integer, 5000)`);
    await expect(tx.execute(sql`select 1`)).rejects.toThrow('Failed query');
    await tx.execute(sql`insert into kept values (2)`);
  });
  await expect(lost).rejects.toThrow('CONNECTION_CLOSED');
  await db.execute(sql`insert into kept values (3)`);
  expect(await db.execute(sql`select n from kept`)).toEqual([{ n: 3 }]);
  await pool.end({ timeout: 5 });
});
