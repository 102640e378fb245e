/** The authors' command: what it prints, where it writes, and how it ends. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { content } from '../../src/cli/content.ts';
import { editorSchemas } from '../../src/authoring/editor-schema.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'content-'));
});
afterEach(async () => rm(dir, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
async function run(...args: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await content(args, {
    print: (text) => {
      out += text;
    },
    error: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
/** A copy with a few real files, to write into. */
async function small(): Promise<string> {
  for (const file of [
    'topics.yaml',
    'misconceptions.yaml',
    'glossary/cookie.md',
    'questions/http/memory.yaml',
    'pictures/term-cookie.svg',
  ])
    await cp(path.join('content', file), path.join(dir, file), { recursive: true });
  return dir;
}

test('check lists problems with file and line, and fails on errors alone', async () => {
  const folder = await small();
  const { code, out } = await run('check', '--content', folder);
  expect(code).toBe(1);
  expect(out).toMatch(/glossary\/cookie\.md:\d+: there is no term "session"/u);
  expect(out).toMatch(/\d+ errors, \d+ pieces of advice\n$/u);
});

describe('check FILE', () => {
  test('tells of this file alone, and sees the folder around it', async () => {
    const { code, out } = await run('check', 'content/glossary/cookie.md');
    expect({ code, out }).toEqual({ code: 0, out: '1 file: 0 errors, 0 pieces of advice\n' });
  });

  test('also of one that lies elsewhere, by the name that it was called', async () => {
    const text = (await readFile('content/glossary/cookie.md', 'utf8')).replace(/^topic: .*$/mu, 'topic: htp');
    const file = path.join(dir, 'biscuit.md');
    await writeFile(file, text);
    const { code, out } = await run('check', '--errors', file);
    expect(code).toBe(1);
    expect(out).toContain(`${file}:3: there is no topic "htp"; do you mean "http"?\n`);
    expect(
      out
        .split('\n')
        .filter((line) => line.includes('.md:'))
        .every((line) => line.startsWith(file)),
    ).toBe(true);
    const wrong = path.join(dir, 'more.yml');
    await writeFile(wrong, '');
    expect((await run('check', wrong)).out).toContain(`${wrong}:1: this file is not read: name it more.yaml.\n`);
  });

  test('which is not there', async () => {
    expect(await run('check', 'nowhere.md')).toMatchObject({ code: 2, err: 'nowhere.md: there is no such file.\n' });
    expect(await run('check', dir)).toMatchObject({ code: 2, err: `${dir}: is a folder.\n` });
  });
});

test('a second check says the same, and a third sees what has changed since', async () => {
  const folder = await small();
  const first = await run('check', '--content', folder);
  expect(await run('check', '--content', folder)).toEqual(first);
  expect(await run('check', '--content', folder, '--fresh')).toEqual(first);
  const file = path.join(folder, 'glossary/cookie.md');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^topic: .*$/mu, 'topic: htp'));
  const third = await run('check', '--content', folder);
  expect(first.out).not.toContain('there is no topic "htp"');
  expect(third.out).toContain('glossary/cookie.md:3: there is no topic "htp"; do you mean "http"?');
});

test('the folder is that of CONTENT_DIR', async () => {
  vi.stubEnv('CONTENT_DIR', await small());
  try {
    expect((await run('check')).out).toContain(`${dir}/glossary/cookie.md:`);
    expect((await run('coverage')).out).toContain('0 rows');
  } finally {
    vi.unstubAllEnvs();
  }
});

test('wrong words and wrong folders are said, with the usage', async () => {
  expect(await run('polish')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Usage: npm run content') as string,
  });
  expect(await run('check', '--content', '/nowhere')).toMatchObject({ code: 2 });
  expect(await run('--sideways')).toMatchObject({ code: 2 });
});

