/** What a learner downloads about themselves: whole JSON texts, each no larger than a file may be, with every row once. */
import { expect, test } from 'vitest';
import { jsonFiles } from '../../src/features/privacy.ts';

const rows = (n: number) => Array.from({ length: n }, (_, id) => ({ id, said: 'é'.repeat(id % 7) }));
const stored = [
  { table: 'learners', rows: rows(1) },
  { table: 'attempts', rows: rows(200) },
  { table: 'members', rows: rows(3) },
];

test('what fits is one file, table by table', () => {
  const [file = '', ...more] = jsonFiles(stored);
  expect(more).toEqual([]);
  expect(JSON.parse(file)).toEqual(Object.fromEntries(stored.map((one) => [one.table, one.rows])));
  expect(file).toContain('"learners": [\n{"id":0,"said":""}\n],\n"attempts": [\n');
});

test.each([60, 99, 500, 1_234])('files of at most %d bytes hold every row once, in order', (most) => {
  const files = jsonFiles(stored, most);
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(Buffer.byteLength(file)).toBeLessThanOrEqual(most);
  const parts = files.map((file) => JSON.parse(file) as Record<string, readonly unknown[]>);
  for (const { table, rows: all } of stored) expect(parts.flatMap((part) => part[table] ?? [])).toEqual(all);
});

test('nothing stored is no file', () => expect(jsonFiles([])).toEqual([]));
