/** What was last talked about: per person and place, for half an hour, written when it changes. */
import { expect } from 'vitest';
import { eq } from 'drizzle-orm';
import { talks } from '../../src/storage/tables/talks.ts';
import { REMEMBERED } from '../../src/storage/talks.ts';
import { fillEveryTable } from '../support/every-row.ts';
import { test } from '../support/storage.ts';

const NOW = Date.parse('2026-12-01T09:00:00.000Z');
const MINUTE = 60_000;
const here = { learner: 'bare:user/ana', place: 'direct' };

test('a topic is told back once it was remembered, to that person in that place alone', async ({ store }) => {
  expect(await store.talks.recallTalk(here, 'term:cookie', NOW)).toEqual({});
  expect(await store.talks.recallTalk(here, undefined, NOW)).toEqual({ topic: 'term:cookie' });
  expect(await store.talks.recallTalk({ ...here, place: 'bare:channel/one' }, undefined, NOW)).toEqual({});
  expect(await store.talks.recallTalk({ ...here, learner: 'bare:user/ben' }, undefined, NOW)).toEqual({});
});

test('a new topic takes the place of the old one, which is told back', async ({ store }) => {
  await store.talks.rememberTalk(here, { topic: 'term:cookie' }, NOW);
  expect(await store.talks.recallTalk(here, 'term:session', NOW + MINUTE)).toEqual({ topic: 'term:cookie' });
  expect(await store.talks.recallTalk(here, undefined, NOW + MINUTE)).toEqual({ topic: 'term:session' });
});

test('half an hour after the last word it is forgotten, whatever it was', async ({ store, db }) => {
  await store.talks.rememberTalk(here, { topic: 'term:cookie', asked: { run: 'r', item: 1 } }, NOW);
  expect(await store.talks.recallTalk(here, undefined, NOW + REMEMBERED - 1)).toMatchObject({ topic: 'term:cookie' });
  expect(await store.talks.recallTalk(here, undefined, NOW + REMEMBERED)).toEqual({});
  // and what comes new then has nothing of the old
  expect(await store.talks.recallTalk(here, 'term:api', NOW + REMEMBERED)).toEqual({});
  expect(await store.talks.recallTalk(here, undefined, NOW + REMEMBERED)).toEqual({ topic: 'term:api' });
  await store.talks.sweepTalks(NOW + REMEMBERED);
  expect(await db.select().from(talks)).toHaveLength(1);
  await store.talks.sweepTalks(NOW + 2 * REMEMBERED + 1);
  expect(await db.select().from(talks)).toEqual([]);
});

test('the same topic again is written only when it would soon be forgotten', async ({ store, db }) => {
  const stamp = async () => (await db.select().from(talks).where(eq(talks.learner, here.learner)))[0]?.at;
  await store.talks.rememberTalk(here, { topic: 'term:cookie' }, NOW);
  await store.talks.recallTalk(here, 'term:cookie', NOW + MINUTE);
  await store.talks.rememberTalk(here, { topic: 'term:cookie' }, NOW + 2 * MINUTE);
  expect(await stamp()).toBe(NOW);
  await store.talks.recallTalk(here, 'term:cookie', NOW + 6 * MINUTE);
  expect(await stamp()).toBe(NOW + 6 * MINUTE);
});

test('a question stays open while other things are looked up, until it is answered or left', async ({ store, db }) => {
  await fillEveryTable(db, here.learner);
  await db.delete(talks);
  await store.talks.rememberTalk(here, { topic: 'term:api', asked: { run: 'run-ana', item: 3 } }, NOW);
  expect(await store.talks.recallTalk(here, 'term:cookie', NOW)).toMatchObject({
    asked: { run: 'run-ana', item: 3, open: true },
  });
  expect(await store.talks.recallTalk(here, undefined, NOW)).toEqual({
    topic: 'term:cookie',
    asked: { run: 'run-ana', item: 3, open: true },
  });
  // item 0 of this run has an answer
  await store.talks.rememberTalk(here, { asked: { run: 'run-ana', item: 0 } }, NOW);
  expect(await store.talks.recallTalk(here, undefined, NOW)).toMatchObject({ asked: { item: 0, open: false } });
  await store.talks.rememberTalk(here, { asked: null }, NOW);
  expect(await store.talks.recallTalk(here, undefined, NOW)).toEqual({ topic: 'term:cookie' });
});
