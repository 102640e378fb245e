/**
 * Fault drills of delivery, with real processes that are killed, on a real Postgres, against a chat that fails: exactly one
 * visible post for each drop, and no silent miss.
 */
import { vi, describe, expect, test } from 'vitest';
import type { Store } from '../../src/storage/index.ts';
import { drill, LIMIT, PACE } from '../support/drills/drill.ts';
import type { Step } from '../support/drills/drop-worker.ts';
import { type FakeChat, fated } from '../support/drills/fake-chat.ts';
import { HOUR, MINUTE, NINE } from '../support/drills/world.ts';

vi.setConfig({ testTimeout: LIMIT + 30_000 });

const cohortIds = (n: number): string[] => Array.from({ length: n }, (_, i) => `c${i}`);
const statesOf = async (store: Store, ids: readonly string[]): Promise<string[]> =>
  (await Promise.all(ids.map((id) => store.drops.latestDrops(id, { missed: true })))).flat().map((drop) => drop.state);

/** Waits until no drop is on its way, and what the chat shows does not change any more. */
async function settled(store: Store, ids: readonly string[], atLeast: number): Promise<void> {
  await vi.waitFor(
    async () => {
      // first what one query says
      expect(await store.deliveries.duePlatforms(Number.MAX_SAFE_INTEGER / 1_000)).toEqual([]);
      const states = await statesOf(store, ids);
      expect(states.length).toBeGreaterThanOrEqual(atLeast);
      expect(states.filter((state) => state === 'due')).toEqual([]);
    },
    { timeout: LIMIT, interval: 100 },
  );
}

/** Exactly one visible message for each posted drop, its reference stored; a notice for each missed one. */
async function judge(
  store: Store,
  chat: FakeChat,
  ids: readonly string[],
): Promise<{ posted: number; missed: number }> {
  const visible = Map.groupBy(chat.messages, (message) => message.key);
  const drops = (await Promise.all(ids.map((id) => store.drops.latestDrops(id, { missed: true })))).flat();
  for (const drop of drops) {
    const posts = visible.get(`d${drop.id.replace('-', '')}`) ?? [];
    const stored = await store.deliveries.postedMessage(drop.id);
    const wanted = drop.state === 'missed' ? [] : [stored];
    expect(
      posts.map((one) => one.ref),
      `${drop.id} is ${drop.state}`,
    ).toEqual(wanted);
    const told = chat.messages.some((one) => one.to === 'fake:user/boss' && one.text.includes(drop.localDate));
    expect(told || drop.state !== 'missed', `nobody was told that ${drop.id} is missed`).toBe(true);
  }
  expect(new Set(drops.map((drop) => `${drop.cohort} ${drop.localDate}`)).size).toBe(drops.length);
  for (const [key, messages] of visible) expect(messages, `messages of ${key}`).toHaveLength(1);
  const missed = drops.filter((drop) => drop.state === 'missed').length;
  return { posted: drops.length - missed, missed };
}

describe('killed at a step, and started again', () => {
  const steps: readonly Step[] = ['in-claim', 'after-claim', 'after-lease', 'before-send', 'after-send', 'after-mark'];
  test.each(steps)('%s', async (dieAt) => {
    const one = await drill(6, {});
    try {
      one.run(1, (_nth, generation) => (generation === 0 ? { dieAt } : {}));
      await settled(one.store, cohortIds(6), 6);
      expect(one.deaths()).toBe(1);
      expect(await judge(one.store, one.chat, cohortIds(6))).toEqual({ posted: 6, missed: 0 });
    } finally {
      await one.stop();
    }
  });

  test('during the send, when the message stands and its reference is on the way', async () => {
    let killed = 0;
    const one = await drill(6, {
      fault: (call) => (call.nth === 1 && call.key.endsWith('c320261102') ? 'mute' : 'none'),
      stored: (call) => {
        if (call.nth > 1 || !call.key.endsWith('c320261102')) return;
        killed += 1;
        process.kill(call.pid, 'SIGKILL');
      },
    });
    try {
      one.run(2, () => ({}));
      await settled(one.store, cohortIds(6), 6);
      expect(killed).toBe(1);
      expect(await judge(one.store, one.chat, cohortIds(6))).toEqual({ posted: 6, missed: 0 });
    } finally {
      await one.stop();
    }
  });

  test('while looking for a doubtful post', async () => {
    const one = await drill(4, { fault: (call) => (call.nth === 1 ? 'after' : 'none') });
    try {
      one.run(1, (_nth, generation) => (generation === 0 ? { dieAt: 'in-find' as const } : {}));
      await settled(one.store, cohortIds(4), 4);
      expect(one.deaths()).toBe(1);
      expect(await judge(one.store, one.chat, cohortIds(4))).toEqual({ posted: 4, missed: 0 });
    } finally {
      await one.stop();
    }
  });
});

