/** The public count of an open drop: it catches up whatever goes wrong on the way to the message. */
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import type { Store } from '../../src/storage/index.ts';
import { cohortOf, dropJobs, HOUR, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';
import { judged } from '../support/judged.ts';

const DROP = 'abc-20261102';
const KEY = 'dabc20261102';

/** A job whose store and edits fail as the test says. */
async function world(store: Store, swap: (store: Store) => Store = (same) => same) {
  const clock = { now: NINE - HOUR };
  const platform = memoryPlatform();
  /** What goes wrong with the next edits, in order. */
  const faults: PostError['outcome'][] = [];
  const tools = await toolsOf(
    swap(store),
    {
      ...platform.poster,
      edit: async (ref, card) => {
        const fault = faults.shift();
        if (fault !== undefined) throw new PostError(fault, `the platform said ${fault}`);
        await platform.poster.edit(ref, card);
      },
    },
    clock,
  );
  const job = dropJobs(tools);
  const tick = async (minute: number): Promise<void> => {
    clock.now = NINE + minute * MINUTE;
    await job.run(clock.now);
  };
  await store.cohorts.createCohort(cohortOf('abc'), 'fake:user/boss', clock.now);
  return { platform, faults, tick };
}
const press = (store: Store, learner: string, drop = DROP) =>
  store.answers.recordAnswer({
    drop,
    learner: `fake:user/${learner}`,
    moves: ['0'],
    score: 1,
    points: 10,
    hint: false,
    at: NINE + 1,
    ...judged(1),
  });

describe('the count', () => {
  test('is tried again after busy and after a doubt, at the pace of counts', async ({ store }) => {
    const { platform, faults, tick } = await world(store);
    await tick(0);
    await press(store, 'ana');
    faults.push('busy', 'doubt');
    await tick(2);
    expect(faults).toEqual(['doubt']);
    await tick(2.5); // within the gap
    expect(faults).toEqual(['doubt']);
    await tick(4);
    expect(faults).toEqual([]);
    expect(platform.messages[0]?.edits).toBe(0);
    await tick(6);
    expect(platform.text(KEY)).toContain('1 person has answered');
    await tick(8); // it is shown now
    expect(platform.messages[0]?.edits).toBe(1);
  });

  test('is tried again by another process after a restart', async ({ store }) => {
    const { platform, faults, tick } = await world(store);
    await tick(0);
    await press(store, 'ana');
    faults.push('busy');
    await tick(2);
    store.answers.takeTouched(); // what only this process knew
    const again = dropJobs(await toolsOf(store, platform.poster, { now: NINE + 4 * MINUTE }));
    await again.run(NINE + 4 * MINUTE);
    expect(platform.text(KEY)).toContain('1 person has answered');
  });

  test('that a process took and died with comes right by itself, in another that runs on', async ({ store }) => {
    const { platform, tick } = await world(store);
    await tick(0);
    await tick(1); // not fresh any more
    await press(store, 'ana');
    const [id] = store.answers.takeTouched();
    const { edits } = await store.dropClosing.claimCounts([id ?? ''], MINUTE, NINE + 2 * MINUTE);
    expect(edits).toMatchObject([{ drop: DROP, count: 1 }]); // and that is the last that is heard of it
    await tick(2.5);
    expect(platform.messages[0]?.edits).toBe(0);
    await tick(3);
    expect(platform.text(KEY)).toContain('1 person has answered');
  });

  test('is not taken as shown on the word of a process whose claim has ended', async ({ store }) => {
    const { platform, tick } = await world(store);
    await tick(0);
    await tick(1);
    await press(store, 'ana');
    const claim = async (minute: number) =>
      (await store.dropClosing.claimCounts([DROP], MINUTE, NINE + minute * MINUTE)).edits;
    const [slow] = await claim(2);
    const [dead] = await claim(3);
    expect([slow?.count, dead?.count]).toEqual([1, 1]);
    if (slow !== undefined) await store.dropClosing.countShown(slow);
    await tick(4);
    expect(platform.text(KEY)).toContain('1 person has answered');
    if (dead !== undefined) await store.dropClosing.countShown({ ...dead, count: 7 });
    expect(await claim(6)).toEqual([]); // it shows 1, and there is 1
  });

  test('of a message that somebody removed is let go', async ({ store }) => {
    const { faults, tick } = await world(store);
    await tick(0);
    await press(store, 'ana');
    faults.push('refused');
    await tick(2);
    faults.push('busy');
    await tick(4);
    expect(faults).toEqual(['busy']); // nobody tried
  });

  test('is not forgotten when the database fails before it is claimed', async ({ store }) => {
    let failing = false;
    const { platform, tick } = await world(store, (whole) => ({
      ...whole,
      dropClosing: {
        ...whole.dropClosing,
        claimCounts: async (...given) => {
          if (failing) throw new Error('the connection is gone');
          return whole.dropClosing.claimCounts(...given);
        },
      },
    }));
    await tick(0);
    await press(store, 'ana');
    failing = true;
    await expect(tick(2)).rejects.toThrow('the connection is gone');
    failing = false;
    await tick(4);
    expect(platform.text(KEY)).toContain('1 person has answered');
  });

  test('is not taken as shown when the claim fails at another drop', async ({ store, db }) => {
    const { platform, tick } = await world(store);
    await store.cohorts.createCohort(cohortOf('xyz'), 'fake:user/boss', NINE - HOUR);
    await tick(0);
    await press(store, 'ana');
    await press(store, 'ana', 'xyz-20261102');
    await db.execute(sql`alter table drops add constraint trouble check (cohort <> 'xyz' or shown_count = 0)`);
    try {
      await expect(tick(2)).rejects.toThrow('counting');
    } finally {
      await db.execute(sql`alter table drops drop constraint trouble`);
    }
    await tick(4);
    expect(platform.text(KEY)).toContain('1 person has answered');
    expect(platform.text('dxyz20261102')).toContain('1 person has answered');
  });
});
