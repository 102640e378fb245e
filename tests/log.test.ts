/** What the log says of errors, and what it never says: what somebody wrote, a secret, a token, a file. */
import { PGlite } from '@electric-sql/pglite';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { webApi } from '@slack/bolt';
import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lineOf as plainLine, reasonOf } from '../src/chat/fault.ts';
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
  expect(err).toMatchObject({ message: 'Failed query', statement: 'insert into reports values ($1)' });
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
  expect(err).toMatchObject({ message: 'refused', cause: { message: 'ECONNREFUSED' } });
});

describe('a failed call to Discord', () => {
  const token = 'aW50ZXJhY3Rpb246MTU3Njk4MzE0MjE1Njg';
  const url = `https://discord.com/api/v10/interactions/157698314215684/${token}/callback?with_response=true`;
  const body = {
    body: { data: { content: WORDS } },
    files: [{ name: 'about-me.json', data: Buffer.alloc(300_000, 7) }],
  };
  const refused = new DiscordAPIError(
    {
      code: 50_035,
      message: 'Invalid Form Body',
      errors: { data: { _errors: [{ code: 'ENUM', message: `Value "${WORDS}" is not one of (1, 2).` }] } },
    },
    50_035,
    400,
    'POST',
    url,
    body,
  );

  test('is told with its code, status, method and path, without body, files and token', () => {
    const { text, err } = lineOf(refused);
    expect(err).toMatchObject({
      code: 50_035,
      status: 400,
      method: 'POST',
      path: '/api/v10/interactions/…/…/callback',
    });
    expect(err['type']).toContain('DiscordAPIError');
    expect(err['message']).toContain('Invalid Form Body');
    for (const secret of ['own words', token, 'requestBody', 'about-me']) expect(text).not.toContain(secret);
    expect(text.length).toBeLessThan(4_000);
  });

  test('so it is when the answer was none of Discord, and inside of other errors', () => {
    const down = new HTTPError(502, `Bad Gateway for ${url}`, 'POST', url, body);
    for (const error of [
      down,
      new Error('not posted', { cause: refused }),
      new AggregateError([down, refused], 'two'),
    ]) {
      const { text } = lineOf(error);
      for (const secret of ['own words', token, 'requestBody']) expect(text).not.toContain(secret);
      expect(text).toMatch(/502|50035/u);
    }
  });
});

test('a failed call to Slack is told by its word and its details, without what was sent or who may send it', () => {
  const data = {
    ok: false,
    error: 'invalid_blocks',
    response_metadata: { messages: [`[ERROR] no "${WORDS}" [json-pointer:/blocks/0]`] },
    args: { text: WORDS },
  };
  const { text, err } = lineOf(new webApi.WebAPIPlatformError(data));
  expect(err).toMatchObject({ code: 'invalid_blocks', details: '[ERROR] no "…" [json-pointer:/blocks/0]' });
  expect(text).not.toContain('own words');
  const cut = new webApi.WebAPIRequestError(
    new Error('POST https://hooks.slack.com/commands/T1/22/AbCdEf failed, xoxb-12-34-secret'),
  );
  expect(lineOf(cut).text).not.toMatch(/AbCdEf|xoxb-12/u);
  expect(lineOf(new webApi.WebAPIHTTPError(503, 'down', { 'x-token': 'xoxb-1' }, WORDS)).text).not.toMatch(
    /own words|xoxb/u,
  );
});

test('what could not be read is not quoted', () => {
  const attempts = [
    () => JSON.parse(`{"text": my own words`) as unknown,
    () => BigInt('my own words'),
    () => new Intl.DateTimeFormat('en', { timeZone: 'my own words' }),
    () => new URL('my own words'),
    () => Buffer.from(Object.assign(() => 1, { own: 'my own words' }) as never),
    () => z.enum(['a']).parse('my own words'),
    () => z.strictObject({}).parse({ 'my own words': 1 }),
  ];
  for (const attempt of attempts) {
    let error: unknown;
    try {
      attempt();
    } catch (thrownError) {
      error = thrownError;
    }
    expect(error).toBeInstanceOf(Error);
    expect(lineOf(error).text, String(error)).not.toContain('own words');
    expect(reasonOf(error), String(error)).not.toContain('own words');
  }
});

test('a line is short, however much an error carries', () => {
  const long = new Error('x'.repeat(100_000), {
    cause: new AggregateError(Array.from({ length: 900 }, () => failed())),
  });
  expect(lineOf(long).text.length).toBeLessThan(5_000);
  let text = '';
  const log = createLog('info', { write: (line) => void (text += line) });
  log.error('y'.repeat(100_000));
  log.error(long);
  expect(text.length).toBeLessThan(8_000);
});

test('an error without words beside it, and lines that libraries write, keep the same rule', () => {
  let text = '';
  const log = createLog('info', { write: (line) => void (text += line) });
  log.error(failed());
  log.error({ err: failed() });
  log.error({ error: failed(), reason: failed() }, 'it failed');
  expect(text).not.toContain('own words');
  expect(text.match(/Failed query/gu)?.length).toBeGreaterThan(3);
  expect(
    plainLine('Failed to parse: Unexpected token, "my own words" at wss://wss.slack.com/link/?ticket=abc-def'),
  ).toBe('Failed to parse: Unexpected token, "…" at wss://wss.slack.com/link/');
});

test('a reason is one line that names what failed and why', () => {
  expect(reasonOf(failed())).toBe('Failed query: no connection');
  expect(reasonOf(new Error(''))).toBe('Error');
  expect(reasonOf('my own words')).toBe('string');
  expect(reasonOf(Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' }))).toBe(
    'connect failed (ECONNREFUSED)',
  );
  expect(reasonOf(new Error('postgres://sous:pass@word:5432/sous is down'))).not.toContain('pass@');
});
