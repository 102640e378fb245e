/** What Sous posts unasked: never twice without saying so, and every error with what to do. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { card, text, title } from '../../../src/chat/card.ts';
import { PostError } from '../../../src/chat/platform.ts';
import type { Mailbox, MessageRef } from '../../../src/chat/request.ts';
import type { SlackPlatform } from '../../../src/platforms/slack/index.ts';
import { createPace } from '../../../src/platforms/slack/pace.ts';
import { containing } from '../../support/slack/expecting.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { addChannel, addUser, type Fault, type User } from '../../support/slack/world.ts';
import { toyApp } from '../../support/toy.ts';

let stage: SlackStage;
let slack: SlackPlatform;
beforeAll(async () => {
  stage = await slackStage(
    async (platform) => {
      await platform.start(toyApp());
      return { stop: async () => platform.stop() };
    },
    { mode: 'http' },
  );
  slack = stage.platform();
});
afterAll(async () => stage.stop());
beforeEach(() => void stage.slack.world.complaints.splice(0));

/** A channel of the test's own: one message a second is for one channel. */
let serial = 0;
function place(kind: 'public' | 'private' = 'public', joined = true): { address: Mailbox; id: string } {
  const { id } = addChannel(stage.slack.world, stage.team, `c${(serial += 1)}`, kind, joined);
  return { address: `slack:channel/${stage.team.id}.${id}`, id };
}
const hello = card(title('Hello'), text('A *daily* question: <b>&amp;</b> @channel'));
const stored = (channel: string) => stage.slack.world.live(stage.team.id, channel);

