/** From the embedded database to Postgres: everything or nothing, exactly as it was. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { move } from '../../src/cli/move.ts';
import { type Database, openEmbedded, openPostgres } from '../../src/storage/database.ts';
import { EVERY_TABLE } from '../../src/storage/every-table.ts';
import { createStore } from '../../src/storage/index.ts';
import { moveDatabase } from '../../src/storage/move.ts';
import { auditLog, learners } from '../../src/storage/tables/index.ts';
import { fillEveryTable } from '../support/every-row.ts';
import { problem } from '../support/problem.ts';
import { emptyDatabase } from '../support/storage.ts';

const PEOPLE = ['ana', 'bo', 'cy'];

/** Every row as Postgres writes it. */
async function rowsOf(db: Database): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of EVERY_TABLE) {
    const rows = await db.select({ row: sql<string>`to_jsonb(${table})::text` }).from(table);
    all[getTableConfig(table).name] = rows.map(({ row }) => row).toSorted();
  }
  return all;
}

describe('moving', () => {
  let dataDir = '';
  let before: Record<string, string[]> = {};
  beforeAll(async () => {
    dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'sous-move-')), 'data');
    const source = await openEmbedded({ dataDir });
    for (const name of PEOPLE) await fillEveryTable(source.db, `playground:user/${name}`);
    // what JavaScript would not keep, or somebody might take for markup
    await source.db
      .update(learners)
      .set({ name: `it's "\\" $1 \u2028 😀`, createdAt: sql`timestamptz '2026-01-02 03:04:05.678901+00'` });
    before = await rowsOf(source.db);
    await source.close();
  });
  afterAll(() => rm(path.dirname(dataDir), { recursive: true, force: true }));

  test('brings every row over as it is, and numbers go on', async () => {
    const target = await emptyDatabase();
    const said: string[] = [];
    const output = { print: (text: string) => said.push(text), error: (text: string) => said.push(text) };
    try {
      expect(before['learners']?.join()).toContain('678901');
      expect(await move(['--from', dataDir, '--to', target.url], output, {})).toBe(0);
      expect(said.join('')).toContain('3 learners');
      expect(said.join('')).toMatch(/Moved \d+ rows of \d+ tables/u);
      const open = await openPostgres(target.url, 1);
      expect(await rowsOf(open.db)).toEqual(before);
      const { staff } = createStore(open.db);
      await staff.logDeed({ community: 'playground:community/ana', by: 'a', byName: 'A', act: 'went on' }, 1);
      expect(await open.db.select({ id: auditLog.id }).from(auditLog).where(eq(auditLog.act, 'went on'))).toEqual([
        { id: 2 * PEOPLE.length + 1 },
      ]);
      await open.close();
      // a second time it is not empty any more
      said.length = 0;
      expect(await move(['--to', target.url], output, { DATA_DIR: dataDir })).toBe(1);
      expect(said.join('')).toMatch(/is not empty \(.*"cohorts"/u);
    } finally {
      await target.drop();
    }
  });

  test('in several steps, into tables that are there already', async () => {
    const target = await emptyDatabase();
    try {
      await (await openPostgres(target.url, 1)).close();
      const moved = await moveDatabase(dataDir, target.url, { atATime: 2 });
      expect(moved.map((one) => one.table).toSorted()).toEqual(Object.keys(before).toSorted());
      const open = await openPostgres(target.url, 1);
      expect(await rowsOf(open.db)).toEqual(before);
      await open.close();
    } finally {
      await target.drop();
    }
  });

  test('leaves nothing behind when a row does not arrive', async () => {
    const target = await emptyDatabase();
    try {
      await (await openPostgres(target.url, 1)).close();
      await target.sql`alter table reminders add constraint trouble check (hour > 20)`;
      await expect(moveDatabase(dataDir, target.url)).rejects.toThrow('trouble');
      // one that is lost without a word is noticed by counting
      await target.sql`alter table reminders drop constraint trouble`;
      await target.sql`create rule lost as on insert to notices do instead nothing`;
      expect(await problem(moveDatabase(dataDir, target.url))).toContain('of 3 rows of "notices" 0 arrived');
      const open = await openPostgres(target.url, 1);
      expect(Object.values(await rowsOf(open.db)).flat()).toEqual([]);
      await open.close();
    } finally {
      await target.drop();
    }
  });

  test('says what is wrong, and makes nothing', async () => {
    const target = await emptyDatabase();
    try {
      expect(await problem(moveDatabase(path.dirname(dataDir), target.url))).toContain('no embedded database in');
      const used = await openEmbedded({ dataDir });
      expect(await problem(moveDatabase(dataDir, target.url))).toContain('in use by another process');
      await used.close();
      await target.sql`create table learners (id text)`;
      await target.sql`insert into learners values ('somebody else''s')`;
      expect(await problem(moveDatabase(dataDir, target.url))).toContain('is not empty ("learners")');
      const [tables] =
        await target.sql`select count(*)::integer as n from pg_tables where schemaname in ('public', 'drizzle')`;
      expect(tables?.['n']).toBe(1);
      const said: string[] = [];
      const output = { print: (text: string) => said.push(text), error: (text: string) => said.push(text) };
      expect(await move([], output, {})).toBe(2);
      expect(await move(['--wat'], output, {})).toBe(2);
      expect(said.join('')).toContain('Where to?');
    } finally {
      await target.drop();
    }
  });
});
