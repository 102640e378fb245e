/** Shelves of communities' own questions: editions, limits, and two who change one at once. */
import { describe, expect } from 'vitest';
import type { QuestionSource } from '../../src/questions/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { newMemory } from '../../src/tutor/review.ts';
import { test } from '../support/storage.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const HERE = 'playground:room/kitchen';
const THERE = 'playground:room/cellar';
const ADA = 'playground:user/ada';

async function known(store: Store): Promise<void> {
  for (const community of [HERE, THERE])
    await store.learners.meet({ learner: ADA, name: 'Ada', locale: 'en', community }, NOW);
}
/** A question of no kind in particular: storage does not look into it. */
const question = (id: string, stem = `What is ${id}?`): QuestionSource =>
  ({ id, stem, concepts: ['database'], options: [{ text: 'a', right: true }] }) as unknown as QuestionSource;
const put = async (store: Store, questions: readonly QuestionSource[], more: object = {}, now = NOW) =>
  store.own.putOwn({ community: HERE, key: 'kkkk', by: ADA, questions, most: 5, ...more }, now);

describe('a shelf', () => {
  test('has editions of what differs, and nothing new of what is the same', async ({ store }) => {
    await known(store);
    expect(await put(store, [question('a'), question('b')])).toEqual({
      kind: 'put',
      added: ['kkkk.a', 'kkkk.b'],
      changed: [],
      same: 0,
    });
    // the key is that of the shelf, whatever is proposed later; keys of an object may come back in another order
    const b = Object.fromEntries(Object.entries(question('b')).toReversed()) as unknown as QuestionSource;
    expect(await put(store, [question('a', 'Why a?'), b], { key: 'zzzz' }, NOW + 1)).toEqual({
      kind: 'put',
      added: [],
      changed: ['kkkk.a'],
      same: 1,
    });
    const shelf = await store.own.readShelf(HERE);
    expect(shelf.map(({ id, edition }) => [id, edition])).toEqual([
      ['kkkk.a', 2],
      ['kkkk.b', 1],
    ]);
    expect(shelf[0]?.source).toEqual(question('a', 'Why a?'));
    expect((await store.own.editionsOf(HERE, 'kkkk.a')).map(({ edition }) => edition)).toEqual([2, 1]);
  });

  test('is seen by its own community alone', async ({ store }) => {
    await known(store);
    await put(store, [question('a')]);
    expect(await store.own.readShelf(THERE)).toEqual([]);
    expect(await store.own.editionsOf(THERE, 'kkkk.a')).toEqual([]);
    expect(await store.own.removeOwn(THERE, ['kkkk.a'], NOW)).toBe(0);
    expect(await store.own.removeOwn(THERE, 'all', NOW)).toBe(0);
    expect(await store.own.readShelf(HERE)).toHaveLength(1);
    // the same id there is another question
    const other = await store.own.putOwn(
      { community: THERE, key: 'tttt', by: ADA, questions: [question('a')], most: 5 },
      NOW,
    );
    expect(other).toMatchObject({ added: ['tttt.a'] });
  });

  test('takes no more than it has room for: then nothing of it', async ({ store }) => {
    await known(store);
    await put(
      store,
      ['a', 'b', 'c', 'd'].map((id) => question(id)),
    );
    expect(await put(store, [question('e'), question('f')])).toEqual({ kind: 'full', total: 6 });
    expect(await store.own.readShelf(HERE)).toHaveLength(4);
    // what stands there already takes no room
    expect(await put(store, [question('a', 'Why?'), question('e')])).toMatchObject({ added: ['kkkk.e'] });
  });

  test('also when many come at once: one after the other, and no more than there is room for', async ({ store }) => {
    await known(store);
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (id) => put(store, [question(id), question(`${id}2`)], { key: `k-${id}` })),
    );
    expect(all.filter(({ kind }) => kind === 'put')).toHaveLength(2);
    const shelf = await store.own.readShelf(HERE);
    expect(shelf).toHaveLength(4);
    expect(new Set(shelf.map(({ id }) => id.split('.')[0])).size).toBe(1);
  });

  test('what is taken off goes with its editions and from everybody’s reviews, and begins anew when it comes back', async ({
    store,
  }) => {
    await known(store);
    await put(store, [question('a'), question('b')]);
    await put(store, [question('a', 'Why a?')]);
    for (const item of ['question:kkkk.a', 'question:kkkk.b', 'question:other'])
      await store.reviews.addReview(ADA, item, newMemory(NOW));
    expect(await store.own.removeOwn(HERE, ['kkkk.a', 'unknown'], NOW + 1)).toBe(1);
    expect(await store.own.editionsOf(HERE, 'kkkk.a')).toEqual([]);
    expect((await store.reviews.listReviews(ADA)).map(({ item }) => item).toSorted()).toEqual([
      'question:kkkk.b',
      'question:other',
    ]);
    await put(store, [question('a')], {}, NOW + 2);
    expect((await store.own.editionsOf(HERE, 'kkkk.a')).map(({ edition }) => edition)).toEqual([1]);
    expect(await store.own.removeOwn(HERE, 'all', NOW + 3)).toBe(2);
    expect(await store.own.readShelf(HERE)).toEqual([]);
  });

  test('every change is seen by who asks what changed, also when a clock goes back', async ({ store }) => {
    await known(store);
    const since = async (at: number) =>
      (await store.own.shelvesSince(at)).map(({ community, revision }) => [community, revision]);
    expect(await since(0)).toEqual([]);
    await put(store, [question('a')]);
    expect(await since(NOW)).toEqual([[HERE, 1]]);
    await put(store, [question('b')], {}, NOW - 60_000);
    expect(await since(NOW)).toEqual([[HERE, 2]]);
    await store.own.removeOwn(HERE, 'all', NOW + 5);
    expect(await since(NOW + 1)).toEqual([[HERE, 3]]);
    expect(await since(NOW + 6)).toEqual([]);
  });
});

test('what waits for a yes is kept for a day', async ({ store }) => {
  await known(store);
  const DAY = 24 * 3_600_000;
  const upload = { id: 'u1', community: HERE, learner: ADA, name: 'a.gift', questions: [question('a')] };
  await store.own.keepUpload(upload, NOW);
  expect(await store.own.findUpload('u1', NOW + DAY)).toMatchObject(upload);
  expect(await store.own.findUpload('u1', NOW + DAY + 1)).toBeUndefined();
  await store.own.keepUpload({ ...upload, id: 'u2' }, NOW + DAY + 1);
  expect(await store.own.findUpload('u1', NOW)).toBeUndefined();
  await store.own.dropUpload('u2');
  expect(await store.own.findUpload('u2', NOW + DAY + 1)).toBeUndefined();
});
