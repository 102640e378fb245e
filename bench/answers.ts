/** Recording answers: the product's own path against the best that pgbench does one by one, on the same durable server. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { Database } from '../src/storage/database.ts';
import { type NewDropAnswer, prepareAnswers } from '../src/storage/answer-statement.ts';
import { recordAnswer } from '../src/storage/answers.ts';
import { goal, ms, quantile, rate, withServer } from './support/server.ts';

export const name = 'Answers: group commit against pgbench';

const COHORTS = 50;
const LEARNERS = 4_000;
const SECONDS = 2;
const ROUNDS = 3;
/** Bursts: one stall of the machine decides a p99, so there are more of them. */
const SECONDS_OF_CROWD = 5;
const AT = Date.UTC(2026, 10, 2, 10);

/** What any correct bot must do for one answer, in one statement; each part as it is written in SQL. */
const minimal = (drop: string, learner: string, cohort: string): string => `with fresh as (
  insert into drop_answers (drop, learner, question, version, moves, score, points, hint, at)
  values (${drop}, ${learner}, 'q', 'v', '["1"]', 1, 10, false, now())
  on conflict do nothing returning learner, points)
update members m set standing = m.standing + f.points, answers = m.answers + 1
from fresh f where m.cohort = ${cohort} and m.learner = f.learner`;
/** For pgbench, which would take `:user` for a variable. */
const scriptOf = (round: string): string => `\\set c random(0, ${COHORTS - 1})
\\set l random(0, ${LEARNERS - 1})
${minimal(`'c' || :c::text || '-${round}'`, "'bench:' || 'user/' || :l::text", "'c' || :c::text")};
`;
/** For the driver that the product uses, without anything of the product. */
const MINIMAL = minimal('$1', '$2', '$3');
const seat = ({ drop, learner }: NewDropAnswer): string[] => [drop, learner, drop.slice(0, drop.indexOf('-'))];

/** Answers in flight, and what their rate is held against. */
const CROWDS = [
  { flying: 1, target: 0.8, peer: 'one' },
  { flying: 20, target: 1, peer: 'best' },
  { flying: 100, target: 1.5, peer: 'best' },
  { flying: 800, target: 2.2, peer: 'best' },
] as const;

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
    const rounds: (Peer & { readonly driver: number; readonly ours: readonly Storm[] })[] = [];
    const driver = postgres(url, { max: 1, onnotice: () => undefined });
    const record = (answer: NewDropAnswer): Promise<{ outcome: string }> => recordAnswer(db, answer);
    const compared = hasPgbench();
    if (!compared)
      print('pgbench is not installed here (it comes with the PostgreSQL client programs): rates without ratios');
    print(
      `${ROUNDS} rounds, in each of them in turns: pgbench, prepared, with 1, 8, 16 and 32 clients, and crowds of answers`,
    );
    for (let n = 1; n <= ROUNDS; n += 1) {
      const peer = compared ? await pgbench(url, fresh) : { one: Number.NaN, best: Number.NaN };
      const minimal = await storm(
        (answer) => driver.unsafe(MINIMAL, seat(answer), { prepare: true }),
        await fresh(),
        1,
      );
      const ours: Storm[] = [];
      for (const { flying } of CROWDS) ours.push(await storm(record, await fresh(), flying));
      rounds.push({ ...peer, driver: minimal.perSecond, ours });
      const rates = ours.map(({ perSecond }, index) => `${CROWDS[index]?.flying}: ${rate(perSecond)}`).join(', ');
      print(
        `  round ${n}: pgbench with one client ${rate(peer.one)}, at best ${rate(peer.best)}; ` +
          `its statement through the bare driver ${rate(minimal.perSecond)}; in flight ${rates}`,
      );
    }
    await driver.end();
    for (const [index, { flying, target, peer }] of CROWDS.entries()) {
      const ratio = median(rounds.map((one) => (one.ours[index]?.perSecond ?? Number.NaN) / one[peer]));
      const times = rounds.flatMap((one) => one.ours[index]?.times ?? []);
      const against = `${ratio.toFixed(2)} of pgbench ${peer === 'one' ? 'with one client' : 'at its best'}`;
      print(
        `${flying} in flight: p50 ${ms(quantile(times, 0.5))}, p99 ${ms(quantile(times, 0.99))}` +
          (compared ? `; median ${against} ${goal(ratio, 'at least', target)}` : ''),
      );
    }
    const alone = median(rounds.map(({ ours, driver: minimal }) => (ours[0]?.perSecond ?? Number.NaN) / minimal));
    print(`  one alone: ${alone.toFixed(2)} of what the bare driver does with pgbench's statement`);
    // what the crowds before left to the server to clean up is not part of what follows
    for (const table of ['members', 'drop_answers']) await db.execute(sql.raw(`vacuum analyze ${table}`));
    await db.execute(sql`checkpoint`);
    const p99s: number[] = [];
    const oneByOne: number[] = [];
    const { one } = prepareAnswers(db);
    for (let n = 0; n < SECONDS_OF_CROWD; n += 1) {
      p99s.push(quantile(await second(record, await fresh(), 10_000), 0.99));
      oneByOne.push(quantile(await second(one, await fresh(), 10_000), 0.99));
    }
    print(
      `10,000 answers arriving over one second: p99 ${p99s.map(ms).join(', ')}; median ${ms(median(p99s))} ` +
        `${goal(median(p99s), 'at most', 25, ' ms')}; without group commit ${ms(median(oneByOne))}`,
    );
    const [wrong] = await db.select({ n: sql`count(*)`.mapWith(Number) }).from(
      sql`(select d.cohort, a.learner, sum(a.points) as points from drop_answers a join drops d on d.id = a.drop group by 1, 2) s
          join members m on m.cohort = s.cohort and m.learner = s.learner and m.standing <> s.points`,
    );
    print(`standings that differ from their answers: ${wrong?.n} ${goal(wrong?.n ?? 0, 'at most', 0)}`);
  });
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

