/** Teachers' files as a community's own questions: what becomes of them, and of what should not be a file at all. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readOwn, writeOwn } from '../../src/authoring/own.ts';
import { createOwnFiles } from '../../src/classroom/own-files.ts';
import type { OwnFile, Unreadable } from '../../src/content/own-file.ts';
import { realLibrary } from '../support/sous.ts';

const { content } = await realLibrary();
const task = { ...content, questions: new Map(), intents: new Map(), faqs: new Map() };
const read = async (text: string, { name = 'a.gift', term = 'database' } = {}) =>
  readOwn({ kind: 'read', name, bytes: Buffer.from(text), term: term === '' ? undefined : term, content: task });
function good(result: OwnFile | Unreadable): OwnFile {
  if (result.kind !== 'read') throw new Error(result.reason);
  return result;
}
const lines = ({ problems }: OwnFile): readonly string[] => problems.map(({ line, message }) => `${line}: ${message}`);

describe('a file', () => {
  test('what it does not say is said in the fewest words, and told to its owner', async () => {
    const { questions, notes, problems } = good(await read('Which is a fruit? {=Apple ~Chair}'));
    expect(problems).toEqual([]);
    expect(questions).toMatchObject([
      {
        concepts: ['database'],
        explanation: 'Nobody has written down yet why this is so.',
        options: [
          { text: 'Apple', right: true, feedback: 'Yes, that is right.' },
          { text: 'Chair', right: false, feedback: 'No, that is not it.' },
        ],
      },
    ]);
    expect(notes.map(({ message }) => message)).toEqual([
      'answers without feedback say only whether they are right.',
      'it has no explanation: learners are told which answer is right, and not why.',
    ]);
  });

  test('what it says to whoever is right is why it is right', async () => {
    const { questions } = good(
      await read('Which is a fruit? {=Apple#It grows on a tree. ~Chair}\n\nHow many? {#4####Count them.}'),
    );
    expect(questions.map(({ explanation }) => explanation)).toEqual(['It grows on a tree.', 'Count them.']);
  });

  test('true or false without a reason is a choice of two', async () => {
    const { questions } = good(await read('Cookies live in the browser.{TRUE}'));
    expect(questions).toMatchObject([
      {
        stem: 'True or false? Cookies live in the browser.',
        options: [{ text: 'True', right: true }, { text: 'False' }],
      },
    ]);
  });

  test('each problem has the line of the file that it came from', async () => {
    const text = `One? {=a ~b}\n\nTwo {=never\n\nThree? {=${'x'.repeat(80)} ~b}\n\nFour? {=<b>a</b> ~b}\n`;
    const result = good(await read(text));
    expect(lines(result)).toEqual([expect.stringMatching(/^3: .*brace/u), '5: option 1: 80 characters, at most 72.']);
    expect(result.questions).toHaveLength(2);
  });

  test('without a word that it is about, none can be asked; a tag says it too', async () => {
    expect(lines(good(await read('One? {=a ~b}', { term: '' })))).toEqual([
      expect.stringContaining('1: which word of the glossary is it about?'),
    ]);
    const csv = 'question,option 1,option 2,answer,concept\nWhich verb reads?,POST,GET,GET,http\n';
    const { questions } = good(await read(csv, { name: 'a.csv', term: '' }));
    expect(questions.map(({ concepts }) => concepts)).toEqual([['http']]);
  });

  test('our own format is checked as the course is: links, limits, kinds', async () => {
    const yaml = [
      '- id: one',
      '  kind: one-choice',
      '  concepts: [databse]',
      '  stem: Which?',
      '  explanation: So.',
      '  options:',
      '    - { text: a, right: true, feedback: Yes. }',
      '    - { text: b, feedback: No., misconception: unheard-of }',
      '- id: two',
      '  kind: nothing-such',
      '',
    ].join('\n');
    const result = good(await read(yaml, { name: 'a.yaml' }));
    expect(lines(result)).toEqual([
      expect.stringMatching(/^3: there is no term "databse".*do you mean "database"/u),
      expect.stringMatching(/^8: there is no misconception "unheard-of"/u),
      expect.stringMatching(/^10: /u),
    ]);
    expect(result.questions).toEqual([]);
  });

  test('what can be asked comes back the same from our own format', async () => {
    const { questions } = good(
      await read('One? {=a#Yes! ~b#No!}\n\nTwo? {#4:1}\n\nThree? {=x -> 1 =y -> 2 =z -> 3}\n'),
    );
    expect(questions).toHaveLength(3);
    const kept = questions.map((one) => ({ ...one, version: 'v', file: 'own', fileLine: 1 }));
    const { text } = writeOwn({ kind: 'write', format: 'yaml', questions: kept, content: task });
    expect(good(await read(text, { name: 'back.yml' })).questions).toEqual(questions);
    const gift = writeOwn({ kind: 'write', format: 'gift', questions: kept, content: task });
    expect(good(await read(gift.text)).questions.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
  });

  test('whatever it holds, it is read or told why not, and nothing else', async () => {
    const names = fc.constantFrom('a.gift', 'a.csv', 'a.yaml', 'a.xml', 'a.json', 'a.txt');
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 400 }), names, async (text, name) => {
        const result = await read(text, { name });
        const told = result.kind === 'unreadable' ? result.reason : result.what;
        expect(told.length).toBeGreaterThan(3);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the thread', () => {
  const told: string[] = [];
  afterEach(() => void told.splice(0));
  const worker = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const files = (code?: string, patience = 20_000) =>
    createOwnFiles((what) => told.push(what), { patience, ...(code !== undefined && { worker: worker(code) }) });
  const secret = Buffer.from('SECRETWORDS? {=a ~b}');

  test('reads and writes a real file', async () => {
    const result = await files().read('a.gift', secret, content, 'database');
    expect(result).toMatchObject({ kind: 'read', what: 'GIFT, UTF-8', questions: [{ stem: 'SECRETWORDS?' }] });
    expect(told).toEqual([]);
  });

  test.each([
    ['hangs', 'for (;;);', /took longer than 300 ms/u],
    ['dies', 'process.exit(3)', /ended with 3/u],
    [
      'grows',
      'const all = []; for (;;) all.push(new Array(1e6).fill(1.5));',
      /ERR_WORKER_OUT_OF_MEMORY|Error|ended|longer/u,
    ],
    ['breaks', 'throw new TypeError(Buffer.from("U0VDUkVUV09SRFM=", "base64"))', /TypeError/u],
  ])(
    'one that %s is thrown away: its owner is told to try again, the operator where it was, without its words',
    async (how, code, what) => {
      const result = await files(code, how === 'hangs' ? 300 : 20_000).read('a.gift', secret, content);
      expect(result).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('try again') as string });
      expect(told).toEqual([expect.stringMatching(what)]);
      expect(told.join()).not.toContain('SECRETWORDS');
    },
  );

  test('takes one after the other, and no more than may wait', async () => {
    const slow = files(
      'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "unreadable", reason: "read" });',
    );
    const all = await Promise.all(Array.from({ length: 9 }, async () => slow.read('a', secret, content)));
    const reasons = all.map((one) => (one.kind === 'unreadable' ? one.reason : ''));
    expect(reasons.filter((one) => one === 'read')).toHaveLength(5);
    expect(reasons.filter((one) => one.includes('try again'))).toHaveLength(4);
  });
});
