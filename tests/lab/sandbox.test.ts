/** The sandbox under attack: whatever is typed is refused, or stopped in time, and the next one finds everything as it was. */
import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createLab } from '../../src/lab/index.ts';
import type { Trial } from '../../src/questions/trial.ts';
import { TOY_DATASET } from '../support/kinds-library.ts';

/** A statement runs a second, and ending its thread takes some milliseconds. */
const MOST_MS = 1_200;
const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) FROM c';
const toys = new Map([[TOY_DATASET.id, TOY_DATASET]]);

const died: unknown[] = [];
const lab = createLab({ failed: (error) => died.push(error) });
afterAll(() => lab.stop());

const run = async (statement: string, more: Partial<Trial> = {}, who?: string) => {
  const [tried] = await lab.run(toys, [{ dataset: 'toys', statement, ...more }], who);
  if (tried === undefined) throw new Error('nothing came back');
  return tried;
};
/** A thread is there, and has nothing to do. */
const warm = async () => expect(await run('SELECT 1')).toMatchObject({ kind: 'rows', rows: [[1]] });
const kindOf = async (statement: string, more: Partial<Trial> = {}) => {
  const tried = await run(statement, more);
  return tried.kind === 'mistake' ? tried.mistake : tried.kind;
};

describe('what does not end', () => {
  const all = 'toys a, toys b, toys c, toys d, toys e, toys f, toys g, toys h, toys i, toys j, toys k, toys l, toys m';
  test.each([
    ['an endless recursion', ENDLESS],
    ['everything beside everything', `SELECT COUNT(*) FROM ${all}, ${all.replaceAll(/\b[a-m]\b/gu, '$&2')}`],
    [
      'an endless recursion that writes',
      `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) DELETE FROM toys WHERE id IN (SELECT x FROM c)`,
    ],
    [
      'rows without end',
      'WITH RECURSIVE c(x) AS (SELECT zeroblob(1000000) UNION ALL SELECT zeroblob(1000000) FROM c) SELECT * FROM c',
    ],
  ])('%s is stopped', async (_what, statement) => {
    await warm();
    const began = performance.now();
    const kind = await kindOf(statement, { writes: true });
    expect(['slow', 'big', 'rows']).toContain(kind);
    expect(performance.now() - began).toBeLessThan(MOST_MS);
    await warm();
  });

  test('several in one go share the second', async () => {
    await warm();
    const began = performance.now();
    const all = await lab.run(
      toys,
      [1, 2, 3].map(() => ({ dataset: 'toys', statement: ENDLESS })),
    );
    expect(all.map(({ kind }) => kind)).toEqual(['slow', 'slow', 'slow']);
    expect(performance.now() - began).toBeLessThan(MOST_MS);
  });
});

describe('what needs too much memory', () => {
  test.each([
    ['a blob', 'SELECT zeroblob(900000000)'],
    ['a random blob', 'SELECT randomblob(900000000)'],
    ['a text that grows', "SELECT REPLACE(HEX(zeroblob(5000000)), '0', 'aaaaaaaaaaaaaaaa')"],
    ['a text that is padded', "SELECT printf('%.*c', 900000000, 'x')"],
    [
      'a text twice as long each time',
      "WITH RECURSIVE c(x) AS (SELECT 'ab' UNION ALL SELECT x || x FROM c) SELECT LENGTH(x) FROM c",
    ],
    [
      'all rows at once',
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 30000000) SELECT * FROM c ORDER BY x DESC',
    ],
  ])('%s is refused', async (_what, statement) => {
    await warm();
    const began = performance.now();
    expect(['big', 'slow']).toContain(await kindOf(statement));
    expect(performance.now() - began).toBeLessThan(MOST_MS);
  });

  test('and the memory comes back', async () => {
    await warm();
    const before = process.memoryUsage().rss;
    for (let at = 0; at < 12; at += 1) await kindOf(`SELECT LENGTH(zeroblob(${10_000_000 + at})) FROM toys`);
    await warm();
    await turn();
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  });

  test('a result is cut by rows, by characters, and by cell', async () => {
    const count = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 5000) SELECT x FROM c';
    const rows = await run(count);
    expect(rows).toMatchObject({ kind: 'rows', cut: true });
    expect(rows.kind === 'rows' && rows.rows.length).toBe(500);
    const long = await run(`SELECT printf('%.*c', 1000, 'x') FROM (${count})`);
    expect(long).toMatchObject({ kind: 'rows', cut: true });
    expect(JSON.stringify(long).length).toBeLessThan(120_000);
    expect(await run("SELECT x'00ff'")).toMatchObject({ kind: 'rows', rows: [['(blob of 2 bytes)']] });
  });
});

