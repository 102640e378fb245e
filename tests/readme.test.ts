/** What the README promises is what the code has: scripts, permissions, scopes, the invitation, files. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inviteUrl, REQUIRED_PERMISSIONS } from '../src/platforms/discord/index.ts';
import { SCOPES } from '../src/platforms/slack/index.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/authoring.md',
  'docs/decisions.md',
  'docs/operating.md',
];

test('each Discord permission stands there with its reason, and the invitation asks for just these', () => {
  const rows = [...read('README.md').matchAll(/^\| ([A-Z][A-Za-z ]+) \| (to .+) \|$/gmu)].map((match) => [
    match[1],
    match[2],
  ]);
  expect(rows).toEqual(REQUIRED_PERMISSIONS.map(({ name, reason }) => [name, reason]));
  expect(read('README.md')).toContain(inviteUrl('APPLICATION_ID'));
});

test('each Slack scope stands there with its reason', () => {
  const [, table = ''] = read('README.md').split('| scope | why |');
  const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `([a-z_:]+)` \| (.+) \|$/gmu)].map((match) => [
    match[1],
    match[2],
  ]);
  expect(rows).toEqual(SCOPES.map(({ scope, reason }) => [scope, reason]));
});

test('every script that a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run (?:-s )?([a-z][a-z:]*)/gu)].map((match) => match[1] ?? ''),
  );
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

test('every link to a file leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/gu)]
      .map((match) => match[1] ?? '')
      .filter((link) => !existsSync(path.resolve(root, path.dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});
