/** Which terms a message speaks of that asks nothing: for *Explain this*. */
import { beforeAll, expect, test } from 'vitest';
import type { Lookup } from '../../src/content/lookup.ts';
import { realLibrary } from '../support/sous.ts';

let lookup: Lookup;
beforeAll(async () => {
  ({ lookup } = await realLibrary());
}, 180_000);

test.each<[string, readonly string[]]>([
  ['I set up a cron job to hit the REST API and it stores rows in Postgres', ['cron-job', 'rest', 'postgresql']],
  [
    'Can someone review my pull request? I moved the migration into its own commit.',
    ['pull-request', 'migration', 'commit'],
  ],
  ['JWT in localStorage is an XSS risk', ['jwt', 'local-storage', 'cross-site-scripting']],
  ['The build is red because the env var is missing in CI', ['environment-variable', 'continuous-integration']],
  // commands count as they are written, not as the verbs that they also are
  ['use PUT instead of POST here', ['put', 'post']],
  ['get the docs and put them where everybody finds them', []],
  // ordinary words in ordinary company
  ['We ordered a table for eight at the restaurant, the server was great', []],
  ['My lunch order got lost in the queue', []],
  ['class is cancelled today', []],
  ['thanks everybody, see you tomorrow!', []],
  ['', []],
])('%j', (message, terms) => {
  expect(lookup.speaksOf(message)).toEqual(terms);
});

test('names that everybody has heard of stand back, and nothing is named twice', () => {
  const message =
    'the app on the server: data, code, data, and in that code a mutex? no, a webhook, a webhook and a JWT';
  const found = lookup.speaksOf(message);
  expect(found).toHaveLength(3);
  expect(found).toEqual(expect.arrayContaining(['webhook', 'jwt']));
  expect(new Set(found).size).toBe(3);
  expect(lookup.speaksOf(message, 1)).toHaveLength(1);
});

test('any text is read, however long', () => {
  expect(lookup.speaksOf(`${'webhook '.repeat(3_000)}\u0000\ud800`)).toEqual(['webhook']);
});
