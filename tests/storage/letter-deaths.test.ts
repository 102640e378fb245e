/** A process dies, or stands still, at each step with each kind of letter: another one goes on, and it is seen once. */
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { mailsOf } from '../../src/features/mails.ts';
import { createOutbox } from '../../src/outbox/index.ts';
import type { NewLetter } from '../../src/outbox/letter.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Store } from '../../src/storage/index.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import type { Tools } from '../../src/tools.ts';
import { judgeLetters } from '../support/drills/judge-letters.ts';
import { LETTER_NAMES, type LetterName, nameOfKey, seedLetters } from '../support/drills/letters.ts';
import { type Death, mortal } from '../support/drills/mortal.ts';
import { cohortOf, HOUR, type MemoryPlatform, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

const COHORT = { id: 'abc', place: 'fake:channel/abc' } as const;
const WISHED: readonly LetterName[] = ['part', 'prompt', 'test'];

interface World {
  readonly platform: MemoryPlatform;
  readonly tools: Tools;
  seed(name: LetterName): Promise<readonly NewLetter[]>;
  /** What a process that lives does in the next minutes, in which all leases and waits end. */
  goOn(): Promise<void>;
}

async function world(store: Store, db: Database): Promise<World> {
  const clock = { now: NINE };
  const platform = memoryPlatform();
  const tools = await toolsOf(store, platform.poster, clock);
  const [shareOut = ''] = tools.library.content.shareOuts.keys();
  await store.cohorts.createCohort(cohortOf('abc', { weekdays: [7] }), 'fake:user/boss', NINE - HOUR);
  const { job } = createOutbox(tools, mailsOf(tools));
  return {
    platform,
    tools,
    seed: (name) => seedLetters(store, COHORT, { n: 1, shareOut, names: [name] }),
    async goOn() {
      // the second time for what was sent twice
      for (let minute = 0; minute < 2; minute += 1) {
        await db.update(deliveries).set({ heldUntil: sql`now() - interval '1 second'` });
        clock.now += MINUTE;
        await job.run(clock.now);
      }
    },
  };
}

/** One that is to break; as a process does, it asks for what is wished first, and then does its job. */
function work(tools: Tools, wishes: readonly NewLetter[]): void {
  const outbox = createOutbox(tools, mailsOf(tools), { sendMs: 1_000 });
  const all = Promise.all(wishes.map((wish) => outbox.sendNow(wish))).then(async () => outbox.job.run(NINE));
  all.catch(() => undefined); // nobody hears of it
}

const DEATHS: readonly (readonly [Death, readonly LetterName[]])[] = [
  ['before addLetters', ['reminder', 'pulse']],
  ['after addLetters', ['reminder', 'pulse']],
  ['after takeNow', WISHED],
  ['after lease', LETTER_NAMES],
  ['before beginSend', LETTER_NAMES],
  ['after beginSend', LETTER_NAMES],
  ['after post', LETTER_NAMES],
  ['before keepMessage', ['part', 'prompt']],
  ['after keepMessage', ['part', 'prompt']],
  ['before markSent', LETTER_NAMES],
  ['after markSent', LETTER_NAMES],
];

describe('dies with each kind of letter', () => {
  for (const [death, names] of DEATHS)
    test(death, async ({ store, db }) => {
      const { platform, tools, seed, goOn } = await world(store, db);
      for (const name of names) {
        const wishes = await seed(name);
        const inJob = death === 'after lease';
        if (inJob) await store.deliveries.addLetters(wishes, NINE);
        const victim = mortal(tools, death, (about) => keyIn(about, name));
        work(victim.tools, inJob ? [] : wishes);
        await victim.died;
        await goOn();
      }
      expect(platform.stored, 'sent once, not cleared up afterwards').toBe(names.length);
      await judgeLetters({ db, store }, platform.messages, { n: 1, names });
    });

  test('after find, when the answer to the first post was lost', async ({ store, db }) => {
    const { platform, tools, seed, goOn } = await world(store, db);
    for (const name of LETTER_NAMES) {
      const wishes = await seed(name);
      const first = mortal(tools, 'after post', (about) => keyIn(about, name));
      work(first.tools, wishes);
      await first.died;
      await db.update(deliveries).set({ heldUntil: sql`now() - interval '1 second'` });
      const second = mortal(tools, 'after find', (about) => keyIn(about, name));
      work(second.tools, []);
      await second.died;
      await goOn();
    }
    expect(platform.stored).toBe(LETTER_NAMES.length);
    await judgeLetters({ db, store }, platform.messages, { n: 1 });
  });
});

/** Whether one of the texts in some JSON is the key of such a letter. */
const keyIn = (json: string, name: LetterName): boolean =>
  [...json.matchAll(/"([^"]+)"/gu)].some(([, text = '']) => nameOfKey(text) === name && /\d/u.test(text));

test('stands still while it sends each kind of letter, and another one sends it: the late one goes', async ({
  store,
  db,
}) => {
  const { platform, tools, seed, goOn } = await world(store, db);
  for (const name of LETTER_NAMES) {
    const wishes = await seed(name);
    const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
    const { promise: asleep, resolve: sleep } = Promise.withResolvers<void>();
    const slow: Tools['post'] = {
      ...tools.post,
      async post(...given) {
        sleep();
        await awake;
        return tools.post.post(...given);
      },
    };
    const { sendNow, job } = createOutbox({ ...tools, post: slow }, mailsOf({ ...tools, post: slow }));
    const [wish] = wishes;
    const done = wish === undefined ? job.run(NINE) : sendNow(wish);
    await asleep;
    await goOn();
    const before = platform.messages.length;
    wake();
    const outcome = await done;
    // it has heard that another one was quicker, and taken its own away again
    expect(outcome ?? { kind: 'stands' }).toEqual({ kind: 'stands' });
    expect(platform.messages).toHaveLength(before);
  }
  await judgeLetters({ db, store }, platform.messages, { n: 1 });
});
