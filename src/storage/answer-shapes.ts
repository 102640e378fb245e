/** What an answer is: as it was judged, as it is stored, and what became of it when it was recorded. */
import type { Moves, Verdict } from '../questions/kind.ts';
import type { Memory } from '../tutor/review.ts';
import type { Confidence } from './tables/runs.ts';

/** What is the same in every complete answer, judged and not stored yet. */
export interface Judged {
  readonly learner: string;
  readonly question: string;
  readonly version: string;
  readonly moves: Moves;
  /** 0 to 1: what counts, rulings included. */
  readonly score: number;
  /** What it earns if it is the first one that counts. */
  readonly points: number;
  readonly hint: boolean;
  readonly confidence?: Confidence;
  readonly verdict: Verdict;
  /** What it does to the learner's review list. */
  readonly review?: ReviewChange;
  /** The press, in milliseconds since 1970: the moment that counts. */
  readonly at: number;
}

/**
 * The memory of the question from now on. `was`: the date (milliseconds) that an item of the list was due at, which is rated
 * if it still is; without it the question comes on the list, unless it is there.
 */
export interface ReviewChange {
  readonly memory: Memory;
  readonly was?: number;
}

/** An answer as it is stored. */
export interface Answer {
  readonly question: string;
  readonly version: string;
  readonly moves: Moves;
  /** 0 to 1: what counts, rulings included. */
  readonly score: number;
  readonly points: number;
  /** The one that counts; false for practice and for whoever had answered the question before. */
  readonly first: boolean;
  readonly hint: boolean;
  /** Null in answers from before it was kept. */
  readonly verdict: Verdict | null;
  /** The press, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * What became of an answer. `first`: it is stored; `earned` are the points in the cohort in all, after an answer to a drop.
 * `repeat`: there was one before, here it is. `closed`: too late, or the drop is void or was never posted: nothing was
 * stored. `gone`: there is no such drop.
 */
export type Recorded =
  | { readonly outcome: 'first'; readonly answer: Answer; readonly earned?: number }
  | { readonly outcome: 'repeat'; readonly answer: Answer }
  | { readonly outcome: 'closed' | 'gone' };
