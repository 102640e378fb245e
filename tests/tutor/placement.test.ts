/** Where people start: simulated learners of known standing over the real course. */
import { beforeAll, describe, expect, test } from 'vitest';
import { randomFrom } from '../../src/questions/chance.ts';
import { type CourseItem, itemsOf } from '../../src/tutor/items.ts';
import { MOST_QUESTIONS, nextForPlace, placeAfter, type PlacedAnswer } from '../../src/tutor/placement.ts';
import { realLibrary } from '../support/sous.ts';

let items: ReadonlyMap<string, CourseItem>;
let all: readonly CourseItem[];
let lessons = 0;
beforeAll(async () => {
  const library = await realLibrary();
  items = itemsOf(library);
  lessons = library.content.lessons.size;
  all = [...items.values()].filter(({ id }) => library.content.questions.get(id)?.kind === 'one-choice');
});

/** Somebody who has learned what comes before a lesson and little of the rest, as courses leave people. */
interface Simulated {
  /** Number of the first lesson that they have not learned. */
  readonly from: number;
  /** How often they try their luck where they do not know, 0 to 1. */
  readonly daring: number;
}

const KNOWS = { before: 0.9, after: 0.08 } as const;
const SLIP = 0.08;

function placed({ from, daring }: Simulated, seed: number) {
  const random = randomFrom(seed);
  const answers: PlacedAnswer[] = [];
  for (;;) {
    const item = nextForPlace(all, answers, items, { lessons, seed });
    if (item === undefined) return { answers, ...placeAfter(answers, items, lessons) };
    const knows = random() < (item.lesson < from ? KNOWS.before : KNOWS.after);
    const tries = knows || random() < daring;
    const right = knows ? random() >= SLIP : random() < item.guess;
    answers.push({ question: item.id, score: tries && right ? 1 : 0, unknown: !tries });
  }
}

const SEEDS = Array.from({ length: 60 }, (_, n) => n * 7919 + 1);
const runs = (who: Simulated) => SEEDS.map((seed) => placed(who, seed));
const share = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
const startOf = ({ start }: { readonly start: number | undefined }): number => start ?? lessons + 1;

describe.each([
  { daring: 0.1, how: 'who say when they do not know' },
  { daring: 1, how: 'who always try their luck' },
])('people $how', ({ daring }) => {
  test.each([
    { who: 'new', from: 1, within: 1, often: 0.9, most: 8 },
    { who: 'a little on', from: 5, within: 3, often: 0.85, most: 12 },
    { who: 'in the middle', from: 9, within: 3, often: 0.8, most: 12 },
    { who: 'far on', from: 14, within: 3, often: 0.75, most: 12 },
    { who: 'through with all of it', from: 18, within: 3, often: 0.75, most: 11 },
  ])('and are $who start where they stand, after few questions', ({ from, within, often, most }) => {
    const found = runs({ from, daring });
    expect(share(found.map((one) => Math.abs(startOf(one) - from) <= within))).toBeGreaterThanOrEqual(often);
    expect(Math.abs(mean(found.map(startOf)) - from)).toBeLessThan(2.5);
    expect(mean(found.map(({ answers }) => answers.length))).toBeLessThanOrEqual(most);
  });
});

test('at most twelve questions, none about a concept twice, none after it is sure', () => {
  for (const from of [1, 6, 12, 18])
    for (const { answers } of runs({ from, daring: 0.5 }).slice(0, 10)) {
      const concepts = answers.map(({ question }) => items.get(question)?.concept);
      expect(new Set(concepts).size).toBe(concepts.length);
      expect(answers.length).toBeLessThanOrEqual(MOST_QUESTIONS);
      expect(placeAfter(answers.slice(0, -1), items, lessons).sure).toBe(false);
    }
});

test('who knows nothing is told so after four questions, and never asked far ahead', () => {
  for (const seed of SEEDS.slice(0, 20)) {
    const answers: PlacedAnswer[] = [];
    const asked: number[] = [];
    for (let item = next(answers, seed); item !== undefined; item = next(answers, seed)) {
      answers.push({ question: item.id, score: 0, unknown: true });
      asked.push(item.lesson);
    }
    expect(answers).toHaveLength(4);
    expect(Math.max(...asked.slice(1))).toBeLessThan(6);
    expect(placeAfter(answers, items, lessons)).toEqual({ start: 1, told: true, sure: true, shaky: [] });
  }
});

test.each([
  { how: 'unknown', score: 0, unknown: true },
  { how: 'wrong', score: 0, unknown: false },
  { how: 'right', score: 1, unknown: false },
])('fewer than four $how answers say nothing: the start is lesson 1, and nothing is called known', (one) => {
  for (const seed of SEEDS.slice(0, 20)) {
    const answers: PlacedAnswer[] = [];
    for (let n = 0; n < 3; n += 1) {
      answers.push({ question: next(answers, seed)?.id ?? '', ...one });
      expect(placeAfter(answers, items, lessons)).toEqual({ start: 1, told: false, sure: false, shaky: [] });
    }
    // what was withdrawn since says nothing either
    expect(placeAfter([...answers, { question: 'gone', ...one }], items, lessons).told).toBe(false);
  }
});

test('who knows all of it reads none, and is shown what they missed on the way', () => {
  const answers: PlacedAnswer[] = [];
  for (let item = next(answers, 1); item !== undefined; item = next(answers, 1))
    answers.push({ question: item.id, score: answers.length === 1 ? 0 : 1, unknown: false });
  const { start, shaky } = placeAfter(answers, items, lessons);
  expect(start ?? lessons + 1).toBeGreaterThan(lessons - 3);
  expect(shaky).toEqual([answers[1]?.question]);
});

test('a guess says less where luck is likely, and an answer to a question that is gone says nothing', () => {
  const choice = (guess: number): ReadonlyMap<string, CourseItem> =>
    new Map([...items].map(([id, item]) => [id, { ...item, guess }]));
  const far = all.filter(({ lesson }) => lesson > 12).slice(0, 6);
  const right = far.map(({ id }) => ({ question: id, score: 1, unknown: false }));
  const [typed, lucky] = [choice(0), choice(0.5)].map((given) => placeAfter(right, given, lessons).start ?? 99);
  expect(typed).toBeGreaterThan(lucky ?? 0);
  const gone = { question: 'gone', score: 1, unknown: false };
  expect(placeAfter([gone], items, lessons).start).toBe(placeAfter([], items, lessons).start);
});

const next = (answers: readonly PlacedAnswer[], seed: number): CourseItem | undefined =>
  nextForPlace(all, answers, items, { lessons, seed });
