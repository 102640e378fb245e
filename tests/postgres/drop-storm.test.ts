/**
 * Fault drills of answering, with real processes on a real Postgres: whatever was acknowledged is stored, nothing counts
 * twice, and standings are exactly what the answers add up to.
 */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgres, type OpenDatabase } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/index.ts';
import { dropAnswers } from '../../src/storage/tables/drops.ts';
import { members } from '../../src/storage/tables/standings.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/postgres.ts';
import { startWorker, type Worker } from '../support/drills/processes.ts';
import type { StormOrders } from '../support/drills/answer-worker.ts';
import { cohortOf, HOUR, NINE } from '../support/drills/world.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startOwnPostgres({ durable: true });
});
afterAll(() => server.stop());

const cohorts = ['c0', 'c1', 'c2', 'c3'];
const dropIds = cohorts.map((cohort) => `${cohort}-20261102`);

async function prepared(name: string): Promise<{ url: string; database: OpenDatabase }> {
  const admin = await openPostgres(server.url, 1);
  await admin.db.execute(sql.raw(`create database ${name}`));
  await admin.close();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const database = await openPostgres(url.href, 2);
  const store = createStore(database.db);
  for (const cohort of cohorts) await store.cohorts.createCohort(cohortOf(cohort), 'x', NINE - HOUR);
  await store.drops.claimDue(
    ({ cohort }) => ({
      drops: [{ run: { at: NINE, date: cohort.nextDate ?? '' }, question: 'q', version: 'v' }],
      next: { at: NINE + 24 * HOUR, date: '2026-11-03' },
      pause: false,
      notices: [],
    }),
    NINE,
    cohorts.length,
  );
  return { url: url.href, database };
}

const acknowledgements = (workers: readonly Worker[]): string[] =>
  workers.flatMap((worker) => worker.lines.filter((line) => line !== 'ready'));

/** Everything acknowledged is there; each first once; each standing is the sum of its answers. */
async function judge(database: OpenDatabase, workers: readonly Worker[], expected: number): Promise<void> {
  const rows = await database.db.select({ drop: dropAnswers.drop, learner: dropAnswers.learner }).from(dropAnswers);
  const stored = new Set(rows.map((row) => `${row.drop} ${row.learner}`));
  const said = acknowledgements(workers).map((line) => line.split(' '));
  expect(said.filter(([outcome]) => outcome !== 'first' && outcome !== 'repeat')).toEqual([]);
  expect(said.filter(([, drop, learner]) => !stored.has(`${drop} ${learner}`))).toEqual([]);
  const firsts = said.filter(([outcome]) => outcome === 'first').map(([, drop, learner]) => `${drop} ${learner}`);
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(stored.size).toBe(expected);
  const wrong = await database.db
    .select({ learner: members.learner })
    .from(members)
    .where(
      sql`not exists (select 1 from ${dropAnswers} a
        where a.learner = ${members.learner} and a.drop = ${members.cohort} || '-20261102'
        having sum(a.points) = ${members.standing} and count(*) = ${members.answers})`,
    );
  expect(wrong).toEqual([]);
}

test('the server crashes in a storm of answers and comes back: what was acknowledged is stored, once', async () => {
  const { url, database } = await prepared('crash');
  const orders: StormOrders = { database: url, drops: dropIds, learners: 500, copies: 2, at: NINE + HOUR };
  const workers = [startWorker('answer-worker', orders), startWorker('answer-worker', orders)];
  try {
    await vi.waitUntil(() => acknowledgements(workers).length > 1_500, { timeout: 60_000, interval: 10 });
    await server.restart();
    const before = acknowledgements(workers).length;
    expect(before).toBeLessThan(4 * 500 * 4); // it was in the middle
    expect(await Promise.all(workers.map((worker) => worker.ended))).toEqual(['0', '0']);
    await judge(database, workers, 4 * 500);
  } finally {
    for (const worker of workers) worker.kill();
    await database.close();
  }
}, 120_000);

test('four processes, every answer four times, one is killed: exact totals and no deadlock', async () => {
  const { url, database } = await prepared('storm');
  const orders: StormOrders = { database: url, drops: dropIds, learners: 300, copies: 4, at: NINE + HOUR };
  const workers = Array.from({ length: 4 }, () => startWorker('answer-worker', orders));
  try {
    const [victim, ...others] = workers;
    await vi.waitUntil(() => (victim?.lines.length ?? 0) > 400, { timeout: 60_000, interval: 10 });
    victim?.kill();
    expect(await victim?.ended).toBe('SIGKILL');
    expect(await Promise.all(others.map((worker) => worker.ended))).toEqual(['0', '0', '0']);
    await judge(database, workers, 4 * 300);
    const deadlocks = await database.db
      .select({ n: sql`deadlocks`.mapWith(Number) })
      .from(sql`pg_stat_database`)
      .where(sql`datname = current_database()`);
    expect(deadlocks).toEqual([{ n: 0 }]);
  } finally {
    for (const worker of workers) worker.kill();
    await database.close();
  }
}, 120_000);
