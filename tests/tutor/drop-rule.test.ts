/** The next question of a cohort: as far as it is, spaced, easy ones first in each lesson, and nothing ahead or twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BagState, chooseDropQuestion } from '../../src/tutor/drop-bag.ts';
import { isReached, nextOf, type Place, type Stage } from '../../src/tutor/drop-rule.ts';

/** Six questions a lesson, two of each level, on two concepts. */
const LESSONS = 8;
const questions = Array.from({ length: LESSONS * 6 }, (_, n) => ({ id: `l${Math.floor(n / 6) + 1}-${n % 6}` }));
const all = new Map(questions.map((one) => [one.id, one]));
const placeOf = (id: string): Place => {
  const [lesson = '', n = ''] = id.slice(1).split('-');
  return { lesson: Number(lesson), concept: `c${lesson}${Number(n) % 2}`, level: Math.floor(Number(n) / 2) - 1 };
};
const planned = (lesson: number | undefined, more: Partial<Extract<Stage, { kind: 'plan' }>> = {}): Stage => ({
  kind: 'plan',
  lesson,
  week: new Set(lesson === undefined ? [] : [lesson]),
  earlier: new Set(Array.from({ length: (lesson ?? LESSONS + 1) - 1 }, (_, n) => n + 1)),
  share: 0,
  ...more,
});
const draw = (stage: Stage, state: Partial<BagState> = {}, cohort = 'abc') => {
  const used = state.used ?? [];
  return chooseDropQuestion(
    cohort,
    '2026-11-02',
    questions,
    all,
    { queue: [], ...state, used },
    {
      mayAsk: ({ id }) => isReached(stage, placeOf(id)),
      first: (fresh) => nextOf(stage, fresh, used, placeOf),
    },
  );
};
const drawn = (...given: Parameters<typeof draw>): string => {
  const chosen = draw(...given);
  return chosen.kind === 'empty' ? '' : chosen.question.id;
};

