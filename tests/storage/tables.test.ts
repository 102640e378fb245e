/** No table can be forgotten: each is exported, and whatever names a learner is shown to them and deleted with them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect } from 'vitest';
import * as all from '../../src/storage/tables/index.ts';
import { test } from '../support/storage.ts';

const folder = path.resolve(import.meta.dirname, '../../src/storage/tables');
const tables = Object.values(all as Record<string, unknown>).filter((value): value is PgTable => is(value, PgTable));

test('every table file is exported', async () => {
  const exported = new Set(tables.map((table) => getTableConfig(table).name));
  for (const file of readdirSync(folder).filter((name) => name !== 'index.ts')) {
    const module = (await import(path.join(folder, file))) as Record<string, unknown>;
    for (const table of Object.values(module).filter((value): value is PgTable => is(value, PgTable))) {
      expect(exported).toContain(getTableConfig(table).name);
    }
  }
});

test('deleting a learner leaves no row that names them', async ({ store, db }) => {
  const learner = 'playground:user/ana';
  await store.learners.meet({ learner, name: 'Ana', locale: 'en', community: 'playground:room/kitchen' }, 0);
  expect((await store.privacy.everythingAbout(learner)).map((one) => one.table)).toEqual(['learners']);
  expect(await store.privacy.forgetLearner(learner)).toBe(true);
  expect(await store.privacy.forgetLearner(learner)).toBe(false);
  const personal = tables.filter((table) => 'learner' in getTableColumns(table));
  expect(personal.length).toBeGreaterThan(5);
  for (const table of personal) expect(await db.select().from(table)).toEqual([]);
});
