/** Runs every scene on one stage, with the real content and a database of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { cohorts, dropAnswers, drops } from '../../src/storage/tables/drops.ts';
import { learners } from '../../src/storage/tables/people.ts';
import { reviews } from '../../src/storage/tables/reviews.ts';
import { attempts, runs } from '../../src/storage/tables/runs.ts';
import { askedScenes } from '../scenes/asked.ts';
import { dropScenes, type DropSetting } from '../scenes/drop.ts';
import { ideaScenes } from '../scenes/ideas.ts';
import { journeyScenes } from '../scenes/journeys.ts';
import { kindScenes } from '../scenes/kinds.ts';
import { labScenes } from '../scenes/lab.ts';
import { lessonScenes } from '../scenes/lessons.ts';
import { lookUpScenes } from '../scenes/look-up.ts';
import { ownScenes } from '../scenes/own.ts';
import { pathScenes } from '../scenes/path.ts';
import { planScenes } from '../scenes/plan.ts';
import { privacyScenes } from '../scenes/privacy.ts';
import { progressScenes } from '../scenes/progress.ts';
import { reportScenes } from '../scenes/report.ts';
import { reviewScenes } from '../scenes/review.ts';
import { behindScenes } from '../scenes/scenes.ts';
import { spineScenes } from '../scenes/spine.ts';
import { stepScenes } from '../scenes/steps.ts';
import type { Library } from '../../src/content/library.ts';
import type { Lesson } from '../../src/content/schema.ts';
import { kindsLibrary } from './kinds-library.ts';
import { type SousOptions, testSous, type TestSous } from './sous.ts';
import type { Boot, Stage } from './stage.ts';
import { freshDatabase } from './storage.ts';

/** The scenes with the real content, and those of every question kind with a small one. */
export function runScenes(open: (boot: Boot) => Promise<Stage>): void {
  describe('with the real content', () => {
    const cast = prepare(open, () => undefined);
    const setting = () => ({ stage: cast().stage, library: cast().sous.tools.library });
    lookUpScenes(setting);
    spineScenes(setting);
    reportScenes(setting);
    pathScenes(setting);
    stepScenes(() => ({ ...setting(), finishAll: async (name) => finishAll(cast(), name) }));
    lessonScenes(setting);
    progressScenes(setting);
    privacyScenes(setting);
    const aging = () => ({ ...setting(), age: async (ms: number) => ageAnswers(cast().database, ms) });
    reviewScenes(aging);
    ideaScenes(aging);
    askedScenes(setting);
    ownScenes(setting);
    journeyScenes(setting);
    behindScenes(setting);
    labScenes(setting);
    test('nothing broke on the way', () => expect(cast().sous.failures).toEqual([]));
  });

  describe('the daily question', () => {
    const { cast, setting } = dropSetting(open);
    dropScenes(setting);
    test('nothing broke on the way', () => expect(cast().sous.failures).toEqual([]));
  });

  describe('a plan', () => {
    const { cast, setting } = dropSetting(open);
    planScenes(setting);
    test('nothing broke on the way', () => expect(cast().sous.failures).toEqual([]));
  });

  describe('every question kind', () => {
    const cast = prepare(open, kindsLibrary);
    kindScenes(() => ({
      stage: cast().stage,
      async latestRun() {
        const { database, sous } = cast();
        const [row] = await database.db
          .select({ id: runs.id })
          .from(runs)
          .orderBy(desc(runs.createdAt), desc(runs.id))
          .limit(1);
        const run = await sous.tools.store.runs.findRun(row?.id ?? '');
        if (run === undefined) throw new Error('no run has begun');
        return run;
      },
    }));
    test('nothing broke on the way', () => expect(cast().sous.failures).toEqual([]));
  });
}

/** As if everything had been answered so long before: the platforms say themselves what time it is. */
async function ageAnswers({ db }: OpenDatabase, ms: number): Promise<void> {
  const back = (column: PgColumn) => sql`${column} - make_interval(secs => ${ms / 1_000})`;
  const { due, memory, reviewedAt } = reviews;
  const before = (key: string) => sql`to_jsonb((${memory}->>${key}::text)::numeric - ${ms}::numeric)`;
  await db.update(attempts).set({ at: back(attempts.at) });
  await db.update(dropAnswers).set({ at: back(dropAnswers.at) });
  await db.update(reviews).set({
    due: back(due),
    reviewedAt: back(reviewedAt),
    memory: sql`${memory} || jsonb_strip_nulls(jsonb_build_object('due', ${before('due')}, 'last', ${before('last')}))`,
  });
}