async function prepare(db: Database): Promise<void> {
  await db.execute(sql`insert into communities (id) values ('bench')`);
  await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, changed_by, changed_at, created_at)
    select 'c' || n, 'bench', 'c' || n, 'bench:channel/' || n, 'UTC', '09:00', '[1]', 'bench:user/x', 'x', now(), now()
    from generate_series(0, ${COHORTS - 1}) n`);
  await db.execute(sql`insert into members (cohort, learner, joined_at)
    select 'c' || c, 'bench:user/' || l, now() from generate_series(0, ${COHORTS - 1}) c, generate_series(0, ${LEARNERS - 1}) l`);
  await db.execute(sql`vacuum analyze members`);
}

/** Answers a second. */
interface Peer {
  readonly one: number;
  readonly best: number;
}

function hasPgbench(): boolean {
  try {
    execFileSync('pgbench', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function pgbench(url: string, fresh: () => Promise<string>): Promise<Peer> {
  const dir = mkdtempSync(path.join(tmpdir(), 'sous-bench-'));
  try {
    const file = path.join(dir, 'answer.sql');
    const measured: number[] = [];
    for (const clients of [1, 8, 16, 32]) {
      const args = ['-n', '-M', 'prepared', '-f', file, '-c', String(clients), '-j', '2', '-T', String(SECONDS)];
      writeFileSync(file, scriptOf(await fresh()));
      const out = execFileSync('pgbench', [...args, url], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      measured.push(Number(/tps = ([\d.]+)/u.exec(out)?.[1] ?? 0));
    }
    return { one: measured[0] ?? 0, best: Math.max(...measured) };
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
    question: 'q',
    version: 'v',
    moves: ['1'],
    verdict: { score: 1, marks: [{ key: '1', right: true, chosen: true }], ideas: [] },
    score: 1,
    points: 10,
    hint: false,
    at: AT,
  };
};

interface Storm {
  /** Answers a second. */
  readonly perSecond: number;
  /** Milliseconds of each. */
  readonly times: readonly number[];
}

async function storm(
  record: (answer: NewDropAnswer) => Promise<object>,
  round: string,
  flying: number,
): Promise<Storm> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - started < SECONDS * 1_000 && next < COHORTS * LEARNERS) {
      const began = performance.now();
      const done = await record(answerOf(round, next++));
      if ('outcome' in done && done.outcome !== 'first') throw new Error(`an answer was ${String(done.outcome)}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: flying }, lane));
  return { perSecond: (times.length / (performance.now() - started)) * 1_000, times };
}

/**
 * `n` answers spread evenly over a second, whether or not those before are done; each is timed from when it was due. Between
 * them the sender sleeps: it shares the machine with what it measures.
 */
async function second(
  record: (answer: NewDropAnswer) => Promise<unknown>,
  round: string,
  n: number,
): Promise<number[]> {
  const times: number[] = [];
  const all: Promise<void>[] = [];
  const started = performance.now();
  while (all.length < n) {
    const now = performance.now();
    for (let due = dueAt(all.length); due <= now && all.length < n; due = dueAt(all.length))
      all.push(record(answerOf(round, all.length)).then(() => void times.push(performance.now() - due)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(all);
  return times;

  function dueAt(index: number): number {
    return started + (index * 1_000) / n;
  }
}
