/** Which questions come next, over the real course. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseItem, itemsOf } from '../../src/tutor/items.ts';
import { chanceOf, type Given, knowledgeOf } from '../../src/tutor/knowledge.ts';
import { type Learner, type Level, nextQuestions, type Wish } from '../../src/tutor/next.ts';
import { realLibrary } from '../support/sous.ts';

const DAY = 24 * 3_600_000;
let items: ReadonlyMap<string, CourseItem>;
let all: readonly CourseItem[];
beforeAll(async () => {
  items = itemsOf(await realLibrary());
  all = [...items.values()];
});

const learnerAfter = (history: readonly Given[], read: readonly number[] = []): Learner => ({
  knowledge: knowledgeOf(history, (id) => items.get(id)),
  lastAt: new Map(history.map(({ question, at }) => [question, at])),
  read: new Set(read),
});
const wish = (more: Partial<Wish> = {}): Wish => ({
  count: 5,
  level: 'fitting',
  anyLesson: false,
  now: 30 * DAY,
  seed: 1,
  ...more,
});
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed * 7919);
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const meanChance = (learner: Learner, level: Level): number =>
  mean(
    SEEDS.flatMap((seed) =>
      nextQuestions(all, learner, wish({ seed, level })).items.map((item) =>
        chanceOf(learner.knowledge, item, 30 * DAY, learner.read.has(item.lesson)),
      ),
    ),
  );

describe('a newcomer', () => {
  test('is asked what the first lessons teach, the easy questions mostly, and never what is far ahead', () => {
    for (const seed of SEEDS) {
      const { items: next } = nextQuestions(all, learnerAfter([]), wish({ seed }));
      expect(next).toHaveLength(5);
      expect(Math.max(...next.map((item) => item.lesson))).toBeLessThanOrEqual(2);
    }
    const first = SEEDS.map((seed) => nextQuestions(all, learnerAfter([]), wish({ seed, count: 1 })).items[0]);
    const easy = first.filter((item) => (item?.difficulty ?? 0) < (item?.middle ?? 0)).length;
    expect(easy).toBeGreaterThan(SEEDS.length * 0.7);
  });

  test('who asks for a subject far ahead gets it, the easier questions first', () => {
    const far = all.filter((item) => item.topic === 'databases');
    const { items: next } = nextQuestions(far, learnerAfter([]), wish({ anyLesson: true }));
    expect(next.map((item) => item.topic)).toEqual(Array.from({ length: 5 }, () => 'databases'));
    const hardest = far.toSorted((a, b) => b.difficulty - a.difficulty).slice(0, far.length / 3);
    expect(next.filter((item) => hardest.includes(item)).length).toBeLessThanOrEqual(1);
  });

  test('who is in a lesson is asked up to the next one', () => {
    const lessons = SEEDS.flatMap((seed) =>
      nextQuestions(all, learnerAfter([], [1, 2, 3, 4, 5]), wish({ seed })).items.map((item) => item.lesson),
    );
    expect(Math.max(...lessons)).toBeLessThanOrEqual(6);
    expect(Math.max(...lessons)).toBeGreaterThan(2);
  });
});

describe('difficulty', () => {
  test('easy is easier than fitting, and fitting than hard', () => {
    const history = all
      .slice(0, 120)
      .map((item, n): Given => ({ question: item.id, score: n % 4 === 0 ? 0 : 1, at: n * 1_000, hint: false }));
    const learner = learnerAfter(history, [1, 2, 3, 4, 5, 6]);
    const [easy, fitting, hard] = (['easy', 'fitting', 'hard'] as const).map((level) => meanChance(learner, level));
    expect(easy).toBeGreaterThan((fitting ?? 1) + 0.02);
    expect(fitting).toBeGreaterThan((hard ?? 1) + 0.05);
  });

  test('after two misses in a row it becomes easier', () => {
    const answers = (last: number): Given[] =>
      all.slice(0, 30).map((item, n) => ({ question: item.id, score: n >= 28 ? last : 1, at: n, hint: false }));
    const missed = learnerAfter(answers(0), [1, 2, 3]);
    const calm: Learner = { ...missed, knowledge: { ...missed.knowledge, misses: 0 } };
    expect(meanChance(missed, 'fitting')).toBeGreaterThan(meanChance(calm, 'fitting') + 0.01);
    expect(meanChance(missed, 'hard')).toBeCloseTo(meanChance(calm, 'hard'), 5);
  });
});

describe('the bag', () => {
  test('nothing comes twice before everything was seen; then what was seen long ago', () => {
    const shelf = all.filter((item) => item.topic === 'http');
    const history: Given[] = [];
    const asked = new Set<string>();
    while (asked.size < shelf.length) {
      const next = nextQuestions(shelf, learnerAfter(history), wish({ anyLesson: true, seed: asked.size }));
      const fresh = next.items.filter((item) => !asked.has(item.id));
      expect(fresh).toHaveLength(Math.min(5, shelf.length - asked.size));
      expect(next.allSeen).toBe(false);
      for (const { id } of fresh) {
        history.push({ question: id, score: 1, at: history.length, hint: false });
        asked.add(id);
      }
    }
    const again = nextQuestions(shelf, learnerAfter(history), wish({ anyLesson: true }));
    expect(again.allSeen).toBe(true);
    const longAgo = new Set(history.slice(0, Math.ceil(history.length / 2)).map((one) => one.question));
    expect(again.items.filter((item) => !longAgo.has(item.id))).toEqual([]);
    expect(again.items).toHaveLength(5);
  });

  test('fewer candidates than wished for come all, each once', () => {
    const few = all.slice(0, 3);
    const { items: next } = nextQuestions(few, learnerAfter([]), wish({ anyLesson: true }));
    expect(next.map((item) => item.id).toSorted()).toEqual(few.map((item) => item.id).toSorted());
    expect(nextQuestions([], learnerAfter([]), wish()).items).toEqual([]);
  });

  test('one quiz asks about a concept once, where there are others', () => {
    for (const seed of SEEDS) {
      const { items: next } = nextQuestions(all, learnerAfter([], [1, 2, 3]), wish({ seed }));
      expect(new Set(next.map((item) => item.concept)).size).toBe(5);
    }
  });

  test('the same learner, wish and seed give the same questions', () => {
    const learner = learnerAfter([]);
    expect(nextQuestions(all, learner, wish())).toEqual(nextQuestions(all, learner, wish()));
  });
});
