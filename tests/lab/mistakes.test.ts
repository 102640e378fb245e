/** What beginners get wrong is named, with the place, and with the name that they probably meant. */
import { afterAll, expect, test } from 'vitest';
import { createLab } from '../../src/lab/index.ts';
import { mixesGroups } from '../../src/lab/mistakes.ts';
import { placeOf, tokensOf } from '../../src/lab/tokens.ts';
import { TOY_DATASET } from '../support/kinds-library.ts';

const lab = createLab({
  failed(error) {
    throw error;
  },
});
afterAll(() => lab.stop());
const toys = new Map([[TOY_DATASET.id, TOY_DATASET]]);
const told = async (statement: string, writes = false) =>
  (await lab.run(toys, [{ dataset: 'toys', statement, writes }]))[0];

test.each([
  ['SELECT nam FROM toys', { mistake: 'no-column', near: 'name' }, 'character 8'],
  ['SELECT t.prices FROM toys t', { mistake: 'no-column', near: 'price' }, 'character 10'],
  ['SELECT name\nFROM toys\nWHERE colour = 1', { mistake: 'no-column', near: 'color' }, 'line 3, character 7'],
  ['SELECT quantity FROM toys', { mistake: 'no-column' }, 'no column'],
  ['SELECT * FROM toy', { mistake: 'no-table', near: 'toys' }, 'character 15'],
  ['SELECT name price color FROM toys', { mistake: 'comma' }, 'at `color`'],
  ['SELECT name, FROM toys', { mistake: 'comma' }, 'at `FROM`'],
  ["SELECT * FROM toys WHERE name = 'Ball", { mistake: 'quote' }, 'character 33'],
  ['SELECT name FROM toys WHERE COUNT(*) > 1', { mistake: 'aggregate' }, '`HAVING`'],
  ['SELECT name FROM toys HAVING price > 1', { mistake: 'having' }, '`GROUP BY`'],
  ['SELECT name FROM toys ORDER BY name WHERE price > 1', { mistake: 'clauses' }, 'at `WHERE`'],
  ['SELECT name FROM toys a JOIN toys b ON a.id = b.id', { mistake: 'ambiguous' }, 'which'],
  ['SELECT name FROM toys WHERE (price > 1', { mistake: 'end' }, 'too early'],
  ['SELEC name FROM toys', { mistake: 'syntax' }, 'at `SELEC`'],
  ['SELECT name FORM toys', { mistake: 'syntax' }, 'at `toys`'],
  ['SELECT UPCASE(name) FROM toys', { mistake: 'function' }, 'no such function'],
] as const)('%s', async (statement, expected, words) => {
  const tried = await told(statement);
  expect(tried).toMatchObject({ kind: 'mistake', ...expected });
  expect('near' in expected).toBe(tried?.kind === 'mistake' && tried.near !== undefined);
  expect(tried?.kind === 'mistake' && `${tried.words} ${tried.where}`).toContain(words);
});

test('a rule of the table is told in its own words', async () => {
  const tried = await told("INSERT INTO toys VALUES (1, 'Ball', 2, 1)", true);
  expect(tried).toMatchObject({ kind: 'mistake', mistake: 'constraint' });
  expect(tried?.kind === 'mistake' && tried.words).toContain('UNIQUE');
});

test('quotes of a phone are quotes', async () => {
  expect(await told('SELECT name FROM toys WHERE name = ‘Ball’')).toMatchObject({ rows: [['Ball']] });
});

test.each([
  ['SELECT color, COUNT(*) FROM toys', true],
  ['SELECT name, MAX(price), 1 FROM toys', true],
  ['SELECT COUNT(*) FROM toys', false],
  ['SELECT COUNT(*), MAX(price) FROM toys', false],
  ['SELECT color, COUNT(*) FROM toys GROUP BY color', false],
  ['SELECT name, price FROM toys', false],
  ['SELECT name, (SELECT COUNT(*) FROM toys) FROM toys', false],
])('%s mixes groups and rows: %s', (statement, mixes) => {
  expect(mixesGroups(statement)).toBe(mixes);
});

test('words, texts, names and signs are told apart', () => {
  expect(tokensOf(`SELECT "a b", 'it''s' -- x\n/* y */ <> 1.5e3;`).map(({ text }) => text)).toEqual([
    'SELECT',
    '"a b"',
    ',',
    "'it''s'",
    '<>',
    '1.5e3',
    ';',
  ]);
  expect(placeOf('a\nbc', 3)).toEqual({ line: 2, column: 2 });
});
