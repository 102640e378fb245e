/** Starts the real app with its real content on a database of the test's own. */
import path from 'node:path';
import type { AppOptions, LearnerOf, Witness } from '../../src/chat/app.ts';
import type { Job } from '../../src/chat/feature.ts';
import type { Platform } from '../../src/chat/platform.ts';
import type { DemoPlace } from '../../src/classroom/demo.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import { loadContent } from '../../src/content/load.ts';
import { createSous } from '../../src/features/index.ts';
import { createLab } from '../../src/lab/index.ts';
import { createPictures } from '../../src/pictures/index.ts';
import { createPoster } from '../../src/post.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { createOwnFiles } from '../../src/classroom/own-files.ts';
import { withShelves } from '../../src/classroom/shelves.ts';
import { createStore } from '../../src/storage/index.ts';
import type { Tools } from '../../src/tools.ts';
import type { Boot } from './stage.ts';

export const CONTENT = path.resolve(import.meta.dirname, '../../content');

let shared: Promise<Library> | undefined;
/** The project's own content; loaded once a process. */
export const realLibrary = async (): Promise<Library> =>
  (shared ??= loadContent(CONTENT).then(({ content }) => createLibrary(content)));

/** Draws as the product does; one cache and one pool a process. A picture that cannot be drawn fails the test. */
export const realPictures = createPictures({
  failed(_name, error) {
    throw error;
  },
});

/** Runs statements as the product does; one pool a process. */
export const realLab = createLab({
  failed(error) {
    throw error;
  },
});

export interface SousOptions {
  readonly library?: Library;
  readonly now?: () => number;
  /** 0 to below 1; a fixed sequence unless given. */
  readonly random?: () => number;
  /** What the app says of each request; failures are thrown at the end of the test unless given. */
  readonly witness?: Witness;
  /** Which learner a person is; everybody is one of their own unless given. */
  readonly learnerOf?: LearnerOf;
  /** Where a made-up cohort may stand; none unless given. */
  readonly stall?: DemoPlace;
  readonly calm?: AppOptions['calm'];
}

export interface TestSous {
  readonly boot: Boot;
  readonly tools: Tools;
  /** Bugs that learners would have seen as "something broke". */
  readonly failures: readonly unknown[];
  /** What the clock does once a minute: every job, one after the other. */
  tick(): Promise<void>;
}

/** `boot` may be called again, at a restart: the database stays. */
export async function testSous(database: OpenDatabase, options: SousOptions = {}): Promise<TestSous> {
  const library = options.library ?? (await realLibrary());
  const platforms: Platform[] = [];
  const failures: unknown[] = [];
  let ids = 0;
  let jobs: readonly Job[] = [];
  let chance = 7;
  const tools: Tools = withShelves({
    library,
    store: createStore(database.db),
    pictures: realPictures,
    ownFiles: createOwnFiles((error) => failures.push(error)),
    lab: realLab,
    post: createPoster(() => platforms),
    now: options.now ?? Date.now,
    // a small linear congruential generator: the same test draws the same questions
    random: options.random ?? (() => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647),
    newId: () => `test${(ids += 1)}`,
  });
  return {
    tools,
    failures,
    tick: async () => {
      for (const job of jobs) await job.run(tools.now());
    },
    boot: async (platform) => {
      const { learnerOf, stall, calm } = options;
      const app = createSous(tools, {
        witness: options.witness ?? {
          handled: () => undefined,
          failed: (_request, _route, _id, error) => failures.push(error),
        },
        ...(learnerOf && { learnerOf }),
        ...(stall && { stall }),
        ...(calm && { calm }),
      });
      await tools.shelves.refresh();
      jobs = app.catalog.jobs;
      platforms.splice(0, platforms.length, platform);
      await platform.start(app);
      return { stop: () => platform.stop() };
    },
  };
}
