/** Four processes answer the same drops, every answer four times, and one of them is killed in the middle. */
import { sql } from 'drizzle-orm';
import type { StormOrders } from '../tests/support/drills/answer-worker.ts';
import { startWorker } from '../tests/support/drills/processes.ts';
import { goal, rate, withServer } from './support/server.ts';

export const name = 'Storm: four processes, every answer four times, one killed';

const COHORTS = 4;
const LEARNERS = 500;
const AT = Date.UTC(2026, 10, 2, 10);

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ url, database: { db } }) => {
    await db.execute(sql`insert into communities (id) values ('bench')`);
    await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, changed_by, changed_at, created_at)
      select 'c' || n, 'bench', 'c', 'bench:channel/' || n, 'UTC', '09:00', '[1]', 'bench:user/x', 'x', now(), now()
      from generate_series(1, ${COHORTS}::integer) n`);
    await db.execute(sql`insert into drops (id, cohort, local_date, state, question, version, due_at, opens_at, closes_at, week, month)
      select id || '-20261102', id, '2026-11-02', 'posted', 'q', 'v', '2026-11-02 09:00Z', '2026-11-02 09:00Z',
        '2026-11-03 09:00Z', 202645, 202611 from cohorts`);
    const drops = Array.from({ length: COHORTS }, (_, n) => `c${n + 1}-20261102`);
    const orders: StormOrders = { database: url, drops, learners: LEARNERS, copies: 4, at: AT };
    const began = performance.now();
    const workers = Array.from({ length: 4 }, () => startWorker('answer-worker', orders));
    const [victim] = workers;
    while ((victim?.lines.length ?? 0) < LEARNERS) await new Promise((resolve) => setTimeout(resolve, 5));
    victim?.kill();
    await Promise.all(workers.map((worker) => worker.ended));
    const seconds = (performance.now() - began) / 1_000;
    const lines = workers.flatMap((worker) => worker.lines.filter((line) => line !== 'ready'));
    const acknowledged = new Set(lines.map((line) => line.slice(line.indexOf(' ') + 1)));
    const [totals] = await db
      .select({
        answers: sql`(select count(*) from drop_answers)`.mapWith(Number),
        points: sql`(select sum(points) from drop_answers)`.mapWith(Number),
        standing: sql`(select sum(standing) from members)`.mapWith(Number),
        deadlocks: sql`(select deadlocks from pg_stat_database where datname = current_database())`.mapWith(Number),
      })
      .from(sql`(select 1) one`);
    const wanted = COHORTS * LEARNERS;
    print(
      `${lines.length.toLocaleString('en')} acknowledgements in ${seconds.toFixed(1)} s, ${rate(lines.length / seconds)}`,
    );
    print(`stored ${totals?.answers} of ${wanted} distinct answers ${goal(totals?.answers ?? 0, 'at least', wanted)}`);
    const lost = Math.max(0, acknowledged.size - (totals?.answers ?? 0));
    print(`acknowledged and not stored: ${lost} ${goal(lost, 'at most', 0)}`);
    const off = Math.abs((totals?.points ?? 0) - (totals?.standing ?? -1));
    print(`standings less answers: ${off} points ${goal(off, 'at most', 0)}`);
    print(`deadlocks: ${totals?.deadlocks} ${goal(totals?.deadlocks ?? 1, 'at most', 0)}`);
  }, 4);
}
