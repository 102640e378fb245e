/** The doctor finds what is wrong, tells all of it, and touches nothing. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { examine, rebuild } from '../src/cli/doctor.ts';
import type { Finding } from '../src/cli/finding.ts';
import { diagnose } from '../src/platforms/discord/index.ts';
import { term } from './support/content-folder.ts';

vi.mock('../src/platforms/discord/index.ts', { spy: true });

const about = (findings: readonly Finding[], name: string): Finding | undefined =>
  findings.find((one) => one.name === name || one.name.startsWith(`${name}:`));
const nowhere = 'http://127.0.0.1:9/api';
const discord = { DISCORD_TOKEN: 'x'.repeat(40), DISCORD_API_URL: nowhere };
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x'.repeat(20), SLACK_API_URL: nowhere };

test('nothing set: all is well, and no folder is made', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-doctor-'));
  try {
    const findings = await examine({ DATA_DIR: path.join(folder, 'deep/er/data') });
    expect(findings.filter((one) => !one.ok)).toEqual([]);
    expect(findings.map((one) => one.name)).toEqual([
      'Node',
      'Environment',
      'Content',
      'Port',
      'Memory',
      'Disk',
      'Database',
      'Playground',
      'Not looked at',
    ]);
    expect(await readdir(folder)).toEqual([]);
    expect(await rebuild({ DATA_DIR: path.join(folder, 'deep/er/data') })).toMatchObject({ ok: false });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('one thing that is wrong hides none of the others', async () => {
  const findings = await examine({
    ...discord,
    ...slack,
    CONTENT_DIR: '/there/is/no/such/folder',
    DATABASE_URL: 'postgres://sous:pa55word@127.0.0.1:9/sous',
  });
  for (const name of ['Content', 'Database', 'Commands', 'Discord', 'Slack'])
    expect(about(findings, name), name).toMatchObject({ ok: false });
  expect(about(findings, 'Database')?.detail).toContain('nothing listens there');
  expect(JSON.stringify(findings)).not.toContain('pa55word');
});

test('the content is looked over by the same check that authors run', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'sous-doctor-'));
  try {
    await mkdir(path.join(dir, 'glossary'));
    await writeFile(path.join(dir, 'topics.yaml'), '- { id: web, title: The web }\n');
    await writeFile(path.join(dir, 'glossary/thing.md'), term('Thing', { see: '[othr]' }));
    await writeFile(path.join(dir, 'glossary/m.yml'), '');
    const content = about(await examine({ CONTENT_DIR: dir }), 'Content');
    expect(content).toMatchObject({ ok: false, detail: expect.stringContaining('1 terms') as string });
    expect(content?.detail).toContain('glossary/thing.md:8: there is no term "othr".');
    expect(content?.detail).toContain('glossary/m.yml:1: this file is not read: ');
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('nor does a platform that cannot even be examined', async () => {
  vi.mocked(diagnose).mockRejectedValueOnce(new Error('a bug'));
  const findings = await examine({ ...discord, ...slack });
  expect(about(findings, 'Discord')).toMatchObject({ ok: false, detail: 'cannot be examined: a bug' });
  expect(about(findings, 'Slack')).toMatchObject({ ok: false });
});

describe('the port', () => {
  const port = async (env: Readonly<Record<string, string>>): Promise<Finding | undefined> =>
    about(await examine({ CONTENT_DIR: '/there/is/no/such/folder', ...env }), 'Port');
  const serving = async (answer: string, work: (at: string) => Promise<void>): Promise<void> => {
    const server = createServer((_, reply) => void reply.end(answer));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
    try {
      await work(String((server.address() as AddressInfo).port));
    } finally {
      await new Promise((resolve) => void server.close(resolve));
    }
  };

  test('is free, or another program has it, or a Sous that runs', async () => {
    let taken = '';
    await serving('hello', async (at) => {
      taken = at;
      expect(await port({ PORT: at })).toMatchObject({
        ok: false,
        detail: `127.0.0.1:${at} is taken by another program`,
      });
    });
    expect(await port({ PORT: taken })).toMatchObject({ ok: true, detail: `127.0.0.1:${taken} is free` });
    await serving('ok', async (at) => {
      expect(await port({ PORT: at })).toMatchObject({
        ok: true,
        detail: `127.0.0.1:${at} is taken by a Sous that runs`,
      });
    });
  });

  test('of an address that this machine does not have', async () => {
    expect(await port({ HOST: '192.0.2.1' })).toMatchObject({
      ok: false,
      detail: 'nothing can listen on 192.0.2.1:3000 (EADDRNOTAVAIL)',
    });
  });
});

test('too little memory, or a limit below what it takes, is said', async () => {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(512 * 1024 * 1024);
  const memory = async (env: Readonly<Record<string, string>>): Promise<Finding | undefined> =>
    about(await examine({ CONTENT_DIR: '/there/is/no/such/folder', ...env }), 'Memory');
  expect(await memory({})).toMatchObject({ ok: false, detail: expect.stringMatching(/^512 MB; /u) as string });
  expect(await memory({ DATABASE_URL: 'postgres://sous@127.0.0.1:9/sous' })).toMatchObject({ ok: true });
  vi.restoreAllMocks();
});

test('what it cannot know is said', async () => {
  const left = async (env: Readonly<Record<string, string>>): Promise<string | undefined> =>
    about(await examine({ CONTENT_DIR: '/there/is/no/such/folder', ...env }), 'Not looked at')?.detail;
  expect(await left({})).toBe('backups');
  expect(await left({ ...slack, DATABASE_URL: 'postgres://sous@127.0.0.1:9/sous' })).toBe(
    'the channels of cohorts, since the list of them cannot be read now; whether Slack reaches this server from outside; ' +
      'room and memory of the database server; backups',
  );
});

test('the playground is off for a reason', async () => {
  const why = async (env: Readonly<Record<string, string>>): Promise<string | undefined> =>
    // whatever the content holds, and reading it takes long
    about(await examine({ CONTENT_DIR: '/there/is/no/such/folder', ...env }), 'Playground')?.detail;
  expect(await why({ PLAYGROUND: 'off' })).toBe('off, as PLAYGROUND says');
  expect(await why(discord)).toBe('off, since a platform is on');
  expect(await why({ ...discord, PLAYGROUND: 'off' })).toBe('off, as PLAYGROUND says');
  expect(await why({ ...discord, PLAYGROUND: 'on' })).toContain('on, without a log-in');
});