describe('preview', () => {
  test('of a term: the words, and what both platforms make of them', async () => {
    const { code, out } = await run('preview', 'cookie');
    expect(code).toBe(0);
    expect(out).toContain('=== cookie, looked up');
    expect(out).toMatch(/Discord: text, text.*\n +\d+ of 4000 characters, \d+ of 40 components/u);
    expect(out).toMatch(/Slack: +header, rich_text/u);
  });

  test('of a question: asked, answered right and wrong; of a lesson: each card', async () => {
    const question = await run('preview', 'cookie-where-1');
    expect(question.out.match(/^=== .*(?= =)/gmu)?.map((line) => line.replace(/ =+$/u, ''))).toEqual(
      ['asked', 'asked, with the hint', 'answered right', 'answered wrong'].map(
        (what) => `=== cookie-where-1, ${what}`,
      ),
    );
    // what a learner sees who took no hint
    expect(question.out).toContain('✅ Right. 10 points.\n');
    const lesson = await run('preview', 'open-a-page');
    expect(lesson.code).toBe(0);
    expect(lesson.out).toContain('its end');
  });

  test('of an answer with two wrong ideas: what helps against both, as the bot says it', async () => {
    const folder = await small();
    const option = (text: string, idea?: string): string =>
      `    - { text: ${text}, ${idea === undefined ? 'right: true' : `misconception: ${idea}`}, feedback: So. }`;
    const file = [
      '- id: two-ideas',
      '  kind: several-choices',
      '  concepts: [cookie]',
      '  stem: Which?',
      '  options:',
      option('One'),
      option('Two', 'all-true-branches-run'),
      option('Three', 'assert-compares'),
      '  explanation: So it is.',
    ];
    await writeFile(path.join(folder, 'questions/http/two.yaml'), file.join('\n'));
    const { out, code } = await run('preview', 'two-ideas', '--content', folder);
    expect(code).toBe(0);
    expect(out.split('=== two-ideas, answered wrong')[1]?.match(/A common mix-up\./gu)).toHaveLength(2);
  });

  test('as JSON, and of what is not there', async () => {
    expect((await run('preview', 'cookie', '--json')).out).toContain('"type": "rich_text"');
    expect(await run('preview', 'nothing-such')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing-such') as string,
    });
  });
});

test('coverage names every row and correction', async () => {
  const { code, out } = await run('coverage');
  expect(code).toBe(0);
  expect(out).toContain('121 rows and 25 corrections, 0 taught nowhere.');
  expect(out).not.toContain('TAUGHT NOWHERE');
});

describe('import and export', () => {
  const fixture = path.join(import.meta.dirname, 'fixtures', 'every-construct.gift');

  test('writes a file that the check then asks to be finished', async () => {
    const folder = await small();
    const { out, code } = await run('import', fixture, '--content', folder, '--topic', 'http');
    expect(code).toBe(1);
    expect(out).toContain('every-construct.gift:');
    const check = await run('check', '--content', folder, '--errors');
    expect(check.out).toMatch(/questions\/http\/every-construct\.yaml:\d+: "TO-DO:" was left by an import/u);
  });

  test.each([
    ['every-type.moodle.xml', 'Moodle XML, UTF-8: 9 questions'],
    ['every-construct.gift', 'GIFT, UTF-8: 22 questions'],
    ['mixed.aiken.txt', 'Aiken, UTF-8: 3 questions'],
    ['mixed.csv', 'a table (CSV), UTF-8: 3 questions'],
  ])('%s is told in one line first', async (name, said) => {
    const file = path.join(import.meta.dirname, 'fixtures', name);
    const { out } = await run('import', file, '--content', await small(), '--dry');
    expect(out.split('\n')[0]).toContain(`${name} is ${said}, `);
    expect(out.split('\n')[0]).toMatch(/\d+ of them within all limits, \d+ left out, \d+ passed over\.$/u);
  });

  test('--dry writes nothing, and nothing is written over', async () => {
    const folder = await small();
    await run('import', fixture, '--content', folder, '--dry');
    expect(await readdir(path.join(folder, 'questions'))).toEqual(['http']);
    const taken = path.join(folder, 'mine.yaml');
    await writeFile(taken, 'mine');
    const again = await run('import', fixture, '--content', folder, '--out', taken);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('exists already') as string });
    expect(await readFile(taken, 'utf8')).toBe('mine');
  });

  test('exports a topic, and says what the format cannot carry', async () => {
    const file = path.join(dir, 'http.gift');
    const { err, code } = await run('export', 'gift', '--topic', 'http', '--out', file);
    expect(code).toBe(0);
    expect(err).toContain('http-arrange-1: left out, GIFT knows no questions of putting in order.');
    expect(await readFile(file, 'utf8')).toContain('::http-what-1::');
    expect((await run('export', 'pdf')).code).toBe(2);
    expect((await run('export', 'csv', '--topic', 'cooking')).code).toBe(2);
  });
});

test('the schemas that editors use are those of the code', async () => {
  const written = new Map<string, string>();
  for (const name of await readdir('content/schemas'))
    written.set(name, await readFile(path.join('content/schemas', name), 'utf8'));
  expect(Object.fromEntries(written), 'npm run content -- schema writes them anew').toEqual(
    Object.fromEntries(editorSchemas()),
  );
});
