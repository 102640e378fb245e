/** What stands where, and how likely that is by chance. */
import type { Question } from '../../content/schema.ts';
import { type Choice, ENOUGH, type Group, outermost, severals, STRONG, truthsOf } from './choices.ts';

/** A chance below this is a cue and not luck. */
const LUCK = 0.05;
/** At most this share of the questions with several right options may have one and the same number of them. */
const MOST_ALIKE = 0.55;

/** One line of the table: what was counted, what chance would give, and how likely a count so far off is by chance. */
export interface Cue {
  readonly what: string;
  readonly group: string;
  readonly count: number;
  readonly of: number;
  readonly expected: number;
  /** Two-sided. */
  readonly p: number;
  readonly bad: boolean;
}

export const countsOf = (
  questions: readonly Question[],
  choices: readonly Choice[],
  groups: readonly Group[],
): Cue[] => [
  ...groups.flatMap(lengthsOf),
  ...groups.flatMap(placesOf),
  ...wordsOf(choices),
  ...trueOnes(questions),
  ...severalOf(questions),
];

/** Where one option is longer (shorter) than each other, is it the right one more or less often than chance would have it? */
function lengthsOf([group, choices]: Group): Cue[] {
  return (['longest', 'shortest'] as const).flatMap((which) => {
    const alone = choices.filter((choice) => outermost(choice, which).length === 1);
    const count = alone.filter((choice) => outermost(choice, which)[0] === choice.right).length;
    return counted(`the right option is the ${which}`, group, alone, count);
  });
}

function placesOf([group, all]: Group): Cue[] {
  const choices = all.filter(({ keepOrder }) => !keepOrder);
  return Array.from({ length: 4 }, (_, place) => place).flatMap((place) => {
    const able = choices.filter(({ size }) => size > place);
    const count = able.filter(({ right }) => right === place).length;
    // four places are looked at, so one of them may be so unlikely only by a quarter
    return counted(`the right option is number ${place + 1}`, group, able, count, LUCK / 4);
  });
}

/** A strong word in exactly one option: does it mark a wrong one? */
function wordsOf(choices: readonly Choice[]): Cue[] {
  const strong = choices.flatMap((choice) => {
    const places = choice.options.flatMap((option, index) => (STRONG.test(option.text) ? [index] : []));
    return places.length === 1 ? [{ ...choice, place: places[0] }] : [];
  });
  return counted(
    'the one option with a strong word (always, never, all) is right',
    'all',
    strong,
    strong.filter(({ place, right }) => place === right).length,
  );
}

function trueOnes(questions: readonly Question[]): Cue[] {
  const { kind, all: truths } = truthsOf(questions);
  const coins = truths.map(() => ({ size: 2 }));
  return counted('the statement is true', kind, coins, truths.filter(Boolean).length);
}

/** How many are right where several may be: two, three and four all have to occur, and none too often. */
function severalOf(questions: readonly Question[]): Cue[] {
  const { kind, all } = severals(questions);
  const numbers = all.map((options) => options.filter(({ right }) => right).length);
  if (numbers.length < ENOUGH) return [];
  return [2, 3, 4].map((number) => {
    const count = numbers.filter((one) => one === number).length;
    const bad = count === 0 || count > MOST_ALIKE * numbers.length;
    return {
      what: `${number} options are right`,
      group: kind,
      count,
      of: numbers.length,
      expected: numbers.length / 3,
      p: Number.NaN,
      bad,
    };
  });
}

function counted(
  what: string,
  group: string,
  choices: readonly { readonly size: number }[],
  count: number,
  luck = LUCK,
): Cue[] {
  if (choices.length < ENOUGH) return [];
  const expected = choices.reduce((total, { size }) => total + 1 / size, 0);
  const chances = chancesOf(choices);
  const p = Math.min(1, 2 * Math.min(sum(chances.slice(count)), sum(chances.slice(0, count + 1))));
  return [{ what, group, count, of: choices.length, expected, p, bad: p < luck }];
}

/** The chance of at least `count` hits when question i is a hit with probability 1/size. */
export const atLeast = (choices: readonly { readonly size: number }[], count: number): number =>
  sum(chancesOf(choices).slice(count));

/**
 * The chances of 0, 1, 2 … hits: the exact distribution of a sum of unequal coins (Poisson binomial), by adding one question
 * after the other.
 */
function chancesOf(choices: readonly { readonly size: number }[]): Float64Array {
  const chances = new Float64Array(choices.length + 1);
  chances[0] = 1;
  choices.forEach(({ size }, before) => {
    const hit = 1 / size;
    for (let hits = before + 1; hits >= 0; hits -= 1)
      chances[hits] = (chances[hits] ?? 0) * (1 - hit) + (hits === 0 ? 0 : (chances[hits - 1] ?? 0) * hit);
  });
  return chances;
}
const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0);
