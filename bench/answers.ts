/** Recording answers: the product's own path against the best that pgbench does one by one, on the same durable server. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '../src/storage/database.ts';
import { recordAnswer } from '../src/storage/drop-answers.ts';
import { goal, ms, quantile, rate, withServer } from './support/server.ts';

export const name = 'Answers: group commit against pgbench';

const COHORTS = 50;
const LEARNERS = 4_000;
const SECONDS = 3;
const AT = Date.UTC(2026, 10, 2, 10);

/** Minimal: what any correct bot must do for one answer, prepared, in one statement. */
const scriptOf = (round: string): string => `\\set c random(0, ${COHORTS - 1})
\\set l random(0, ${LEARNERS - 1})
with fresh as (
  insert into drop_answers (drop, learner, moves, score, points, hint, at)
  values ('c' || :c::text || '-${round}', 'bench:' || 'user/' || :l::text, '["1"]', 1, 10, false, now())
  on conflict do nothing returning learner, points)
update members m set standing = m.standing + f.points, answers = m.answers + 1
from fresh f where m.cohort = 'c' || :c::text and m.learner = f.learner;
`;

export async function run(print: (line: string) => void): Promise<void> {
  await withServer(async ({ url, database: { db } }) => {
    await prepare(db);
    let round = 0;
    const fresh = async (): Promise<string> => {
      const id = String(20_260_000 + (round += 1));
      await db.execute(sql`insert into drops (id, cohort, local_date, state, question, version, due_at, opens_at, closes_at,
          week, month) select c.id || '-' || ${id}, c.id, date '2000-01-01' + ${round}::integer, 'posted', 'q', 'v',
          '2026-11-02 09:00Z', '2026-11-02 09:00Z', '2026-11-03 09:00Z', 202645, 202611 from cohorts c`);
      return id;
    };
    const peer = await pgbench(url, fresh, print);
    for (const [flying, target, of] of [
      [1, 0.8, peer?.one],
      [20, 1, peer?.best],
      [100, 1.5, peer?.best],
      [800, 2.2, peer?.best],
    ] as const) {
      const { perSecond, times } = await storm(db, await fresh(), flying);
      const ratio = of === undefined ? undefined : perSecond / of;
      print(
        `${flying} in flight: ${rate(perSecond)}, p50 ${ms(quantile(times, 0.5))}, p99 ${ms(quantile(times, 0.99))}` +
          (ratio === undefined
            ? ''
            : `; ${ratio.toFixed(2)} of pgbench's ${flying === 1 ? 'with one client' : 'best'} ${goal(ratio, 'at least', target)}`),
      );
    }
    const times = await second(db, await fresh(), 10_000);
    const p99 = quantile(times, 0.99);
    print(
      `10,000 answers arriving over one second: p50 ${ms(quantile(times, 0.5))}, p99 ${ms(p99)} ${goal(p99, 'at most', 25, ' ms')}`,
    );
    const [wrong] = await db.select({ n: sql`count(*)`.mapWith(Number) }).from(
      sql`(select d.cohort, a.learner, sum(a.points) as points from drop_answers a join drops d on d.id = a.drop group by 1, 2) s
          join members m on m.cohort = s.cohort and m.learner = s.learner and m.standing <> s.points`,
    );
    print(`standings that differ from their answers: ${wrong?.n} ${goal(wrong?.n ?? 0, 'at most', 0)}`);
  });
}

async function prepare(db: Database): Promise<void> {
  await db.execute(sql`insert into communities (id) values ('bench')`);
  await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, changed_by, changed_at, created_at)
    select 'c' || n, 'bench', 'c' || n, 'bench:channel/' || n, 'UTC', '09:00', '[1]', 'bench:user/x', 'x', now(), now()
    from generate_series(0, ${COHORTS - 1}) n`);
  await db.execute(sql`insert into members (cohort, learner, joined_at)
    select 'c' || c, 'bench:user/' || l, now() from generate_series(0, ${COHORTS - 1}) c, generate_series(0, ${LEARNERS - 1}) l`);
  await db.execute(sql`vacuum analyze members`);
}

interface Peer {
  readonly one: number;
  readonly best: number;
}

async function pgbench(
  url: string,
  fresh: () => Promise<string>,
  print: (line: string) => void,
): Promise<Peer | undefined> {
  try {
    execFileSync('pgbench', ['--version'], { stdio: 'ignore' });
  } catch {
    print('pgbench is not installed here (it comes with the PostgreSQL client programs): no ratios');
    return undefined;
  }
  const dir = mkdtempSync(path.join(tmpdir(), 'sous-bench-'));
  try {
    const file = path.join(dir, 'answer.sql');
    const measured = new Map<number, number>();
    for (const clients of [1, 8, 16, 32]) {
      const args = ['-n', '-M', 'prepared', '-f', file, '-c', String(clients), '-j', '2', '-T', String(SECONDS)];
      writeFileSync(file, scriptOf(await fresh()));
      const out = execFileSync('pgbench', [...args, url], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const tps = Number(/tps = ([\d.]+)/u.exec(out)?.[1] ?? 0);
      measured.set(clients, tps);
      print(`pgbench, prepared, ${clients} ${clients === 1 ? 'client' : 'clients'}: ${rate(tps)}`);
    }
    return { one: measured.get(1) ?? 0, best: Math.max(...measured.values()) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Learners in an order that looks random, each drop and learner once. */
const answerOf = (round: string, n: number) => {
  const at = (n * 7_919) % (COHORTS * LEARNERS);
  return {
    drop: `c${at % COHORTS}-${round}`,
    learner: `bench:user/${Math.floor(at / COHORTS)}`,
    moves: ['1'],
    score: 1,
    points: 10,
    hint: false,
    at: AT,
  };
};

async function storm(db: Database, round: string, flying: number): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - started < SECONDS * 1_000 && next < COHORTS * LEARNERS) {
      const began = performance.now();
      const { outcome } = await recordAnswer(db, answerOf(round, next++));
      if (outcome !== 'first') throw new Error(`an answer was ${outcome}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: flying }, lane));
  return { perSecond: (times.length / (performance.now() - started)) * 1_000, times };
}

/** `n` answers spread evenly over a second, whether or not those before are done. */
async function second(db: Database, round: string, n: number): Promise<number[]> {
  const times: number[] = [];
  const all: Promise<void>[] = [];
  const started = performance.now();
  await new Promise<void>((resolve) => {
    const send = (): void => {
      const due = Math.min(n, ((performance.now() - started) / 1_000) * n);
      while (all.length < due) {
        const began = performance.now();
        all.push(recordAnswer(db, answerOf(round, all.length)).then(() => void times.push(performance.now() - began)));
      }
      if (all.length < n) setImmediate(send);
      else resolve();
    };
    send();
  });
  await Promise.all(all);
  return times;
}
