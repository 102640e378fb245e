/** What a check keeps for the next time changes nothing but its time. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf, readFolder } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { createStudio } from '../../src/authoring/draw.ts';
import { reporterOf } from '../../src/content/folder.ts';
import type { Problem } from '../../src/content/schema.ts';
import { checkLimits } from '../../src/authoring/limits.ts';
import { keep, keyOf, recall } from '../../src/authoring/kept.ts';
import { readContent } from '../../src/content/load.ts';
import { rememberYaml } from '../../src/content/source.ts';
import { choice, folder, term } from '../support/content-folder.ts';

beforeEach(() => rememberYaml(new Map()));
afterEach(() => rememberYaml(undefined));

test('texts that were read before are told of at the same lines', () => {
  const sources = [
    { file: 'topics.yaml', text: '# topics\n\n- { id: web, title: The web }\n- { id: web, title: Twice }\n' },
    { file: 'glossary/thing.md', text: term('Thing', { see: '[othr]', zzz: 'So.' }) },
    { file: 'glossary/other.md', text: term('Other', { see: '[thing, gone]' }) },
    {
      file: 'questions/a.yaml',
      text: choice('q-1', { lesson: 'nowhere' }) + choice('q-2', { option1: '404', zzz: '.inf' }) + choice('q-1'),
    },
  ];
  const look = (): unknown => [readContent('x', sources), checkFolder(folderOf('x', sources))];
  const first = look();
  expect(look()).toEqual(first);
  expect(JSON.stringify(first)).toContain('404 is read as a number');
});

test('the course is the same from what was kept', async () => {
  const first = (await readFolder('content')).content;
  expect((await readFolder('content')).content).toEqual(first);
}, 180_000);

test('a text more, or the same letters in other files, have another name', async () => {
  const names = await Promise.all([keyOf('ab', 'c'), keyOf('a', 'bc'), keyOf('abc'), keyOf('ab', 'c', ''), keyOf()]);
  expect(new Set(names).size).toBe(names.length);
  expect(await keyOf('ab', 'c')).toBe(names[0]);
});

test('what is kept is found again, whatever it is', async () => {
  const key = await keyOf('kept.test', String(process.pid));
  expect(await recall(key)).toBeUndefined();
  const value = { yaml: new Map([['a', { value: Number.POSITIVE_INFINITY, lines: [1] }]]), none: undefined };
  await keep(key, value);
  expect(await recall(key)).toEqual(value);
});

test('a question is shown the same, whatever other questions there are: what was drawn need not be drawn again', async () => {
  const { content } = await readFolder('content');
  const some = [...content.questions.values()].filter((_, index) => index % 7 === 0);
  const whole = createStudio(content);
  const part = createStudio({ ...content, questions: new Map(some.map((question) => [question.id, question])) });
  for (const { id } of some)
    expect(JSON.stringify(await part.question(id))).toBe(JSON.stringify(await whole.question(id)));
}, 180_000);

test('what is fine is not drawn again, and what is not is told again', async () => {
  const made = folder({ 'questions/a.yaml': choice('q-1') + choice('q-2') });
  const [one, two] = [...made.content.questions.values()];
  if (one === undefined || two === undefined) throw new Error('two questions were made');
  const questions = new Map([one, { ...two, stem: 'long '.repeat(900) }].map((question) => [question.id, question]));
  const look = async (before?: Parameters<typeof checkLimits>[3]): Promise<Problem[]> => {
    const problems: Problem[] = [];
    await checkLimits({ ...made, content: { ...made.content, questions } }, reporterOf(problems), undefined, before);
    return problems;
  };
  const before = { pictures: new Map<string, Uint8Array>(), cards: new Set<string>(), fine: new Set<string>() };
  const first = await look();
  expect(first.map(({ message }) => message.split(',')[0])).toContain('q-2');
  expect(await look(before)).toEqual(first);
  expect([...before.fine].map((name) => name.split(' ')[0])).toEqual(['q-1']);
  expect(await look(before)).toEqual(first);
  // cards that are the same are known again, too
  expect(before.cards.size).toBeGreaterThan(3);
  before.fine.clear();
  expect(await look(before)).toEqual(first);
});
