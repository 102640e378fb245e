/** A written query as it is run, told and paid: by the rows it gives, on those that are shown and on others. */
import { describe, expect, test } from 'vitest';
import {
  judge,
  type QuestionSource,
  remarksOn,
  trialProblemsOf,
  tryMove,
  turnOf,
  worthOf,
} from '../../src/questions/index.ts';
import { type Outcome, outcomeCode, readOutcome } from '../../src/questions/sql-outcome.ts';
import { firstDifference } from '../../src/questions/sql-rows.ts';
import type { Cell, Rows, Runner } from '../../src/questions/trial.ts';
import { TOY_DATASET } from '../support/kinds-library.ts';
import { realLab } from '../support/sous.ts';
import { SAMPLES } from './samples.ts';

type Sql = Extract<QuestionSource, { kind: 'write-sql' }>;
const toys = new Map([[TOY_DATASET.id, TOY_DATASET]]);
const run: Runner = async (trials) => realLab.run(toys, trials);
const sample = SAMPLES['write-sql'];
const tried = async (question: Sql, text: string) => tryMove(question, text, run);
const moveOf = async (question: Sql, text: string) => (await tried(question, text))?.move;

describe('a try', () => {
  test.each([
    ['SELECT name FROM toys WHERE price IS NOT NULL', 'right'],
    ['select name as whatever from toys where price > 0 order by 1 desc;', 'right'],
    ["SELECT name FROM toys WHERE name IN ('Ball', 'Kite')", 'half.1'],
    ["SELECT name FROM toys WHERE name <> 'Doll' AND id < 3", 'half'],
    ['SELECT name FROM toys', 'idea.0'],
    ['SELECT name, price FROM toys', 'columns.1.2'],
    ["SELECT name FROM toys WHERE name <> 'Kite'", 'extra.2'],
    ["SELECT name FROM toys WHERE name = 'Kite'", 'missing.Ball'],
    ['SELECT nam FROM toys', 'mistake.no-column.name'],
    ['SELECT name FROM toy', 'mistake.no-table.toys'],
    ['DELETE FROM toys', 'mistake.reads-only'],
    ['SELECT 1; SELECT 2', 'mistake.several'],
    ['no idea', 'mistake.syntax'],
    ['WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0', 'slow'],
    ['SELECT zeroblob(900000000)', 'big'],
  ])('%s', async (text, move) => {
    expect(await moveOf(sample, text)).toBe(move);
  });

  test('is stored without its words, and its place is told once', async () => {
    const secret = 'my_own_secret';
    const found = await tried(sample, `SELECT ${secret} FROM toys`);
    expect(found?.move).not.toContain(secret);
    expect(found?.told).toContain(secret);
    for (const text of [
      `SELECT '${secret}' FROM toys`,
      `SELECT name FROM toys WHERE name = '${secret}'`,
      `SELECT '${secret}`,
    ])
      expect(JSON.stringify((await tried(sample, text))?.move)).not.toContain(secret);
  });

  test('is none while all are busy', async () => {
    expect(await tryMove(sample, 'SELECT 1', async (trials) => trials.map(() => ({ kind: 'busy' })))).toBeUndefined();
  });

  test('in order, where that is asked for', async () => {
    const inOrder: Sql = { ...sample, ordered: true, wrong: [], solution: 'SELECT name FROM toys ORDER BY name DESC' };
    expect(await moveOf(inOrder, 'SELECT name FROM toys ORDER BY name DESC')).toBe('right');
    expect(await moveOf(inOrder, 'SELECT name FROM toys ORDER BY name')).toBe('order.1');
    expect(await moveOf(inOrder, "SELECT name FROM toys WHERE name <> 'Doll' ORDER BY name DESC")).toBe('row.2.Doll');
  });

  test('what changes rows is compared by the rows afterwards', async () => {
    const change: Sql = {
      ...sample,
      wrong: [],
      solution: 'UPDATE toys SET price = price * 2 WHERE color = 1',
      after: 'SELECT id, price FROM toys',
    };
    expect(await moveOf(change, 'UPDATE toys SET price = price + price WHERE color < 2')).toBe('right');
    expect(await moveOf(change, 'UPDATE toys SET price = price * 2')).toBe('extra.2');
    expect(await moveOf(change, 'SELECT 1')).toBe('extra.1');
    const open: Sql = { ...change, given: 'BEGIN; DELETE FROM toys', solution: 'ROLLBACK' };
    expect(await moveOf(open, 'rollback;')).toBe('right');
    expect(await moveOf(open, 'COMMIT')).toMatch(/^missing/u);
    expect(await moveOf(open, 'SELECT * FROM toys')).toBe('open');
  });

  test('a mistake that shows what somebody thinks is the author’s to explain', async () => {
    const counted: Sql = {
      ...sample,
      solution: 'SELECT color FROM toys GROUP BY color HAVING COUNT(*) > 1',
      wrong: [{ sql: 'SELECT color FROM toys WHERE COUNT(*) > 1 GROUP BY color', feedback: 'Groups come later.' }],
    };
    expect(await moveOf(counted, 'SELECT color FROM toys WHERE 1 < COUNT(id)')).toBe('idea.0');
  });
});

