/** How patiently drops are delivered, and what goes wrong while they are. */

export interface DropOptions {
  /** A send that takes longer is in doubt. The platforms bound a single call by about 10 s, and repeat it once at most. */
  readonly sendMs: number;
  /** How long a delivery is one process's own; twice `sendMs` at least, so that a straggler lands before anybody looks. */
  readonly leaseMs: number;
  /** After a doubt: how long a straggler may take to land before it is looked for. */
  readonly graceMs: number;
  /** After a second send: how long the first one may take to land after all before it is looked for and removed. */
  readonly strayMs: number;
  /** Sends of one platform under way at a time; platforms pace themselves. */
  readonly lanes: number;
  /** A message's public count is changed at most once in so many milliseconds. */
  readonly countGapMs: number;
  /** A tick ends after so long at the latest; what is left is due at the next one. */
  readonly tickMs: number;
  /** How old the spread of a large cohort may get. */
  readonly spreadMs: number;
  /** Cohorts claimed in one transaction. */
  readonly claimLimit: number;
  /** Claims under way at a time when many are due: one is decided on while the other is written. */
  readonly claimLanes: number;
  /** Whether this process serves a platform; what it does not serve is left to others. */
  serves(platform: string): boolean;
  /** Stops after the sends under way. */
  readonly stopping?: AbortSignal;
}

export const DROP_OPTIONS: DropOptions = {
  sendMs: 25_000,
  leaseMs: 60_000,
  graceMs: 30_000,
  strayMs: 300_000,
  lanes: 256,
  countGapMs: 60_000,
  tickMs: 55_000,
  spreadMs: 600_000,
  claimLimit: 500,
  claimLanes: 2,
  serves: () => true,
};

/** One thing that went wrong in a tick while everything else went on; the message names the cohort. */
export class DropProblem extends Error {
  override readonly name = 'DropProblem';
  constructor(what: string, cohort: string | undefined, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${what}${cohort === undefined ? '' : ` of cohort ${cohort}`}: ${why}`, { cause });
  }
}

/** Collects what goes wrong, so that one failure never stops the others. */
export interface Problems {
  readonly all: DropProblem[];
  /** Runs something; a failure is noted and undefined comes back. */
  guard<T>(what: string, cohort: string | undefined, run: () => Promise<T>): Promise<T | undefined>;
}

export function collectProblems(): Problems {
  const all: DropProblem[] = [];
  return {
    all,
    async guard(what, cohort, run) {
      try {
        return await run();
      } catch (error) {
        all.push(new DropProblem(what, cohort, error));
        return undefined;
      }
    },
  };
}