describe('with a plan', () => {
  test('a lesson begins with easy ones and ends with hard ones', () => {
    const levels = [0, 0.5, 1].map((share) => placeOf(drawn(planned(1, { share }))).level);
    expect(levels).toEqual([-1, 0, 1]);
  });

  test('every third one is of an earlier week, what was seen longest ago first', () => {
    const used = ['l1-0', 'l2-0', 'l3-0', 'l1-2', 'l4-0'];
    const review = drawn(planned(4), { used });
    // of the earlier ones lesson 2 was seen longest ago, and there its other concept
    expect(review).toMatch(/^l2-[135]$/u);
    expect(placeOf(drawn(planned(4), { used: used.slice(0, 4) })).lesson).toBe(4);
    // a lesson that was never asked about was seen longest ago of all
    expect(placeOf(drawn(planned(4), { used: ['l1-0', 'l2-0', 'l1-1', 'l2-1', 'l4-0'] })).lesson).toBe(3);
  });

  test('when it is over all lessons are earlier ones', () => {
    const used = questions.filter(({ id }) => !id.startsWith('l5')).map(({ id }) => id);
    expect(drawn(planned(undefined), { used })).toMatch(/^l5-/u);
  });

  test('what is left of its week goes before earlier weeks, and those before what comes again', () => {
    const stage = planned(4, { week: new Set([3, 4]), earlier: new Set([1, 2]) });
    const done = (...lessons: number[]): string[] =>
      questions.filter(({ id }) => lessons.includes(placeOf(id).lesson)).map(({ id }) => id);
    expect(placeOf(drawn(stage, { used: done(4) })).lesson).toBe(3);
    expect(placeOf(drawn(stage, { used: [...done(4), ...done(3)] })).lesson).toBeLessThan(3);
    const chosen = draw(stage, { used: done(2, 1, 3, 4) });
    expect(chosen).toMatchObject({ kind: 'again', question: { id: 'l1-0' }, left: 24 });
  });

  test('any course of drops: nothing ahead, nothing twice, about a third from earlier weeks', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.integer({ min: 3, max: 4 }),
        fc.integer({ min: 1, max: 2 }),
        (cohort, daysAWeek, lessonsAWeek) => {
          const used: string[] = [];
          let earlier = 0;
          let from2 = 0;
          for (let week = 0; week * lessonsAWeek < LESSONS; week += 1) {
            for (let day = 0; day < daysAWeek; day += 1) {
              const begun = Math.floor((day * lessonsAWeek) / daysAWeek);
              const first = week * lessonsAWeek + 1;
              const lesson = Math.min(LESSONS, first + begun);
              const ofWeek = Array.from({ length: begun + 1 }, (_, n) => first + n);
              const stage = planned(lesson, {
                week: new Set(ofWeek),
                earlier: new Set(Array.from({ length: first - 1 }, (_, n) => n + 1)),
                share: day / (daysAWeek - 1),
              });
              const id = drawn(stage, { used }, cohort);
              expect(used).not.toContain(id);
              expect(placeOf(id).lesson).toBeLessThanOrEqual(lesson);
              used.push(id);
              from2 += week > 0 ? 1 : 0;
              earlier += week > 0 && placeOf(id).lesson < first ? 1 : 0;
            }
          }
          expect(Math.abs(earlier - from2 / 3)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('without a plan', () => {
  const read = (...lessons: number[]): Stage => ({ kind: 'read', lessons: new Set(lessons) });

  test('a new cohort gets the easy ones of the first lesson, then its harder ones, then the next lesson', () => {
    const used: string[] = [];
    for (let n = 0; n < 8; n += 1) used.push(drawn(read(), { used }));
    expect(used.map((id) => placeOf(id).level)).toEqual([-1, -1, 0, 0, 1, 1, -1, -1]);
    expect(used.map((id) => placeOf(id).lesson)).toEqual([1, 1, 1, 1, 1, 1, 2, 2]);
  });

  test('what most have read comes first, easy ones first, lesson by turns', () => {
    const used: string[] = [];
    for (let n = 0; n < 6; n += 1) used.push(drawn(read(3, 5), { used }));
    expect(used.map((id) => placeOf(id).level)).toEqual([-1, -1, -1, -1, 0, 0]);
    const lessons = used.map((id) => placeOf(id).lesson);
    expect(new Set(lessons)).toEqual(new Set([3, 5]));
    lessons.slice(1).forEach((lesson, n) => expect(lesson).not.toBe(lessons[n]));
  });

  test('nothing comes twice before all were asked', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: LESSONS })), (lessons) => {
        const used: string[] = [];
        for (let n = 0; n < questions.length; n += 1) used.push(drawn(read(...lessons), { used }));
        expect(new Set(used).size).toBe(questions.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('what staff were shown', () => {
  const shown = (...pairs: [string, string][]) => pairs.map(([date, question]) => ({ date, question }));

  test('goes before what they queued, on its day alone', () => {
    const queue = [{ question: 'l1-1', kind: 'soon' as const, date: null, priority: 9, at: 0 }];
    expect(drawn(planned(1), { queue, shown: shown(['2026-11-02', 'l1-5']) })).toBe('l1-5');
    expect(drawn(planned(1), { queue, shown: shown(['2026-11-03', 'l1-5']) })).toBe('l1-1');
  });

  test('is kept for its day, also when it is queued for soon', () => {
    const first = drawn(planned(1));
    expect(drawn(planned(1), { shown: shown(['2026-11-03', first]) })).not.toBe(first);
    const queue = [{ question: first, kind: 'soon' as const, date: null, priority: 0, at: 0 }];
    expect(drawn(planned(1), { queue, shown: shown(['2026-11-03', first]) })).not.toBe(first);
  });

  test('gives way when it was withdrawn, or is never to come', () => {
    const skip = [{ question: 'l1-5', kind: 'skip' as const, date: null, priority: 0, at: 0 }];
    expect(drawn(planned(1), { shown: shown(['2026-11-02', 'gone']) })).not.toBe('gone');
    expect(drawn(planned(1), { queue: skip, shown: shown(['2026-11-02', 'l1-5']) })).not.toBe('l1-5');
  });
});
