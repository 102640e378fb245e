/** How hard a question really is: what its authors thought, corrected by what people answered. Pure. */

/** First answers to one question, of everybody. */
interface Compared {
  readonly answers: number;
  /** Sums of scores, and of those that were expected by the authors' difficulty; luck is in both. */
  readonly score: number;
  readonly expected: number;
  /** The sum of `expected * (1 - expected)`. */
  readonly spread: number;
}

/** With fewer first answers nothing is corrected. */
export const ENOUGH = 20;
/** The authors' word weighs as much as so many answers. */
const AUTHORS = 20;
/** Logits. */
const MOST = 2;

/**
 * What to add to the authored difficulty, in logits: one step of Newton's method towards the difficulty that would have made
 * the answers likely, held back by the authors' word (a normal prior on it). What was expected of each learner is taken into
 * account, so that a question which only the strong were asked does not pass for an easy one.
 */
export function correctionOf({ answers, score, expected, spread }: Compared): number {
  if (answers < ENOUGH) return 0;
  const step = (expected - score) / (spread + AUTHORS / 4);
  return Math.max(-MOST, Math.min(MOST, step));
}
