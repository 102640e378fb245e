/** The engine room of the daily drop: claim what is due, close what is over, keep counts and spreads up to date. */
import type { Definitions } from '../../chat/feature.ts';
import { rememberCandidates } from '../../classroom/candidates.ts';
import { decideClaim } from '../../classroom/claims.ts';
import { type CandidatesOf, type Course, courseNow } from '../../classroom/drop-course.ts';
import type { Library } from '../../content/library.ts';
import type { Mail, Round } from '../../outbox/letter.ts';
import { collectProblems } from '../../outbox/problems.ts';
import type { DueCohort } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { localDate, periodsOf } from '../../tutor/timetable.ts';
import { showCounts } from './counts.ts';
import { dropKinds } from './letters.ts';
import { noticeKind } from './notice.ts';
import { DROP_OPTIONS, type DropOptions } from './options.ts';

export type { DropOptions } from './options.ts';

/** Cohorts without a plan are looked at so long before their drop, and again when their figure is so old. Milliseconds. */
const READING = { from: 20 * 60_000, to: 60 * 60_000, stale: 3 * 3_600_000 };
const READING_BATCH = 200;
/** Batches in one tick. */
const MOST_BATCHES = 10;

/** Spreads refreshed in one tick: each is a pass over a large cohort. */
const MOST_SPREADS = 3;

/** What drops say: each round begins with claiming and closing. */
export function dropMail(tools: Tools, given: Partial<DropOptions> = {}): Mail {
  const options: DropOptions = { ...DROP_OPTIONS, ...given };
  return {
    letters: [...dropKinds(tools), noticeKind(tools)],
    async collect(round) {
      await round.problems.guard('claiming', undefined, () => claimAll(tools, options, round));
      await round.problems.guard('closing', undefined, () => closeAll(tools, round));
    },
  };
}

/** What open drops show is kept up to date: a job after the outbox's, for what is new comes first. */
export function drops(tools: Tools, given: Partial<DropOptions> = {}): Definitions {
  const options: DropOptions = { ...DROP_OPTIONS, ...given };
  let fresh = true;
  return {
    jobs: [
      {
        name: 'drops',
        async run(began, stopping) {
          if (stopping?.aborted === true || tools.now() - began >= options.tickMs) return;
          const problems = collectProblems();
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
          await problems.guard('reading', undefined, () => refreshReading(tools, stopping));
          problems.throwAll();
        },
      },
    ],
  };
}

async function claimAll(tools: Tools, options: DropOptions, { problems, stop }: Round): Promise<void> {
  await tools.shelves.refresh();
  const looks = new Map<Library, readonly [Course, CandidatesOf]>();
  /** What a cohort's drop is chosen from; remembered for the many communities that have nothing but the course. */
  const lookOf = ({ cohort }: DueCohort): readonly [Course, CandidatesOf] =>
    tools.shelves.within(cohort.community, () => {
      const { library } = tools;
      const look = looks.get(library) ?? [courseNow(tools), rememberCandidates(library)];
      looks.set(library, look);
      return look;
    });
  /** Whether there may be more. */
  const batch = async (): Promise<boolean> => {
    const now = tools.now();
    const claimed = await tools.store.drops.claimDue(
      (due) => decideClaim(due, ...lookOf(due), now),
      now,
      options.claimLimit,
    );
    for (const { cohort, error } of claimed.failed) problems.note('the claim', cohort, error);
    return claimed.cohorts === options.claimLimit;
  };
  const lane = async (): Promise<void> => {
    while (!stop() && (await batch()));
  };
  if (stop() || !(await batch())) return;
  const lanes = await Promise.allSettled(Array.from({ length: options.claimLanes }, lane));
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
}

async function closeAll(tools: Tools, { stop }: Round): Promise<void> {
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

/** What most of a cohort have read decides what it is asked next. */
async function refreshReading({ store, now }: Tools, stopping: AbortSignal | undefined): Promise<void> {
  for (let n = 0; n < MOST_BATCHES; n += 1) {
    if (stopping?.aborted === true) return;
    const at = now();
    const due = { from: at + READING.from, to: at + READING.to };
    if ((await store.drops.refreshReading(due, at - READING.stale, READING_BATCH, at)) < READING_BATCH) return;
  }
}
