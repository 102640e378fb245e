/** Reading Markdown takes a time that goes by its length, whatever stands in it, and never overflows the stack. */
import { expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { escape, isTame, md, parseMarkdown, plain } from '../../src/chat/markdown.ts';
import { LIMITS } from '../../src/chat/limits.ts';
import { folder, term } from '../support/content-folder.ts';
import { realLibrary } from '../support/sous.ts';

const UNITS = [
  '*a_ ',
  '[](',
  '>',
  '> ',
  '`a``',
  '<a ',
  '![',
  '- ',
  '1. ',
  '**',
  '_a*',
  '[a](b ',
  '&a',
  '\\*',
  '*',
  '~',
  '<!--',
  'a\n> ',
  '  - a\n',
  '[^1]',
  'http://a ',
  '_',
  '<http://',
  '``` ',
  '\n```\n',
  '* * ',
  '[[',
  ']]',
  '"*',
  '\t',
  '>\t',
  '-\t>',
  '[a]: b\n',
  '\\',
  '+ 1. > ',
];

test.each(UNITS)('%j, however often', (unit) => {
  for (const length of [3_000, 20_000, 200_000]) {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const began = process.cpuUsage();
    const read = parseMarkdown(text);
    const { user, system } = process.cpuUsage(began);
    // ten times what it takes
    expect((user + system) / 1_000, `${length}`).toBeLessThan(4_000);
    expect(Array.isArray(read)).toBe(true);
  }
});

test('what is too much to be read is shown as it is, and nothing of it is lost', () => {
  const text = '*a_ '.repeat(700).trim();
  expect(isTame(text)).toBe(false);
  expect(plain(text)).toBe(text);
});

test('what people type is read whole, marks and all, up to the longest that a card shows', () => {
  for (const raw of ['*', '_', '[', '<', '`', '>', '- ', '\\', '1. ', '&amp;']) {
    const typed = raw.repeat(1_000).slice(0, 1_000).trim();
    const shown = md`You said: ${typed}`;
    expect(isTame(shown), raw).toBe(true);
    expect(plain(shown), raw).toBe(`You said: ${typed.replaceAll(/\s+/gu, ' ')}`);
  }
  expect(isTame(escape('*'.repeat(LIMITS.typed)))).toBe(true);
});

test('all texts that come with Sous are read', async () => {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof Map) for (const one of value.values()) walk(one);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(one);
  };
  const { pictures: _, ...content } = (await realLibrary()).content;
  walk(content);
  expect(texts.length).toBeGreaterThan(10_000);
  expect(texts.filter((text) => !isTame(text))).toEqual([]);
});

test('authors are told of a text that is too much, or too long for a card', () => {
  const lesson = (text: string): string =>
    `---\ntitle: First\ngoals: [{ can: see, tested: [q-9] }]\nconcepts: [thing]\nchecks: [q-9]\nnext: On.\n---\n## One\n${text}\n`;
  const said = (files: Readonly<Record<string, string>>): string =>
    checkFolder(folder(files))
      .filter((one) => one.level === 'error')
      .map((one) => `${one.file}:${one.line} ${one.message}`)
      .join('\n');
  expect(said({ 'lessons/01-first.md': lesson('*a_ '.repeat(700)) })).toMatch(
    /01-first\.md:8 this text is too long, or has too many marks/u,
  );
  expect(said({ 'lessons/01-first.md': lesson('word '.repeat(700)) })).toMatch(
    /01-first\.md:8 a text of this card has 3499 characters; at most 3000/u,
  );
  expect(said({ 'glossary/thing.md': term('Thing') })).not.toContain('marks');
});
