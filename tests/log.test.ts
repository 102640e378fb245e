/** What the log says of errors, and what it never says: the parameters of a statement, which may be somebody's words. */
import { PGlite } from '@electric-sql/pglite';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { collectProblems } from '../src/outbox/problems.ts';

const WORDS = 'my own words,\n    at home';

/** The line that is logged of an error. */
function lineOf(error: unknown): { readonly text: string; readonly err: Readonly<Record<string, unknown>> } {
  let text = '';
  createLog('info', { write: (line) => void (text += line) }).error({ err: error }, 'it failed');
  return { text, err: (JSON.parse(text) as { err: Record<string, unknown> }).err };
}

const failed = (): Error =>
  new DrizzleQueryError('insert into reports values ($1)', [WORDS, 7], new Error('no connection'));
async function thrown(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a failed statement is told with its reason, and without its parameters', () => {
  const { text, err } = lineOf(failed());
  expect(text).not.toContain('own words');
  expect(err['message']).toContain('insert into reports values ($1)');
  expect(text).toContain('no connection');
  expect(err['stack']).toContain('log.test.ts');
});

test('so it is inside of other errors, and where its message was taken over, or a part of it', async () => {
  const problems = collectProblems();
  await problems.guard('counting', 'c1', async () => {
    throw failed();
  });
  const all = await thrown((async () => problems.throwAll())());
  const part = new Error(`not stored: ${failed().message.slice(0, 60)}`);
  for (const error of [new Error('a press', { cause: failed() }), all, part, new AggregateError([part, failed()])]) {
    const { text } = lineOf(error);
    expect(text).not.toContain('own words');
    expect(text).toContain('insert into reports');
  }
  expect(lineOf(all).text).toContain('of cohort c1');
});

test('what the database adds to its errors is left out', async () => {
  const raw = await PGlite.create();
  await raw.query('create table said (words text unique, n integer check (n > 0))');
  await raw.query('insert into said values ($1, 1)', [WORDS]);
  for (const n of [1, 0]) {
    const error = await thrown(raw.query('insert into said values ($1, $2)', [WORDS, n]));
    expect(JSON.stringify(error)).toContain('own words');
    const { text, err } = lineOf(error);
    expect(text).not.toContain('own words');
    expect(err).toMatchObject({ code: n === 1 ? '23505' : '23514' });
  }
  await raw.close();
});

test('other errors are as they were', () => {
  const { err } = lineOf(Object.assign(new Error('refused', { cause: new Error('ECONNREFUSED') }), { code: 'E1' }));
  expect(err).toMatchObject({ type: 'Error', code: 'E1' });
  expect(err['message']).toBe('refused: ECONNREFUSED');
});
