/** The store: every storage function with the database already in its hand. */
import * as answers from './answers.ts';
import * as asked from './asked.ts';
import * as boards from './boards.ts';
import * as cohortRemoval from './cohort-removal.ts';
import * as cohortReading from './cohort-reading.ts';
import * as cohorts from './cohorts.ts';
import type { Database } from './database.ts';
import * as deliveries from './deliveries.ts';
import * as dropClosing from './drop-closing.ts';
import * as dropPosts from './drop-posts.ts';
import * as dropQueue from './drop-queue.ts';
import * as drops from './drops.ts';
import * as events from './events.ts';
import * as homes from './homes.ts';
import * as installations from './installations.ts';
import * as learners from './learners.ts';
import * as lessons from './lessons.ts';
import * as own from './own.ts';
import * as playground from './playground.ts';
import * as points from './points.ts';
import * as privacy from './privacy.ts';
import * as reminders from './reminders.ts';
import * as reports from './reports.ts';
import * as reviews from './reviews.ts';
import * as rulings from './rulings.ts';
import * as runs from './runs.ts';
import * as shownDrops from './shown-drops.ts';
import * as sittings from './sittings.ts';
import * as staff from './staff.ts';
import * as steps from './steps.ts';
import * as streakPauses from './streak-pauses.ts';
import * as talks from './talks.ts';

type Bound<M> = {
  readonly [K in keyof M as M[K] extends (db: Database, ...rest: never[]) => unknown ? K : never]: M[K] extends (
    db: Database,
    ...rest: infer A
  ) => infer R
    ? (...rest: A) => R
    : never;
};

type Failed = (error: unknown) => void;

/** The functions of a module that take the database first, without that argument. */
function bind<M extends object>(db: Database, module: M, failed: Failed | undefined): Bound<M> {
  const bound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(module)) {
    if (typeof value === 'function')
      bound[name] = (...rest: unknown[]): unknown => {
        const made = (value as (...all: unknown[]) => unknown)(db, ...rest);
        if (failed !== undefined && made instanceof Promise) made.catch(failed);
        return made;
      };
  }
  return bound as Bound<M>;
}

/** `failed` hears of everything that goes wrong in it, beside whoever asked. */
export function createStore(db: Database, failed?: Failed) {
  return {
    learners: bind(db, learners, failed),
    runs: bind(db, runs, failed),
    events: bind(db, events, failed),
    lessons: bind(db, lessons, failed),
    own: bind(db, own, failed),
    playground: bind(db, playground, failed),
    privacy: bind(db, privacy, failed),
    reports: bind(db, reports, failed),
    reviews: bind(db, reviews, failed),
    installations: bind(db, installations, failed),
    homes: bind(db, homes, failed),
    cohorts: { ...bind(db, cohorts, failed), ...bind(db, dropQueue, failed) },
    cohortRemoval: bind(db, cohortRemoval, failed),
    drops: { ...bind(db, drops, failed), ...bind(db, shownDrops, failed), ...bind(db, cohortReading, failed) },
    deliveries: { ...bind(db, deliveries, failed), ...bind(db, dropPosts, failed) },
    asked: bind(db, asked, failed),
    answers: bind(db, answers, failed),
    dropClosing: bind(db, dropClosing, failed),
    boards: bind(db, boards, failed),
    points: bind(db, points, failed),
    staff: bind(db, staff, failed),
    reminders: bind(db, reminders, failed),
    rulings: bind(db, rulings, failed),
    sittings: bind(db, sittings, failed),
    steps: bind(db, steps, failed),
    streakPauses: bind(db, streakPauses, failed),
    talks: bind(db, talks, failed),
  };
}
export type Store = ReturnType<typeof createStore>;
