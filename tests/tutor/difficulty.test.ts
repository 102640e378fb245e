/** How hard a question really is. */
import { expect, test } from 'vitest';
import { correctionOf } from '../../src/tutor/difficulty.ts';

/** So many first answers with this mean, each expected with this chance. */
const answers = (n: number, mean: number, expected: number) => ({
  answers: n,
  score: n * mean,
  expected: n * expected,
  spread: n * expected * (1 - expected),
});

test('below twenty answers the authors are believed', () => {
  expect(correctionOf(answers(19, 0, 0.8))).toBe(0);
  expect(correctionOf(answers(20, 0, 0.8))).toBeGreaterThan(0.5);
});

test('what goes as expected stays; what goes worse is harder, what goes better easier', () => {
  expect(correctionOf(answers(100, 0.8, 0.8))).toBeCloseTo(0);
  expect(correctionOf(answers(100, 0.6, 0.8))).toBeGreaterThan(0.5);
  expect(correctionOf(answers(100, 0.95, 0.8))).toBeLessThan(-0.3);
});

test('a question that only the strong were asked does not pass for an easy one', () => {
  expect(correctionOf(answers(100, 0.9, 0.97))).toBeGreaterThan(0.3);
});

test('the more answers, the more they count; never beyond two logits', () => {
  expect(correctionOf(answers(400, 0.6, 0.8))).toBeGreaterThan(correctionOf(answers(40, 0.6, 0.8)));
  expect(correctionOf(answers(10_000, 0, 0.99))).toBe(2);
  expect(correctionOf(answers(10_000, 1, 0.01))).toBe(-2);
});
