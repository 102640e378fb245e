/** The daily drop from claim to reveal, on both databases, with a platform that fails in every way it can. */
import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import type { DropOptions } from '../../src/features/drops/index.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Store } from '../../src/storage/index.ts';
import { deliveries, drops } from '../../src/storage/tables/drops.ts';
import { cohortOf, dropJobs, HOUR, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';
import { judged } from '../support/judged.ts';

async function world(store: Store, options: Partial<DropOptions> = {}) {
  const clock = { now: NINE - HOUR };
  const platform = memoryPlatform();
  const tools = await toolsOf(store, platform.poster, clock);
  const job = dropJobs(tools, options);
  const tick = async (at = clock.now): Promise<void> => {
    clock.now = at;
    await job.run(at);
  };
  const create = (id: string, more = {}) => store.cohorts.createCohort(cohortOf(id, more), 'fake:user/boss', clock.now);
  return { clock, platform, tools, tick, create };
}
const answer = (drop: string, learner: string, at: number, points = 10) => ({
  drop,
  learner: `fake:user/${learner}`,
  moves: [points === 0 ? '1' : '0'],
  score: points / 10,
  points,
  hint: false,
  at,
  ...judged(points / 10),
});
/** Leases and waits go by the database's clock; as if they were over. */
const letWaitsEnd = async (db: Database): Promise<void> =>
  void (await db.update(deliveries).set({ heldUntil: sql`now() - interval '1 second'` }));

describe('a drop', () => {
  test('is posted once, counted, closed, and revealed under its message', async ({ store }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    await tick(NINE - MINUTE);
    expect(platform.messages).toEqual([]);
    await tick(NINE);
    await tick(NINE + MINUTE);
    expect(platform.messages.map((one) => [one.to, one.key])).toEqual([['fake:channel/abc', 'dabc20261102']]);
    const [drop] = await store.drops.latestDrops('abc');
    expect(drop).toMatchObject({ id: 'abc-20261102', state: 'posted', dueAt: NINE, closesAt: NINE + 24 * HOUR });

    await store.answers.recordAnswer(answer('abc-20261102', 'ana', NINE + MINUTE));
    await store.answers.recordAnswer(answer('abc-20261102', 'ben', NINE + MINUTE, 0));
    await tick(NINE + 2 * MINUTE);
    expect(platform.messages[0]?.edits).toBe(1);
    expect(platform.text('dabc20261102')).toContain('2 ');
    // a third answer at once: the message is not changed again within the minute
    await store.answers.recordAnswer(answer('abc-20261102', 'cem', NINE + MINUTE));
    await tick(NINE + 2 * MINUTE + 30_000);
    expect(platform.messages[0]?.edits).toBe(1);
    await tick(NINE + 3 * MINUTE);
    await tick(NINE + 4 * MINUTE);
    expect(platform.messages[0]?.edits).toBe(2);

    await tick(NINE + 24 * HOUR);
    await tick(NINE + 24 * HOUR + MINUTE);
    const keys = platform.messages.map((one) => one.key);
    expect(keys.toSorted()).toEqual(['dabc20261102', 'dabc20261103', 'rabc20261102']);
    expect(platform.messages.find((one) => one.key === 'rabc20261102')?.under).toBe(platform.messages[0]?.ref);
    expect(platform.messages[0]?.edits).toBe(3);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'closed', closedAt: NINE + 24 * HOUR });
    expect((await store.drops.latestDrops('abc')).map((one) => one.question)).toHaveLength(2);
  });

  test('asks nothing twice until everything was asked, takes what is queued first, never what is skipped', async ({
    store,
  }) => {
    const { tick, create, tools } = await world(store);
    await create('abc', { weekdays: [1, 2, 3, 4, 5, 6, 7], topics: ['web'] });
    const daily = tools.library.questionsIn('web').filter((question) => question.daily);
    const [chosen, skipped] = daily.map((question) => question.id).toSorted();
    if (chosen === undefined || skipped === undefined) throw new Error('too few questions');
    await store.cohorts.queueQuestion({ cohort: 'abc', question: chosen, kind: 'on', date: '2026-11-04' }, 'x', NINE);
    await store.cohorts.queueQuestion({ cohort: 'abc', question: skipped, kind: 'skip' }, 'x', NINE);
    for (let day = 0; day < daily.length; day += 1) await tick(NINE + day * 24 * HOUR);
    const asked = (await store.drops.latestDrops('abc', { limit: 200 })).toReversed();
    expect(new Set(asked.slice(0, -1).map((drop) => drop.question)).size).toBe(daily.length - 1);
    expect(asked.map((drop) => drop.question)).not.toContain(skipped);
    expect(asked[2]?.question).toBe(chosen);
    expect(asked.at(-1)?.question).toBe(asked[0]?.question); // the one asked longest ago
    expect((await store.cohorts.queueOf('abc')).map((one) => one.kind)).toEqual(['skip']);
  });

  test('pauses and tells when the bag is empty and the cohort wants it so', async ({ store }) => {
    const { platform, tick, create } = await world(store);
    await create('abc', { topics: ['no-such-topic'], whenEmpty: 'pause' });
    await tick(NINE);
    expect(platform.messages.map((one) => one.to)).toEqual(['fake:user/boss']);
    expect(await store.cohorts.findCohort('abc')).toMatchObject({ paused: true, nextAt: null });
    expect(await store.drops.latestDrops('abc', { missed: true })).toMatchObject([{ state: 'missed', question: null }]);
  });

  test('late within the window is posted late and stays open as long; beyond it is missed and told, days on end once', async ({
    store,
  }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    await tick(NINE + 100 * MINUTE);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({
      state: 'posted',
      opensAt: NINE + 100 * MINUTE,
      closesAt: NINE + 100 * MINUTE + 24 * HOUR,
    });
    // away from Tuesday to Friday noon
    await tick(NINE + 4 * 24 * HOUR + 4 * HOUR);
    const missed = (await store.drops.latestDrops('abc', { missed: true })).filter((drop) => drop.state === 'missed');
    expect(missed.map((drop) => drop.localDate)).toEqual(['2026-11-06', '2026-11-05', '2026-11-04', '2026-11-03']);
    expect(platform.messages.filter((one) => one.to === 'fake:user/boss')).toHaveLength(1);
    expect((await store.cohorts.findCohort('abc'))?.nextDate).toBe('2026-11-09');
  });

  test('a lost answer is looked for and not sent again', async ({ store, db }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    platform.faults.push('lost');
    await tick(NINE);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'due' });
    await tick(NINE + 1);
    expect(platform.messages).toHaveLength(1); // within the grace nobody even looks
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages).toHaveLength(1);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'posted' });
    expect(await store.deliveries.postedMessage('abc-20261102')).toBe(platform.messages[0]?.ref);
  });

  test('of doubles the first stays and the others go', async ({ store, db }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    platform.faults.push('lost');
    await tick(NINE);
    const [first] = platform.messages;
    if (first === undefined) throw new Error('nothing was posted');
    platform.messages.push({ ...first, ref: 'fake:message/straggler' });
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages.map((one) => one.ref)).toEqual([first.ref]);
  });

  test('nothing stored after a doubt: it is sent again', async ({ store, db }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    platform.faults.push('doubt', 'busy');
    await tick(NINE);
    for (const minute of [1, 2]) {
      await letWaitsEnd(db);
      await tick(NINE + minute * MINUTE);
    }
    expect(platform.messages.map((one) => one.key)).toEqual(['dabc20261102']);
    const [post] = await store.deliveries.deliveriesOf('abc-20261102');
    expect(post).toMatchObject({ state: 'sent', attempts: 3, lastError: null });
  });

  test('a refusal ends it, tells the admin once, and can be tried again when it was mended', async ({ store }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    platform.faults.push('refused');
    await tick(NINE);
    await tick(NINE + MINUTE);
    expect(platform.messages.map((one) => [one.to, one.key])).toEqual([['fake:user/boss', 'ndabc20261102']]);
    expect(platform.text('ndabc20261102')).toContain('Let me in.');
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'missed', why: 'Let me in.' });
    expect((await store.cohorts.findCohort('abc'))?.nextDate).toBe('2026-11-03');
    expect(await store.deliveries.retryPost('abc-20261102', NINE + 2 * MINUTE)).toBe(true);
    await tick(NINE + 3 * MINUTE);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'posted', why: null });
    expect(await store.deliveries.retryPost('abc-20261102', NINE + 4 * MINUTE)).toBe(false);
  });

  test('in doubt until it is too late: missed and told, unless answers prove that it stands', async ({ store, db }) => {
    const { platform, tick, create } = await world(store);
    await create('abc');
    await create('xyz');
    platform.faults.push('doubt', 'doubt');
    await tick(NINE);
    await store.answers.recordAnswer(answer('xyz-20261102', 'ana', NINE + MINUTE));
    await letWaitsEnd(db);
    await tick(NINE + 181 * MINUTE);
    expect(await store.drops.findDrop('abc-20261102')).toMatchObject({ state: 'missed' });
    expect(await store.drops.findDrop('xyz-20261102')).toMatchObject({ state: 'posted' });
    expect(platform.messages.map((one) => one.key)).toEqual(['ndabc20261102']);
  });

  test('a bad cohort, and a bad card, stop nobody else', async ({ store, db }) => {
    const { platform, tick, create } = await world(store);
    for (const id of ['bad', 'good', 'gone']) await create(id);
    await db.execute(sql`update cohorts set zone = 'Mars/Olympus' where id = 'bad'`);
    await tick(NINE).then(
      () => expect.unreachable('a bad cohort should be reported'),
      (error: Error) => expect(error.message).toContain('cohort bad'),
    );
    expect(platform.messages.map((one) => one.to).toSorted()).toEqual(['fake:channel/gone', 'fake:channel/good']);
    await db.update(drops).set({ question: 'withdrawn' }).where(eq(drops.cohort, 'gone'));
    await tick(NINE + 24 * HOUR).catch(() => undefined);
    expect(await store.drops.findDrop('good-20261102')).toMatchObject({ state: 'closed' });
    expect(platform.messages.map((one) => one.key)).toContain('rgood20261102');
  });
});

