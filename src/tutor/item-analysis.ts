/** What answers say about questions: how hard each is, and whether it tells those who know from those who do not. */

export interface Response {
  readonly item: string;
  readonly person: string;
  /** 0 to 1, of the first attempt. */
  readonly score: number;
}

export interface ItemFigures {
  readonly item: string;
  readonly people: number;
  /** Mean score, 0 (nobody) to 1 (everybody): Moodle's facility index. */
  readonly facility: number;
  /**
   * -1 to 1: the correlation of the score here with the mean score on all other items (the corrected item-total
   * correlation; for right-or-wrong items the point-biserial one). Absent with too few people, or when everybody is alike.
   */
  readonly discrimination?: number;
}

/** Fewer people than these say nothing, and would say who they are. */
export const FEWEST_PEOPLE = 5;

/**
 * Figures for each item that at least `fewest` people answered, the hardest first. The rest score is a mean and not a sum,
 * because people answer different items (Crocker and Algina, Introduction to Classical and Modern Test Theory, ch. 14).
 */
export function itemFigures(responses: readonly Response[], fewest = FEWEST_PEOPLE): readonly ItemFigures[] {
  const byPerson = Map.groupBy(responses, (one) => one.person);
  const total = new Map(
    [...byPerson].map(([person, all]) => [person, { sum: sum(all.map((one) => one.score)), n: all.length }]),
  );
  return [...Map.groupBy(responses, (one) => one.item)]
    .flatMap(([item, all]): ItemFigures[] => {
      const people = new Set(all.map((one) => one.person)).size;
      if (people < fewest) return [];
      const facility = sum(all.map((one) => one.score)) / all.length;
      const pairs = all.flatMap(({ person, score }): [number, number][] => {
        const others = total.get(person);
        return others === undefined || others.n < 2 ? [] : [[score, (others.sum - score) / (others.n - 1)]];
      });
      const discrimination = pairs.length < fewest ? undefined : correlation(pairs);
      return [{ item, people, facility, ...(discrimination !== undefined && { discrimination }) }];
    })
    .toSorted((a, b) => a.facility - b.facility || (a.item < b.item ? -1 : 1));
}

/** Ebel's rule of thumb (Essentials of Educational Measurement, 1972): below 0.2 an item should be looked at. */
export const WEAK = 0.2;

export function discriminationWords(discrimination: number): string {
  if (discrimination < 0) return 'those who know more miss it more often: check its answer';
  if (discrimination < WEAK) return 'hardly tells who knows from who guesses';
  return discrimination < 0.4 ? 'tells well enough' : 'tells very well';
}

/** Pearson's; undefined when one side does not vary. */
function correlation(pairs: readonly (readonly [number, number])[]): number | undefined {
  const n = pairs.length;
  const meanX = sum(pairs.map(([x]) => x)) / n;
  const meanY = sum(pairs.map(([, y]) => y)) / n;
  const xx = sum(pairs.map(([x]) => (x - meanX) ** 2));
  const yy = sum(pairs.map(([, y]) => (y - meanY) ** 2));
  // what is left of equal numbers after rounding is no variance
  if (xx < 1e-9 || yy < 1e-9) return undefined;
  return sum(pairs.map(([x, y]) => (x - meanX) * (y - meanY))) / Math.sqrt(xx * yy);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
