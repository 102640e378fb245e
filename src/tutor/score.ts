/** What an answer is worth, and when it is right. No speed points: thinking is free. */

/** Points for a first attempt that is fully right. */
export const FULL_POINTS = 10;
/** The same after the hint was shown. */
export const HINT_POINTS = 6;

/** From this score on an answer is right: sums of parts such as thirds may miss 1 by a rounding error. */
export const RIGHT = 0.999;
export const isRight = (score: number): boolean => score >= RIGHT;

/**
 * Points for a score of 0 to 1: its share of the points, to the nearest whole one, a half upward; all of them only for an
 * answer that is right: 8 of 12 parts of 10 points are 7, and 11 of 12 of 6 are 5. The smallest part of any kind, one of
 * twelve, still earns a point.
 */
export function pointsFor(score: number, hint: boolean): number {
  const full = hint ? HINT_POINTS : FULL_POINTS;
  // the slack is for shares such as 1/12, which binary numbers cannot hold
  return isRight(score) ? full : Math.min(full - 1, Math.round(score * full + 1e-9));
}

/**
 * What a score says beyond luck, 0 to 1: for estimates of what somebody knows, never for what they are shown or paid.
 * `luck`: what a blind answer earns on average, 0 to below 1.
 */
export const beyondLuck = (score: number, luck: number): number => Math.max(0, (score - luck) / (1 - luck));

/** The word that goes with a score. */
export type Grade = 'right' | 'partly' | 'wrong';
export const gradeOfScore = (score: number): Grade => (isRight(score) ? 'right' : score > 0 ? 'partly' : 'wrong');