async function failure(promise: Promise<unknown>): Promise<PostError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof PostError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('post', () => {
  test('puts the card there, with its key and a text for notifications', async () => {
    const { address, id } = place();
    const ref = await slack.post(address, { ...hello, summary: 'Today: <x> & y' }, { key: 'k1' });
    const [message] = stored(id);
    expect(ref).toBe(`slack:message/${stage.team.id}.${id}.${message?.ts}`);
    expect(message).toMatchObject({
      text: 'Today: &lt;x&gt; &amp; y',
      metadata: { event_type: 'sous', event_payload: { key: 'k1' } },
    });
    expect(stage.slack.world.calls.at(-1)?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  test('under a message it goes into its thread; elsewhere it is refused', async () => {
    const { address, id } = place();
    const ref = await slack.post(address, hello, { key: 'root' });
    await slack.post(address, hello, { key: 'reply', under: ref, threadTitle: 'Talk' });
    expect(stored(id)[1]?.thread).toBe(stored(id)[0]?.ts);
    const elsewhere = await failure(slack.post(place().address, hello, { key: 'x', under: ref }));
    expect(elsewhere.outcome).toBe('refused');
  });

  test('to a person it is a direct message, which can be changed and found', async () => {
    const { user } = stage.person('Dana');
    const learner: Mailbox = `slack:user/${stage.team.id}.${user.id}`;
    const ref = await slack.post(learner, hello, { key: 'dm' });
    expect(ref).toMatch(/^slack:message\/T\w+\.D\w+\./u);
    await slack.edit(ref, card(text('Changed.')));
    expect(await slack.find(learner, 'dm', Date.now() - 1_000)).toEqual([ref]);
    expect(await slack.check(learner)).toEqual({ ok: true, missing: [], advice: '' });
  });

  test('the only ping is a user group that was asked for', async () => {
    const { address, id } = place();
    await slack.post(address, hello, { key: 'ping', mention: 'S0123ABC' });
    expect(JSON.stringify(stored(id)[0]?.blocks)).toContain('"usergroup_id":"S0123ABC"');
    expect(JSON.stringify(stored(id)[0]?.blocks)).not.toContain('broadcast');
    expect((await failure(slack.post(address, hello, { key: 'x', mention: '<!channel>' }))).outcome).toBe('refused');
  });

  test.each<[string, Fault, PostError['outcome'], RegExp]>([
    ['not a member', { kind: 'error', error: 'not_in_channel' }, 'refused', /\/invite @sous/u],
    ['no such channel', { kind: 'error', error: 'channel_not_found' }, 'refused', /\/invite @sous/u],
    ['archived', { kind: 'error', error: 'is_archived' }, 'refused', /archived/u],
    ['access withdrawn', { kind: 'error', error: 'token_revoked' }, 'refused', /Install the app again/u],
    ['account inactive', { kind: 'error', error: 'account_inactive' }, 'refused', /Install the app again/u],
    ['only some may post', { kind: 'error', error: 'restricted_action' }, 'refused', /Only some people/u],
    ['turned away before the API', { kind: 'status', status: 403, stored: false }, 'refused', /http_403/u],
    ['rate-limited', { kind: 'ratelimited', seconds: 7 }, 'busy', /slow down/u],
    ['broken inside, in words', { kind: 'error', error: 'internal_error' }, 'doubt', /internal_error/u],
    ['broken inside, after storing', { kind: 'error', error: 'fatal_error', stored: true }, 'doubt', /fatal_error/u],
    ['500 before storing', { kind: 'status', status: 500, stored: false }, 'doubt', /http_500/u],
    ['500 after storing', { kind: 'status', status: 500, stored: true }, 'doubt', /http_500/u],
    ['the connection is lost', { kind: 'cut', stored: true }, 'doubt', /./u],
  ])('%s', async (_, fault, outcome, advice) => {
    const { address, id } = place();
    await slack.check(address);
    const calls = stage.slack.world.calls.length;
    stage.slack.world.fail('chat.postMessage', fault);
    const error = await failure(slack.post(address, hello, { key: `k${serial}` }));
    expect(error.outcome).toBe(outcome);
    expect(error.advice).toMatch(advice);
    expect(error.retryAfter).toBe(fault.kind === 'ratelimited' ? 7_000 : undefined);
    // whatever it was, it was sent once
    expect(stage.slack.world.calls.slice(calls).map((call) => call.method)).toEqual(['chat.postMessage']);
    const there = 'stored' in fault && fault.stored;
    expect(stored(id)).toHaveLength(there ? 1 : 0);
    // and reading the history settles the doubt
    expect(await slack.find(address, `k${serial}`, Date.now() - 5_000)).toHaveLength(there ? 1 : 0);
  });

  test('a missing scope is named', async () => {
    const { address } = place();
    stage.team.scopes.delete('chat:write');
    const error = await failure(slack.post(address, hello, { key: 'x' }));
    stage.team.scopes.add('chat:write');
    expect(error).toMatchObject({ outcome: 'refused', advice: containing('chat:write') });
  });

  test('a server that is not there was certainly not told', async () => {
    const other = await slackStage(
      async (platform) => {
        await platform.start(toyApp());
        return { stop: async () => platform.stop() };
      },
      { mode: 'http' },
    );
    const orphan = other.platform();
    const there: Mailbox = `slack:channel/${other.team.id}.${other.channelId}`;
    await other.stop();
    expect((await failure(orphan.post(there, hello, { key: 'x' }))).outcome).toBe('busy');
  });

  test('what is no place on Slack, and what cannot be drawn, is refused with what to do', async () => {
    expect((await failure(slack.post('discord:channel/1', hello, { key: 'x' }))).outcome).toBe('refused');
    expect((await failure(slack.post('slack:channel/T1', hello, { key: 'x' }))).outcome).toBe('refused');
    const long = await failure(slack.post(place().address, card(title('x'.repeat(200))), { key: 'x' }));
    expect(long).toMatchObject({ outcome: 'refused', advice: containing('shorten it') });
  });
});

describe('edit and remove', () => {
  test('change and take away; what is gone is gone', async () => {
    const { address, id } = place();
    const ref = await slack.post(address, hello, { key: 'e' });
    await slack.edit(ref, card(text('Closed.')));
    expect(stored(id)[0]).toMatchObject({ text: 'Closed.', metadata: { event_payload: { key: 'e' } } });
    await slack.remove(ref);
    await slack.remove(ref);
    expect(stored(id)).toEqual([]);
    expect(await failure(slack.edit(ref, hello))).toMatchObject({ outcome: 'refused', advice: 'The message is gone.' });
  });

  test.each<[string, MessageRef]>([
    ['of another platform', 'discord:message/1/2'],
    ['of another workspace', 'slack:message/T999999999.C1.1.000001'],
  ])('a message %s is refused', async (_, ref) => {
    expect((await failure(slack.edit(ref, hello))).outcome).toBe('refused');
    expect((await failure(slack.remove(ref))).outcome).toBe('refused');
  });
});

describe('find', () => {
  test('only this key, only since then, in the channel and in threads, oldest first', async () => {
    const { address, id } = place('private');
    const since = Date.now();
    const first = await slack.post(address, hello, { key: 'one' });
    const second = await slack.post(address, hello, { key: 'one' });
    await slack.post(address, hello, { key: 'two' });
    const reply = await slack.post(address, hello, { key: 'reveal', under: first });
    expect(await slack.find(address, 'one', since)).toEqual([first, second]);
    expect(await slack.find(address, 'reveal', since)).toEqual([reply]);
    expect(await slack.find(address, 'three', since)).toEqual([]);
    expect(await slack.find(address, 'one', since + 600_000)).toEqual([]);
    await slack.remove(first);
    expect(await slack.find(address, 'one', since)).toEqual([second]);
    expect(stored(id)).toHaveLength(3);
  });

  test('among many messages, page by page', async () => {
    const { address, id } = place();
    const ref = await slack.post(address, hello, { key: 'deep' });
    const { world } = stage.slack;
    for (let i = 0; i < 450; i += 1) {
      world.messages.push({
        team: stage.team.id,
        channel: id,
        ts: world.stamp(),
        text: 'chatter',
        blocks: [],
        gone: false,
      });
    }
    expect(await slack.find(address, 'deep', Date.now() - 1_000)).toEqual([ref]);
  });

  test('when it cannot look, it says so; a doubt about reading is only a delay', async () => {
    const { address } = place();
    stage.slack.world.fail('conversations.history', { kind: 'status', status: 500, stored: false });
    expect((await failure(slack.find(address, 'x', 0))).outcome).toBe('busy');
    stage.slack.world.fail('conversations.history', { kind: 'ratelimited', seconds: 3 });
    expect(await failure(slack.find(address, 'x', 0))).toMatchObject({ outcome: 'busy', retryAfter: 3_000 });
    expect((await failure(slack.find(place('public', false).address, 'x', 0))).advice).toContain('/invite @sous');
  });
});

test('check says what is missing and what to type', async () => {
  expect(await slack.check(place().address)).toEqual({ ok: true, missing: [], advice: '' });
  const outside = await slack.check(place('public', false).address);
  expect(outside).toMatchObject({
    ok: false,
    missing: ['not_in_channel'],
    advice: containing('/invite @sous'),
  });
  expect(await slack.check(place('private', false).address)).toMatchObject({
    ok: false,
    missing: ['channel_not_found'],
  });
  const archived = place();
  const channel = stage.team.channels.get(archived.id);
  if (channel !== undefined) channel.archived = true;
  expect(await slack.check(archived.address)).toMatchObject({ ok: false, missing: ['is_archived'] });
  stage.team.scopes.delete('channels:read');
  expect(await slack.check(place().address)).toMatchObject({ ok: false, missing: ['channels:read'] });
  stage.team.scopes.add('channels:read');
  expect(await slack.check('slack:channel/T999999999.C1')).toMatchObject({ ok: false, missing: ['installation'] });
});

test('one message a second in each channel, in order; a rate limit holds the channel', async () => {
  let at = 1_000;
  const waits: number[] = [];
  const pace = createPace(
    () => at,
    async (ms) => void waits.push(ms),
  );
  await Promise.all([pace.turn('a'), pace.turn('a'), pace.turn('a'), pace.turn('b')]);
  expect(waits).toEqual([1_000, 2_000]);
  at += 10_000;
  await pace.turn('a');
  expect(waits).toHaveLength(2);
  pace.hold('b', 5_000);
  await pace.turn('b');
  expect(waits.at(-1)).toBe(5_000);
});

describe('whether somebody is still there', () => {
  const community = () => `slack:team/${stage.team.id}` as const;
  const user = (name: string, more: Partial<User> = {}) => {
    const added = addUser(stage.slack.world, stage.team, name, false);
    Object.assign(added, more);
    return `slack:user/${stage.team.id}.${added.id}` as const;
  };

  test('is what the workspace says: a member, a closed account, nobody of that id, one who is of another workspace now', async () => {
    expect(await slack.stillMember(user('here'), community())).toBe(true);
    expect(await slack.stillMember(user('gone', { deleted: true }), community())).toBe(false);
    expect(await slack.stillMember(`slack:user/${stage.team.id}.U0NOBODY`, community())).toBe(false);
    expect(await slack.stillMember(user('moved', { home: 'T0OTHER' }), community())).toBe(false);
    stage.slack.world.complaints.splice(0);
  });

  test('is true for a guest of another workspace who is seen here', async () => {
    const id = user('guest', { home: 'T0OTHER' }).split('.')[1] ?? '';
    expect(await slack.stillMember(`slack:user/T0OTHER.${id}`, community())).toBe(true);
  });

  test.each<[string, Fault]>([
    ['limits', { kind: 'ratelimited', seconds: 1 }],
    ['breaks', { kind: 'status', status: 500, stored: false }],
    ['hangs up', { kind: 'cut', stored: false }],
  ])('is not told when Slack %s', async (_, fault) => {
    stage.slack.world.fail('users.info', fault);
    expect((await failure(slack.stillMember(user('who'), community()))).outcome).toBe('busy');
  });

  test('is not told of other workspaces, and other platforms', async () => {
    expect((await failure(slack.stillMember(user('who'), 'slack:team/T0NONE'))).outcome).toBe('refused');
    expect((await failure(slack.stillMember('discord:user/900000000000000001', community()))).outcome).toBe('refused');
    expect((await failure(slack.stillMember(user('who'), 'discord:direct'))).outcome).toBe('refused');
  });
});