describe('claims', () => {
  test('by many at once take each cohort once', async ({ store }) => {
    const clock = { now: NINE - HOUR };
    const tools = await toolsOf(store, memoryPlatform().poster, clock);
    for (let n = 0; n < 60; n += 1) await store.cohorts.createCohort(cohortOf(`c${n}`), 'x', clock.now);
    clock.now = NINE;
    const one = tools.library.questionsIn()[0];
    if (one === undefined) throw new Error('no question');
    const claim = () =>
      store.drops.claimDue(
        ({ cohort }) => ({
          drops: [
            { run: { at: cohort.nextAt ?? 0, date: cohort.nextDate ?? '' }, question: one.id, version: one.version },
          ],
          next: { at: NINE + 24 * HOUR, date: '2026-11-03' },
          pause: false,
          notices: [],
        }),
        NINE,
        10,
      );
    const all = await Promise.all(Array.from({ length: 12 }, claim));
    const rest = [await claim(), await claim(), await claim(), await claim(), await claim(), await claim()];
    const taken = [...all, ...rest].flatMap((claimed) => claimed.drops.map((drop) => drop.id));
    expect(taken).toHaveLength(60);
    expect(new Set(taken).size).toBe(60);
  });

  test('a changed plan never gives a date a second drop; a stale panel changes nothing', async ({ store }) => {
    const { tick, create } = await world(store);
    const { version } = await create('abc');
    await tick(NINE);
    const moved = await store.cohorts.changeCohort('abc', version, { time: '15:00' }, 'fake:user/ines', NINE + HOUR);
    expect(moved).toMatchObject({ nextDate: '2026-11-03', changedBy: 'fake:user/ines', version: version + 1 });
    expect(await store.cohorts.changeCohort('abc', version, { time: '16:00' }, 'x', NINE + HOUR)).toBeUndefined();
    await expect(store.cohorts.changeCohort('abc', version + 1, { zone: 'Mars' }, 'x', NINE)).rejects.toThrow('zone');
    const paused = await store.cohorts.changeCohort('abc', version + 1, { paused: true }, 'x', NINE + HOUR);
    expect(paused).toMatchObject({ nextAt: null });
  });
});
