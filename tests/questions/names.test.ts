/** Kinds are whole: no file outside their room knows one of them, by its name or by its file. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kindNames } from '../../src/questions/index.ts';

const root = path.resolve(import.meta.dirname, '../../src');
const outside = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.[jt]s$/u.test(file) && !file.startsWith('questions/'))
  // the formats of dates have a word in common with a kind
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8').replaceAll(/: 'numeric'/gu, '') }));

test('there is something to look at', () => expect(outside.length).toBeGreaterThan(200));

test.each(kindNames)('%s stands nowhere outside its room', (kind) => {
  const named = new RegExp(`['"\`]${kind}['"\`]|questions/${kind}\\.ts`, 'u');
  expect(outside.filter(({ text }) => named.test(text)).map(({ file }) => file)).toEqual([]);
});
