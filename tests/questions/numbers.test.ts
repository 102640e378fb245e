/** Numbers as people type them, on any keyboard. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../src/questions/read-number.ts';
import { graded } from './graded.ts';
import { SAMPLES } from './samples.ts';

const read = (typed: string): number | undefined => readNumber(typed, { whole: true });

test.each([
  ['1000', 1000],
  ['1,000', 1000],
  ['1.000', 1000],
  ['1 000', 1000],
  ['1’000', 1000],
  ['1_000', 1000],
  ['1,000.5', 1000.5],
  ['1.000,5', 1000.5],
  ['1 000 000,5', 1_000_000.5],
  ['12.345.678', 12_345_678],
  ['1,00,000', 100_000],
  ['10,00,000.5', 1_000_000.5],
  ['1,0000', 10_000],
  ['0,500', 0.5],
  ['-7', -7],
  ['50 %', 50],
  ['about 3', 3],
  ['~43', 43],
  ['$10', 10],
])('%j is %s where a whole number is expected', (typed, value) => expect(read(typed)).toBe(value));

test.each([
  ['404.', 404],
  ['443 ms.', 443],
  ['1,200.', 1200],
  ['5,', 5],
  ['404。', 404],
  ['“404”.', 404],
  ['(404)', 404],
  ['.5', 0.5],
  ['1.5.', 1.5],
])('what ends the sentence ends no number: %j', (typed, value) => expect(read(typed)).toBe(value));

test.each([
  ['４０４', 404],
  ['٤٠٤', 404],
  ['۴۰۴', 404],
  ['४०४', 404],
  ['０．５', 0.5],
  ['１，０００', 1000],
  ['٤٠٤٫٥', 404.5],
  ['٥٬٠٠٠', 5000],
])('digits of another keyboard: %j', (typed, value) => expect(read(typed)).toBe(value));

test.each([
  ['−5', -5],
  ['–5', -5],
  ['—5', -5],
  ['- 5', -5],
  ['minus 5', -5],
  ['about −5', -5],
  ['-$5', -5],
  ['answer: -5', -5],
  ['answer - 5', 5],
  ['UTF-8', 8],
  ['5-', 5],
])('a minus of any keyboard is a minus, and a hyphen is none: %j', (typed, value) => expect(read(typed)).toBe(value));

test('a lost sign is a wrong answer', async () => {
  const minus = { ...SAMPLES.numeric, answer: -5, roughly: undefined };
  const plus = { ...minus, answer: 5 };
  for (const typed of ['−5', '–5', '—5', '-5']) {
    expect((await graded(minus, [typed])).score).toBe(1);
    expect((await graded(plus, [typed])).score).toBe(0);
  }
});

test.each([
  ['½', 0.5],
  ['1½', 1.5],
  ['¾', 0.75],
  ['1/2', 0.5],
  ['1 1/2', 1.5],
  ['1/0', undefined],
  ['10²', 100],
  ['10⁻³', 0.001],
  ['10^3', 1000],
  ['2**10', 1024],
  ['5·10³', 5000],
  ['5 x 10^3', 5000],
  ['1.5e3', 1500],
  ['5 m²', 5],
])('fractions and powers: %j', (typed, value) => expect(read(typed)).toBe(value));

test.each([
  ['5k', 5000],
  ['5 K', 5000],
  ['1.5k', 1500],
  ['5M', 5_000_000],
  ['5 million', 5_000_000],
  ['5 Hundred thousand', 500_000],
  ['2 lakh', 200_000],
  ['1万', 10_000],
  ['five', 5],
  ['two hundred', 200],
  ['5m', 5],
  ['5 kB', 5],
  ['5 kilobytes', 5],
])('a word behind the number multiplies it, a unit does not: %j', (typed, value) => expect(read(typed)).toBe(value));

test('the first letter of the unit that is asked for multiplies nothing', () => {
  expect(readNumber('400k', { whole: true, unit: 'kB' })).toBe(400);
  expect(readNumber('5 M', { whole: true, unit: 'minutes' })).toBe(5);
  expect(readNumber('3 million', { whole: true, unit: 'million visitors' })).toBe(3);
  expect(readNumber('400k', { whole: true, unit: 'ms' })).toBe(400_000);
});

test.each([
  ['HTTP/2 404', 404],
  ['HTTP404', 404],
  ['404 Not Found', 404],
  ['443/tcp', 443],
  ['port:443', 443],
  ['6 * 150 = 900', 900],
  ['1 2', undefined],
  ['5-7', undefined],
  ['401 or 403', undefined],
  ['404, not 403', undefined],
  ['1.2.3', undefined],
  ['1,2,3.4', undefined],
  ['127.0.0.1', undefined],
  ['0x1F4', undefined],
  ['12:30', undefined],
  ['2026-11-30', undefined],
  ['30/11/2026', undefined],
  ['1 000 5', undefined],
  ['many', undefined],
  ['', undefined],
])('one number among words is read, several are none: %j', (typed, value) => expect(read(typed)).toBe(value));

test('a comma is a decimal mark where a fraction is expected', () => {
  expect(readNumber('0,5', { whole: false })).toBe(0.5);
  expect(readNumber('1.234', { whole: false })).toBe(1.234);
});

describe('for any number', () => {
  const LOCALES = [
    'en',
    'de',
    'de-CH',
    'fr',
    'es',
    'pl',
    'pt-PT',
    'sv',
    'lt',
    'en-IN',
    'hi-IN',
    'mr',
    'bn',
    'my',
    'ne',
    'dz',
  ];
  const RIGHT_TO_LEFT = ['ar-EG', 'ar-MA', 'fa', 'he', 'ur', 'ps', 'ckb', 'ff-Adlm'];
  const numbers = fc.oneof(
    fc.integer({ min: -1e12, max: 1e12 }),
    fc.integer({ min: -999_999, max: 999_999 }).map((hundredths) => hundredths / 100),
  );

  test('it is read as every country writes it', () =>
    fc.assert(
      fc.property(numbers, fc.constantFrom(...LOCALES, ...RIGHT_TO_LEFT), (number, locale) => {
        const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(number);
        assert.equal(readNumber(written, { whole: Number.isInteger(number) }), number + 0, written);
      }),
      { numRuns: 2_000 },
    ));

  test('it is read in every kind of digits', () =>
    fc.assert(
      fc.property(
        fc.nat(),
        // Chinese numerals are words, and no digits to Unicode
        fc.constantFrom(...Intl.supportedValuesOf('numberingSystem').filter((system) => system !== 'hanidec')),
        (number, system) => {
          const written = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(number);
          assert.equal(read(`${written}.`), number, written);
        },
      ),
      { numRuns: 2_000 },
    ));

  test('another number beside it makes it unreadable, never a third number', () =>
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(' ', ' or ', ', ', ' - ', ' ; '),
        (one, two, between) => assert.equal(read(`${one}${between}${two}`), undefined),
      ),
    ));

  test('anything at all is read at once', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."12.,' -^/ekx½²٤".split('')), maxLength: 3_000 }), (typed) => {
        const started = performance.now();
        const value = read(typed);
        assert.ok(value === undefined || typeof value === 'number');
        assert.ok(performance.now() - started < 1_000);
      }),
    ));
});
