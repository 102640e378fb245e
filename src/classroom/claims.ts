/** What becomes of a cohort that is due: which runs were missed, which question is dropped now, and when it is due next. */
import type { LearnerId } from '../chat/request.ts';
import { mailboxOf } from './people.ts';
import type { Question } from '../content/schema.ts';
import type { ClaimDecision, DueCohort } from '../storage/drops.ts';
import { STOCK_WARNINGS } from '../tutor/drop-bag.ts';
import { nextRun, type PlannedRun } from '../tutor/timetable.ts';
import { type CandidatesOf, chooseDrop, type Course } from './drop-course.ts';
import { planDay } from './plan.ts';

/** What the admin of a cohort is told of a claim. */
export type ClaimNotice =
  /** Nothing was posted on these dates. */
  | { readonly kind: 'missed'; readonly dates: readonly string[]; readonly minutes: number }
  /** No question is left that nobody had seen. */
  | { readonly kind: 'empty'; readonly paused: boolean }
  | { readonly kind: 'stock'; readonly left: number }
  /** No lesson that the plan has reached has a question. */
  | { readonly kind: 'unready'; readonly date: string }
  /** Not what staff were shown: its authors changed it, or it may not be asked any more and another one came. */
  | { readonly kind: 'unlike'; readonly date: string; readonly how: 'changed' | 'replaced' };

export interface Claim extends ClaimDecision {
  readonly notices: readonly (ClaimDecision['notices'][number] & { readonly notice: ClaimNotice })[];
}

/** Older runs than these many are not worth a row each: whoever was away for weeks is told so once. */
const MOST_MISSED = 31;

/**
 * Every run up to now becomes a drop: the latest one is posted when it is within the catch-up window, the others are
 * recorded as missed and told.
 * @throws RangeError when the cohort's zone is not known here
 */
export function decideClaim(due: DueCohort, course: Course, candidatesOf: CandidatesOf, now: number): Claim {
  const { cohort, bag } = due;
  const { runs, next } = runsUpTo(cohort, now);
  const fresh = inTime(cohort, runs.at(-1), now);
  const missed = runs
    .filter((run) => run !== fresh)
    .map((run) => ({ run, missed: `not posted within ${cohort.catchUpMinutes} minutes: nothing was running then` }));
  const notices: Claim['notices'][number][] = [];
  const tell = (letter: string, run: PlannedRun, notice: ClaimNotice, to = cohort.admin): void => {
    if (to === '') return;
    const key = `n${letter}${cohort.id}${run.date.replaceAll('-', '').slice(2)}`;
    notices.push({ key, to: mailboxOf(to as LearnerId), notice });
  };
  const lastMissed = missed.at(-1)?.run;
  if (lastMissed !== undefined) {
    const dates = missed.map(({ run }) => run.date);
    tell('m', lastMissed, { kind: 'missed', dates, minutes: cohort.catchUpMinutes });
  }
  if (fresh === undefined) return { drops: missed, next, pause: false, notices };

  const chosen = chooseDrop(course, candidatesOf, { ...due, bag: { ...bag, shown: cohort.shown } }, fresh.date);
  // a plan that goes on brings more
  const isOut = chosen.left === 0 || planDay(course, cohort, fresh.date)?.next === undefined;
  if (!isOut && chosen.kind === 'empty') {
    tell('e', fresh, { kind: 'unready', date: fresh.date });
    const none = { run: fresh, missed: 'no lesson that the plan has reached has a question' };
    return { drops: [...missed, none], next, pause: false, notices };
  }
  if (chosen.kind === 'empty' || (isOut && chosen.kind === 'again' && cohort.whenEmpty === 'pause')) {
    tell('e', fresh, { kind: 'empty', paused: true });
    const none = { run: fresh, missed: 'no question was left; the cohort was paused' };
    return { drops: [...missed, none], next: undefined, pause: true, notices };
  }
  const how = unlikeShown(cohort, fresh.date, chosen.question);
  if (how !== undefined) tell('u', fresh, { kind: 'unlike', date: fresh.date, how }, cohort.shownBy || cohort.admin);
  const warned: readonly number[] = STOCK_WARNINGS;
  if (chosen.kind === 'fresh' && warned.includes(chosen.left)) tell('s', fresh, { kind: 'stock', left: chosen.left });
  if (chosen.kind === 'fresh' && chosen.left === 0) tell('e', fresh, { kind: 'empty', paused: false });
  const { id: question, version } = chosen.question;
  return { drops: [...missed, { run: fresh, question, version }], next, pause: false, notices };
}

/** The run, when it may still be posted. */
export const inTime = (
  { catchUpMinutes }: Pick<DueCohort['cohort'], 'catchUpMinutes'>,
  run: PlannedRun | undefined,
  now: number,
): PlannedRun | undefined => (run !== undefined && now - run.at <= catchUpMinutes * 60_000 ? run : undefined);

/** What is not as it was when staff were shown the drop of that date; undefined when it is, or nobody looked. */
function unlikeShown(
  { shown }: Pick<DueCohort['cohort'], 'shown'>,
  date: string,
  { id, version }: Question,
): 'changed' | 'replaced' | undefined {
  const was = shown.find((one) => one.date === date);
  if (was === undefined) return undefined;
  if (was.question !== id) return 'replaced';
  return was.version === version ? undefined : 'changed';
}

/** The runs from the one that is due up to now, and the first one after it, strictly in the future. */
export function runsUpTo(
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
