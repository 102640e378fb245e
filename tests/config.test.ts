/** The environment: everything wrong at once, with the fix; and what the docs say about it is what is read. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigProblem, loadConfig, VARIABLES } from '../src/config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
    throw error;
  }
};
const bot = 'xoxb-1';
const app = 'xapp-1';

test('nothing set: the playground on loopback, an embedded database', () => {
  expect(loadConfig({})).toMatchObject({
    databaseUrl: undefined,
    dataDir: './data',
    http: { host: '127.0.0.1', port: 3000 },
    playground: { hosts: [] },
    discord: undefined,
    slack: undefined,
    warnings: [],
  });
});

test('an empty value is the same as none', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: ' ', DISCORD_TOKEN: '' })).toEqual(loadConfig({}));
});

test('everything that is wrong is told at once, with the fix', () => {
  const problems = problemsOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://x',
    LOG_LEVEL: 'loud',
    PLAYGROUND: 'yes',
    DISCORD_GUILD_ID: '12',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'DATABASE_URL',
    'PORT',
    'LOG_LEVEL',
    'PLAYGROUND',
    'DISCORD_GUILD_ID',
  ]);
  expect(problems[0]).toContain('postgres://user:password@host');
});

test('names that nobody reads are warned about', () => {
  expect(loadConfig({ DISCORD_TOKN: 'x', SOUS_PORT: '1', PATH: '/bin' }).warnings).toHaveLength(2);
});

test('a playground that is open to more than this machine is warned about at start, and only then', () => {
  const warned = (env: Record<string, string>): readonly string[] => loadConfig(env).warnings;
  for (const HOST of ['127.0.0.1', 'localhost', '127.0.0.2', '::1', 'sous.localhost'])
    expect(warned({ HOST }), HOST).toEqual([]);
  for (const HOST of ['0.0.0.0', '::', '192.168.1.20', 'sous.example', '127.0.0.1.example']) {
    const [warning, ...more] = warned({ HOST });
    expect(warning, HOST).toContain('no log-in');
    expect(more).toEqual([]);
    expect(warned({ HOST, PLAYGROUND: 'off' }).join(), HOST).not.toContain('log-in');
    expect(warned({ HOST, DISCORD_TOKEN: 'x'.repeat(30) }), HOST).toEqual([]);
    expect(warned({ HOST, DISCORD_TOKEN: 'x'.repeat(30), PLAYGROUND: 'on' }), HOST).toHaveLength(1);
  }
  expect(warned({ HOST: '0.0.0.0', PLAYGROUND_HOSTS: 'sous.example' })[0]).toContain('sous.example');
});

test('hosts of the playground are names, without what browsers do not send', () => {
  expect(loadConfig({ PLAYGROUND_HOSTS: ' Sous.example, 10.0.0.7 ,[::7],' }).playground?.hosts).toEqual([
    'sous.example',
    '10.0.0.7',
    '[::7]',
  ]);
  for (const PLAYGROUND_HOSTS of ['http://x/', 'sous.example:3000', 'a b', '-x', '*'])
    expect(problemsOf({ PLAYGROUND_HOSTS })[0], PLAYGROUND_HOSTS).toContain('host names like');
});

test('what comes to nothing is warned about', () => {
  const warned = (env: Record<string, string>): string => loadConfig(env).warnings.join();
  expect(warned({ DISCORD_TOKN: 'x' })).toContain('do you mean DISCORD_TOKEN?');
  expect(warned({ SOUS_PORT: '1' })).toContain('.env.example');
  expect(warned({ DISCORD_SHARDS: '0/2', DISCORD_GUILD_ID: '123456789012345678' })).toContain(
    'DISCORD_GUILD_ID and DISCORD_SHARDS do nothing without DISCORD_TOKEN',
  );
  expect(warned({ PLAYGROUND: 'off' })).toContain('nobody can reach Sous');
  const both = { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: 'x'.repeat(32) };
  expect(warned(both)).toContain('Socket Mode is used');
  expect(warned({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, PLAYGROUND: 'off' })).toBe('');
});

test('shards are such as there are, each once', () => {
  for (const DISCORD_SHARDS of ['5/2', '2/2', '0,0/2', '0/0', '1,0,1/4'])
    expect(problemsOf({ DISCORD_SHARDS })[0], DISCORD_SHARDS).toContain('each shard once');
  for (const DISCORD_SHARDS of ['auto', '0/1', '3,1/4']) expect(problemsOf({ DISCORD_SHARDS })).toEqual([]);
});

test('a wrong value is told once, not as a missing one too', () => {
  expect(problemsOf({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: 'abc' })).toEqual([
    'SLACK_APP_TOKEN must start with xapp-.',
  ]);
  expect(problemsOf({ SLACK_BOT_TOKEN: 'abc', SLACK_APP_TOKEN: app })).toEqual([
    'SLACK_BOT_TOKEN must start with xoxb-.',
  ]);
  expect(problemsOf({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 'x' })).toHaveLength(1);
});

test('a token turns the playground off, unless it is asked for', () => {
  const token = 'x'.repeat(30);
  expect(loadConfig({ DISCORD_TOKEN: token }).playground).toBeUndefined();
  expect(loadConfig({ DISCORD_TOKEN: token, PLAYGROUND: 'on' }).playground).toBeDefined();
  expect(loadConfig({ DISCORD_TOKEN: token, DISCORD_SHARDS: '0,1/4' }).discord?.shards).toEqual({
    ids: [0, 1],
    total: 4,
  });
  expect(loadConfig({ DISCORD_TOKEN: token, DISCORD_SHARDS: 'auto' }).discord?.shards).toBe('auto');
});

describe('Slack', () => {
  const oauth = {
    SLACK_CLIENT_ID: '1',
    SLACK_CLIENT_SECRET: '2',
    SLACK_STATE_SECRET: 's'.repeat(16),
    SLACK_TOKEN_KEY: 'a'.repeat(64),
  };
  test('an app token selects Socket Mode, a signing secret HTTP', () => {
    expect(loadConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }).slack?.mode.kind).toBe('socket');
    expect(loadConfig({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 'x'.repeat(32) }).slack?.mode.kind).toBe('http');
  });
  test('OAuth settings stand in for the token', () => {
    expect(loadConfig({ ...oauth, SLACK_APP_TOKEN: app }).slack?.auth.kind).toBe('oauth');
  });
  test('what is missing is named', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: bot })[0]).toContain('SLACK_APP_TOKEN');
    expect(problemsOf({ SLACK_APP_TOKEN: app })[0]).toContain('SLACK_BOT_TOKEN');
    expect(problemsOf({ SLACK_APP_TOKEN: app, SLACK_CLIENT_ID: '1' })[0]).toContain(
      'SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_TOKEN_KEY',
    );
    expect(problemsOf({ SLACK_BOT_TOKEN: bot, ...oauth, SLACK_APP_TOKEN: app })[0]).toContain('set one of them');
  });
});

test('.env.example and the operating guide name exactly what is read', () => {
  const names = Object.keys(VARIABLES).toSorted();
  const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8');
  const example = [...read('.env.example').matchAll(/^# ?([A-Z][A-Z_]+)=/gmu)].map((match) => match[1]);
  expect(example.filter((name) => name !== 'POSTGRES_PASSWORD').toSorted()).toEqual(names);
  const guide = [...read('docs/operating.md').matchAll(/^\| `([A-Z][A-Z_]+)` \|/gmu)].map((match) => match[1]);
  expect(guide.toSorted()).toEqual(names);
});
