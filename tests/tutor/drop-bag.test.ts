/** The bag of a cohort: nothing twice, instructors first, and a gauge that tells the truth. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BagState, chooseDropQuestion, type Queued, stockOf } from '../../src/tutor/drop-bag.ts';

const questions = Array.from({ length: 12 }, (_, n) => ({ id: `q${n}` }));
const all = new Map(questions.map((question) => [question.id, question]));
const queued = (question: string, kind: Queued['kind'], more: Partial<Queued> = {}): Queued => ({
  question,
  kind,
  date: null,
  priority: 0,
  at: 0,
  ...more,
});
const draw = (state: Partial<BagState>, date = '2026-11-02', cohort = 'abc') =>
  chooseDropQuestion(cohort, date, questions, all, { used: [], queue: [], ...state });
const idOf = (drawn: ReturnType<typeof draw>): string => (drawn.kind === 'empty' ? '' : drawn.question.id);

describe('drawing', () => {
  test('gives everything once, in an order of the cohort, the same in every process', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), (cohort) => {
        const used: string[] = [];
        for (let n = questions.length; n > 0; n -= 1) {
          const drawn = draw({ used }, '2026-11-02', cohort);
          expect(drawn).toMatchObject({ kind: 'fresh', left: n - 1 });
          expect(drawn).toEqual(
            chooseDropQuestion(cohort, '2026-11-02', questions.toReversed(), all, { used, queue: [] }),
          );
          used.push(idOf(drawn));
        }
        expect(new Set(used).size).toBe(questions.length);
        expect(draw({ used }, '2026-11-02', cohort)).toMatchObject({ kind: 'again', question: { id: used[0] } });
      }),
      { numRuns: 50 },
    );
  });

  test('cohorts differ', () => {
    expect(
      new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((cohort) => idOf(draw({}, '2026-11-02', cohort)))).size,
    ).toBeGreaterThan(1);
  });

  test('a date chosen by an instructor comes before priority, priority before age, and both before the bag', () => {
    const queue = [
      queued('q1', 'soon', { at: 1 }),
      queued('q2', 'soon', { at: 2, priority: 5 }),
      queued('q3', 'on', { date: '2026-11-02' }),
      queued('gone', 'soon', { priority: 9 }),
    ];
    expect(idOf(draw({ queue }))).toBe('q3');
    expect(idOf(draw({ queue }, '2026-11-03'))).toBe('q2');
    expect(idOf(draw({ queue: [queued('q1', 'soon', { at: 9 }), queued('q5', 'soon', { at: 3 })] }))).toBe('q5');
  });

  test('a question booked for a date is kept for it while others are left', () => {
    const first = idOf(draw({}));
    expect(idOf(draw({ queue: [queued(first, 'on', { date: '2026-12-24' })] }))).not.toBe(first);
    const used = questions.map((question) => question.id).filter((id) => id !== first);
    expect(idOf(draw({ used, queue: [queued(first, 'on', { date: '2026-12-24' })] }))).toBe(first);
  });

  test('a date that has passed keeps its question back no longer', () => {
    const first = idOf(draw({}));
    expect(idOf(draw({ queue: [queued(first, 'on', { date: '2026-11-01' })] }))).toBe(first);
    expect(idOf(draw({ queue: [queued(first, 'on', { date: '2026-11-03' })] }))).not.toBe(first);
  });

  test('what is skipped never comes, also when everything was asked', () => {
    const queue = questions.slice(1).map((question) => queued(question.id, 'skip'));
    expect(idOf(draw({ queue }))).toBe('q0');
    expect(draw({ queue, used: ['q0'] })).toMatchObject({ kind: 'again', question: { id: 'q0' } });
    expect(draw({ queue: questions.map((question) => queued(question.id, 'skip')) })).toEqual({
      kind: 'empty',
      left: 0,
    });
  });
});

test('the gauge warns at 14, 7 and 3', () => {
  const used = (n: number): BagState => ({ used: questions.slice(0, n).map((question) => question.id), queue: [] });
  expect(stockOf(questions, used(0))).toEqual({ left: 12, total: 12, warning: 14 });
  expect(stockOf(questions, used(5))).toMatchObject({ left: 7, warning: 7 });
  expect(stockOf(questions, used(9))).toMatchObject({ left: 3, warning: 3 });
  expect(stockOf([...questions, ...questions.map(({ id }) => ({ id: `x${id}` }))], used(0))).toEqual({
    left: 24,
    total: 24,
  });
  expect(stockOf(questions, { used: [], queue: [queued('q0', 'skip')] })).toMatchObject({ left: 11, total: 11 });
});
