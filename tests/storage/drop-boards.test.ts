/** Boards: ranks with ties, neighbors, hidden members, periods, and large cohorts. */
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { insertRows } from '../../src/storage/rows.ts';
import { members, spreads } from '../../src/storage/tables/standings.ts';
import { communities, learners } from '../../src/storage/tables/people.ts';
import { cohortOf, NINE } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

type Row = Parameters<typeof insertRows<typeof members>>[2][number];

async function seat(
  db: Database,
  rows: readonly (Partial<Row> & { learner: string; standing: number })[],
): Promise<void> {
  await insertRows(
    db,
    members,
    rows.map((row) => ({
      cohort: 'abc',
      joinedAt: NINE,
      hidden: false,
      answers: 1,
      correct: 1,
      credit: 0,
      week: 202645,
      weekStanding: row.standing,
      weekCredit: 0,
      month: 202611,
      monthStanding: row.standing,
      monthCredit: 0,
      ...row,
    })),
  );
}

test('equal standings share a rank; the hidden are left out for others and see themselves', async ({ store, db }) => {
  await db.insert(communities).values({ id: 'fake:room/main' });
  await db.insert(learners).values(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id.toUpperCase() })));
  await seat(db, [
    { learner: 'a', standing: 50 },
    { learner: 'b', standing: 40, credit: 10 },
    { learner: 'c', standing: 40 },
    { learner: 'd', standing: 30 },
    { learner: 'e', standing: 45 },
  ]);
  await store.boards.setHidden('e', true);
  const top = await store.boards.topOf('abc', 'all', 0);
  expect(top.map((line) => [line.rank, line.learner, line.name, line.earned])).toEqual([
    [1, 'a', 'A', 50],
    [2, 'c', 'C', 40],
    [2, 'b', 'B', 30],
    [4, 'd', 'D', 30],
  ]);
  expect(await store.boards.myLine('abc', 'd', 'all', 0)).toMatchObject({ rank: 4, hidden: false });
  expect(await store.boards.myLine('abc', 'b', 'all', 0)).toMatchObject({
    rank: 2,
    standing: 40,
    earned: 30,
    credit: 10,
  });
  expect(await store.boards.myLine('abc', 'e', 'all', 0)).toMatchObject({ rank: 2, hidden: true });
  const around = async (learner: string): Promise<string[]> => {
    const mine = await store.boards.myLine('abc', learner, 'all', 0);
    if (mine === undefined) throw new Error(`${learner} has no line`);
    return (await store.boards.neighbors('abc', mine, 'all', 0)).map((line) => `${line.learner} ${line.earned}`);
  };
  expect(await around('b')).toEqual(['a 50', 'c 40', 'b 30', 'd 30']);
  expect(await around('e')).toEqual(['a 50', 'e 45', 'c 40', 'b 30']);
  expect(await around('a')).toEqual(['a 50', 'c 40', 'b 30']);
  expect(await store.boards.myLine('abc', 'nobody', 'all', 0)).toBeUndefined();
  expect((await store.boards.membersOf('abc')).map((one) => [one.learner, one.hidden])).toContainEqual(['e', true]);
});

test('a period shows those who answered in it', async ({ store, db }) => {
  await seat(db, [
    { learner: 'old', standing: 90, week: 202644, weekStanding: 90, monthStanding: 90 },
    { learner: 'new', standing: 10 },
  ]);
  expect((await store.boards.topOf('abc', 'week', 202645)).map((line) => line.learner)).toEqual(['new']);
  expect((await store.boards.topOf('abc', 'month', 202611)).map((line) => line.learner)).toEqual(['old', 'new']);
  expect(await store.boards.topOf('abc', 'month', 202612)).toEqual([]);
  expect(await store.boards.myLine('abc', 'old', 'week', 202645)).toBeUndefined();
});

test('beyond a thousand the rank is a share of the cohort', async ({ store, db }) => {
  await store.cohorts.createCohort(cohortOf('abc'), 'x', NINE);
  await seat(
    db,
    Array.from({ length: 3_000 }, (_, n) => ({ learner: `l${String(n).padStart(4, '0')}`, standing: 3_000 - n })),
  );
  expect(await store.boards.myLine('abc', 'l0999', 'all', 0)).toMatchObject({ rank: 1_000 });
  const before = await store.boards.myLine('abc', 'l1500', 'all', 0);
  expect([before?.rank, before?.topPercent]).toEqual([undefined, undefined]);
  await store.boards.refreshSpreads('abc', { week: 202645, month: 202611 });
  expect(await store.boards.myLine('abc', 'l1500', 'all', 0)).toMatchObject({ topPercent: 51 });
  expect(await store.boards.myLine('abc', 'l1000', 'week', 202645)).toMatchObject({ topPercent: 34 });
  expect(await store.boards.myLine('abc', 'l2999', 'month', 202611)).toMatchObject({ topPercent: 100 });

  // far below the exact ranks nothing is counted: what was known of the cohort decides
  const line = async (learner: string) => {
    const found = await store.boards.myLine('abc', learner, 'all', 0);
    return [found?.rank, found?.topPercent];
  };
  const [spread] = await db.select().from(spreads).where(eq(spreads.period, 'all'));
  expect(spread?.beyond).toBe(1_000);
  expect([await line('l0999'), await line('l1000'), await line('l2500')]).toEqual([
    [1_000, undefined],
    [undefined, 34],
    [undefined, 84],
  ]);
  await db.update(spreads).set({ beyond: 2_002 });
  expect([await line('l0998'), await line('l0999')]).toEqual([
    [999, undefined],
    [undefined, 34],
  ]);
});
