/** The outbox with letters of every kind, on both databases, with a platform that fails in every way it can. */
import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { mailsOf } from '../../src/features/mails.ts';
import { createOutbox } from '../../src/outbox/index.ts';
import type { NewLetter } from '../../src/outbox/letter.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Store } from '../../src/storage/index.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { judgeLetters } from '../support/drills/judge-letters.ts';
import { LETTER_NAMES, seedLetters } from '../support/drills/letters.ts';
import { cohortOf, HOUR, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { test } from '../support/storage.ts';

const DAY = 24 * HOUR;
/** On a Sunday: no drop is due. */
const PLACE = { id: 'abc', place: 'fake:channel/abc' } as const;

async function world(store: Store, swap: (store: Store) => Store = (same) => same) {
  const clock = { now: NINE };
  const platform = memoryPlatform();
  const plain = await toolsOf(store, platform.poster, clock);
  const tools = { ...plain, store: swap(store) };
  const outbox = createOutbox(tools, mailsOf(tools));
  const another = createOutbox(plain, mailsOf(plain));
  const [shareOut = ''] = tools.library.content.shareOuts.keys();
  await store.cohorts.createCohort(cohortOf('abc', { weekdays: [7] }), 'fake:user/boss', NINE - HOUR);
  const seed = (n: number) => seedLetters(store, PLACE, { n, shareOut });
  const tick = async (at = clock.now): Promise<void> => {
    clock.now = at;
    await another.job.run(at);
  };
  return { clock, platform, tools, outbox, another, seed, tick, shareOut };
}
const only = (wishes: readonly NewLetter[], kind: string): NewLetter => {
  const found = wishes.find((wish) => wish.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};
/** Leases and waits go by the database's clock; as if they were over. */
const letWaitsEnd = async (db: Database): Promise<void> =>
  void (await db.update(deliveries).set({ heldUntil: sql`now() - interval '1 second'` }));
const rowOf = async (db: Database, key: string) =>
  (await db.select().from(deliveries).where(eq(deliveries.id, key)))[0];

describe('letters of every kind', () => {
  test('stand once, however many processes hand them in and deliver', async ({ store, db }) => {
    const { platform, outbox, another, seed, tick } = await world(store);
    const wishes = await seed(3);
    const asked = await Promise.all(wishes.flatMap((wish) => [outbox.sendNow(wish), another.sendNow(wish)]));
    expect(asked.filter((one) => one.kind === 'unsent')).toEqual([]);
    await Promise.all([outbox.job.run(NINE), another.job.run(NINE)]);
    await tick(NINE + MINUTE);
    await judgeLetters({ db, store }, platform.messages, { n: 3 });
  });

  test('are looked for, not sent again, when the answer was lost', async ({ store, db }) => {
    const { platform, another, seed, tick } = await world(store);
    const wishes = await seed(1);
    platform.faults.push(...LETTER_NAMES.map(() => 'lost' as const));
    for (const wish of wishes) expect(await another.sendNow(wish)).toEqual({ kind: 'coming' });
    await tick();
    expect(platform.messages).toHaveLength(LETTER_NAMES.length);
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    await judgeLetters({ db, store }, platform.messages, { n: 1 });
  });

  test('of a kind that nobody knows are left to whoever does', async ({ store, db }) => {
    const { platform, tick } = await world(store);
    await store.deliveries.addLetters([{ key: 'zzz', kind: 'of tomorrow', to: 'fake:user/ana' }], NINE);
    await expect(tick()).rejects.toThrow('"of tomorrow"');
    expect(platform.messages).toEqual([]);
    expect(await rowOf(db, 'zzz')).toMatchObject({ state: 'sending' });
  });

  test('that an older version left are delivered', async ({ store, db }) => {
    const { platform, tick } = await world(store);
    await tick(NINE + 6 * DAY); // the drop of Sunday
    const drop = 'abc-20261108';
    await db.execute(sql`delete from deliveries where kind <> 'post'`);
    await db.execute(sql`update drops set closed_at = now(), state = 'closed'`);
    const due = new Date(NINE + 6 * DAY).toISOString();
    for (const [id, kind, address, words] of [
      ['cabc20261108', 'close', 'fake:channel/abc', ''],
      ['rabc20261108', 'reveal', 'fake:channel/abc', ''],
      ['nmabc261107', 'notice', 'fake:user/boss', 'Nothing was running.'],
      ['dabc20261108+', 'tidy', 'fake:channel/abc', ''],
    ])
      await db.execute(sql`insert into deliveries (id, cohort, drop, kind, platform, address, words, next_at, give_up_at)
        values (${id}, 'abc', ${kind === 'notice' ? null : drop}, ${kind}, 'fake', ${address}, ${words},
          ${due}::timestamptz, ${due}::timestamptz + interval '1 day')`);
    await tick(NINE + 6 * DAY + MINUTE);
    expect(platform.text('dabc20261108')).toContain('Closed.');
    expect(platform.text('rabc20261108')).toContain('The answer');
    expect(platform.text('nmabc261107')).toContain('Nothing was running.');
    const rows = await db.select({ state: deliveries.state }).from(deliveries);
    expect(rows.map((row) => row.state)).toEqual(Array.from({ length: 5 }, () => 'sent'));
  });

  test('about no drop are forgotten a week after they were given up', async ({ store, db }) => {
    const { tick, another, seed } = await world(store);
    const wish = only(await seed(1), 'part');
    await another.sendNow(wish);
    await db.update(deliveries).set({ giveUpAt: NINE - 8 * DAY });
    await tick(NINE + MINUTE);
    expect(await rowOf(db, wish.key)).toBeUndefined();
    expect((await db.select().from(deliveries)).map((row) => row.kind).toSorted()).toEqual(['pulse', 'reminder']);
  });
});

describe('a letter that somebody waits for', () => {
  test('stands at once, and keeps nobody’s words', async ({ store, db }) => {
    const { platform, outbox, seed } = await world(store);
    const wish = only(await seed(1), 'part');
    expect(await outbox.sendNow(wish)).toEqual({ kind: 'stands' });
    expect(platform.text(wish.key)).toContain('my bank');
    expect(platform.messages[0]?.under).toBe('fake:message/open');
    expect(await rowOf(db, wish.key)).toMatchObject({ state: 'sent', words: '' });
    expect(await outbox.sendNow(wish)).toEqual({ kind: 'stands' });
    expect(platform.messages).toHaveLength(1);
  });

  test('is refused with advice, and can be wished again when that was mended', async ({ store, db }) => {
    const { platform, outbox, seed, shareOut } = await world(store);
    const wishes = await seed(1);
    for (const kind of ['prompt', 'part'] as const) {
      const wish = only(wishes, kind);
      platform.faults.push('refused');
      expect(await outbox.sendNow(wish)).toEqual({ kind: 'unsent', why: 'Let me in.' });
      expect(await rowOf(db, wish.key)).toMatchObject({ state: 'refused', words: '' });
    }
    const prompt = only(wishes, 'prompt');
    const { about: id = '' } = prompt;
    expect(await store.lessons.findDiscussion(id)).toBeUndefined();
    await store.lessons.createDiscussion({ id, shareOut: shareOut, place: PLACE.place }, NINE);
    for (const wish of wishes) expect(await outbox.sendNow(wish)).toEqual({ kind: 'stands' });
    expect(await store.lessons.findDiscussion(id)).toMatchObject({ message: platform.messages[0]?.ref });
    // they heard it from the press
    expect(platform.messages.map((message) => message.to)).not.toContain('fake:user/r0');
  });

  test('a second wish for one in doubt sends nothing, and the first comes', async ({ store, db }) => {
    const { platform, outbox, seed, tick } = await world(store);
    const wish = only(await seed(1), 'prompt');
    platform.faults.push('doubt');
    expect(await outbox.sendNow(wish)).toEqual({ kind: 'coming' });
    expect(await outbox.sendNow(wish)).toEqual({ kind: 'coming' });
    expect(platform.messages).toEqual([]);
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages.filter((message) => message.key === wish.key)).toHaveLength(1);
  });

  test('when it comes to nothing later, whoever wished for it is told, with their words', async ({ store, db }) => {
    const { platform, outbox, seed, tick } = await world(store);
    const [part, sample] = [only(await seed(1), 'part'), only(await seed(1), 'test')];
    platform.faults.push('busy', 'busy');
    for (const wish of [part, sample]) expect(await outbox.sendNow(wish)).toEqual({ kind: 'coming' });
    await letWaitsEnd(db);
    await tick(NINE + 2 * DAY + HOUR);
    const told = platform.messages.filter((message) => message.to === 'fake:user/r0').map(({ key }) => key);
    expect(told.toSorted()).toEqual(['nt-0', 'xs-0']);
    expect(platform.text('xs-0')).toContain('my bank, number 0');
    expect((await db.select().from(deliveries)).filter((row) => row.words !== '')).toEqual([]);
  });

  test('stands, and the process dies before what follows is done: it is done, and nothing is sent again', async ({
    store,
    db,
  }) => {
    const dies = (real: Store): Store => ({
      ...real,
      lessons: { ...real.lessons, takePart: () => Promise.reject(new Error('killed')) },
    });
    const { platform, outbox, seed, tick } = await world(store, dies);
    const wish = only(await seed(1), 'part');
    await expect(outbox.sendNow(wish)).rejects.toThrow('killed');
    platform.poster.find = () => Promise.reject(new Error('nobody needs to look'));
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages.filter((message) => message.key === wish.key)).toHaveLength(1);
    expect(await store.lessons.participants('open-talk')).toBe(1);
  });

  test('taken back while in doubt is gone, and does not come again', async ({ store, db }) => {
    const { platform, outbox, seed, tick } = await world(store);
    const wish = only(await seed(1), 'test');
    platform.faults.push('lost');
    expect(await outbox.sendNow(wish)).toEqual({ kind: 'coming' });
    const straggler = platform.messages[0];
    if (straggler === undefined) throw new Error('it was not stored');
    await outbox.takeBack({ ...wish, cohort: wish.cohort ?? '' }, NINE - HOUR);
    expect(platform.messages).toEqual([]);
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages.filter((message) => message.key === wish.key)).toEqual([]);
  });

  test('goes with whoever is forgotten, and its words with it', async ({ store, db }) => {
    const { platform, outbox, seed, tick } = await world(store);
    const wish = only(await seed(1), 'part');
    platform.faults.push('doubt');
    await outbox.sendNow(wish);
    expect((await rowOf(db, wish.key))?.words).toContain('my bank');
    await store.privacy.forgetLearner('fake:user/r0', 'fake:user/r0');
    expect(await rowOf(db, wish.key)).toBeUndefined();
    await letWaitsEnd(db);
    await tick(NINE + MINUTE);
    expect(platform.messages.filter((message) => message.key === wish.key)).toEqual([]);
  });

  test('an error about it carries no words', async ({ store }) => {
    const { outbox, seed } = await world(store);
    const wish = { ...only(await seed(1), 'part'), words: 'my secret \u0000' };
    const error = await outbox.sendNow(wish).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    for (let at = error; at instanceof Error; at = at.cause)
      expect(JSON.stringify([at.message, at.stack, ...Object.entries(at)])).not.toContain('my secret');
  });
});

describe('a reminder', () => {
  test('comes once a day, not when one was active, and never three hours late', async ({ store, db }) => {
    const { platform, seed, tick } = await world(store);
    await seed(2);
    await store.learners.meet(
      { learner: 'fake:user/r1', name: 'R1', locale: 'en', community: 'fake:room/main' },
      NINE - MINUTE,
    );
    await tick(NINE);
    await tick(NINE + HOUR);
    const reminded = () => platform.messages.filter((message) => message.key.startsWith('m')).map(({ to }) => to);
    expect(reminded()).toEqual(['fake:user/r0']);
    platform.faults.push('busy', 'busy');
    await tick(NINE + DAY);
    expect(platform.faults).toEqual([]);
    await letWaitsEnd(db);
    await tick(NINE + DAY + 4 * HOUR);
    await tick(NINE + 2 * DAY + 4 * HOUR);
    expect(reminded()).toEqual(['fake:user/r0']);
  });
});