describe('what it is worth', () => {
  test.each([
    [['right'], 1, ''],
    [['mistake.comma', 'right'], 0.75, 'right at the second try'],
    [['idea.0', 'extra.2', 'right'], 0.5, 'right at the third try'],
    [['half', 'idea.0', 'slow'], 0.5, 'right for the rows that you see'],
    [['idea.0', 'half', 'big'], 0.25, 'a quarter'],
    [['half', 'right'], 0.75, 'second try'],
    [['idea.0', 'idea.0', 'columns.1.2'], 0, ''],
    [['what', 'ever', ''], 0, ''],
  ])('%j', async (moves, score, words) => {
    expect(turnOf(sample, 1, moves)).toBeUndefined();
    const verdict = await judge(sample, moves);
    expect(verdict.score).toBe(score);
    expect(verdict.ideas).toEqual(moves.includes('idea.0') ? ['mixed-rows'] : []);
    expect(worthOf(sample, verdict)).toContain(words);
  });

  test('each try is told, and how many are left', () => {
    expect(turnOf(sample, 1, [])?.prompt).toBeUndefined();
    expect(turnOf(sample, 1, ['idea.0'])).toMatchObject({ via: 'type', told: true });
    expect(turnOf(sample, 1, ['idea.0'])?.prompt).toContain('These are all.');
    expect(turnOf(sample, 1, ['missing.Ball'])?.prompt).toMatch(
      /A row is missing.*`Ball`.*NULL is no price\.\n\nTry 2 of 3/su,
    );
    expect(turnOf(sample, 1, ['slow', 'mistake.no-column.name'])?.prompt).toMatch(
      /Did you mean `name`.*One try is left/su,
    );
  });

  test('and told again with the answer', async () => {
    const verdict = await judge(sample, ['half.1', 'right']);
    expect(remarksOn(sample, verdict).map(({ text, right, feedback }) => [text, right, feedback])).toEqual([
      ['Try 1', false, expect.stringContaining('Ask for what they share.') as string],
      ['Try 2', true, 'Those have a price.'],
    ]);
  });
});

test('every outcome is read back as it was written', () => {
  const all: Outcome[] = [
    { kind: 'right' },
    { kind: 'half' },
    { kind: 'half', idea: 2 },
    { kind: 'idea', idea: 0 },
    { kind: 'mistake', mistake: 'no-column', near: 'price' },
    { kind: 'mistake', mistake: 'comma' },
    { kind: 'slow' },
    { kind: 'big' },
    { kind: 'differs', told: { kind: 'columns', wanted: 2, got: 1 } },
    { kind: 'differs', told: { kind: 'open' } },
    { kind: 'differs', told: { kind: 'extra', row: 3 } },
    { kind: 'differs', told: { kind: 'order', row: 3 } },
    { kind: 'differs', told: { kind: 'missing', wanted: 'Ball, 2.5' } },
    { kind: 'differs', told: { kind: 'row', row: 12, wanted: 'Ball, 2.5' } },
  ];
  expect(all.map((one) => readOutcome(outcomeCode(one)))).toEqual(all);
});

describe('rows', () => {
  const rows = (...list: readonly (readonly Cell[])[]): Rows => ({ columns: ['a'], rows: list, cut: false });
  test.each([
    [rows([1], [2]), rows([2], [1]), undefined],
    [rows([0.3]), rows([0.1 + 0.2]), undefined],
    [rows([1]), rows(['1']), { kind: 'extra', row: 1 }],
    [rows([null]), rows(['NULL']), { kind: 'extra', row: 1 }],
    [rows([1], [1]), rows([1]), { kind: 'missing', wanted: [1] }],
    [rows([1]), rows([1], [1]), { kind: 'extra', row: 2 }],
    [rows(), rows(), undefined],
  ])('%j and %j', (wanted, got, difference) => {
    expect(firstDifference(wanted, got, false)).toEqual(difference);
  });
});

describe('the check', () => {
  const problems = async (more: Partial<Sql>) => (await trialProblemsOf({ ...sample, ...more }, run)).join(' ');
  test('finds nothing wrong with a good one', async () => expect(await problems({})).toBe(''));
  test.each([
    [{ solution: 'SELECT nam FROM toys' }, 'no column'],
    [{ solution: 'SELECT name FROM toys WHERE id > 99', wrong: [] }, 'gives no rows'],
    [{ wrong: [{ sql: 'SELECT name FROM toys WHERE price > 0', feedback: 'x' }] }, 'is right on all rows'],
    [{ wrong: [sample.wrong[0], sample.wrong[0]].flatMap((one) => one ?? []) }, 'is told as "idea.0"'],
    [{ wrong: [{ sql: 'SELECT nope FROM toys', feedback: 'x' }] }, 'is told as "mistake.no-column"'],
  ])('%j', async (more, words) => expect(await problems(more)).toContain(words));
});