describe('what reaches out', () => {
  test.each([
    "ATTACH 'stolen.db' AS other",
    "/* a comment */ attach database 'stolen.db' as other",
    '-- a comment\nPRAGMA table_info(toys)',
    "SELECT * FROM pragma_table_info('toys')",
    'SELECT * FROM "pragma_database_list"',
    'SELECT * FROM [pragma_database_list]',
    "SELECT load_extension('evil')",
    "SELECT readfile('/etc/passwd')",
    "VACUUM INTO 'stolen.db'",
    "SELECT writefile('stolen.db', 'x')",
    'CREATE TRIGGER t AFTER INSERT ON toys BEGIN SELECT 1, 2 FROM toys; END',
    'CREATE VIRTUAL TABLE f USING fts5(x)',
    'EXPLAIN SELECT 1',
    'SELECT 1\0; ATTACH x',
    `SELECT '${'x'.repeat(3_000)}'`,
  ])('%s is refused', async (statement) => {
    expect(['refused', 'several']).toContain(await kindOf(statement, { writes: true }));
    expect(existsSync('stolen.db')).toBe(false);
  });

  test('a text may say what a statement may not', async () => {
    expect(await run("SELECT 'attach; pragma' AS a -- ; ATTACH\n;")).toMatchObject({ rows: [['attach; pragma']] });
  });

  test.each([
    'SELECT 1; SELECT 2',
    'SELECT 1;; DROP TABLE toys',
    "SELECT ';' ; DELETE FROM toys",
    '/* ; */ SELECT 1; -- x\n DELETE FROM toys',
  ])('%s is more than one', async (statement) => {
    expect(await kindOf(statement, { writes: true })).toBe('several');
  });

  test.each(['', '   ', '-- nothing', '/* never ends', ';;'])('%j is none', async (statement) => {
    expect(await kindOf(statement)).toBe('empty');
  });

  test.each(['DELETE FROM toys', 'DROP TABLE toys', 'WITH x AS (SELECT 1) DELETE FROM toys', 'CREATE TABLE x (y)'])(
    '%s only reads where nothing else is asked',
    async (statement) => {
      expect(await kindOf(statement)).toBe('reads-only');
    },
  );
});

describe('each try is alone', () => {
  const after = 'SELECT COUNT(*) FROM toys';

  test('what one changes the next does not see', async () => {
    expect(await run('DELETE FROM toys', { writes: true, after })).toMatchObject({ rows: [[0]] });
    expect(await run(after)).toMatchObject({ rows: [[3]] });
  });

  test('only what is committed counts', async () => {
    const given = 'BEGIN; DELETE FROM toys';
    const count = async (statement: string) => run(statement, { writes: true, given, after });
    expect(await count('COMMIT')).toMatchObject({ rows: [[0]] });
    expect(await count('ROLLBACK')).toMatchObject({ rows: [[3]] });
    expect(await count('SELECT 1')).toMatchObject({ rows: [[3]], open: true });
  });

  test('the hidden rows are other rows', async () => {
    expect(await run(after, { hidden: true })).toMatchObject({ rows: [[4]] });
  });

  test('there must be such a data set', async () => {
    await expect(lab.run(new Map(), [{ dataset: 'toys', statement: 'SELECT 1' }])).rejects.toThrow(
      'no data set "toys"',
    );
  });
});

describe('the line', () => {
  test('of a hundred at once some run, and all others hear at once or soon that it is busy', async () => {
    await warm();
    const began = performance.now();
    const all = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const kind = await kindOf(ENDLESS);
        return { kind, ms: performance.now() - began };
      }),
    );
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['slow', 'busy']));
    // who waited the longest waited a second, and then ran for one
    expect(Math.max(...all.filter(({ kind }) => kind === 'busy').map(({ ms }) => ms))).toBeLessThan(MOST_MS);
    expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(2 * MOST_MS);
    await warm();
  });

  test('nobody fills it alone', async () => {
    await warm();
    const own = await Promise.all(Array.from({ length: 5 }, () => run('SELECT 1', {}, 'mia')));
    expect(own.map(({ kind }) => kind)).toEqual(['rows', 'busy', 'busy', 'busy', 'busy']);
    expect(await run('SELECT 1', {}, 'mia')).toMatchObject({ kind: 'rows' });
  });

  test('the others go on while one is stopped', async () => {
    await warm();
    const endless = kindOf(ENDLESS);
    const began = performance.now();
    for (let at = 0; at < 3; at += 1) expect(await kindOf('SELECT 1')).toBe('rows');
    expect(performance.now() - began).toBeLessThan(MOST_MS);
    expect(await endless).toBe('slow');
  });

  test('whoever is in it when it stops gets an answer, and the next one starts it again', async () => {
    const own = createLab({ failed: (error) => died.push(error) });
    const asked = own.run(toys, [{ dataset: 'toys', statement: ENDLESS }]);
    await own.stop();
    expect([['big'], ['busy']]).toContainEqual((await asked).map(({ kind }) => kind));
    expect(await own.run(toys, [{ dataset: 'toys', statement: 'SELECT 1' }])).toMatchObject([{ kind: 'rows' }]);
    await own.stop();
  });
});

test('no thread died by itself', () => {
  expect(died).toEqual([]);
});
