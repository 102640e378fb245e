/** When things come back: never in the past, later when known better, the same on every machine. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterRecall, daysAfter, newMemory, type Recall, recallOf, retrievability } from '../../src/tutor/review.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const DAY = 24 * 3_600_000;
const recalls = fc.constantFrom<Recall>('again', 'hard', 'good', 'easy');

test('something new is due at once', () => {
  expect(newMemory(NOW).due).toBe(NOW);
  expect(retrievability(newMemory(NOW), NOW)).toBe(0);
});

test('the better it was known, the later it comes back', () => {
  const due = (recall: Recall): number => afterRecall(newMemory(NOW), recall, NOW).due;
  expect(due('again')).toBeLessThanOrEqual(due('hard'));
  expect(due('hard')).toBeLessThanOrEqual(due('good'));
  expect(due('good')).toBeLessThan(due('easy'));
  expect(due('good')).toBeGreaterThanOrEqual(NOW + DAY);
});

test('whatever is answered when, the next time is in the future, and the memory survives storage', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(recalls, fc.integer({ min: 0, max: 400 })), { minLength: 1, maxLength: 12 }),
      (steps) => {
        let now = NOW;
        let memory = newMemory(now);
        for (const [recall, days] of steps) {
          now += days * DAY;
          const stored = JSON.parse(JSON.stringify(memory)) as typeof memory;
          memory = afterRecall(stored, recall, now);
          expect(memory.due).toBeGreaterThan(now);
          expect(memory).toEqual(afterRecall(stored, recall, now));
          const chance = retrievability(memory, memory.due);
          expect(chance).toBeGreaterThan(0.5);
          expect(chance).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('what each rating would do is said before, and is what it does', () => {
  let memory = newMemory(NOW);
  for (const [recall, days] of [
    ['good', 0],
    ['hard', 3],
    ['easy', 9],
  ] as const) {
    const now = NOW + days * DAY;
    const said = daysAfter(memory, now);
    for (const one of ['again', 'hard', 'good', 'easy'] as const)
      expect(afterRecall(memory, one, now).due).toBe(now + said[one] * DAY);
    memory = afterRecall(memory, recall, now);
  }
});

test('a score becomes a rating', () => {
  expect([recallOf(0, false), recallOf(0.5, false), recallOf(1, true), recallOf(1, false)]).toEqual([
    'again',
    'hard',
    'hard',
    'good',
  ]);
});
