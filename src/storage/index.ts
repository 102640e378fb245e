/** The store: every storage function with the database already in its hand. */
import { span } from '../chat/trace.ts';
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

/** `listReviews`: "list reviews". */
const wordsOf = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);

/** How much came back, where that can be counted. */
function rowsOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  if (value === undefined || value === null) return 0;
  return typeof value === 'object' ? 1 : undefined;
}

/** The functions of a module that take the database first, without that argument. */
function bind<M extends object>(db: Database, name: string, module: M, failed: Failed | undefined): Bound<M> {
  const bound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(module)) {
    if (typeof value !== 'function') continue;
    const what = `${wordsOf(name)}: ${wordsOf(key)}`;
    bound[key] = (...rest: unknown[]): unknown => {
      const made = span('data', what, () => (value as (...all: unknown[]) => unknown)(db, ...rest), rowsOf);
      if (failed !== undefined && made instanceof Promise) made.catch(failed);
      return made;
    };
  }
  return bound as Bound<M>;
}

/** `failed` hears of everything that goes wrong in it, beside whoever asked. */
export function createStore(db: Database, failed?: Failed) {
  return {
    learners: bind(db, 'learners', learners, failed),
    runs: bind(db, 'runs', runs, failed),
    events: bind(db, 'events', events, failed),
    lessons: bind(db, 'lessons', lessons, failed),
    own: bind(db, 'own', own, failed),
    playground: bind(db, 'playground', playground, failed),
    privacy: bind(db, 'privacy', privacy, failed),
    reports: bind(db, 'reports', reports, failed),
    reviews: bind(db, 'reviews', reviews, failed),
    installations: bind(db, 'installations', installations, failed),
    homes: bind(db, 'homes', homes, failed),
    cohorts: { ...bind(db, 'cohorts', cohorts, failed), ...bind(db, 'dropQueue', dropQueue, failed) },
    cohortRemoval: bind(db, 'cohortRemoval', cohortRemoval, failed),
    drops: {
      ...bind(db, 'drops', drops, failed),
      ...bind(db, 'shownDrops', shownDrops, failed),
      ...bind(db, 'cohortReading', cohortReading, failed),
    },
    deliveries: { ...bind(db, 'deliveries', deliveries, failed), ...bind(db, 'dropPosts', dropPosts, failed) },
    asked: bind(db, 'asked', asked, failed),
    answers: bind(db, 'answers', answers, failed),
    dropClosing: bind(db, 'dropClosing', dropClosing, failed),
    boards: bind(db, 'boards', boards, failed),
    points: bind(db, 'points', points, failed),
    staff: bind(db, 'staff', staff, failed),
    reminders: bind(db, 'reminders', reminders, failed),
    rulings: bind(db, 'rulings', rulings, failed),
    sittings: bind(db, 'sittings', sittings, failed),
    steps: bind(db, 'steps', steps, failed),
    streakPauses: bind(db, 'streakPauses', streakPauses, failed),
    talks: bind(db, 'talks', talks, failed),
  };
}
export type Store = ReturnType<typeof createStore>;
