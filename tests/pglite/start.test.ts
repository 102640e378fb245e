/** Starting for real: what an operator can mend is told in words alone, and everything that was opened is closed again. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { isForOperators, startSous } from '../../src/start.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sous-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = async (env: Record<string, string>) =>
  startSous(loadConfig({ DATA_DIR: path.join(folder, 'data'), PORT: '0', ...env }), createLog('silent'));
const failure = async (env: Record<string, string>): Promise<Error> => {
  const error = await start(env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Error) return error;
  throw new Error('it started');
};
const nowhere = 'http://127.0.0.1:9/api';

test('a start that cannot be says why in words, and the next one is not in its way', async () => {
  const empty = path.join(folder, 'empty');
  await mkdir(empty);
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ CONTENT_DIR: '/nope' }, /CONTENT_DIR/u],
    [{ CONTENT_DIR: empty }, /CONTENT_DIR/u],
    [{ DISCORD_TOKEN: 'x'.repeat(40), DISCORD_API_URL: nowhere }, /Discord cannot be reached/u],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x'.repeat(20), SLACK_API_URL: `${nowhere}/` },
      /Slack cannot be reached/u,
    ],
    [{ HOST: '203.0.113.7', PLAYGROUND: 'on' }, /set HOST/u],
  ];
  for (const [env, words] of cases) {
    const error = await failure(env);
    expect(error.message).toMatch(words);
    expect(isForOperators(error), error.message).toBe(true);
  }
  const sous = await start({});
  expect(await (await fetch(`${sous.url}/readyz`)).text()).toBe('ready');
  expect((await fetch(`${sous.url}/playground/`)).status).toBe(200);
  expect((await fetch(`${sous.url}/metrics`)).status).toBe(200);
  await sous.stop();
}, 120_000);
