/** Claiming due cohorts: how many a process takes in a second, alone and beside others, each exactly once. */
import { sql } from 'drizzle-orm';
import type { Database } from '../src/storage/database.ts';
import { DROP_OPTIONS } from '../src/features/drops/options.ts';
import { type ClaimDecision, claimDue, type DueCohort } from '../src/storage/drops.ts';
import { nextRun } from '../src/tutor/timetable.ts';
import { goal, ms, quantile, rate, withServer } from './support/server.ts';

export const name = 'Claims: due cohorts taken in a second';

const COHORTS = 10_000;
const IDLE = 100_000;
const ROUNDS = 3;
const { claimLimit, claimLanes } = DROP_OPTIONS;
const NOW = Date.UTC(2026, 10, 2, 9, 0, 30);

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ database: { db } }) => {
    await db.execute(sql`insert into communities (id) values ('bench')`);
    await add(db, 'idle', IDLE, '2026-11-03 09:00Z');
    const idle: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const began = performance.now();
      await claimDue(db, decide, NOW, claimLimit);
      idle.push(performance.now() - began);
    }
    const p50 = quantile(idle, 0.5);
    print(`an idle tick over ${IDLE.toLocaleString('en')} cohorts: p50 ${ms(p50)} ${goal(p50, 'at most', 1, ' ms')}`);

    const sides = {
      'the server alone': () => claimAlone(db),
      '1 claim at a time': () => claimAll(db, 1),
      [`${claimLanes} at a time, as a process does`]: () => claimAll(db, claimLanes),
      [`${4 * claimLanes} at a time`]: () => claimAll(db, 4 * claimLanes),
    };
    const rates = new Map(Object.keys(sides).map((side) => [side, [] as number[]]));
    let doubled = 0;
    let lost = 0;
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [side, claim] of Object.entries(sides)) {
        await add(db, `r${round}${side.slice(0, 3).trim()}n`, COHORTS, '2026-11-02 09:00Z');
        await db.execute(sql`vacuum analyze cohorts`);
        const began = performance.now();
        const taken = await claim();
        rates.get(side)?.push((COHORTS / (performance.now() - began)) * 1_000);
        doubled += taken.length - new Set(taken).size;
        lost += COHORTS - new Set(taken).size;
      }
    const median = (side: string): number => quantile(rates.get(side) ?? [], 0.5);
    for (const side of rates.keys())
      print(
        `${side}: ${rate(median(side))}, ${(median(side) / median('the server alone')).toFixed(2)} of the server alone`,
      );
    const own = median(`${claimLanes} at a time, as a process does`);
    print(`a process: ${rate(own)} ${goal(own, 'at least', 15_000)}`);
    print(`doubled: ${doubled} ${goal(doubled, 'at most', 0)}, lost: ${lost} ${goal(lost, 'at most', 0)}`);
  });
}

/** Each lane as a loop of its own; the ids of the drops that were made. */
async function claimAll(db: Database, lanes: number): Promise<string[]> {
  const taken: string[] = [];
  const lane = async (): Promise<void> => {
    for (;;) {
      const claimed = await claimDue(db, decide, NOW, claimLimit);
      taken.push(...claimed.drops.map((drop) => drop.id));
      if (claimed.cohorts === 0) return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return taken;
}

/** The same rows written by one statement a batch, with nothing decided outside the server: what the machine allows at most. */
async function claimAlone(db: Database): Promise<string[]> {
  const due = db.$with('due', {}).as(sql`
    select id, place, next_at, next_date from cohorts where next_at <= ${new Date(NOW).toISOString()}::timestamptz
    order by next_at, created_at limit ${sql.raw(String(claimLimit))} for update skip locked`);
  const moved = db.$with('moved', {}).as(sql`
    update cohorts c set next_at = c.next_at + interval '1 day', next_date = c.next_date + 1 from due where c.id = due.id`);
  const made = db.$with('made', {}).as(sql`
    insert into drops (id, cohort, local_date, state, question, version, due_at, opens_at, closes_at, week, month)
    select id || to_char(next_date, '-yyyymmdd'), id, next_date, 'due', 'q', 'v', next_at, next_at,
      next_at + interval '1 day', 202645, 202611 from due
    on conflict do nothing`);
  const sent = db.$with('sent', {}).as(sql`
    insert into deliveries (id, cohort, drop, kind, platform, address, next_at, give_up_at)
    select 'd' || id || to_char(next_date, 'yyyymmdd'), id, id || to_char(next_date, '-yyyymmdd'), 'post',
      split_part(place, ':', 1), place, next_at, next_at + interval '3 hours' from due
    on conflict do nothing`);
  const taken: string[] = [];
  for (;;) {
    const rows = await db
      .with(due, moved, made, sent)
      .select({ id: sql<string>`id` })
      .from(sql`due`);
    taken.push(...rows.map((row) => row.id));
    if (rows.length === 0) return taken;
  }
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
