/** Code in questions and in Markdown: it runs, and does what is said of it. */
import { describe, expect, test } from 'vitest';
import { folderOf, readFolder } from '../../src/authoring/check/folder.ts';
import { findMachine, runSnippets } from '../../src/authoring/check/run.ts';
import { gatherSnippets, type Snippet } from '../../src/authoring/check/snippets.ts';
import { reporterOf } from '../../src/content/folder.ts';
import type { Problem } from '../../src/content/schema.ts';

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
