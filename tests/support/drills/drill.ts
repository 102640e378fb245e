/** What a drill plays with: a Postgres of its own, a chat that fails as it is told, and crews of processes that are killed. */
import type { Database } from '../../../src/storage/database.ts';
import { createStore, type Store } from '../../../src/storage/index.ts';
import { freshDatabase } from '../storage.ts';
import { type Crew, startCrew } from './crew.ts';
import type { WorkerOrders } from './drop-worker.ts';
import { type FakeChat, startFakeChat } from './fake-chat.ts';
import { cohortOf, HOUR, NINE } from './world.ts';

/** Quick versions of the real ones, in the same proportions. */
export const PACE = { sendMs: 400, leaseMs: 1_200, graceMs: 500, strayMs: 1_500, busyMs: 500 };
/** Not a measure of speed: the machine may have other work. */
export const LIMIT = 90_000;

export interface Drill {
  readonly store: Store;
  readonly db: Database;
  readonly chat: FakeChat;
  /** Keeps so many processes running: a dead one is replaced by `next(generation)`. */
  run(count: number, orders: (nth: number, generation: number) => Partial<WorkerOrders>): void;
  readonly deaths: () => number;
  readonly stalls: () => number;
  /** Whoever stands still until then goes on. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

export async function drill(cohorts: number, chatOptions: Parameters<typeof startFakeChat>[0]): Promise<Drill> {
  const database = await freshDatabase();
  const { url = '' } = database;
  const store = createStore(database.db);
  const chat = await startFakeChat(chatOptions);
  for (let n = 0; n < cohorts; n += 1) await store.cohorts.createCohort(cohortOf(`c${n}`), 'x', NINE - HOUR);
  const crews: Crew[] = [];
  return {
    store,
    db: database.db,
    chat,
    run: (count, orders) => {
      const crew = startCrew(count, (nth, generation) => ({
        database: url,
        chat: chat.url,
        now: NINE,
        seed: nth * 1_000 + generation,
        ...PACE,
        ...orders(nth, generation),
      }));
      crews.push(crew);
    },
    deaths: () => crews.reduce((sum, crew) => sum + crew.deaths, 0),
    stalls: () => crews.reduce((sum, crew) => sum + crew.stalls, 0),
    wake: () => {
      for (const crew of crews) crew.wake();
    },
    stop: async () => {
      await Promise.all(crews.map((crew) => crew.stop()));
      await chat.stop();
      await database.close();
    },
  };
}
