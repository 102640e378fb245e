/** Boards in cohorts of ten thousand to a million: what one look costs, before and after a burst of answers. */
import { sql } from 'drizzle-orm';
import * as boards from '../src/storage/boards.ts';
import type { Database } from '../src/storage/database.ts';
import { goal, ms, quantile, withServer } from './support/server.ts';

export const name = 'Boards: one look at a cohort of 10k, 100k and 1M members';

const SIZES = [10_000, 100_000, 1_000_000];
/** Looks at each board of each cohort, in rounds that take turns: what else the machine does then falls on all of them. */
const ROUNDS = 20;
const LOOKS = 30;
const KEYS = { week: 202645, month: 202611 };

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ database: { db } }) => {
    for (const size of SIZES) {
      await fill(db, cohortOf(size), size);
      // as the product does in the background, some minutes before
      await boards.refreshSpreads(db, cohortOf(size), KEYS);
    }
    await db.execute(sql`vacuum analyze`);
    await compare(db, 'vacuumed', print);
    await db.execute(sql`update members set standing = standing + 10, week_standing = week_standing + 10
      where abs(hashtext(learner)) % 20 = 0`);
    await compare(db, 'right after 5 % of the members answered', print);
    const began = performance.now();
    await boards.refreshSpreads(db, cohortOf(1_000_000), KEYS);
    print(`the spread of a million, in the background: ${ms(performance.now() - began)}`);
  });
}

const cohortOf = (size: number): string => `n${size}`;

async function compare(db: Database, state: string, print: (line: string) => void): Promise<void> {
  const figures = await look(db);
  const [small, , large] = SIZES.map((size) => figures.get(size) ?? new Map<string, number>());
  for (const [size, p50s] of figures) {
    const shown = [...p50s].map(([what, p50]) => {
      const growth = p50 / (small?.get(what) ?? p50);
      return `${what} ${ms(p50)}${size === SIZES[0] ? '' : ` (x${growth.toFixed(2)})`}`;
    });
    print(`${size.toLocaleString('en')} members, ${state}: ${shown.join(', ')}`);
  }
  const worst = Math.max(...(large?.values() ?? []));
  const growth = Math.max(...[...(large ?? [])].map(([what, p50]) => p50 / (small?.get(what) ?? p50)));
  const trip = [];
  for (let n = 0; n < ROUNDS * LOOKS; n += 1) trip.push(await timed(() => db.execute(sql`select 1`)));
  print(
    `  slowest p50 at a million ${ms(worst)} ${goal(worst, 'at most', 0.3, ' ms')}; a statement that asks nothing ${ms(quantile(trip, 0.5))}`,
  );
  print(`  most growth from ten thousand x${growth.toFixed(2)} ${goal(growth, 'at most', 1.5)}`);
}

async function fill(db: Database, cohort: string, size: number): Promise<void> {
  await db.execute(sql`insert into communities (id) values ('bench') on conflict do nothing`);
  await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, changed_by, changed_at, created_at)
    values (${cohort}, 'bench', 'c', 'bench:channel/x', 'UTC', '09:00', '[1]', 'bench:user/x', 'x', now(), now())`);
  await db.execute(sql`insert into learners (id, name) select 'bench:user/' || n, 'Learner ' || n
    from generate_series(1, ${size}::integer) n on conflict do nothing`);
  await db.execute(sql`insert into members (cohort, learner, joined_at, answers, standing, week, week_standing, month, month_standing)
    select ${cohort}, 'bench:user/' || n, now(), 100, (random() * 2000)::integer, 202645, (random() * 50)::integer, 202611,
      (random() * 200)::integer from generate_series(1, ${size}::integer) n`);
}

/** Milliseconds. */
async function timed(what: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await what();
  return performance.now() - began;
}

/** p50 in milliseconds by size and board, as the client sees it, of learners anywhere on the board. */
async function look(db: Database): Promise<Map<number, Map<string, number>>> {
  type Ask = (cohort: string, mine: boards.MyLine) => Promise<unknown>;
  const what: Record<string, Ask> = {
    'top 10': (cohort) => boards.topOf(db, cohort, 'all', 0),
    'top 10 of the week': (cohort) => boards.topOf(db, cohort, 'week', KEYS.week),
    'my line': (cohort, { learner }) => boards.myLine(db, cohort, learner, 'all', 0),
    neighbors: (cohort, mine) => boards.neighbors(db, cohort, mine, 'all', 0),
  };
  const times = new Map(SIZES.map((size) => [size, new Map(Object.keys(what).map((name) => [name, [] as number[]]))]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const size of SIZES) {
      const mine: boards.MyLine[] = [];
      for (let n = 0; n < LOOKS; n += 1) {
        const learner = `bench:user/${1 + (((round * LOOKS + n) * 7_919) % size)}`;
        const line = await boards.myLine(db, cohortOf(size), learner, 'all', 0);
        if (line === undefined) throw new Error(`${learner} has no line`);
        mine.push(line);
      }
      for (const [name, ask] of Object.entries(what))
        for (const line of mine) {
          const time = await timed(() => ask(cohortOf(size), line));
          // the first rounds plan and warm up
          if (round >= ROUNDS / 5) times.get(size)?.get(name)?.push(time);
        }
    }
  return new Map(
    [...times].map(([size, all]) => [size, new Map([...all].map(([name, list]) => [name, quantile(list, 0.5)]))]),
  );
}
