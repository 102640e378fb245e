/** Starting for real: what an operator can mend is told in words alone, and everything that was opened is closed again. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { isForOperators, startSous } from '../../src/start.ts';
import { startProcess } from '../support/process.ts';

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

test('an exception that nobody catches ends the process, and is told without what it carries', async () => {
  const file = path.join(folder, 'bomb.mjs');
  const bomb = `Object.assign(new Error('a bug'), { requestBody: 'zqxword', url: 'https://discord.com/api/webhooks/1/token-2', params: ['zqxword'] })`;
  // it goes off when the process is asked for something, so that it has started by then
  await writeFile(
    file,
    `process.on('SIGUSR2', () => { Promise.reject(${bomb}); setTimeout(() => { throw ${bomb}; }, 50); });`,
  );
  const sous = await startProcess({ DATA_DIR: path.join(folder, 'bombed'), NODE_OPTIONS: `--import ${file}` });
  void sous.end('SIGUSR2');
  expect(await sous.gone).toBe(1);
  expect(sous.said()).toContain('uncaught exception');
  expect(sous.said()).toContain('unhandled rejection');
  expect(sous.said()).toContain('a bug');
  expect(sous.said()).not.toMatch(/zqxword|token-2/u);
}, 120_000);
