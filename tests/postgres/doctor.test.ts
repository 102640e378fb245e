/** The doctor at a real Postgres: it looks, and changes nothing. */
import { describe, expect, test, vi } from 'vitest';
import { examine, rebuild } from '../../src/cli/doctor.ts';
import type { Finding } from '../../src/cli/finding.ts';
import { openPostgres } from '../../src/storage/database.ts';
import { examinePostgres } from '../../src/storage/examine.ts';
import { createStore } from '../../src/storage/index.ts';
import { fillEveryTable } from '../support/every-row.ts';
import { problem } from '../support/problem.ts';
import { emptyDatabase } from '../support/storage.ts';

/** Whatever the content holds, and reading it takes long. */
const database = async (url: string): Promise<Finding | undefined> =>
  (await examine({ DATABASE_URL: url, CONTENT_DIR: '/there/is/no/such/folder' })).find(
    (one) => one.name === 'Database',
  );

describe('the doctor', () => {
  test('says what the next start will do, and does not do it', async () => {
    const empty = await emptyDatabase();
    try {
      const before = await database(empty.url);
      expect(before).toMatchObject({ ok: true });
      expect(before?.detail).toMatch(/^PostgreSQL \d+.* answers and the next start makes (\d+) of \1 changes/u);
      const schemas = await empty.sql<
        { name: string }[]
      >`select nspname as name from pg_namespace where nspname !~ '^pg_'`;
      expect(schemas.map((one) => one.name).toSorted()).toEqual(['information_schema', 'public']);
      await (await openPostgres(empty.url, 1)).close();
      expect((await database(empty.url))?.detail).toMatch(/its tables are up to date$/u);
      await empty.sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`;
      expect((await database(empty.url))?.detail).toMatch(/the next start makes 1 of \d+ changes/u);
    } finally {
      await empty.drop();
    }
  });

  test('a user who may not create tables, and so cannot start', async () => {
    const empty = await emptyDatabase();
    const user = `reader_${Date.now()}`;
    try {
      await (await openPostgres(empty.url, 1)).close();
      await empty.sql.unsafe(`create user ${user} password 'x'`);
      await empty.sql.unsafe(
        `grant usage on schema drizzle to ${user}; grant select on all tables in schema drizzle to ${user}`,
      );
      const url = new URL(empty.url);
      url.username = user;
      url.password = 'x';
      const found = await database(url.href);
      expect(found).toMatchObject({ ok: false });
      expect(found?.detail).toContain('may not create tables');
      expect(await problem(openPostgres(url.href, 1))).toContain('may not create tables');
      // and what it advises helps
      const { pathname } = url;
      await empty.sql.unsafe(
        `grant create on database ${pathname.slice(1)} to ${user}; grant create on schema public to ${user}`,
      );
      expect(await database(url.href)).toMatchObject({ ok: true });
    } finally {
      await empty.sql.unsafe(`drop owned by ${user}; drop user ${user}`);
      await empty.drop();
    }
  });

  test('--rebuild puts standings right, on tables that are up to date only', async () => {
    const empty = await emptyDatabase();
    try {
      expect(await rebuild({ DATABASE_URL: empty.url })).toMatchObject({ ok: false, advice: 'Start Sous once.' });
      const open = await openPostgres(empty.url, 1);
      await fillEveryTable(open.db, 'playground:user/ana');
      const before = await createStore(open.db).boards.memberOf('ana', 'playground:user/ana');
      await empty.sql`update members set standing = 99`;
      expect(await rebuild({ DATABASE_URL: empty.url })).toMatchObject({
        ok: true,
        detail: 'put right: 1 in cohort ana',
      });
      expect(await rebuild({ DATABASE_URL: empty.url })).toMatchObject({ ok: true, detail: 'all were right' });
      expect(await createStore(open.db).boards.memberOf('ana', 'playground:user/ana')).toMatchObject({
        standing: 4,
        credit: before?.credit,
      });
      await open.close();
    } finally {
      await empty.drop();
    }
  });

  test('knows the channels of cohorts, and a clock that is wrong', async () => {
    const empty = await emptyDatabase();
    try {
      expect((await examinePostgres(empty.url)).places).toEqual([]);
      const open = await openPostgres(empty.url, 1);
      await fillEveryTable(open.db, 'playground:user/ana');
      await open.close();
      const { places, ahead } = await examinePostgres(empty.url);
      expect(places).toContain((await empty.sql<{ place: string }[]>`select place from cohorts limit 1`)[0]?.place);
      expect(Math.abs(ahead)).toBeLessThan(5_000);
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 90_000);
      expect(await database(empty.url)).toMatchObject({
        ok: false,
        detail: expect.stringMatching(/its clock is (?:89|90|91) s behind this machine's$/u) as string,
      });
    } finally {
      vi.restoreAllMocks();
      await empty.drop();
    }
  });
});
