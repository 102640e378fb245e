/** Content that changes while Sous runs: taken over when it is fine, left alone when it is not. */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLibrary, type Library } from '../../src/content/library.ts';
import { loadContent } from '../../src/content/load.ts';
import { CONTENT } from '../support/sous.ts';

let dir = '';
let library: Library;
const file = (): string => path.join(dir, 'glossary/cookie.md');
const change = async (from: RegExp, to: string): Promise<void> =>
  writeFile(file(), (await readFile(file(), 'utf8')).replace(from, to));

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'sous-content-'));
  for (const name of ['topics.yaml', 'glossary/cookie.md', 'glossary/session.md'])
    await cp(path.join(CONTENT, name), path.join(dir, name));
  library = createLibrary((await loadContent(dir)).content);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a changed term is found by its new name after a reload', async () => {
  expect(library.lookup.suggest('biscuit')).toEqual([]);
  await change(/^name: .*$/mu, 'name: Biscuit');
  await library.reload();
  expect(library.lookup.suggest('biscuit')[0]?.name).toBe('Biscuit');
  expect(library.content.terms.get('cookie')?.name).toBe('Biscuit');
});

test('a mistake is told with file and line, and what was there stays', async () => {
  await change(/^topic: .*$/mu, 'topic: [');
  const problems = await library.reload();
  expect(problems[0]).toMatchObject({ level: 'error', file: 'glossary/cookie.md' });
  expect(problems[0]?.line).toBeGreaterThan(1);
  expect(library.content.terms.has('cookie')).toBe(true);
  await change(/^topic: .*$/mu, 'topic: http');
  await change(/^name: .*$/mu, 'name: Biscuit');
  const links = await library.reload();
  // terms that are not in this folder are told, and keep nothing from being taken over
  expect(links.length).toBeGreaterThan(0);
  for (const { level, message } of links)
    expect([level, message]).toEqual(['error', expect.stringContaining('there is no')]);
  expect(library.content.terms.get('cookie')?.name).toBe('Biscuit');
});

test('a glossary that is gone is told, and what was there stays', async () => {
  await rename(path.join(dir, 'glossary'), path.join(dir, 'glosary'));
  expect((await library.reload()).map(({ message }) => message)).toContain('holds no entry that can be read.');
  expect(library.content.terms.has('cookie')).toBe(true);
});

test('a folder without content is an error that says what to set', async () => {
  await expect(loadContent(path.join(dir, 'nowhere'))).rejects.toThrow('CONTENT_DIR');
});
