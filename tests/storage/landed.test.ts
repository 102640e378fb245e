/**
 * Data of the version that was in use before (ab8a205), made by that version as people use it: nothing of it may be lost on the
 * way to this one. The scripts that played and dumped it stand beside it in the commit that added it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { count, sql } from 'drizzle-orm';
import { afterEach, describe, expect, inject, test } from 'vitest';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };
import { openEmbedded, type OpenDatabase, openPostgres } from '../../src/storage/database.ts';
import { accountOf, END } from '../fixtures/landed/account.ts';
import { landedLibrary } from '../fixtures/landed/library.ts';
import { openTown, SPRING } from '../fixtures/landed/town.ts';
import { testSous } from '../support/sous.ts';
import { emptyDatabase } from '../support/storage.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/landed');
const read = (name: string): Promise<string> => readFile(path.join(FOLDER, name), 'utf8');

/**
 * The landed data as it was, opened by the code of today, which brings its tables up to date. `meanwhile`: SQL for what
 * happened to it in between.
 */
async function openLanded(meanwhile = ''): Promise<OpenDatabase> {
  const dump = `${await read(`${inject('storage').kind}.sql`)}${meanwhile}`;
  if (inject('storage').kind === 'pglite') {
    const dir = await mkdtemp(path.join(tmpdir(), 'sous-landed-'));
    const dataDir = path.join(dir, 'data');
    const before = await PGlite.create({ dataDir });
    await before.exec(dump);
    await before.close();
    const open = await openEmbedded({ dataDir });
    return {
      ...open,
      close: async () => {
        await open.close();
        await rm(dir, { recursive: true, force: true });
      },
    };
  }
  const target = await emptyDatabase();
  await target.sql.unsafe(dump);
  const open = await openPostgres(target.url, 2);
  return {
    ...open,
    close: async () => {
      await open.close();
      await target.drop();
    },
  };
}

interface Latest {
  readonly question: string;
  readonly at: number;
}
interface Account {
  readonly rows: Record<string, number>;
  readonly learners: Record<string, { lastAttempts?: Latest[]; lastAnswers?: Latest[]; latest?: Latest[] }>;
  readonly runs: Record<string, { community: string }>;
}

/** What the landed version said, as it is said now: answers have one list, and a community that can rule on them. */
function asSaidNow(account: Account, tables: readonly string[]): Account {
  for (const learner of Object.values(account.learners)) {
    const all = [...(learner.lastAttempts ?? []), ...(learner.lastAnswers ?? [])].toSorted((a, b) => a.at - b.at);
    learner.latest = [...new Map(all.map((one) => [one.question, one])).values()];
    delete learner.lastAttempts;
    delete learner.lastAnswers;
  }
  // whoever answered in direct messages there is in a cohort, and so the scores of both are one
  for (const run of Object.values(account.runs)) if (run.community === 'bare:direct') run.community = 'bare:room/main';
  account.rows['scores'] = 5;
  // nothing stands in tables that came later
  for (const table of tables) account.rows[table] ??= 0;
  return account;
}

const UNORDERED = new Set(['answers', 'latest', 'lessons', 'listed', 'due', 'openRuns', 'rulings', 'voided', 'bag']);

/** Without what is only a way of writing: the order of keys and of lists that have none, and moments as texts. */
function settled(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(value)) return Date.parse(value);
  if (Array.isArray(value)) {
    const all = value.map((one: unknown) => settled(one));
    return UNORDERED.has(key) ? all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, settled(one, name)]));
}

/** Leases and waits of the process that made the data are over, whatever the clock of this machine says. */
const LATER = `update public.deliveries set held_until = now() - interval '1 second' where held_until is not null;`;

describe('the landed data', () => {
  let database: OpenDatabase;
  afterEach(async () => {
    await database.close();
  });

  test('is all there: every answer, point, streak, review and report', async () => {
    database = await openLanded();
    const [migrations] = await database.db.select({ n: count() }).from(sql.raw('drizzle.__drizzle_migrations'));
    expect(migrations?.n).toBe(journal.entries.length);
    const { tools } = await testSous(database, { library: landedLibrary(), now: () => END });
    const said = (await accountOf(tools, database.db)) as Account;
    expect(settled(said)).toEqual(
      settled(asSaidNow(JSON.parse(await read('expected.json')) as Account, Object.keys(said.rows))),
    );
  });

  test('is gone on with: an unfinished run, an open drop, and what has not been sent', async () => {
    database = await openLanded(LATER);
    const town = await openTown(database);
    town.now = END;
    const { store } = town.tools;
    const [bo, dee] = ['Bo', 'Dee'].map((name) => town.hand(name).in(SPRING));
    if (bo === undefined || dee === undefined) throw new Error('nobody is here');

    const before = await store.runs.scoreOf(bo.learner);
    await bo.command('quiz', { topic: 'match', length: 1 });
    await bo.press('Go on with it');
    // he had met it in a drop, which the version before did not know
    expect(await bo.answer('right')).toContain('Right. You have answered this one before');
    expect(await store.runs.scoreOf(bo.learner)).toEqual(before);

    await dee.command('daily');
    await dee.press('Answer it');
    await dee.answer('right');
    expect(await dee.press('A guess')).toContain('30 points in Spring so far');

    const there = (await store.cohorts.cohortsOf('bare:room/other')).map((cohort) => cohort.id);
    await town.tick();
    const posts = await Promise.all(
      there.map(async (id) => {
        const [drop] = await store.drops.latestDrops(id, { limit: 1, missed: true });
        return [drop?.state, (await store.deliveries.deliveriesOf(drop?.id ?? '')).map((one) => one.state)];
      }),
    );
    expect(posts).toEqual([
      ['posted', ['sent', 'pending']],
      ['posted', ['sent']],
      ['posted', ['sent']],
    ]);
  });
});
