/** Posting without being asked: keys, threads, edits, removals, and what is said when it does not work. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { card, type Card, picture, text } from '../../../src/chat/card.ts';
import { PostError } from '../../../src/chat/platform.ts';
import type { PersonId, MessageRef } from '../../../src/chat/request.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import { GENERAL } from '../../support/playground/client.ts';
import { type PlaygroundStage, playgroundStage } from '../../support/playground/stage.ts';
import { tinyPng, toyApp } from '../../support/toy.ts';

const START = Date.UTC(2026, 0, 5, 9);
const general = GENERAL;
const words = (said: string): Card => card(text(said));
let stage: PlaygroundStage;
let platform: Platform;
beforeEach(async () => {
  stage = await playgroundStage(
    async (given) => {
      await given.start(toyApp());
      return { stop: () => given.stop() };
    },
    { now: () => START },
  );
  platform = stage.server.platform();
});
afterEach(async () => stage.stop());

const refused = async (task: Promise<unknown>): Promise<PostError> => {
  const error = await task.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PostError)) throw new Error('it was not refused');
  return error;
};

describe('a post', () => {
  test('stands in the channel for everybody, and comes back by its key', async () => {
    const ref = await platform.post(general, words('Daily'), { key: 'drop-1', mention: 'learners' });
    expect(ref).toMatch(/^playground:message\/[\w-]+$/u);
    expect((await stage.channel()).map((seen) => seen.text)).toEqual(['Daily']);
    expect(await platform.find(general, 'drop-1', START)).toEqual([ref]);
    expect(await platform.find(general, 'drop-1', START + 1)).toEqual([]);
    expect(await platform.find('playground:channel/daily', 'drop-1', 0)).toEqual([]);
    expect(JSON.stringify((await (await stage.client('Ana')).snapshot()).messages)).toContain('"mention":"Learners"');
  });

  test('of the same key is the first one, at the same moment and after a restart too', async () => {
    const [one, two] = await Promise.all([
      platform.post(general, words('first'), { key: 'k' }),
      platform.post(general, words('second'), { key: 'k' }),
    ]);
    expect(two).toBe(one);
    await stage.restart();
    platform = stage.server.platform();
    expect(await platform.post(general, words('third'), { key: 'k' })).toBe(one);
    expect(await platform.find(general, 'k', 0)).toEqual([one]);
    expect((await stage.channel()).map((seen) => seen.text)).toEqual(['first']);
  });

  test('can stand in a thread, and a thread has one level', async () => {
    const head = await platform.post(general, words('head'), { key: 'head' });
    const reply = await platform.post(general, words('reply'), { key: 'r1', under: head, threadTitle: 'Talk' });
    await platform.post(general, words('deeper'), { key: 'r2', under: reply });
    const { messages } = await (await stage.client('Ana')).snapshot();
    const [first, ...rest] = messages;
    expect(rest.map((message) => [message.under, message.threadTitle])).toEqual([
      [first?.id, 'Talk'],
      [first?.id, undefined],
    ]);
  });

  test('to a person is in their direct messages alone', async () => {
    const ana = await stage.client('Ana');
    await platform.post(ana.me.id as PersonId, words('psst'), { key: 'dm' });
    expect((await ana.snapshot()).messages.map((message) => message.room)).toEqual([ana.me.id]);
    expect((await (await stage.client('Ben')).snapshot()).messages).toEqual([]);
  });

  test('can be edited and removed, again and again', async () => {
    const ref = await platform.post(general, words('one'), { key: 'k' });
    await platform.edit(ref, card(text('two'), picture({ name: 'p.png', png: tinyPng() }, 'A picture.')));
    expect(await stage.channel()).toMatchObject([{ text: 'two\n(picture: A picture.)', pictures: ['A picture.'] }]);
    await platform.remove(ref);
    await platform.remove(ref);
    expect(await stage.channel()).toEqual([]);
    expect(await platform.find(general, 'k', 0)).toEqual([]);
    expect(await refused(platform.edit(ref, words('three')))).toMatchObject({ outcome: 'refused' });
  });

  test('has an order, even within one millisecond', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await platform.post(general, words(`m${n}`), { key: `k${n}` });
    expect((await stage.channel()).map((seen) => seen.text)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
  });
});

describe('a post that does not work', () => {
  test('says what to do about the place', async () => {
    const nowhere = await refused(platform.post('playground:channel/none', words('x'), { key: 'k' }));
    expect(nowhere).toMatchObject({ outcome: 'refused' });
    expect(nowhere.advice).toContain('playground:channel/general');
    expect(await refused(platform.post('playground:user/nobody', words('x'), { key: 'k' }))).toMatchObject({
      outcome: 'refused',
    });
    expect(await platform.check(general)).toEqual({ ok: true, missing: [], advice: '', name: '#general' });
    expect(await platform.check('discord:channel/1')).toMatchObject({ ok: false, missing: ['channel'] });
  });

  test('names what is wrong with the card', async () => {
    const error = await refused(platform.post(general, words('x'.repeat(3_900)), { key: 'k' }));
    expect(error.outcome).toBe('refused');
    expect(error.advice).toContain('3000');
    expect(await stage.channel()).toEqual([]);
  });

  test('knows a thread that is not there', async () => {
    for (const under of [
      'playground:message/000000000000',
      'slack:message/1',
      'playground:message/../x',
    ] as MessageRef[]) {
      expect(await refused(platform.post(general, words('x'), { key: 'k', under }))).toMatchObject({
        outcome: 'refused',
      });
    }
  });

  test('is in doubt when the history fails, and nobody was shown what was not kept', async () => {
    const broken = vi.spyOn(stage.server.history, 'add').mockRejectedValue(new Error('the disk is full'));
    const error = await refused(platform.post(general, words('x'), { key: 'k' }));
    expect(error).toMatchObject({ outcome: 'doubt', cause: new Error('the disk is full') });
    broken.mockRestore();
    expect(await stage.channel()).toEqual([]);
    await platform.post(general, words('x'), { key: 'k' });
    expect(await stage.channel()).toHaveLength(1);
  });

  test('is busy while the playground is not running', async () => {
    await platform.stop();
    expect(await refused(platform.post(general, words('x'), { key: 'k' }))).toMatchObject({ outcome: 'busy' });
  });
});

describe('people in a thread', () => {
  test('talk among themselves, and call Sous by name', async () => {
    const head = await platform.post(general, words('What do you think?'), { key: 'share' });
    const under = head.slice('playground:message/'.length);
    const ana = await stage.client('Ana');
    await ana.send({ kind: 'line', text: 'I think it is a cache', under });
    await ana.send({ kind: 'line', text: '@Sous what is a cache?', under });
    const { messages } = await ana.snapshot();
    const replies = messages.filter((message) => message.under === under);
    expect(replies.map(({ body }) => (body.kind === 'line' ? body.text : body.card.summary))).toEqual([
      'I think it is a cache',
      '@Sous what is a cache?',
      'I heard: what is a cache?',
    ]);
  });
});
