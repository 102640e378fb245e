/** At what pace drops are claimed, and what they show is kept up to date. */

export interface DropOptions {
  /** A message's public count is changed at most once in so many milliseconds. */
  readonly countGapMs: number;
  /** A change of a message is given up after so long. */
  readonly editMs: number;
  /** So long after a tick began no message and no spread is brought up to date any more. */
  readonly tickMs: number;
  /** How old the spread of a large cohort may get. */
  readonly spreadMs: number;
  /** Cohorts claimed in one transaction. */
  readonly claimLimit: number;
  /** Claims under way at a time when many are due: one is decided on while the other is written. */
  readonly claimLanes: number;
}

export const DROP_OPTIONS: DropOptions = {
  countGapMs: 60_000,
  editMs: 25_000,
  tickMs: 55_000,
  spreadMs: 600_000,
  claimLimit: 500,
  claimLanes: 2,
};