/** Some weeks ago, and the lesson that they finished last had nothing to discuss. */
async function finishAll({ database: { db }, sous }: Cast, name: string): Promise<void> {
  const { questions, lessons } = sous.tools.library.content;
  const [row] = await db
    .select({ learner: learners.id })
    .from(learners)
    .where(eq(sql`lower(${learners.name})`, name.toLowerCase()));
  const learner = row?.learner ?? '';
  const at = Date.now() - 20 * 24 * 3_600_000;
  const items = [...questions.values()].map(({ id, version }) => ({ question: id, version }));
  const community = 'everything';
  await sous.tools.store.learners.meet({ learner, name, locale: 'en', community }, at);
  const run = { id: `all-${name}`, learner, community, purpose: 'quiz' as const, subject: 'mixed', items, seed: 1 };
  await sous.tools.store.runs.createRun(run, at);
  for (let from = 0; from < items.length; from += 200)
    await db
      .insert(attempts)
      .values(
        items.slice(from, from + 200).map((one, index) => ({
          ...one,
          learner,
          community,
          run: run.id,
          item: from + index,
          moves: [],
          score: 1,
          points: 0,
          first: true,
          hint: false,
          at: at + from + index,
        })),
      )
      .onConflictDoNothing();
  const shares = ({ cards }: Lesson): boolean => cards.some(({ parts }) => parts.some(({ kind }) => kind === 'share'));
  for (const lesson of lessons.values())
    await sous.tools.store.lessons.finishLesson(learner, lesson.id, 0, shares(lesson) ? at : at + 1);
}

/** A stage of its own whose clock the scenes set. */
function dropSetting(open: (boot: Boot) => Promise<Stage>): {
  readonly cast: () => Cast;
  readonly setting: () => DropSetting;
} {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const cast = prepare(open, () => undefined, { now });
  const setting = (): DropSetting => ({
    stage: cast().stage,
    library: cast().sous.tools.library,
    tools: cast().sous.tools,
    async cohort() {
      const [row] = await cast().database.db.select().from(cohorts);
      if (row === undefined) throw new Error('no cohort was set up');
      return row;
    },
    async learner(name) {
      const [row] = await cast()
        .database.db.select({ id: learners.id })
        .from(learners)
        .where(eq(sql`lower(${learners.name})`, name.toLowerCase()));
      if (row === undefined) throw new Error(`nobody is called ${name}`);
      return row.id;
    },
    clock: {
      now,
      set: (ms) => {
        ahead = ms;
      },
      tick: async () => cast().sous.tick(),
      age: async (ms) => {
        const back = (column: PgColumn) => sql`${column} - make_interval(secs => ${ms / 1_000})`;
        const { dueAt, opensAt, closesAt } = drops;
        await cast()
          .database.db.update(drops)
          .set({ dueAt: back(dueAt), opensAt: back(opensAt), closesAt: back(closesAt) });
      },
    },
  });
  return { cast, setting };
}

interface Cast {
  readonly database: OpenDatabase;
  readonly sous: TestSous;
  readonly stage: Stage;
}

/** Opens a stage before the tests of a block and closes it after them. */
function prepare(
  open: (boot: Boot) => Promise<Stage>,
  library: () => Library | undefined,
  options: Pick<SousOptions, 'now'> = {},
): () => Cast {
  let cast: Cast | undefined;
  beforeAll(async () => {
    const database = await freshDatabase();
    const given = library();
    const sous = await testSous(database, { ...options, ...(given !== undefined && { library: given }) });
    cast = { database, sous, stage: await open(sous.boot) };
  });
  afterAll(async () => {
    await cast?.stage.stop();
    await cast?.database.close();
  });
  return () => {
    if (cast === undefined) throw new Error('the stage is not open');
    return cast;
  };
}