const chaos = fated({ after: 120, cut: 80, mute: 40, late: 40, before: 100, busy: 40 });
/** Stored when the sender has given up, and before anybody looks for it. */
const soon = (): number => PACE.sendMs + 100;

describe('a first post that lands when it was looked for and sent again', () => {
  test('is removed', async () => {
    const one = await drill(4, {
      fault: (call) => (call.nth === 1 ? 'late' : 'none'),
      lateMs: () => PACE.sendMs + 3 * PACE.graceMs,
    });
    try {
      one.run(1, () => ({}));
      await settled(one.store, cohortIds(4), 4);
      expect(one.chat.stored).toBe(8);
      expect(await judge(one.store, one.chat, cohortIds(4))).toEqual({ posted: 4, missed: 0 });
    } finally {
      await one.stop();
    }
  });

  test('is removed also when its process stood still for long and never heard that it stood', async () => {
    const one = await drill(1, { fault: (call) => (call.nth === 2 ? 'mute' : 'none') });
    try {
      one.run(1, () => ({ stallAt: 'before-send' }));
      await vi.waitFor(() => expect(one.stalls()).toBe(1), { timeout: LIMIT, interval: 20 });
      one.run(1, () => ({}));
      // the other has posted, and does not look for more
      await settled(one.store, cohortIds(1), 1);
      one.wake();
      await vi.waitFor(() => expect(one.chat.stored).toBe(2), { timeout: LIMIT, interval: 20 });
      await vi.waitFor(() => expect(one.chat.messages).toHaveLength(1), { timeout: LIMIT, interval: 20 });
      await settled(one.store, cohortIds(1), 1);
      expect(await judge(one.store, one.chat, cohortIds(1))).toEqual({ posted: 1, missed: 0 });
    } finally {
      await one.stop();
    }
  });
});

describe('chaos: errors before and after storing, lost and late answers, deaths anywhere', () => {
  test.each([1, 2, 4])('%i processes', async (count) => {
    const drops = 30;
    const one = await drill(drops, { fault: chaos, lateMs: soon });
    try {
      one.run(count, (_nth, generation) => (generation < 4 ? { dieChance: 0.02 } : {}));
      await settled(one.store, cohortIds(drops), drops);
      // the chaos is not too tame: this many would be doubled by whoever sends again after an error
      expect(one.chat.lostReplies).toBeGreaterThan(drops / 5);
      expect(await judge(one.store, one.chat, cohortIds(drops))).toEqual({ posted: drops, missed: 0 });
    } finally {
      await one.stop();
    }
  });
});

test('a lost permission: no storm of retries, one notice, everybody else gets their drop', async () => {
  let tries = 0;
  const one = await drill(5, {
    fault: (call) => {
      if (call.to !== 'fake:channel/c2') return 'none';
      tries += 1;
      return 'forbidden';
    },
  });
  try {
    one.run(2, () => ({}));
    await settled(one.store, cohortIds(5), 5);
    expect(await judge(one.store, one.chat, cohortIds(5))).toEqual({ posted: 4, missed: 1 });
    expect(tries).toBe(1);
    expect(one.chat.messages.filter((message) => message.text.includes('Let me post there.'))).toHaveLength(1);
    expect((await one.store.cohorts.findCohort('c2'))?.nextDate).toBe('2026-11-03');
  } finally {
    await one.stop();
  }
});

test('clocks that disagree: behind, ahead, and a day ahead', async () => {
  const one = await drill(8, { fault: (call) => (call.nth === 1 ? chaos(call) : 'none'), lateMs: soon });
  const skew = [-30 * MINUTE, 2 * HOUR, 26 * HOUR];
  try {
    one.run(3, (nth) => ({ now: NINE + (skew[nth] ?? 0) }));
    // the fast clock alone reaches Tuesday: each cohort then has a Monday and a Tuesday
    await settled(one.store, cohortIds(8), 16);
    const { posted, missed } = await judge(one.store, one.chat, cohortIds(8));
    expect(posted + missed).toBe(16);
    expect(posted).toBeGreaterThanOrEqual(8);
  } finally {
    await one.stop();
  }
});
