/** No table can be forgotten: each is exported, and whatever names a learner is shown to them and deleted with them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { getTableColumns, is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { EVERY_TABLE } from '../../src/storage/every-table.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { fillEveryTable } from '../support/every-row.ts';
import { test } from '../support/storage.ts';

const folder = path.resolve(import.meta.dirname, '../../src/storage/tables');

test('every table file is exported', async () => {
  const exported = new Set(EVERY_TABLE.map((table) => getTableConfig(table).name));
  for (const file of readdirSync(folder).filter((name) => name !== 'index.ts')) {
    const module = (await import(path.join(folder, file))) as Record<string, unknown>;
    for (const table of Object.values(module).filter((value): value is PgTable => is(value, PgTable))) {
      expect(exported).toContain(getTableConfig(table).name);
    }
  }
});

/** Every row of every table, as JSON text. */
async function everyRow(db: Database): Promise<string[]> {
  const all: string[] = [];
  for (const table of EVERY_TABLE) {
    const { name } = getTableConfig(table);
    const rows = await db.select({ row: sql<string>`to_jsonb(${table})::text` }).from(table);
    all.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return all;
}
/** As a whole string: ids may begin alike. */
const naming = (rows: readonly string[], learner: string): string[] =>
  rows.filter((row) => row.includes(`"${learner}"`));

test('deleting a learner leaves nothing that names them, and everything of everybody else', async ({ store, db }) => {
  const [ana, other] = ['playground:user/ana', 'playground:user/ana-b'] as const;
  await fillEveryTable(db, ana);
  for (const table of EVERY_TABLE) {
    const rows = await db.select().from(table);
    for (const name of Object.keys(getTableColumns(table)))
      expect(
        rows.map((row) => row[name] ?? undefined).filter((value) => value !== undefined),
        `values in ${getTableConfig(table).name}.${name}`,
      ).not.toEqual([]);
  }
  await fillEveryTable(db, other);
  const before = naming(await everyRow(db), other);
  expect(before.length).toBeGreaterThan(20);
  const shown = await store.privacy.everythingAbout(ana, ana);
  const personal = EVERY_TABLE.filter((table) => 'learner' in getTableColumns(table));
  for (const table of personal) expect(shown.map((one) => one.table)).toContain(getTableConfig(table).name);

  expect(await store.privacy.forgetLearner(ana, ana)).toBe(true);
  const after = await everyRow(db);
  expect(naming(after, ana)).toEqual([]);
  expect(naming(after, other)).toEqual(before);
  expect(await store.privacy.forgetLearner(ana, ana)).toBe(false);
});

test('what waits in the mailbox of a learner goes with them, whatever they are called', async ({ store, db }) => {
  const addressed = async () => (await db.select({ to: deliveries.address }).from(deliveries)).map(({ to }) => to);
  for (const to of ['fake:user/ana', 'fake:user/ben'] as const)
    await store.deliveries.addLetters([{ key: to, kind: 'notice', cohort: 'abc', to, words: 'Hello.' }], 1);
  await store.privacy.forgetLearner('learner-7', 'fake:user/ana');
  expect(await addressed()).toEqual(['fake:user/ben']);
});

test('who changes the plan of a cohort is told about it, when who set it up is forgotten', async ({ store, db }) => {
  await fillEveryTable(db, 'playground:user/ana');
  await store.privacy.forgetLearner('playground:user/ana', 'playground:user/ana');
  const [cohort] = await store.cohorts.cohortsOf('playground:community/ana');
  expect(cohort).toMatchObject({ admin: '', changedBy: '' });
  const changed = await store.cohorts.changeCohort(cohort?.id ?? '', 1, { time: '10:00' }, 'playground:user/bo', 1);
  expect(changed).toMatchObject({ admin: 'playground:user/bo' });
  const again = await store.cohorts.changeCohort(cohort?.id ?? '', 2, { time: '11:00' }, 'playground:user/cy', 2);
  expect(again).toMatchObject({ admin: 'playground:user/bo' });
});

test('a file that was handed out is no part of the next one, and is forgotten with its owner', async ({ store }) => {
  const viewer = 'playground:user/ana';
  const row = { viewer, at: 0, value: { bytes: 'YQ==' } };
  await store.playground.addRow({ ...row, id: 'file/m1/0', shelf: 'files' });
  expect(await store.privacy.everythingAbout(viewer, viewer)).toEqual([]);
  await store.playground.addRow({ ...row, id: 'm1', shelf: 'playground:channel/general' });
  expect(await store.privacy.everythingAbout(viewer, viewer)).toMatchObject([{ rows: [{ id: 'm1' }] }]);
  await store.privacy.forgetLearner(viewer, viewer);
  expect(await store.playground.findRow('file/m1/0')).toBeUndefined();
});
