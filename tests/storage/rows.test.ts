/** Many rows in one statement: each value arrives as it was given, whether it is the same in all rows or not. */
import { asc, sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { insertRows } from '../../src/storage/rows.ts';
import { cohorts } from '../../src/storage/tables/drops.ts';
import { communities } from '../../src/storage/tables/people.ts';
import { cohortOf, HOUR, NINE } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

test('texts, lists, moments and nothing, alike and different; a row that stands is left alone', async ({
  store,
  db,
}) => {
  await store.cohorts.createCohort(cohortOf('abc', { topics: ['web'], skipDates: ['2026-12-24'] }), 'x', NINE);
  const [made] = await db.select().from(cohorts);
  if (made === undefined) throw new Error('no cohort');
  await db.delete(cohorts);
  const given = [
    made,
    { ...made, id: 'abd', name: 'Say "no" \\', weekdays: [6, 7], topics: [], nextAt: null, heldUntil: NINE + HOUR },
  ];
  await insertRows(db, cohorts, given);
  expect(await db.select().from(cohorts).orderBy(asc(cohorts.id))).toEqual(given);
  // drizzle would read a list that was stored as a text of JSON, too
  const types = await db.select({ type: sql<string>`jsonb_typeof(${cohorts.weekdays})` }).from(cohorts);
  expect(types).toEqual([{ type: 'array' }, { type: 'array' }]);
  await insertRows(db, cohorts, [{ ...made, name: 'Other' }]);
  expect(await db.select().from(cohorts).orderBy(asc(cohorts.id))).toEqual(given);
  expect(await db.select().from(communities)).toHaveLength(1);
});
