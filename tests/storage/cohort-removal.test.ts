/** A cohort goes with everything of it, and with nothing of another. */
import { getTableColumns } from 'drizzle-orm';
import { expect } from 'vitest';
import { EVERY_TABLE } from '../../src/storage/every-table.ts';
import { communities } from '../../src/storage/tables/people.ts';
import { judged } from '../support/judged.ts';
import { cohortOf, NINE } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

test('rows of every table that names it go, and its neighbor stays whole', async ({ store, db }) => {
  await db.insert(communities).values({ id: 'fake:room/main' });
  for (const id of ['one', 'two']) {
    await store.cohorts.createCohort({ ...cohortOf(id), id, community: 'fake:room/main' }, 'test', NINE - 60_000);
    await store.cohorts.queueQuestion({ cohort: id, question: 'q9', kind: 'skip' }, 'test', NINE);
  }
  await store.drops.claimDue(
    ({ cohort }) => ({
      drops: [{ run: { at: NINE, date: '2026-11-23' }, question: 'q0', version: 'v' }],
      next: undefined,
      pause: false,
      notices: [{ key: `n${cohort.id}`, to: 'fake:user/admin', notice: { kind: 'stock', left: 1 } }],
    }),
    NINE,
    9,
  );
  const leased = await store.deliveries.lease({ by: 'w', platform: 'fake', leaseMs: 60_000, limit: 9 }, NINE);
  expect(leased.length).toBe(4);
  for (const one of ['one', 'two'])
    await store.answers.recordAnswer({
      drop: `${one}-20261123`,
      learner: `fake:user/${one}`,
      moves: ['0'],
      score: 1,
      points: 10,
      hint: false,
      at: NINE,
      newcomer: { name: one, locale: 'en' },
      ...judged(1),
    });
  const count = async (): Promise<Record<string, number>> =>
    Object.fromEntries<number>(
      await Promise.all(
        EVERY_TABLE.filter((table) => 'cohort' in getTableColumns(table) || 'drop' in getTableColumns(table)).map(
          async (table) => {
            const rows = (await db.select().from(table)) as Record<string, unknown>[];
            const mine = rows.filter((row) => String(row['cohort'] ?? row['drop']).startsWith('two'));
            return [JSON.stringify(Object.keys(getTableColumns(table))).slice(0, 60), mine.length] as const;
          },
        ),
      ),
    );
  const before = await count();
  await store.cohortRemoval.removeCohort('one', ['fake:user/one']);
  expect(await count()).toEqual(before);
  expect(Object.values(before).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(3);
  expect(await store.cohorts.findCohort('one')).toBeUndefined();
  expect(await store.learners.findLearner('fake:user/one')).toBeUndefined();
  expect(await store.learners.findLearner('fake:user/two')).toBeDefined();
  for (const table of EVERY_TABLE)
    for (const row of (await db.select().from(table)) as Record<string, unknown>[])
      expect([row['cohort'], row['drop'], row['id']].filter((value) => /^one\b/u.test(String(value)))).toEqual([]);
});
