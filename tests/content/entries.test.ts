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

  describe('what More begins with', () => {
    /** The advice on an entry with this fuller text; `short` is its short answer. */
    const advised = (more: string, short = 'Plain.'): string[] => {
      const all = files(WHOLE, '', short);
      const special = (all['glossary/special.md'] ?? '').replace('It does some work.', more);
      return checkFolder(folder({ ...all, 'glossary/special.md': special }))
        .filter(({ file, level }) => file === 'glossary/special.md' && level === 'advice')
        .map(({ line, message }) => `${line} ${message}`);
    };
    const WHOLE = { use: 'When it is needed.', watch: 'It slips.' };
    const begins = (words: string): string =>
      `16 "More" begins with ${words}, which a beginner may not have met: say it in everyday words, or below.`;

    test.each([
      ['a name of another entry', 'It asks the Wordb1 for it.', 'Wordb1'],
      ['letters', 'It goes over TLS and two RFCs.', 'TLS, RFCs'],
      ['code', 'Write `HttpOnly` there, and `Secure`.', '`HttpOnly`, `Secure`'],
    ])('%s that stands nowhere before is strange', (_, more, words) => {
      expect(advised(more)).toEqual([begins(words)]);
    });

    test.each([
      ['plain words', 'It does some work for you.'],
      ['its own name', 'Each Special does some work.'],
      ['letters that everybody says', 'It is OK by 5 PM on your TV.'],
      ['what is explained there, set in italics', 'It asks the *Wordb1*, which keeps a list.'],
      ['all of it one paragraph further down', 'It does some work.\n\nIt asks the Wordb1 over TLS for `HttpOnly`.'],
    ])('%s is fine', (_, more) => {
      expect(advised(more)).toEqual([]);
    });

    test('what the short answer said is met', () => {
      expect(advised('It asks the Wordb1.')).toEqual([begins('Wordb1')]);
      expect(advised('It asks the Wordb1.', 'A kind of Wordb1.')).toEqual([]);
    });
  });

  test('an entry says when one meets it and what goes wrong, for comparisons', () => {
    const advice = checkFolder(folder(files({ use: 'When it is needed.' }))).filter(
      ({ file, level }) => file === 'glossary/special.md' && level === 'advice',
    );
    expect(advice.map(({ message }) => message)).toEqual([
      'without "watch" a comparison has a row less: write one sentence each.',
    ]);
  });
});
