/** The one edit distance: what it counts is what the textbook's whole table counts, as far as it is asked for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance } from '../../src/chat/distance.ts';

/** Optimal string alignment with the whole table, as it is usually written. */
function plainly(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_one, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const row = table[i] ?? [];
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        i > 1 && j > 1 && swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  return at(a.length, b.length);
}

test('within its bound it is exact, beyond it only large', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.nat(9), (a, b, most) => {
      const capped = (edits: number): number => Math.min(edits, most + 1);
      expect(capped(distance(a, b, most))).toBe(capped(plainly(a, b)));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['databse', 'database', 1],
  ['sevrer', 'server', 1],
  ['ca', 'abc', 3],
  ['', 'ab', 2],
] as const)('%j and %j are %s apart', (a, b, edits) => expect(distance(a, b, 9)).toBe(edits));

test('a phrase as long as an answer may be is compared, anything longer is far away', () => {
  const phrase = 'a'.repeat(80);
  expect(distance(phrase, `${phrase}b`, 2)).toBe(1);
  expect(distance('a'.repeat(5_000), 'a'.repeat(5_000), 2)).toBeGreaterThan(2);
});
