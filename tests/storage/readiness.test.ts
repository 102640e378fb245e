/** Ready is who would take what people do now: the database answers in time, and writing works. */
import { PgPreparedQuery } from 'drizzle-orm/pg-core';
import { afterEach, expect, vi } from 'vitest';
import { createStore } from '../../src/storage/index.ts';
import { createReadiness } from '../../src/storage/readiness.ts';
import { test } from '../support/storage.ts';

interface Statements {
  queryWithCache(...given: unknown[]): Promise<unknown>;
}
const statements = PgPreparedQuery.prototype as unknown as Statements;
const full = (): Error =>
  new Error('Failed query: insert into "events"', {
    cause: Object.assign(new Error('could not extend file "base/5/16384": No space left on device'), {
      severity: 'ERROR',
      code: '53100',
    }),
  });

afterEach(() => vi.restoreAllMocks());

test('it reads and writes, and says nothing when both work', async ({ db, store }) => {
  const { reasons } = createReadiness(db, Date.now);
  const spy = vi.spyOn(statements, 'queryWithCache');
  expect(await reasons()).toEqual([]);
  expect(spy.mock.calls.map(([statement]) => String(statement).split(' ')[0])).toEqual(['select', 'insert']);
  // a probe is an event like any other, and swept like one
  await store.events.sweepEvents(Date.now() + 1);
  expect(await store.events.claimEvent('readiness', Date.now())).toBe(true);
});

test('a write of anybody that fails for want of room counts, until writing has worked for a while', async ({ db }) => {
  let now = 1_000_000;
  const readiness = createReadiness(db, () => now);
  const store = createStore(db, readiness.failed);
  const real = statements.queryWithCache;
  const spy = vi.spyOn(statements, 'queryWithCache').mockImplementation(async function run(this: unknown, ...given) {
    if (String(given[0]).includes('"learners"')) throw full();
    return real.apply(this, given);
  });
  expect(await readiness.reasons()).toEqual([]);
  const ana = { learner: 'bare:user/ana', name: 'Ana', locale: 'en', community: 'bare:room/main' };
  await expect(store.learners.meet(ana, now)).rejects.toThrow('Failed query');
  expect((await readiness.reasons()).join()).toMatch(/cannot be written to: .*No space left on device/u);
  spy.mockRestore();
  await store.learners.meet(ana, now);
  now += 31_000;
  expect(await readiness.reasons()).toEqual([]);
});

test('its own write that fails is told too, and a failure that is no fault of the disk is not', async ({ db }) => {
  const readiness = createReadiness(db, Date.now);
  for (const code of ['23505', '40001', '22P02'])
    readiness.failed(Object.assign(new Error('no'), { code, severity: 'ERROR' }));
  expect(await readiness.reasons()).toEqual([]);
  const real = statements.queryWithCache;
  vi.spyOn(statements, 'queryWithCache').mockImplementation(async function run(this: unknown, ...given) {
    if (String(given[0]).startsWith('insert')) throw full();
    return real.apply(this, given);
  });
  expect((await readiness.reasons()).join()).toContain('cannot be written to');
});

test('a database that hangs is told of within two seconds, and asked once', async ({ db }) => {
  const { reasons } = createReadiness(db, Date.now);
  const hangs = Promise.withResolvers<never>();
  const spy = vi.spyOn(statements, 'queryWithCache').mockImplementation(() => hangs.promise);
  const began = performance.now();
  const all = await Promise.all(Array.from({ length: 20 }, async () => reasons()));
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(new Set(all.flat())).toEqual(new Set(['the database does not answer in time']));
  expect(spy).toHaveBeenCalledTimes(1);
  spy.mockRestore();
  hangs.reject(new Error('the server came back'));
  await vi.waitFor(async () => expect(await reasons()).toEqual([]), 20_000);
});
