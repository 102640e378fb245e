/** Courses that stand beside ours run without a line of code: their words are found, their lessons read, their questions answered. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { content as contentCommand } from '../../src/cli/content.ts';
import { loadContent } from '../../src/content/load.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples');
const TALK = path.resolve(import.meta.dirname, '../../src/cli/talk.ts');
const cache = process.env['NODE_COMPILE_CACHE'];

interface Line {
  readonly text?: string;
  readonly buttons?: readonly string[];
  readonly error?: string;
}

/** Plays lines on a course, as somebody with a terminal does. */
async function played(course: string, lines: readonly object[]): Promise<readonly Line[]> {
  const child = spawn(process.execPath, [TALK, '--jsonl'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      CONTENT_DIR: path.join(EXAMPLES, course),
      ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }),
    },
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  child.stdin.end([{ new: true }, ...lines].map((line) => JSON.stringify(line)).join('\n'));
  const [output, errors] = await said;
  expect(errors).toBe('');
  return output
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Line);
}
const say = (words: string) => ({ say: words });

test.each(readdirSync(EXAMPLES))('%s passes the check', async (course) => {
  let printed = '';
  const output = {
    print: (words: string) => void (printed += words),
    error: (words: string) => void (printed += words),
  };
  const code = await contentCommand(['check', '--content', path.join(EXAMPLES, course), '--fresh'], output);
  expect(printed).toMatch(/: 0 errors, 0 pieces of advice\n$/u);
  expect(code).toBe(0);
});

test.each(readdirSync(EXAMPLES))('%s: each way to ask that its authors wrote finds its entry', async (course) => {
  const { createLibrary } = await import('../../src/content/library.ts');
  const { lookup, content } = createLibrary((await loadContent(path.join(EXAMPLES, course))).content);
  const missed = [...content.terms.values()].flatMap(({ id, name, asks }) =>
    [name, ...asks].filter((ask) => lookup.ask(ask)[0]?.terms[0]?.id !== id).map((ask) => `${id}: ${ask}`),
  );
  expect(missed).toEqual([]);
});

describe('baking bread', () => {
  test('words, in several forms and in sentences, and what is none of it', async () => {
    const [who, name, plural, sentence, described, follow, outside, help] = await played('bread', [
      say('who are you'),
      say('what is gluten?'),
      say('doughs'),
      say('why does dough get bigger'),
      say('the jar in the fridge that must be fed'),
      say('how is that different from yeast'),
      say('who won the world cup'),
      say('/help'),
    ]);
    expect(who?.text).toContain('a tutor for baking bread at home');
    expect(name?.text).toMatch(/^Gluten\n/u);
    expect(plural?.text).toMatch(/^Dough\n/u);
    expect(sentence?.text).toMatch(/^Yeast\n/u);
    expect(described?.text).toMatch(/^Sourdough starter\n/u);
    expect(follow?.text).toContain('one kind, and quick');
    expect(outside?.text).toContain('My subject is bread, from flour to loaf');
    expect(help?.text).toContain('Look a baking word up');
    // it knows of no apps
    expect(help?.text).not.toContain('/stack');
  }, 180_000);

  test('a lesson to its end, and a quiz', async () => {
    const lines = await played('bread', [
      say('lesson 1'),
      ...Array.from({ length: 5 }, () => say('next')),
      say('/quiz length: 2'),
      say('idk'),
      say('next'),
      say('idk'),
      say('next'),
      say('/progress'),
    ]);
    expect(lines[0]?.text).toContain('card 1 of');
    expect(lines[5]?.text).toContain('That was the last card');
    expect(lines[6]?.text).toContain('Question 1 of 2');
    expect(lines[10]?.text).toContain('0 of 2 right');
    expect(lines[11]?.text).toContain('Lessons: 0 of 2 done');
  }, 180_000);
});

test('a course in Spanish: with and without accents, in other forms, in sentences, side by side, and what is none of it', async () => {
  const [accents, without, plural, described, why, beside, outside, hello, lesson] = await played('cocina', [
    say('¿Qué es un sofrito?'),
    say('que es pochado'),
    say('CALDOS'),
    say('¿cebolla blanda despacio en aceite?'),
    say('por que espero antes de cortar la carne'),
    say('diferencia entre sofrito y pochar'),
    say('¿dónde se juega el mundial?'),
    say('hola'),
    say('next'),
  ]);
  expect(accents?.text).toMatch(/^Sofrito\n/u);
  expect(without?.text).toMatch(/^Pochar\n/u);
  expect(plural?.text).toMatch(/^Caldo\n/u);
  expect(described?.text).toMatch(/^Pochar\n/u);
  expect(why?.text).toMatch(/^Reposar\n/u);
  expect(beside?.text).toMatch(/^Sofrito and Pochar\n/u);
  expect(outside?.text).toContain('outside what I teach');
  expect(hello?.text).toContain('good to see you');
  expect(lesson?.buttons).toContain('Start at lesson 1');
}, 180_000);

test('nothing in the code knows what our own course is about', async () => {
  const { globSync, readFileSync } = await import('node:fs');
  const root = path.resolve(import.meta.dirname, '../..');
  const telling = globSync('src/**/*.{ts,js,html}', { cwd: root }).flatMap((file) =>
    // word lists help to tell computing from everyday life, and comments explain
    file.startsWith('src/content/lookup/') || file === 'src/features/stack.ts'
      ? []
      : readFileSync(path.join(root, file), 'utf8')
          .split('\n')
          .filter((line) => /\bback[- ]?ends?\b/iu.test(line) && !/^\s*(?:\/?\*|\/\/)/u.test(line))
          .map((line) => `${file}: ${line.trim()}`),
  );
  expect(telling).toEqual([]);
});
