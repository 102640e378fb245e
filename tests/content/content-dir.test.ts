/** The folder that CONTENT_DIR names is the one that each command of authors reads, and a start and a reload warn of what is wrong in it. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { content } from '../../src/cli/content.ts';
import { what } from '../../src/cli/what.ts';
import { openLibrary } from '../../src/content/library.ts';
import { readWhole, watchContent } from '../../src/house.ts';
import type { Log } from '../../src/log.ts';
import { choice, term } from '../support/content-folder.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'content-dir-'));
  for (const folder of ['glossary', 'questions/web']) await mkdir(path.join(dir, folder), { recursive: true });
  await writeFile(path.join(dir, 'topics.yaml'), '- { id: web, title: The web }\n');
  await writeFile(path.join(dir, 'glossary/thing.md'), term('Thing'));
  await writeFile(path.join(dir, 'glossary/other.md'), term('Other', { see: '[thing]' }));
  await writeFile(path.join(dir, 'questions/web/a.yaml'), choice('q-1'));
  vi.stubEnv('CONTENT_DIR', dir);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

async function run(...args: string[]): Promise<string> {
  let said = '';
  const add = (text_: string): void => {
    said += text_;
  };
  await content(args, { print: add, error: add });
  return said;
}

test.each([
  [['check'], /2 terms, 1 question, 0 lessons/u],
  [['coverage'], /^0 rows and 0 corrections/mu],
  [['cues'], /^apply +1 +100\.0$/mu],
  [['preview', 'thing'], /A Thing is a thing\./u],
  [['preview', 'q-1'], /Which color has q-1\?/u],
  [['export', 'csv'], /csv: 1 of 1 questions\./u],
  [['export', 'moodle', '--topic', 'web'], /moodle: 1 of 1 questions\./u],
  [['export', 'gift', '--topic', 'http'], /There is no topic "http"/u],
  [['export', 'anki'], /sous web/u],
])('content %j', async (args, meant) => {
  expect(await run(...args)).toMatch(meant);
});

test('content import: ids that are taken there, and where it writes', async () => {
  const file = path.join(dir, 'more.gift');
  await writeFile(file, '::q-1::Is it? {T}');
  expect(await run('import', file, '--topic', 'web')).toContain('true-false "q-1-1"');
  expect(await readdir(path.join(dir, 'questions/web'))).toEqual(['a.yaml', 'more.yaml']);
});

test('content schema writes there', async () => {
  expect(await run('schema')).toContain(path.join(dir, 'schemas'));
  expect(await readdir(path.join(dir, 'schemas'))).toContain('question.schema.json');
});

test('what', async () => {
  const output = new PassThrough();
  const said = text(output);
  const code = await what(['what is a thing'], { input: new PassThrough(), output, errors: new PassThrough() });
  output.end();
  expect({ code, said: await said }).toEqual({
    code: 0,
    said: expect.stringContaining('A Thing is a thing.') as string,
  });
});

test('a start and a reload warn of what leads nowhere', async () => {
  await writeFile(path.join(dir, 'glossary/other.md'), term('Other', { see: '[thing, gone]' }));
  const warn = vi.fn<(said: string) => void>();
  const log = { warn, info: () => undefined, error: () => undefined } as unknown as Log;
  const library = await openLibrary(await readWhole(dir, log));
  expect(warn.mock.calls.flat()).toEqual([expect.stringContaining('glossary/other.md:8: there is no term "gone"')]);
  warn.mockClear();
  const stop = watchContent(library, dir, log);
  try {
    await writeFile(path.join(dir, 'questions/web/a.yaml'), choice('q-1', { concepts: '[thing, lost]' }));
    await vi.waitFor(
      () => expect(warn.mock.calls.flat().join('\n')).toContain('a.yaml:3: there is no term "lost"'),
      20_000,
    );
  } finally {
    await stop();
  }
});
