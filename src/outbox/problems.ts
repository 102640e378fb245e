/** What goes wrong in a job while everything else goes on. */
import { reasonOf } from '../chat/fault.ts';
import { counted } from '../chat/words.ts';

/** One thing that went wrong; the message names the cohort. */
class Problem extends Error {
  override readonly name = 'Problem';
  constructor(what: string, cohort: string | undefined, cause: unknown) {
    super(`${what}${cohort === undefined ? '' : ` of cohort ${cohort}`}: ${reasonOf(cause)}`, { cause });
  }
}

/** Collects what goes wrong, so that one failure never stops the others. */
export interface Problems {
  note(what: string, cohort: string | undefined, cause: unknown): void;
  /** Runs something; a failure is noted and undefined comes back. */
  guard<T>(what: string, cohort: string | undefined, run: () => Promise<T>): Promise<T | undefined>;
  /** @throws AggregateError when something went wrong; its message names the first of it. */
  throwAll(): void;
}

const MOST_NAMED = 10;

export function collectProblems(): Problems {
  const all: Problem[] = [];
  const note = (what: string, cohort: string | undefined, cause: unknown): void =>
    void all.push(new Problem(what, cohort, cause));
  return {
    note,
    async guard(what, cohort, run) {
      try {
        return await run();
      } catch (error) {
        note(what, cohort, error);
        return undefined;
      }
    },
    throwAll() {
      if (all.length === 0) return;
      const named = all.slice(0, MOST_NAMED).map((problem) => problem.message);
      throw new AggregateError(all, `${counted(all.length, 'problem')}: ${named.join('; ')}`);
    },
  };
}
