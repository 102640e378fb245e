/** The clock job of the daily drop: claim what is due, close what is over, deliver, keep counts and spreads up to date. */
import type { Definitions, Job } from '../../chat/feature.ts';
import { localDate, periodsOf } from '../../tutor/timetable.ts';
import type { Tools } from '../../tools.ts';
import { rememberCandidates } from '../../classroom/candidates.ts';
import { showCounts } from './counts.ts';
import { decideClaim } from './decide.ts';
import { type Courier, deliverDue } from './deliver.ts';
import { collectProblems, DROP_OPTIONS, type DropOptions, DropProblem, type Problems } from './options.ts';

export type { DropOptions } from './options.ts';

/** Spreads refreshed in one tick: each is a pass over a large cohort. */
const MOST_SPREADS = 3;

/** The engine room: a job and nothing that anybody sees. */
export const drops = (tools: Tools, options: Partial<DropOptions> = {}): Definitions => ({
  jobs: [createDropJob(tools, options)],
});

/**
 * A tick holds no state: whatever was due and not done is still due at the next one, in this process or another. One bad
 * cohort, drop or platform stops none of the others.
 * @throws AggregateError at the end of a tick in which something went wrong; its message names the cohorts.
 */
export function createDropJob(tools: Tools, given: Partial<DropOptions> = {}): Job {
  const base: DropOptions = { ...DROP_OPTIONS, serves: (platform) => tools.post.serves(platform), ...given };
  const worker = tools.newId();
  let fresh = true;
  return {
    name: 'drops',
    async run(_now, stopping) {
      const options: DropOptions = stopping === undefined ? base : { ...base, stopping };
      const courier: Courier = { tools, options, worker };
      const problems = collectProblems();
      const until = tools.now() + options.tickMs;
      const stop = (): boolean => options.stopping?.aborted === true || tools.now() >= until;
      for (;;) {
        await problems.guard('claiming', undefined, () => claimAll(tools, options, problems, stop));
        await problems.guard('closing', undefined, () => closeAll(tools, stop));
        const dealt = await problems.guard('delivering', undefined, () => deliverDue(courier, problems, until));
        // while a long delivery went on, more may have become due
        if (dealt === undefined || dealt === 0 || stop()) break;
      }
      if (!stop()) {
        await problems.guard('counting', undefined, async () => {
          const ids = new Set(tools.store.answers.takeTouched());
          try {
            // after a start nobody knows which counts are behind
            if (fresh) for (const id of await tools.store.dropClosing.openIds()) ids.add(id);
            await showCounts(tools, options, [...ids], problems);
            fresh = false;
          } catch (error) {
            tools.store.answers.touch([...ids]);
            throw error;
          }
        });
        await problems.guard('spreads', undefined, () => refreshSpreads(tools, options));
      }
      if (problems.all.length > 0) throw new AggregateError(problems.all, summary(problems.all));
    },
  };
}

async function claimAll(tools: Tools, options: DropOptions, problems: Problems, stop: () => boolean): Promise<void> {
  const { content } = tools.library;
  const candidates = rememberCandidates(tools.library);
  /** Whether there may be more. */
  const batch = async (): Promise<boolean> => {
    const now = tools.now();
    const claimed = await tools.store.drops.claimDue(
      (due) => decideClaim(due, candidates(due.cohort, due.voided), content.questions, now),
      now,
      options.claimLimit,
    );
    for (const { cohort, error } of claimed.failed) problems.all.push(new DropProblem('the claim', cohort, error));
    return claimed.cohorts === options.claimLimit;
  };
  const lane = async (): Promise<void> => {
    while (!stop() && (await batch()));
  };
  if (stop() || !(await batch())) return;
  const lanes = await Promise.allSettled(Array.from({ length: options.claimLanes }, lane));
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
}

async function closeAll(tools: Tools, stop: () => boolean): Promise<void> {
  const limit = 50;
  while (!stop()) {
    if ((await tools.store.dropClosing.closeDue(tools.now(), limit)) < limit) return;
  }
}

async function refreshSpreads(tools: Tools, options: DropOptions): Promise<void> {
  for (let n = 0; n < MOST_SPREADS; n += 1) {
    const now = tools.now();
    const cohort = await tools.store.dropClosing.takeStaleSpread(options.spreadMs, now);
    if (cohort === undefined) return;
    await tools.store.boards.refreshSpreads(cohort.id, periodsOf(localDate(cohort.zone, now)));
  }
}

function summary(problems: readonly DropProblem[]): string {
  const shown = problems.slice(0, 10).map((problem) => problem.message);
  return `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} with drops: ${shown.join('; ')}`;
}
