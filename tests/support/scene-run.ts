/** Runs every scene on one stage, with the real content and a database of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { cohorts, drops } from '../../src/storage/tables/drops.ts';
import { learners } from '../../src/storage/tables/people.ts';
import { runs } from '../../src/storage/tables/runs.ts';
import { dropScenes } from '../scenes/drop.ts';
import { kindScenes } from '../scenes/kinds.ts';
import { lessonScenes } from '../scenes/lessons.ts';
import { pathScenes } from '../scenes/path.ts';
import { privacyScenes } from '../scenes/privacy.ts';
import { reportScenes } from '../scenes/report.ts';
import { reviewScenes } from '../scenes/review.ts';
import { spineScenes } from '../scenes/spine.ts';
import type { Library } from '../../src/content/library.ts';
import { kindsLibrary } from './kinds-library.ts';
import { type SousOptions, testSous, type TestSous } from './sous.ts';
import type { Boot, Stage } from './stage.ts';
import { freshDatabase } from './storage.ts';

/** The scenes with the real content, and those of every question kind with a small one. */
export function runScenes(open: (boot: Boot) => Promise<Stage>): void {
  describe('with the real content', () => {
    const cast = prepare(open, () => undefined);
    const setting = () => ({ stage: cast().stage, library: cast().sous.tools.library });
    spineScenes(setting);
    reportScenes(setting);
    reviewScenes(setting);
    pathScenes(setting);
    lessonScenes(setting);
    privacyScenes(setting);
    test('nothing broke on the way', () => expect(cast().sous.failures).toEqual([]));
  });

  describe('the daily question', () => {
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const cast = prepare(open, () => undefined, { now });
    dropScenes(() => ({
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
    }));
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
