/** What staff change while drops are under way: taking one back, moving the channel, voiding a queued question. */
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import type { Store } from '../../src/storage/index.ts';
import { rulings } from '../../src/storage/tables/reports.ts';
import { cohortOf, dropJobs, HOUR, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

const DAY = 24 * HOUR;
const DROP = 'abc-20261102';
const KEY = 'dabc20261102';

async function world(store: Store) {
  const clock = { now: NINE - HOUR };
  const platform = memoryPlatform();
  const tools = await toolsOf(store, platform.poster, clock);
  const job = dropJobs(tools);
  const tick = async (at: number): Promise<void> => {
    clock.now = at;
    await job.run(at);
  };
  const cohort = await store.cohorts.createCohort(cohortOf('abc', { topics: ['web'] }), 'fake:user/boss', clock.now);
  return { platform, tools, tick, cohort };
}

describe('a drop that is taken back', () => {
  test('says so in its message at the next tick, and reveals nothing', async ({ store }) => {
    const { platform, tick } = await world(store);
    await tick(NINE);
    expect(await store.drops.voidDrop(DROP, 'outage', NINE + HOUR)).toBe(true);
    await tick(NINE + HOUR + MINUTE);
    expect(platform.text(KEY)).toContain('Staff took this one back');
    await tick(NINE + DAY + MINUTE);
    expect(platform.text(KEY)).toContain('Staff took this one back');
    expect(platform.messages.map((one) => one.key)).not.toContain('rabc20261102');
  });

  test('says so also when it was closed before', async ({ store }) => {
    const { platform, tick } = await world(store);
    await tick(NINE);
    await tick(NINE + DAY);
    expect(platform.text(KEY)).toContain('Closed.');
    expect(await store.drops.voidDrop(DROP, 'outage', NINE + DAY + HOUR)).toBe(true);
    expect(await store.drops.voidDrop(DROP, 'outage', NINE + DAY + HOUR)).toBe(false);
    await tick(NINE + DAY + HOUR + MINUTE);
    expect(platform.text(KEY)).toContain('Staff took this one back');
    expect(platform.text(KEY)).not.toContain('Closed.');
  });

  test('without a message that can be named has nothing to change', async ({ store, db }) => {
    const { tick } = await world(store);
    await tick(NINE);
    await db.execute(sql`update deliveries set message = null`);
    expect(await store.drops.voidDrop(DROP, 'outage', NINE + HOUR)).toBe(true);
    expect((await store.deliveries.deliveriesOf(DROP)).map((one) => one.kind)).toEqual(['post']);
    await tick(NINE + HOUR + MINUTE);
  });
});

test('a channel that changes while a drop is open: what follows goes where the message stands', async ({ store }) => {
  const { platform, tick, cohort } = await world(store);
  await tick(NINE);
  await store.cohorts.changeCohort('abc', cohort.version, { place: 'fake:channel/new' }, 'fake:user/boss', NINE + HOUR);
  await tick(NINE + DAY);
  const to = (key: string) => platform.messages.find((one) => one.key === key)?.to;
  expect(to('rabc20261102')).toBe('fake:channel/abc');
  expect(to('dabc20261103')).toBe('fake:channel/new');
  const rows = await store.deliveries.deliveriesOf(DROP);
  expect(new Set(rows.map((one) => one.address))).toEqual(new Set(['fake:channel/abc']));
});

describe('a queued question that staff void', () => {
  for (const kind of ['on', 'soon'] as const) {
    test(`is not asked (${kind})`, async ({ store, db }) => {
      const { tools, tick } = await world(store);
      const daily = tools.library.questionsIn('web').filter((question) => question.daily);
      const [bad, other] = daily;
      if (bad === undefined || other === undefined) throw new Error('too few questions');
      const date = kind === 'on' ? { date: '2026-11-02' } : {};
      await store.cohorts.queueQuestion({ cohort: 'abc', question: bad.id, kind, priority: 5, ...date }, 'x', NINE);
      await store.cohorts.queueQuestion({ cohort: 'abc', question: other.id, kind: 'soon' }, 'x', NINE);
      const ruling = { community: 'fake:room/main', version: bad.version, kind: 'void' as const, decidedBy: 'x' };
      await db.insert(rulings).values({ ...ruling, question: bad.id, decidedAt: NINE });
      await tick(NINE);
      expect(await store.drops.findDrop(DROP)).toMatchObject({ state: 'posted', question: other.id });
    });
  }
});
