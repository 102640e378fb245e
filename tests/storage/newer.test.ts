/** A database that a newer version has changed is refused in words, on both databases; an equal or older one is not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { examine } from '../../src/cli/doctor.ts';
import { knownChanges } from '../../src/storage/changes.ts';
import { type Database, openEmbedded, openPostgres } from '../../src/storage/database.ts';
import { createReadiness } from '../../src/storage/readiness.ts';
import { problem } from '../support/problem.ts';
import { emptyDatabase, test } from '../support/storage.ts';

const WORDS =
  /made by a newer Sous: 2 changes of its tables that this version does not know\. Start that version, or restore/u;
/** As a version that comes after this one would leave it. */
const age = async (db: Database): Promise<unknown> =>
  db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 4102444800000), ('y', 4102444800001)`,
  );
const rejuvenate = async (db: Database): Promise<unknown> =>
  db.execute(sql`delete from drizzle.__drizzle_migrations where created_at >= 4102444800000`);
const found = async (env: Readonly<Record<string, string>>) =>
  (await examine({ CONTENT_DIR: '/there/is/no/such/folder', ...env })).find((one) => one.name === 'Database');

/** Its own database, without which nothing below may be changed. */
interface Given {
  readonly env: Readonly<Record<string, string>>;
  open(): Promise<{ readonly db: Database; close(): Promise<void> }>;
  drop(): Promise<void>;
}

async function own(): Promise<Given> {
  if (inject('storage').kind === 'postgres') {
    const { url, drop } = await emptyDatabase();
    return { env: { DATABASE_URL: url }, open: () => openPostgres(url, 1), drop };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-newer-'));
  const dataDir = path.join(folder, 'data');
  return {
    env: { DATA_DIR: dataDir },
    open: () => openEmbedded({ dataDir }),
    drop: () => rm(folder, { recursive: true }),
  };
}

describe('versions that share a database', () => {
  let given: Given;
  beforeAll(async () => {
    given = await own();
    await (await given.open()).close();
  });
  afterAll(() => given.drop());

  test('may be any with one set of changes', async () => {
    const again = await given.open();
    await age(again.db);
    await rejuvenate(again.db);
    expect(
      (await again.db.select({ n: sql<number>`count(*)::integer` }).from(sql`drizzle.__drizzle_migrations`))[0]?.n,
    ).toBe(knownChanges().length);
    // while one of them runs, too
    expect(await found(given.env)).toMatchObject({ ok: true });
    await again.close();
    expect(await found(given.env)).toMatchObject({ ok: true });
  });

  test('may not be an older one beside a newer one: it is refused at the start, in words, also by the doctor', async () => {
    const newer = await given.open();
    await age(newer.db);
    await newer.close();
    for (let times = 0; times < 2; times += 1) {
      const said = await problem(given.open());
      expect(said).toMatch(WORDS);
      expect(said).not.toMatch(/:\/\/|password/u);
    }
    const finding = await found(given.env);
    expect(finding).toMatchObject({ ok: false, advice: expect.stringContaining('how to go back') as string });
    expect(finding?.detail).toMatch(WORDS);
  });

  test('one that runs while a newer one changes the tables says that it is not ready, and recovers with the way back', async ({
    db,
  }) => {
    const { reasons } = createReadiness(db, Date.now);
    expect(await reasons()).toEqual([]);
    await age(db);
    try {
      expect((await reasons()).join()).toMatch(WORDS);
    } finally {
      await rejuvenate(db);
    }
    expect(await reasons()).toEqual([]);
  });
});
