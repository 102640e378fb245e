/** Questions for the authors: counted together, a few a day, and who waits for an answer stands apart. */
import { expect } from 'vitest';
import type { Store } from '../../src/storage/index.ts';
import { test } from '../support/storage.ts';

const NOW = Date.parse('2026-11-02T09:00:00Z');
const HERE = 'playground:room/kitchen';

async function known(store: Store, ...names: readonly string[]): Promise<void> {
  for (const name of names)
    await store.learners.meet({ learner: `playground:user/${name}`, name, locale: 'en', community: HERE }, NOW);
}
const question = (key: string, name: string, more: { day?: number; most?: number; community?: string } = {}) => ({
  id: `${key}-${name}`,
  community: HERE,
  key,
  words: `What is a ${key}?`,
  learner: `playground:user/${name}`,
  day: 1,
  most: 2,
  ...more,
});

test('the same is counted together, by however many; most asked first', async ({ store }) => {
  await known(store, 'ana', 'ben');
  const first = await store.asked.addAsked(question('foo', 'ana'), NOW);
  const again = await store.asked.addAsked({ ...question('foo', 'ben'), words: 'foo?' }, NOW + 5);
  expect(again).toMatchObject({ id: first?.id, words: 'What is a foo?', times: 2, createdAt: NOW, askedAt: NOW + 5 });
  await store.asked.addAsked(question('bar', 'ben'), NOW + 9);
  const { list, total } = await store.asked.openAsked([HERE], 1);
  expect(total).toBe(2);
  expect(list.map(({ words }) => words)).toEqual(['What is a foo?']);
  expect((await store.asked.openAsked(['playground:room/other'], 9)).list).toEqual([]);
});

test('a few a day, also when they come at once; the next day there are some again', async ({ store }) => {
  await known(store, 'ana');
  const all = await Promise.all(
    ['a', 'b', 'c', 'd'].map(async (key) => store.asked.addAsked(question(key, 'ana'), NOW)),
  );
  expect(all.filter((one) => one !== undefined)).toHaveLength(2);
  expect((await store.asked.openAsked([HERE], 9)).total).toBe(2);
  expect(await store.asked.addAsked(question('e', 'ana', { day: 2 }), NOW)).toBeDefined();
  expect(await store.asked.addAsked(question('f', 'ana', { day: 2 }), NOW)).toBeDefined();
  expect(await store.asked.addAsked(question('g', 'ana', { day: 2 }), NOW)).toBeUndefined();
});

test('taken off the list once, with those who waited; it stays off when it is asked again', async ({ store }) => {
  await known(store, 'ana', 'ben');
  const { id = '' } = (await store.asked.addAsked(question('foo', 'ana'), NOW)) ?? {};
  await store.asked.wishAsked(id, 'playground:user/ana', NOW);
  await store.asked.wishAsked(id, 'playground:user/ana', NOW);
  expect(await store.asked.countWishes(id)).toBe(1);
  expect(await store.asked.dismissAsked(id, 'playground:user/ben', NOW)).toBe(true);
  expect(await store.asked.dismissAsked(id, 'playground:user/ben', NOW)).toBe(false);
  expect(await store.asked.countWishes(id)).toBe(0);
  expect(await store.asked.addAsked(question('foo', 'ben'), NOW)).toMatchObject({ times: 2, decidedAt: NOW });
  expect((await store.asked.openAsked([HERE], 9)).total).toBe(0);
});

test('what is answered leaves the list with its wishes, and comes back when it is asked again', async ({ store }) => {
  await known(store, 'ana');
  const { id = '' } = (await store.asked.addAsked(question('foo', 'ana'), NOW)) ?? {};
  await store.asked.wishAsked(id, 'playground:user/ana', NOW);
  expect((await store.asked.waitingAsked('', 9)).map((one) => one.id)).toEqual([id]);
  expect(await store.asked.wishesFor([id])).toEqual([{ asked: id, learner: 'playground:user/ana' }]);
  await store.asked.markFound([id], NOW + 1);
  expect(await store.asked.waitingAsked('', 9)).toEqual([]);
  expect(await store.asked.wishesFor([id])).toEqual([]);
  await store.asked.addAsked(question('foo', 'ana'), NOW + 2);
  expect(await store.asked.findAsked(id)).toMatchObject({ foundAt: null, times: 2 });
});

test('pages of what waits, and the communities of a platform', async ({ store }) => {
  await known(store, 'ana');
  for (const [day, key] of ['a', 'b', 'c'].entries()) await store.asked.addAsked(question(key, 'ana', { day }), NOW);
  const first = await store.asked.waitingAsked('', 2);
  expect(first.map(({ id }) => id)).toEqual(['a-ana', 'b-ana']);
  expect((await store.asked.waitingAsked('b-ana', 2)).map(({ id }) => id)).toEqual(['c-ana']);
  const direct = { learner: 'playground:user/ana', name: 'ana', locale: 'en', community: 'playground:direct' };
  await store.learners.meet(direct, NOW);
  expect(await store.asked.communitiesOf('playground')).toEqual([HERE]);
  expect(await store.asked.communitiesOf('slack')).toEqual([]);
});
