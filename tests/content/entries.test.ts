/** Entries of the glossary: found by what people type, led to by others, and readable from the first line. */
import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { folder, term } from '../support/content-folder.ts';

const errors = (files: Readonly<Record<string, string>>): string[] =>
  checkFolder(folder(files))
    .filter(({ level }) => level === 'error')
    .map(({ file, line, message }) => `${file}:${line} ${message}`);

describe('asks', () => {
  const asks = '[how is one, how is two, "Why isn\'t it here?", how is four, how is five]';

  test('one phrase under two terms would lead to the first of them', () => {
    const all = errors({
      'glossary/other.md': term('Other', { see: '[thing]', asks }),
      'glossary/thing.md': term('Thing', { asks }),
    });
    expect(all).toHaveLength(5);
    expect(all[0]).toBe(
      'glossary/other.md:7 "how is one" stands under thing too: whoever types it gets that one. Put it another way.',
    );
  });

  test('capitals, punctuation and contractions make no other phrase', () => {
    const other = '[How is ONE!, why is not it here, how is seven, how is eight, how is nine]';
    expect(
      errors({
        'glossary/other.md': term('Other', { see: '[thing]', asks: other }),
        'glossary/thing.md': term('Thing', { asks }),
      }),
    ).toEqual([
      expect.stringContaining('glossary/other.md:7 "How is ONE!" stands under thing too'),
      expect.stringContaining('glossary/other.md:7 "why is not it here" stands under thing too'),
    ]);
  });

  test('a phrase that is the name of another term', () => {
    expect(
      errors({
        'glossary/thing.md': term('Thing', { asks: '[others, how is two, how is three, how is four, how is five]' }),
      }),
    ).toEqual(['glossary/thing.md:7 "others" is a name of other: whoever types it means that.']);
  });
});

describe('in a glossary of a hundred terms', () => {
  const names = Array.from({ length: 98 }, (_, index) => `Word${String.fromCodePoint(97 + (index % 26))}${index}`);
  const files = (change: Readonly<Record<string, string>>, body = '', short = ''): Record<string, string> => ({
    ...Object.fromEntries(
      names.map((name) => [`glossary/${name.toLowerCase()}.md`, term(name, { see: '[thing, other, special]' })]),
    ),
    'glossary/other.md': term('Other', {
      see: `[${names
        .slice(0, 6)
        .map((name) => name.toLowerCase())
        .join(', ')}]`,
      priority: 'C',
    }),
    'glossary/worda0.md': term('Worda0', { see: '[thing, other, special]', priority: 'C' }),
    'glossary/special.md': term('Special', change, body).replace(
      'A Special is a thing.',
      short === '' ? 'Plain.' : short,
    ),
  });
  const ofSpecial = (...about: Parameters<typeof files>): string[] =>
    errors(files(...about))
      .filter((line) => line.startsWith('glossary/special.md'))
      .map((line) => line.replace('glossary/special.md:', ''));

  test('a good entry passes', () => {
    expect(ofSpecial({})).toEqual([]);
  });

  test('some other term has to lead to each', () => {
    const lonely = errors(files({})).filter((line) => line.includes('no other term leads here'));
    // six of the words are named by "Other", and the rest by nobody
    expect(lonely).toHaveLength(92);
    expect(lonely[0]).toContain('name "worda26" under "see" or "confused" of one.');
  });

  test('somebody wonders how, why or what', () => {
    expect(ofSpecial({ asks: '[a way, one more way, the third way, my way, your way]' })).toEqual([
      '7 none of the "asks" begins with how, why or what.',
    ]);
  });

  test('the fuller text is short', () => {
    expect(ofSpecial({}, ' go'.repeat(120))).toEqual(['13 the fuller text has 124 words; at most 120.']);
    expect(ofSpecial({}, ' go'.repeat(116))).toEqual([]);
  });

  test('the first paragraph uses no word that was not met', () => {
    expect(ofSpecial({}, '', 'Some Worda0 for the page.')).toEqual([
      '11 the first paragraph uses Worda0, which a beginner may not have met: say it without.',
    ]);
    // "Thing" is named in the course
    expect(ofSpecial({}, '', 'A thing for the page.')).toEqual([]);
  });
});
