/** The authors' command: what it prints, where it writes, and how it ends. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { content } from '../../src/cli/content.ts';
import { folderOf, readFolder } from '../../src/authoring/check/folder.ts';
import { reporterOf } from '../../src/authoring/check/index.ts';
import { findMachine, runSnippets } from '../../src/authoring/check/run.ts';
import { gatherSnippets, type Snippet } from '../../src/authoring/check/snippets.ts';
import { editorSchemas } from '../../src/authoring/editor-schema.ts';
import type { Problem } from '../../src/content/schema.ts';

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

describe('snippets', () => {
  const judge = async (snippets: readonly Snippet[]): Promise<string[]> => {
    const problems: Problem[] = [];
    await runSnippets(snippets, await findMachine(), reporterOf(problems));
    return problems.map(({ message }) => message);
  };
  const snippet = (change: Partial<Snippet>): Snippet => ({
    id: 'x',
    file: 'f',
    line: 1,
    language: 'javascript',
    text: '',
    ...change,
  });

  test('what code prints is compared with the right option', async () => {
    expect(await judge([snippet({ text: 'console.log(1 + 1)', prints: '2', others: ['11'] })])).toEqual([]);
    expect(await judge([snippet({ text: "console.log(1 + '1')", prints: '2', others: ['11'] })])).toEqual([
      'x: prints "11", but "2" is marked right; a wrong option has it.',
    ]);
    expect(await judge([snippet({ text: 'throw new Error("no")', prints: '2' })])).toEqual([
      expect.stringContaining('and ends with: Error: no'),
    ]);
  });

  test('queries run on what the question says that the tables hold', async () => {
    const before = "CREATE TABLE t (a text, b integer); INSERT INTO t VALUES ('x;y', 1), ('z', NULL);";
    const query = { language: 'sql', before, text: 'SELECT a, b FROM t ORDER BY a;' } as const;
    expect(await judge([snippet({ ...query, prints: 'x;y 1\nz NULL' })])).toEqual([]);
    expect(await judge([snippet({ language: 'sql', text: 'SELEC a FROM t;' })])).toEqual([
      expect.stringContaining('cannot be read'),
    ]);
    expect(await judge([snippet({ language: 'sql', text: 'SELECT a FROM elsewhere;' })])).toEqual([]);
  });

  test('a snippet sees nothing of our environment', async () => {
    const text = 'console.log(Object.keys(process.env).sort().join(" "))';
    expect(await judge([snippet({ text, prints: 'HOME LANG NO_COLOR TZ' })])).toEqual([]);
  });

  test('code is found in questions and in Markdown, mended and filled in', () => {
    const find = `- id: bug-1
  kind: find-bug
  concepts: [x]
  code: { language: python, text: "n = 1\\nif n == 1\\n    print(n)" }
  line: 2
  lineFeedback: A colon is missing.
  fixes: [{ text: "Write if n == 1:", right: true, feedback: Yes. }, { text: else, feedback: No. }]
  explanation: Colon.
`;
    const term = '---\nname: X\n---\nShort.\n\n## Example\n```ruby\nputs 1\n```\n';
    const { snippets } = gatherSnippets(
      folderOf('x', [
        { file: 'questions/a.yaml', text: find },
        { file: 'glossary/x.md', text: term },
      ]),
    );
    expect(snippets).toEqual([
      expect.objectContaining({ id: 'bug-1', text: 'n = 1\nif n == 1:\n    print(n)' }),
      expect.objectContaining({ id: 'x', language: 'ruby', text: 'puts 1', line: 8 }),
    ]);
  });

  test('code that cannot be read is told, each piece by itself', async () => {
    const texts = ['const a = await 1', 'const = 1', 'const b = 2'];
    expect(await judge(texts.map((text) => snippet({ text })))).toEqual([
      expect.stringContaining('x: this javascript cannot be read: SyntaxError'),
    ]);
  });

  test('Ruby that is read with a warning, where there is a Ruby', async ({ skip }) => {
    const machine = await findMachine();
    if (machine.ruby === undefined) skip('no Ruby here');
    const texts = ['assert_equal -5, add(4, -9)', 'assert_equal(-5, add(4, -9))'];
    expect(await judge(texts.map((text) => snippet({ language: 'ruby', text })))).toEqual([
      expect.stringContaining('x: this ruby cannot be read: SyntaxError: ambiguous first argument'),
    ]);
  });

  test('the code of this repository does what its questions say', async () => {
    const { snippets, unknown } = gatherSnippets(await readFolder('content'));
    expect(unknown).toEqual([]);
    expect(snippets.filter((one) => one.prints !== undefined).length).toBeGreaterThan(40);
    expect(await judge(snippets)).toEqual([]);
  }, 120_000);
});
