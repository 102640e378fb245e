/** The check of content runs what is there to be run, and looks once at what has not changed. */
import { expect, test } from 'vitest';
import { checkTrials } from '../../src/authoring/check/trials.ts';
import { type Folder, folderWith, reporterOf } from '../../src/content/folder.ts';
import type { Content, Problem, Question } from '../../src/content/schema.ts';
import { kindsLibrary, TOY_DATASET } from '../support/kinds-library.ts';

const { content } = kindsLibrary();
const own = content.questions.get('s-sql');
if (own?.kind !== 'write-sql') throw new Error('no such question');
const folderOf = (change: Partial<Content>): Folder =>
  folderWith({ content: { ...content, ...change }, problems: [] }, []);
const questions = (change: Partial<typeof own>): Partial<Content> => ({
  questions: new Map([[own.id, { ...own, ...change } as Question]]),
});
async function told(change: Partial<Content>, fine?: Set<string>): Promise<readonly string[]> {
  const problems: Problem[] = [];
  await checkTrials(folderOf(change), reporterOf(problems), fine);
  return problems.map(({ message }) => message);
}

test('what is right is not told of, and not run again', async () => {
  const fine = new Set<string>();
  expect(await told({}, fine)).toEqual([]);
  expect([...fine].map((name) => name.split(' ').slice(0, 2).join(' '))).toEqual(['tried s-sql', 'tried toys']);
  // the version stands for the question: another solution under the same version is not looked at
  expect(await told(questions({ solution: 'SELECT nope FROM toys' }), fine)).toEqual([]);
  expect(await told(questions({ solution: 'SELECT nope FROM toys', version: 'v2' }), fine)).toHaveLength(1);
});

test('a solution that cannot be run, and a wrong query that is right, are told of', async () => {
  expect((await told(questions({ solution: 'SELECT nope FROM toys' })))[0]).toContain('s-sql: solution: `nope`');
  const wrong = [{ sql: 'SELECT name FROM toys WHERE price > 0', feedback: 'No.' }];
  expect((await told(questions({ wrong })))[0]).toContain('is right on all rows');
});

test('a data set needs an example that gives rows, and an index that is used', async () => {
  const change = (more: Partial<typeof TOY_DATASET>): Partial<Content> => ({
    datasets: new Map([['toys', { ...TOY_DATASET, ...more }]]),
  });
  expect(await told(change({ try: 'SELECT 1 WHERE 0' }))).toEqual(['toys: the query under "try" gives no rows.']);
  const index = 'CREATE INDEX toys_by_name ON toys (name)';
  expect((await told(change({ slow: { ...TOY_DATASET.slow, index } })))[0]).toContain('toys: the query under "slow"');
});
