/** What becomes of a cohort that is due: which runs were missed, which question is dropped now, and when it is due next. */
import type { LearnerId } from '../chat/request.ts';
import { mailboxOf } from './people.ts';
import type { Question } from '../content/schema.ts';
import type { ClaimDecision, DueCohort } from '../storage/drops.ts';
import { chooseDropQuestion, STOCK_WARNINGS } from '../tutor/drop-bag.ts';
import { nextRun, type PlannedRun } from '../tutor/timetable.ts';

/** What the admin of a cohort is told of a claim. */
export type ClaimNotice =
  /** Nothing was posted on these dates. */
  | { readonly kind: 'missed'; readonly dates: readonly string[]; readonly minutes: number }
  /** No question is left that nobody had seen. */
  | { readonly kind: 'empty'; readonly paused: boolean }
  | { readonly kind: 'stock'; readonly left: number };

export interface Claim extends ClaimDecision {
  readonly notices: readonly (ClaimDecision['notices'][number] & { readonly notice: ClaimNotice })[];
}

/** Older runs than these many are not worth a row each: whoever was away for weeks is told so once. */
const MOST_MISSED = 31;

/**
 * Every run up to now becomes a drop: the latest one is posted when it is within the catch-up window, the others are
 * recorded as missed and told. `all`: every question there is; `candidates`: those of this cohort.
 * @throws RangeError when the cohort's zone is not known here
 */
export function decideClaim(
  { cohort, bag, voided }: DueCohort,
  candidates: readonly Question[],
  all: ReadonlyMap<string, Question>,
  now: number,
): Claim {
  const { runs, next } = runsUpTo(cohort, now);
  const latest = runs.at(-1);
  const fresh = latest !== undefined && now - latest.at <= cohort.catchUpMinutes * 60_000 ? latest : undefined;
  const missed = runs
    .filter((run) => run !== fresh)
    .map((run) => ({ run, missed: `not posted within ${cohort.catchUpMinutes} minutes: nothing was running then` }));
  const notices: Claim['notices'][number][] = [];
  const tell = (letter: string, run: PlannedRun, notice: ClaimNotice): void => {
    const key = `n${letter}${cohort.id}${run.date.replaceAll('-', '').slice(2)}`;
    notices.push({ key, to: mailboxOf(cohort.admin as LearnerId), notice });
  };
  const lastMissed = missed.at(-1)?.run;
  if (lastMissed !== undefined) {
    const dates = missed.map(({ run }) => run.date);
    tell('m', lastMissed, { kind: 'missed', dates, minutes: cohort.catchUpMinutes });
  }
  if (fresh === undefined) return { drops: missed, next, pause: false, notices };

  // staff may void a question after it was queued
  const queue = bag.queue.filter(
    (one) => one.kind === 'skip' || !voided.has(`${one.question}@${all.get(one.question)?.version}`),
  );
  const chosen = chooseDropQuestion(cohort.id, fresh.date, candidates, all, { ...bag, queue });
  if (chosen.kind === 'empty' || (chosen.kind === 'again' && cohort.whenEmpty === 'pause')) {
    tell('e', fresh, { kind: 'empty', paused: true });
    const none = { run: fresh, missed: 'no question was left; the cohort was paused' };
    return { drops: [...missed, none], next: undefined, pause: true, notices };
  }
  const warned: readonly number[] = STOCK_WARNINGS;
  if (chosen.kind === 'fresh' && warned.includes(chosen.left)) tell('s', fresh, { kind: 'stock', left: chosen.left });
  if (chosen.kind === 'fresh' && chosen.left === 0) tell('e', fresh, { kind: 'empty', paused: false });
  const { id: question, version } = chosen.question;
  return { drops: [...missed, { run: fresh, question, version }], next, pause: false, notices };
}

/** The runs from the one that is due up to now, and the first one after it, strictly in the future. */
function runsUpTo(
  cohort: DueCohort['cohort'],
  now: number,
): { runs: readonly PlannedRun[]; next: PlannedRun | undefined } {
  const runs: PlannedRun[] = [];
  let run: PlannedRun | undefined =
    cohort.nextAt === null || cohort.nextDate === null ? undefined : { at: cohort.nextAt, date: cohort.nextDate };
  while (run !== undefined && run.at <= now) {
    runs.push(run);
    run = nextRun(cohort, run.at, run.date);
  }
  return { runs: runs.slice(-MOST_MISSED), next: run };
}
