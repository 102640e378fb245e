/**
 * Data of the version that was in use before, made by that version: nothing of it may be lost on the way to this one. How it
 * came to be stands in `tests/fixtures/landed/make.ts`.
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
    expect(await accountOf(tools, database.db)).toEqual(JSON.parse(await read('expected.json')));
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
    expect(await bo.answer('right')).toContain('10 points');
    expect(await store.runs.scoreOf(bo.learner)).toEqual({
      points: before.points + 10,
      answered: before.answered + 1,
      correct: before.correct + 1,
    });

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
