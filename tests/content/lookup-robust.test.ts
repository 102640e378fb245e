/** Whatever is typed: no exception, the same answer twice, bounded work. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLookup } from '../../bench/lookup.ts';
import type { Lookup } from '../../src/content/lookup.ts';
import { MOST_CHARACTERS, stem, tokenize, variant } from '../../src/content/lookup/normalize.ts';

let lookup: Lookup;
let ids: ReadonlySet<string>;

beforeAll(async () => {
  ({ lookup, ids } = await readLookup());
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'what',
        'is',
        'a',
        'cookie',
        'vs',
        'sql',
        'and',
        'databse',
        'where',
        '?',
        '.',
        '"',
        "'s",
        'I',
        '404',
        '__proto__',
        '\u0000',
      ),
      { maxLength: 40 },
    )
    .map((words) => words.join(' ')),
);

function checkFound(question: string): void {
  const found = lookup.find(question);
  expect(lookup.find(question)).toEqual(found);
  const named =
    found.kind === 'terms' ? found.terms.map((term) => term.id) : found.kind === 'near' ? found.didYouMean : [];
  expect(named.length > 0).toBe(found.kind !== 'none');
  expect(named.length).toBeLessThanOrEqual(5);
  expect(new Set(named).size).toBe(named.length);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  const scores = found.kind === 'terms' ? found.terms.map((term) => term.score) : [0.5];
  expect(scores[0]).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...scores)).toBeLessThanOrEqual(1);
  expect(found.kind === 'terms' && found.comparison && named.length < 2).toBe(false);
}

describe('any text at all', () => {
  test('gets an answer of the right shape, and the same one again', () => {
    fc.assert(fc.property(anything, checkFound), { numRuns: 400 });
  });

  test('completes to suggestions of the right shape', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: -3, max: 60 }), (typed, limit) => {
        const suggestions = lookup.suggest(typed, limit);
        expect(suggestions.length).toBeLessThanOrEqual(Math.min(25, Math.max(0, limit)));
        expect(new Set(suggestions.map((one) => one.id)).size).toBe(suggestions.length);
        expect(suggestions.every((one) => ids.has(one.id) && one.name !== '')).toBe(true);
        expect(lookup.suggest(typed, limit)).toEqual(suggestions);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    '',
    '   ',
    '\u0000\u0001\u0002',
    '\u200b\u200d\ufeff',
    '\ud800',
    '__proto__',
    'constructor',
    'toString hasOwnProperty valueOf',
    'what is __proto__',
    '@everyone <script>alert(1)</script>',
    "'; DROP TABLE learners; --",
    '💥'.repeat(2_000),
    'ａ'.repeat(5_000),
    'z'.repeat(5_000),
    'what is '.repeat(700),
    'databse '.repeat(700),
    'cookie vs session or '.repeat(300),
    '. '.repeat(3_000),
    '"'.repeat(5_000),
  ])('%j', (question) => {
    checkFound(question);
    expect(lookup.suggest(question).length).toBeLessThanOrEqual(25);
  });

  test('prototype names are no terms', () => {
    expect(lookup.find('__proto__')).toEqual({ kind: 'none' });
    expect(lookup.find('hasOwnProperty')).toEqual({ kind: 'none' });
  });
});

describe('bounded work', () => {
  test('no more than 240 words and 5,000 characters are read', () => {
    expect(tokenize('word '.repeat(2_000)).length).toBeLessThanOrEqual(240);
    expect(tokenize(`${' '.repeat(MOST_CHARACTERS)}cookie`)).toEqual([]);
  });

  test('a question at the end of a long message is still seen', () => {
    const story = 'We had soup and bread, and then it rained. '.repeat(60);
    const found = lookup.find(`${story} What is a load balancer?`);
    expect(found).toMatchObject({ kind: 'terms' });
    expect(found.kind === 'terms' && found.terms[0]?.id).toBe('load-balancer');
  });
});

describe('words made comparable', () => {
  test('reducing twice changes nothing that matters: a word is found by itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcdeginorstuvy'.split('')), minLength: 1, maxLength: 14 }),
        (word) => {
          expect(stem(word).length).toBeGreaterThan(0);
          expect(variant(word).length).toBeGreaterThan(0);
          expect(variant(variant(word)).length).toBeLessThanOrEqual(variant(word).length + 1);
        },
      ),
    );
  });

  test.each([
    ['queries', 'query'],
    ['cookies', 'cookie'],
    ['classes', 'class'],
    ['normalisation', 'normalization'],
    ['serialise', 'serialize'],
    ['behaviour', 'behavior'],
  ])('%s and %s are one', (one, other) => {
    expect(variant(one)).toBe(variant(other));
  });

  test.each(['https', 'css', 'express', 'redis', 'cors'])('%s keeps what tells it apart', (word) => {
    const found = lookup.find(word);
    expect(found.kind === 'terms' && found.terms[0]?.id).toBe(word);
  });

  test.each([
    ['storing', 'stored'],
    ['changes', 'changing'],
    ['authentication', 'authenticate'],
    ['running', 'runs'],
  ])('%s finds %s', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });
});
