/** What guessers earn who read no question: each should be where blind chance is. */
import type { Question } from '../../content/schema.ts';
import { ways } from '../../questions/chance.ts';
import { type QuestionOption, shareOf } from '../../questions/kind.ts';
import { countChosen } from '../../questions/options.ts';
import { type Choice, ENOUGH, type Group, outermost, severals, STRONG, truthsOf } from './choices.ts';

/** So much better than chance may a guesser be who reads no question. Points of a hundred. */
export const MOST_GAIN = 3;
/** One way of guessing, and what it earns. Points of a hundred. */
export interface Guess {
  readonly how: string;
  readonly group: string;
  readonly earns: number;
  readonly chance: number;
  readonly of: number;
  readonly bad: boolean;
}

export const guessesOf = (questions: readonly Question[], groups: readonly Group[]): Guess[] => [
  ...groups.flatMap(guessesOfGroup),
  ...guessesOfTruth(questions),
  ...guessesOfSeveral(questions),
];

/** Options that a guesser would take; of several each is as likely. */
type Guesser = (choice: Choice) => readonly number[];

const others = (choice: Choice, without: readonly number[]): number[] => {
  const rest = choice.options.map((_, index) => index).filter((index) => !without.includes(index));
  return rest.length === 0 ? [...without] : rest;
};
const calm = (choice: Choice): number[] =>
  others(
    choice,
    choice.options.flatMap((option, index) => (STRONG.test(option.text) ? [index] : [])),
  );

const GUESSERS: Readonly<Record<string, Guesser>> = {
  'the longest': (choice) => outermost(choice, 'longest'),
  'the shortest': (choice) => outermost(choice, 'shortest'),
  'not the longest': (choice) => others(choice, outermost(choice, 'longest')),
  'not the shortest': (choice) => others(choice, outermost(choice, 'shortest')),
  'no strong words': calm,
  'no strong words, the longest': (choice) => outermost(choice, 'longest', calm(choice)),
  'no strong words, the shortest': (choice) => outermost(choice, 'shortest', calm(choice)),
};

/** By kind: a guesser knows what kind of question it is. */
function guessesOfGroup([group, choices]: Group): Guess[] {
  if (group.startsWith('difficulty')) return [];
  const chance = average(choices.map(({ size }) => 1 / size));
  return Object.entries(GUESSERS).map(([how, guesser]) => {
    const hits = choices.map((choice) => {
      const taken = guesser(choice);
      return taken.includes(choice.right) ? 1 / taken.length : 0;
    });
    return guess(how, group, average(hits), chance, choices.length);
  });
}

function guessesOfTruth(questions: readonly Question[]): Guess[] {
  const { kind, all: truths } = truthsOf(questions);
  if (truths.length < ENOUGH) return [];
  return [true, false].map((said) =>
    guess(
      said ? '"True"' : '"False"',
      kind,
      average(truths.map((answer) => Number(answer === said))),
      0.5,
      truths.length,
    ),
  );
}

/** Two, three or four options: the first, the longest or the shortest; against as many taken blindly. */
function guessesOfSeveral(questions: readonly Question[]): Guess[] {
  const { kind, all: lists } = severals(questions);
  if (lists.length < ENOUGH) return [];
  const orders: Readonly<Record<string, (options: readonly QuestionOption[]) => readonly QuestionOption[]>> = {
    first: (options) => options,
    longest: (options) => options.toSorted((a, b) => b.text.length - a.text.length),
    shortest: (options) => options.toSorted((a, b) => a.text.length - b.text.length),
  };
  return [2, 3, 4].flatMap((number) =>
    Object.entries(orders).map(([how, order]) =>
      guess(
        `the ${number} ${how}`,
        kind,
        average(
          lists.map((options) =>
            earned(
              options,
              order(options)
                .slice(0, number)
                .filter(({ right }) => right).length,
              number,
            ),
          ),
        ),
        average(lists.map((options) => blind(options, number))),
        lists.length,
      ),
    ),
  );
}

/** What `hits` right ones among `number` taken ones earn. */
const earned = (options: readonly QuestionOption[], hits: number, number: number): number =>
  shareOf(countChosen(options, hits, Math.min(number, options.length) - hits));

/** The same on average for options that are taken blindly (hypergeometric). */
function blind(options: readonly QuestionOption[], number: number): number {
  const right = options.filter((option) => option.right).length;
  const taken = Math.min(number, options.length);
  return Array.from({ length: taken + 1 }, (_, hits) => hits).reduce(
    (sum, hits) =>
      sum +
      (ways(right, hits) * ways(options.length - right, taken - hits) * earned(options, hits, taken)) /
        ways(options.length, taken),
    0,
  );
}

const average = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const guess = (how: string, group: string, earns: number, chance: number, of: number): Guess => ({
  how,
  group,
  earns: 100 * earns,
  chance: 100 * chance,
  of,
  bad: 100 * (earns - chance) > MOST_GAIN,
});
