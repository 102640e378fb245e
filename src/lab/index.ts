/** The SQL lab: statements against small data sets, in threads that can be ended. Nothing typed is kept, or logged. */
import type { Dataset } from '../content/dataset.ts';
import type { Trial, Tried } from '../questions/trial.ts';
import { mistakeOf, refused } from './mistakes.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { scriptOf } from './script.ts';
import { refusalOf } from './statement.ts';
import { tokensOf, typedPlainly } from './tokens.ts';
import type { Outcome, Work } from './work.ts';

export interface Lab {
  /**
   * Runs all of them within one second, each against a fresh copy of its data set. `who`: nobody may fill the line alone.
   * @throws Error when there is no such data set: the check of content sees to it
   */
  run(datasets: Datasets, trials: readonly Trial[], who?: string): Promise<readonly Tried[]>;
  /** Ends the threads. Another try starts them again. */
  stop(): Promise<void>;
}

type Datasets = ReadonlyMap<string, Dataset>;

/** Tries of one person at a time. */
const MOST_AT_ONCE = 1;

export function createLab(options: PoolOptions): Lab {
  const pool = createPool(options);
  const running = new Map<string, number>();

  async function inPool(works: readonly Work[], who: string | undefined): ReturnType<typeof pool.run> {
    if (who === undefined) return pool.run(works);
    const own = running.get(who) ?? 0;
    if (own >= MOST_AT_ONCE) return 'busy';
    running.set(who, own + 1);
    const done = await pool.run(works);
    const left = (running.get(who) ?? 1) - 1;
    if (left > 0) running.set(who, left);
    else running.delete(who);
    return done;
  }

  return {
    async run(datasets, trials, who) {
      const ready = trials.map((trial) => workFor(trial, datasets.get(trial.dataset)));
      const works = ready.flatMap((one) => ('work' in one ? [one.work] : []));
      const done = works.length === 0 ? { outcomes: [] } : await inPool(works, who);
      let at = 0;
      return ready.map((one): Tried => {
        if (!('work' in one)) return one.told;
        // a thread that died took what was in it with it
        if (done === 'slow' || done === 'busy') return { kind: done };
        const outcome = done === 'lost' ? undefined : done.outcomes[at];
        at += 1;
        return outcome === undefined ? { kind: 'big' } : triedOf(one, outcome);
      });
    },
    stop: pool.stop,
  };
}

type Ready = { readonly work: Work; readonly dataset: Dataset } | { readonly told: Tried };

/** @throws Error when there is no such data set: the check of content sees to it. */
function workFor(trial: Trial, dataset: Dataset | undefined): Ready {
  if (dataset === undefined) throw new Error(`there is no data set "${trial.dataset}"`);
  const statement = typedPlainly(trial.statement);
  const mistake = refusalOf(statement, trial.writes === true);
  if (mistake === 'syntax')
    return { told: mistakeOf(dataset, statement, `near "${tokensOf(statement)[0]?.text ?? ''}": syntax error`) };
  if (mistake !== undefined) return { told: refused(mistake) };
  const { given, after } = trial;
  const work: Work = {
    script: scriptOf(dataset, trial.hidden === true),
    statement,
    writes: trial.writes === true,
    ...(given !== undefined && { given }),
    ...(after !== undefined && { after }),
  };
  return { work, dataset };
}

const triedOf = ({ work, dataset }: Extract<Ready, { work: Work }>, outcome: Outcome): Tried =>
  outcome.kind === 'error' ? mistakeOf(dataset, work.statement, outcome.message) : outcome;
