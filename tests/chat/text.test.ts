/** Tables as plain text, and texts cut to size: by what is seen, in every script. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { tableText } from '../../src/chat/text.ts';
import { cut } from '../../src/chat/words.ts';

const HEAD = ['#', 'Name', 'Points'];
const NAMES = [
  'Ana',
  '花子',
  '김철수',
  'ｱﾅ',
  'Ａｎａ',
  'cafe\u0301',
  'Nguye\u0302\u0303n',
  '👩‍💻',
  '🇩🇪 Max',
  '👨‍👩‍👧‍👦',
  '1️⃣',
  '👍🏽',
  'हिन्दी',
  'ไทย',
  'ё',
  '❤️',
];

/** How many columns stand before the points of each row. */
const before = (table: string): number[] =>
  table
    .split('\n')
    .slice(2)
    .map((line) => stringWidth(line.slice(0, line.lastIndexOf('70'))));

describe('a table', () => {
  test('of plain words is padded, and has no spaces at the ends', () => {
    expect(
      tableText(
        ['A', 'Bee'],
        [
          ['long one', 'x'],
          ['y', ''],
        ],
      ),
    ).toBe('A         Bee\n--------  ---\nlong one  x\ny');
    expect(tableText([], [])).toBe('\n');
    expect(tableText(['A'], [['two\nlines\tand a tab']])).toBe('A\n-------------------\ntwo lines and a tab');
  });

  test('has its columns below each other whatever the names are made of', () => {
    const table = tableText(
      HEAD,
      NAMES.map((name, at) => [String(at), name, '70']),
    );
    expect(new Set(before(table)).size).toBe(1);
    expect(tableText(HEAD, [['1', '花子', '70']])).toBe('#  Name  Points\n-  ----  ------\n1  花子  70');
    expect(tableText(HEAD, [['1', 'cafe\u0301', '70']])).toContain('1  cafe\u0301  70');
    expect(tableText(HEAD, [['1', '👩‍💻', '70']])).toContain('1  👩‍💻    70');
  });

  test('closes off what is written from right to left, and marks nothing else', () => {
    for (const name of ['أحمد', 'דוד', 'דוד (you)', 'علی 2', 'ދިވެހި', 'ߒߞߏ', '𞤀𞤣𞤤𞤢𞤥'])
      expect(tableText(HEAD, [['4', name, '70']])).toMatch(
        new RegExp(`4  ${name.replace(/[()]/gu, '.')}\u200e +70`, 'u'),
      );
    expect(
      tableText(
        HEAD,
        NAMES.map((name) => ['1', name, '70']),
      ),
    ).not.toContain('\u200e');
  });

  test('has straight columns for any names', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 6 }), (names) => {
        const table = tableText(
          HEAD,
          names.map((name) => ['1', name.replaceAll('70', ''), '70']),
        );
        assert.equal(new Set(before(table)).size, 1, table);
      }),
    ));
});

describe('what is cut', () => {
  test.each([
    ['short', 10, 'short'],
    ['a  b\n c', 10, 'a b c'],
    ['a long line of words', 10, 'a long li…'],
    ['👩‍💻👩‍💻👩‍💻', 8, '👩‍💻…'],
    ['🇩🇪🇫🇷🇮🇹', 7, '🇩🇪…'],
    ['cafe\u0301s', 5, 'caf…'],
    ['👨‍👩‍👧‍👦', 5, '👨…'],
  ])('%j to %i is %j', (words, max, wanted) => expect(cut(words, max)).toBe(wanted));

  test('is never longer than was said, and well formed', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 40 }), (words, max) => {
        const short = cut(words, max);
        assert.ok(short.length <= Math.max(max, 1) && (short.isWellFormed() || !words.isWellFormed()));
      }),
    ));
});
