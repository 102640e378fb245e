/** The store: every storage function with the database already in its hand. */
import * as answers from './answers.ts';
import * as boards from './boards.ts';
import * as cohortRemoval from './cohort-removal.ts';
import * as cohorts from './cohorts.ts';
import type { Database } from './database.ts';
import * as deliveries from './deliveries.ts';
import * as dropClosing from './drop-closing.ts';
import * as dropPosts from './drop-posts.ts';
import * as drops from './drops.ts';
import * as events from './events.ts';
import * as homes from './homes.ts';
import * as installations from './installations.ts';
import * as learners from './learners.ts';
import * as lessons from './lessons.ts';
import * as playground from './playground.ts';
import * as points from './points.ts';
import * as privacy from './privacy.ts';
import * as reminders from './reminders.ts';
import * as reports from './reports.ts';
import * as reviews from './reviews.ts';
import * as rulings from './rulings.ts';
import * as runs from './runs.ts';
import * as sittings from './sittings.ts';
import * as staff from './staff.ts';
import * as streakPauses from './streak-pauses.ts';

type Bound<M> = {
  readonly [K in keyof M as M[K] extends (db: Database, ...rest: never[]) => unknown ? K : never]: M[K] extends (
    db: Database,
    ...rest: infer A
  ) => infer R
    ? (...rest: A) => R
    : never;
};

/** The functions of a module that take the database first, without that argument. */
function bind<M extends object>(db: Database, module: M): Bound<M> {
  const bound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(module)) {
    if (typeof value === 'function')
      bound[name] = (...rest: unknown[]): unknown => (value as (...all: unknown[]) => unknown)(db, ...rest);
  }
  return bound as Bound<M>;
}

export function createStore(db: Database) {
  return {
    learners: bind(db, learners),
    runs: bind(db, runs),
    events: bind(db, events),
    lessons: bind(db, lessons),
    playground: bind(db, playground),
    privacy: bind(db, privacy),
    reports: bind(db, reports),
    reviews: bind(db, reviews),
    installations: bind(db, installations),
    homes: bind(db, homes),
    cohorts: bind(db, cohorts),
    cohortRemoval: bind(db, cohortRemoval),
    drops: bind(db, drops),
    deliveries: { ...bind(db, deliveries), ...bind(db, dropPosts) },
    answers: bind(db, answers),
    dropClosing: bind(db, dropClosing),
    boards: bind(db, boards),
    points: bind(db, points),
    staff: bind(db, staff),
    reminders: bind(db, reminders),
    rulings: bind(db, rulings),
    sittings: bind(db, sittings),
    streakPauses: bind(db, streakPauses),
  };
}
export type Store = ReturnType<typeof createStore>;
