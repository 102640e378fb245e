/** What an answer is worth, and when it is right. No speed points: thinking is free. */

/** Points for a first attempt that is fully right. */
export const FULL_POINTS = 10;
/** The same after the hint was shown. */
export const HINT_POINTS = 6;

/** Points for a score of 0 to 1, in proportion, rounded. */
export const pointsFor = (score: number, hint: boolean): number =>
  Math.round(score * (hint ? HINT_POINTS : FULL_POINTS));

/** From this score on an answer is right: sums of parts such as thirds may miss 1 by a rounding error. */
export const RIGHT = 0.999;
export const isRight = (score: number): boolean => score >= RIGHT;

/** The word that goes with a score. */
export type Grade = 'right' | 'partly' | 'wrong';
export const gradeOfScore = (score: number): Grade => (isRight(score) ? 'right' : score > 0 ? 'partly' : 'wrong');
