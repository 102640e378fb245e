/** Claiming due cohorts: how many a process takes in a second, alone and beside others, each exactly once. */
import { sql } from 'drizzle-orm';
import { type Database, openPostgres } from '../src/storage/database.ts';
import { type ClaimDecision, claimDue, type DueCohort } from '../src/storage/drops.ts';
import { nextRun } from '../src/tutor/timetable.ts';
import { goal, ms, quantile, rate, withServer } from './support/server.ts';

export const name = 'Claims: due cohorts taken in a second';

const COHORTS = 20_000;
const IDLE = 100_000;
const NOW = Date.UTC(2026, 10, 2, 9, 0, 30);

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ url, database: { db } }) => {
    await db.execute(sql`insert into communities (id) values ('bench')`);
    await add(db, 'idle', IDLE, '2026-11-03 09:00Z');
    const idle: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const began = performance.now();
      await claimDue(db, decide, NOW);
      idle.push(performance.now() - began);
    }
    const p50 = quantile(idle, 0.5);
    print(`an idle tick over ${IDLE.toLocaleString('en')} cohorts: p50 ${ms(p50)} ${goal(p50, 'at most', 1, ' ms')}`);
    for (const claimers of [1, 2, 4]) {
      await add(db, `r${claimers}`, COHORTS, '2026-11-02 09:00Z');
      await db.execute(sql`vacuum analyze cohorts`);
      const pools = await Promise.all(Array.from({ length: claimers }, () => openPostgres(url, 2)));
      const taken: string[] = [];
      const began = performance.now();
      await Promise.all(
        pools.map(async (pool) => {
          for (;;) {
            const claimed = await claimDue(pool.db, decide, NOW);
            taken.push(...claimed.drops.map((drop) => drop.id));
            if (claimed.cohorts === 0) return;
          }
        }),
      );
      const perSecond = (COHORTS / (performance.now() - began)) * 1_000;
      await Promise.all(pools.map((pool) => pool.close()));
      const doubled = taken.length - new Set(taken).size;
      print(
        `${claimers} ${claimers === 1 ? 'claimer' : 'claimers in one process'}: ${rate(perSecond)}` +
          `${claimers === 1 ? ` ${goal(perSecond, 'at least', 15_000)}` : ''}, doubled ${doubled}, lost ${COHORTS - new Set(taken).size}`,
      );
    }
  });
}

/** As the product decides, but for drawing the question. */
function decide({ cohort }: DueCohort): ClaimDecision {
  const run = { at: cohort.nextAt ?? NOW, date: cohort.nextDate ?? '' };
  return {
    drops: [{ run, question: 'q', version: 'v' }],
    next: nextRun(cohort, NOW, run.date),
    pause: false,
    notices: [],
  };
}

async function add(db: Database, prefix: string, n: number, due: string): Promise<void> {
  await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, next_at, next_date,
      changed_by, changed_at, created_at)
    select ${prefix} || n, 'bench', 'c', 'bench:channel/' || n,
      (array['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])[1 + n % 4], '09:00', '[1,2,3,4,5]', 'bench:user/x',
      ${due}::timestamptz, (${due}::timestamptz)::date, 'x', now(), now() from generate_series(1, ${n}::integer) n`);
}
