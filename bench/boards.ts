/** Boards in cohorts of ten thousand to a million: what one look costs, before and after a burst of answers. */
import { sql } from 'drizzle-orm';
import * as boards from '../src/storage/boards.ts';
import type { Database } from '../src/storage/database.ts';
import { goal, ms, quantile, withServer } from './support/server.ts';

export const name = 'Boards: one look at a cohort of 10k, 100k and 1M members';

const SIZES = [10_000, 100_000, 1_000_000];
const LOOKS = 300;

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ database: { db } }) => {
    const first = new Map<string, number>();
    for (const size of SIZES) {
      await fill(db, `n${size}`, size);
      await db.execute(sql`vacuum analyze members`);
      for (const state of ['vacuumed', 'right after 5 % of its members answered'] as const) {
        if (state !== 'vacuumed')
          await db.execute(sql`update members set standing = standing + 10, week_standing = week_standing + 10
            where cohort = ${`n${size}`} and abs(hashtext(learner)) % 20 = 0`);
        const figures = await look(db, `n${size}`, size);
        const shown = Object.entries(figures).map(([what, p50]) => {
          const key = `${what} ${state}`;
          if (!first.has(key)) first.set(key, p50);
          const growth = p50 / (first.get(key) ?? p50);
          return `${what} ${ms(p50)}${size === SIZES[0] ? '' : ` (x${growth.toFixed(1)})`}`;
        });
        print(`${size.toLocaleString('en')} members, ${state}: ${shown.join(', ')}`);
        if (size !== SIZES.at(-1)) continue;
        const worst = Math.max(...Object.values(figures));
        const growth = Math.max(
          ...Object.entries(figures).map(([what, p50]) => p50 / (first.get(`${what} ${state}`) ?? p50)),
        );
        print(`  slowest p50 at a million ${ms(worst)} ${goal(worst, 'at most', 0.3, ' ms')}`);
        print(`  most growth from ten thousand x${growth.toFixed(2)} ${goal(growth, 'at most', 1.5)}`);
      }
    }
    const began = performance.now();
    await boards.refreshSpreads(db, `n${SIZES.at(-1)}`, { week: 202645, month: 202611 });
    print(`the spread of a million, in the background: ${ms(performance.now() - began)}`);
  });
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

/** p50 in milliseconds, as the client sees it, of learners anywhere on the board. */
async function look(db: Database, cohort: string, size: number): Promise<Record<string, number>> {
  const who = (n: number): string => `bench:user/${1 + ((n * 7_919) % size)}`;
  const time = async (what: (n: number) => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < LOOKS; n += 1) {
      const began = performance.now();
      await what(n);
      times.push(performance.now() - began);
    }
    // the first looks plan and warm up
    return quantile(times.slice(LOOKS / 6), 0.5);
  };
  return {
    'top 10': await time(() => boards.topOf(db, cohort, 'all', 0)),
    'top 10 of the week': await time(() => boards.topOf(db, cohort, 'week', 202645)),
    'my line': await time((n) => boards.myLine(db, cohort, who(n), 'all', 0)),
    neighbours: await time((n) => boards.neighbours(db, cohort, who(n), 'all', 0)),
  };
}
