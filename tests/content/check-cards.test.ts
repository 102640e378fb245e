/** What platforms and phones refuse: cards that do not fit, and pictures that nobody could read. */
import { describe, expect, test } from 'vitest';
import { reporterOf } from '../../src/content/folder.ts';
import { checkLimits } from '../../src/authoring/limits.ts';
import type { Problem } from '../../src/content/schema.ts';
import { choice, folder, term } from '../support/content-folder.ts';

describe('cards', () => {
  const limits = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    const problems: Problem[] = [];
    await checkLimits(folder(files), reporterOf(problems));
    return problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
  };

  test('a lesson card that no platform shows is reported at its own line', async () => {
    const lesson = `---\ntitle: First\ngoals: [{ can: see, tested: [q-1] }]\nconcepts: [thing]\nchecks: [q-1]\nnext: On.\n---\n## One\nShort.\n\n## Two\n${'word '.repeat(800)}\n`;
    const all = await limits({ 'lessons/01-first.md': lesson, 'questions/a.yaml': choice('q-1') });
    expect(all).toEqual([
      'lessons/01-first.md:11 first, card 2: Block 3 (text) is 3999 long; at most 3000: split it or shorten it.',
      'lessons/01-first.md:11 first, card 2: The text of the card in all is 4044 long; at most 3800: split it over two cards.',
    ]);
  });

  test('a picture that cannot be drawn', async () => {
    const files = {
      'glossary/thing.md': term('Thing', { picture: '{ file: bad.dot, alt: A picture }' }),
      'pictures/bad.dot': 'a -> {',
    };
    expect(await limits(files)).toEqual([
      expect.stringContaining('pictures/bad.dot:1 cannot be drawn: '),
      expect.stringContaining('glossary/thing.md:1 thing, looked up: '),
    ]);
  });

  const svg = (inside: string, width = 720): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="90" viewBox="0 0 ${width} 90">\n${inside}\n</svg>`;

  test.each([
    ['<text font-size="24">a</text>', 720, []],
    [
      '<text font-size="23.5">a</text>',
      720,
      [expect.stringContaining('pictures/a.svg:2 letters of 11.8 pixels at a width of 360')],
    ],
    ['<text font-size="12">a</text>', 360, []],
    ['<text font-size="11">a</text>', 200, [expect.stringContaining('letters of 11.0 pixels')]],
    [
      '<text font-size="24">a</text>\n<text font-size="9">b</text>',
      720,
      [expect.stringContaining('a.svg:3 letters of 4.5')],
    ],
  ])('letters that a phone shows too small: %s in %i', async (inside, width, problems) => {
    expect(await limits({ 'pictures/a.svg': svg(inside, width) })).toEqual(problems);
  });

  test('a diagram that is wide makes its letters small, and one that is narrow does not', async () => {
    const row = (many: number): string =>
      `rankdir=LR; ${Array.from({ length: many }, (_, at) => `station_${at}`).join(' -> ')}`;
    expect(await limits({ 'pictures/a.dot': row(2) })).toEqual([]);
    expect(await limits({ 'pictures/a.dot': row(6) })).toEqual([
      expect.stringContaining('pictures/a.dot:1 letters of '),
    ]);
  });

  test('colors without a night tone', async () => {
    const inside = '<rect fill="none" stroke="#c2410c"/>\n<rect fill="#bada55"/>\n<rect fill="white"/>';
    expect(await limits({ 'pictures/a.svg': svg(inside) })).toEqual([
      expect.stringContaining('pictures/a.svg:3 the color "#bada55" is not of the house'),
      expect.stringContaining('pictures/a.svg:4 the color "white" is not of the house'),
    ]);
    expect(await limits({ 'pictures/a.dot': 'a [color="red"]' })).toEqual([expect.stringContaining('the color "red"')]);
  });

  test('what fits is not reported', async () => {
    expect(await limits({ 'questions/a.yaml': choice('q-1') })).toEqual([]);
  });
});
