/** Figures about questions: checked by hand, and at their edges. */
import { describe, expect, test } from 'vitest';
import { discriminationWords, itemFigures, type Response } from '../../src/tutor/item-analysis.ts';

/** Rows are people, columns are items `q0`, `q1`, …; undefined was not answered. */
const table = (rows: readonly (readonly (number | undefined)[])[]): Response[] =>
  rows.flatMap((row, person) =>
    row.flatMap((score, item) => (score === undefined ? [] : [{ person: `p${person}`, item: `q${item}`, score }])),
  );

describe('item figures', () => {
  test('facility is the mean score; the hardest comes first', () => {
    const figures = itemFigures(
      table([
        [1, 0],
        [1, 0.5],
        [1, 0],
        [0, 0],
        [1, 1],
      ]),
    );
    expect(figures.map(({ item, people, facility }) => [item, people, facility])).toEqual([
      ['q1', 5, 0.3],
      ['q0', 5, 0.8],
    ]);
  });

  test('discrimination is the correlation with the rest score, worked out by hand', () => {
    // q0: 1 1 1 0 0; rest (mean of q1, q2): 1 1 0.5 0.5 0 -> means 0.6 and 0.6, sxy 0.7, sxx 1.2, syy 0.7
    const figures = itemFigures(
      table([
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 0],
        [0, 1, 0],
        [0, 0, 0],
      ]),
    );
    const of = (item: string) => figures.find((one) => one.item === item)?.discrimination;
    expect(of('q0')).toBeCloseTo(0.7 / Math.sqrt(1.2 * 0.7), 10);
  });

  test('an item that the better ones miss is negative, and said to be suspicious', () => {
    const figures = itemFigures(
      table([
        [0, 1, 1],
        [0, 1, 1],
        [0, 1, 0],
        [1, 0, 0],
        [1, 0, 0],
      ]),
    );
    const q0 = figures.find((one) => one.item === 'q0')?.discrimination ?? 0;
    expect(q0).toBeLessThan(0);
    expect(discriminationWords(q0)).toContain('check its answer');
  });

  test('fewer than five people give no figures, and equal answers no discrimination', () => {
    expect(
      itemFigures(
        table([
          [1, 0],
          [0, 1],
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toEqual([]);
    const alike = itemFigures(table(Array.from({ length: 6 }, () => [1, 0.1])));
    expect(alike.map((one) => 'discrimination' in one)).toEqual([false, false]);
  });

  test('who answered nothing else says nothing about how an item tells', () => {
    const lone = table(Array.from({ length: 8 }, (_, n) => [n % 2]));
    expect(itemFigures(lone)).toEqual([{ item: 'q0', people: 8, facility: 0.5 }]);
  });
});
