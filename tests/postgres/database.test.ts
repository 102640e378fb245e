/** Opening a Postgres: what is wrong is told in words that an operator can act on. */
import { describe, expect, inject, test } from 'vitest';
import { openPostgres } from '../../src/storage/database.ts';
import { problem } from '../support/problem.ts';
import { freshDatabase } from '../support/storage.ts';

describe('Postgres', () => {
  const at = (change: (url: URL) => void): string => {
    const given = inject('storage');
    const url = new URL(given.kind === 'postgres' ? given.adminUrl : '');
    change(url);
    return url.href;
  };

  test('a server that is down', async () => {
    const said = await problem(openPostgres('postgres://sous:secret@127.0.0.1:9/sous'));
    expect(said).toContain('nothing listens there');
    expect(said).toContain('DATABASE_URL');
    expect(said).not.toContain('secret');
  });

  test('a database that does not exist', async () => {
    expect(await problem(openPostgres(at((url) => (url.pathname = '/nowhere'))))).toContain('create it first');
  });

  test('several processes may start at once', async () => {
    const fresh = await freshDatabase();
    const all = await Promise.all(Array.from({ length: 4 }, () => openPostgres(fresh.url ?? '', 1)));
    expect(await Promise.all(all.map((one) => one.ping()))).toEqual([true, true, true, true]);
    await Promise.all(all.map((one) => one.close()));
    expect(await all[0]?.ping()).toBe(false);
    await fresh.close();
  });
});
