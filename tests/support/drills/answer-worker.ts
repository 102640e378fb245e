/**
 * A process of its own in which many learners answer drops at once, every answer sent several times, and again when it
 * failed, until it was acknowledged. Prints a line for each answer that it knows to be stored. Its one argument is a
 * `StormOrders` in JSON.
 */
import { flushCompileCache } from 'node:module';
import { openPostgres } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/index.ts';
import { judged } from '../judged.ts';

export interface StormOrders {
  readonly database: string;
  readonly drops: readonly string[];
  readonly learners: number;
  /** How often each answer is sent at the same time. */
  readonly copies: number;
  readonly at: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as StormOrders;
const database = await openPostgres(orders.database, 5);
const store = createStore(database.db);

async function answer(drop: string, n: number): Promise<void> {
  const learner = `storm:user/${n}`;
  const points = n % 11;
  const score = points / 10;
  const { at } = orders;
  const given = { drop, learner, moves: [String(n)], score, points, hint: false, at, ...judged(score) };
  for (;;) {
    const said = await Promise.allSettled(
      Array.from({ length: orders.copies }, () => store.answers.recordAnswer(given)),
    );
    const stored = said.flatMap((one) => (one.status === 'fulfilled' ? [one.value.outcome] : []));
    if (stored.length > 0) {
      for (const outcome of stored) process.stdout.write(`${outcome} ${drop} ${learner}\n`);
      return;
    }
    // whoever saw an error presses again, not at once
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// whoever is killed keeps nothing at its end
flushCompileCache();
process.stdout.write('ready\n');
for (const drop of orders.drops) {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < orders.learners; n = next++) await answer(drop, n);
  };
  await Promise.all(Array.from({ length: 40 }, lane));
}
await database.close();
