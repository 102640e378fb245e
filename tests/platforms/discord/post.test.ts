/** Posting, changing, removing, finding and checking: with keys, threads, and every way in which Discord says no. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card, picture, text, title } from '../../../src/chat/card.ts';
import { type Platform, PostError } from '../../../src/chat/platform.ts';
import type { Mailbox, MessageRef } from '../../../src/chat/request.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake.ts';
import { seenMessage } from '../../support/discord/seen.ts';
import { readableLog } from '../../support/discord/toy-stage.ts';
import { BOT_ROLE, COHORT_ROLE, GENERAL, LOUNGE, type Message, TOKEN, type User } from '../../support/discord/world.ts';
import { tinyPng, toyApp } from '../../support/toy.ts';

const general: Mailbox = `discord:channel/${GENERAL}`;
const MESSAGES = new RegExp(`^/channels/${GENERAL}/messages$`, 'u');
const daily = card(title('Daily'), text('What is a cookie?'));

let fake: FakeDiscord;
let discord: Platform;
let ann: User;
beforeEach(async () => {
  fake = await startFakeDiscord();
  ann = fake.addUser('ann');
  discord = createDiscord({ token: TOKEN, apiUrl: fake.url, log: readableLog().logger });
  await discord.start(toyApp());
});
afterEach(async () => {
  await discord.stop();
  await fake.stop();
});

const stored = (ref: MessageRef): Message => {
  const message = fake.world.messages.get(ref.split('/').at(-1) ?? '');
  if (message === undefined) throw new Error(`no message ${ref}`);
  return message;
};
const inChannel = (id: string) => [...fake.world.messages.values()].filter((one) => one.channel === id && !one.gone);
const failure = async (work: Promise<unknown>): Promise<PostError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof PostError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};
const deny = (...bits: bigint[]) => {
  const all = bits.reduce((sum, bit) => sum | bit, 0n);
  fake.world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(all) }];
};
const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const ATTACH = 1n << 15n;
const HISTORY = 1n << 16n;
const CREATE_THREADS = 1n << 35n;
const SEND_IN_THREADS = 1n << 38n;

describe('post', () => {
  test('to a channel: silently, with a reference that names it', async () => {
    const ref = await discord.post(general, daily, { key: 'drop-1' });
    expect(ref).toMatch(/^discord:message\/900000000000000020\/\d{17,}$/u);
    expect(seenMessage(fake.world, stored(ref)).text).toBe('Daily\nWhat is a cookie?');
    expect(stored(ref)).toMatchObject({ flags: (1 << 15) | (1 << 12), allowed: { parse: [] } });
    expect(fake.complaints()).toEqual([]);
  });
  test('to a person: a direct message, which may ring', async () => {
    const ref = await discord.post(`discord:user/${ann.id}`, daily, { key: 'reminder-1' });
    expect(stored(ref)).toMatchObject({ channel: fake.world.direct(ann.id).id, flags: 1 << 15 });
  });
  test('with a role to mention: that role and no other', async () => {
    const ref = await discord.post(general, daily, { key: 'drop-1', mention: COHORT_ROLE });
    expect(stored(ref)).toMatchObject({ flags: 1 << 15, allowed: { parse: [], roles: [COHORT_ROLE] } });
    expect(JSON.stringify(stored(ref).components)).toContain(`<@&${COHORT_ROLE}>`);
  });
  test('the same key again gives the first message back', async () => {
    const first = await discord.post(general, daily, { key: 'drop-1' });
    expect(await discord.post(general, daily, { key: 'drop-1' })).toBe(first);
    expect(await discord.post(general, daily, { key: 'drop-2' })).not.toBe(first);
    fake.world.advance(600_000); // Discord forgets nonces after a few minutes
    expect(await discord.post(general, daily, { key: 'drop-1' })).not.toBe(first);
  });
  test('stored before its 500: still one message', async () => {
    fake.fail('POST', MESSAGES, { how: 'status', status: 500, when: 'after' });
    const ref = await discord.post(general, daily, { key: 'drop-1' });
    expect(inChannel(GENERAL).map((one) => one.id)).toEqual([stored(ref).id]);
  });
  test('a key longer than a nonce may be is still a key', async () => {
    const key = 'k'.repeat(60);
    const first = await discord.post(general, daily, { key });
    expect(await discord.post(general, daily, { key })).toBe(first);
    expect(await discord.find(general, key, 0)).toEqual([first]);
  });
});

describe('under a message', () => {
  test('opens a thread with the title, and goes on in it', async () => {
    const drop = await discord.post(general, daily, { key: 'drop-1' });
    const thread = stored(drop).id;
    const first = await discord.post(general, daily, { key: 'reveal-1', under: drop, threadTitle: 'Solution' });
    expect(fake.world.channel(thread)).toMatchObject({ name: 'Solution', parent_id: GENERAL });
    const second = await discord.post(general, daily, { key: 'talk-1', under: drop, threadTitle: 'Other' });
    expect(inChannel(thread).map((one) => `discord:message/${thread}/${one.id}`)).toEqual([first, second]);
    expect(fake.world.channel(thread).name).toBe('Solution');
    expect(fake.complaints()).toEqual([]);
  });
  test('a message in a thread: no thread within, the same thread goes on', async () => {
    const drop = await discord.post(general, daily, { key: 'drop-1' });
    const reveal = await discord.post(general, daily, { key: 'reveal-1', under: drop });
    const more = await discord.post(general, daily, { key: 'more-1', under: reveal });
    expect(more.split('/')[1]).toBe(reveal.split('/')[1]);
  });
  test('opened, and the answer lost: found again', async () => {
    const drop = await discord.post(general, daily, { key: 'drop-1' });
    fake.fail('POST', /\/threads$/u, { how: 'status', status: 502, when: 'after' });
    await discord.post(general, daily, { key: 'reveal-1', under: drop });
    expect(inChannel(stored(drop).id)).toHaveLength(1);
  });
});

describe('a post that fails', () => {
  test.each<[string, Parameters<FakeDiscord['fail']>[2], PostError['outcome'], number]>([
    ['an error of the server', { how: 'status', status: 503, when: 'before' }, 'doubt', 0],
    ['a broken connection', { how: 'drop', when: 'after' }, 'doubt', 0],
    ['a limit of many seconds', { how: 'limit', retryAfter: 60 }, 'busy', 59_000],
  ])(
    '%s',
    async (_, how, outcome, wait) => {
      fake.fail('POST', MESSAGES, how, 9);
      const error = await failure(discord.post(general, daily, { key: 'drop-1' }));
      expect(error.outcome).toBe(outcome);
      expect(error.retryAfter ?? 0).toBeGreaterThanOrEqual(wait);
    },
    20_000,
  );
  test('a short limit is waited out', async () => {
    fake.fail('POST', MESSAGES, { how: 'limit', retryAfter: 0.05 });
    await discord.post(general, daily, { key: 'drop-1' });
    expect(inChannel(GENERAL)).toHaveLength(1);
  });
  test.each<[string, bigint[], RegExp]>([
    ['Send Messages', [SEND], /I lack: Send Messages\./u],
    ['View Channel', [VIEW], /cannot see <#900000000000000020>: give my role \*View Channel\*/u],
    ['several', [SEND, CREATE_THREADS], /I lack: Send Messages, Create Public Threads\./u],
  ])('lacking %s is said by name', async (_, bits, advice) => {
    deny(...bits);
    const error = await failure(discord.post(general, daily, { key: 'drop-1' }));
    expect(error).toMatchObject({ outcome: 'refused', advice: expect.stringMatching(advice) as string });
  });
  test('a picture where no files may be attached', async () => {
    deny(ATTACH);
    const shown = card(picture({ name: 'a.png', png: tinyPng() }, 'Gray.'));
    expect(await failure(discord.post(general, shown, { key: 'drop-1' }))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('Attach Files') as string,
    });
  });
  test('a channel that was deleted', async () => {
    fake.world.channel(GENERAL).deleted = true;
    expect(await failure(discord.post(general, daily, { key: 'drop-1' }))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('/tutor setup') as string,
    });
  });
  test('a person who takes no direct messages', async () => {
    ann.closed = true;
    expect(await failure(discord.post(`discord:user/${ann.id}`, daily, { key: 'r' }))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('does not accept direct messages') as string,
    });
  });
  test('a card that Discord cannot show, and an address that is not its own', async () => {
    const crowded = card(...Array.from({ length: 41 }, () => text('x')));
    expect(await failure(discord.post(general, crowded, { key: 'd' }))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('at most 40') as string,
    });
    expect((await failure(discord.post('slack:channel/T1.C2', daily, { key: 'd' }))).outcome).toBe('refused');
  });
  test('Discord cannot be reached', async () => {
    await fake.stop();
    expect((await failure(discord.post(general, daily, { key: 'd' }))).outcome).toBe('busy');
  });
});

describe('edit and remove', () => {
  test('a card takes the place of another, pictures and all', async () => {
    const withPicture = card(text('Open.'), picture({ name: 'a.png', png: tinyPng() }, 'Gray.'));
    const ref = await discord.post(general, withPicture, { key: 'drop-1' });
    await discord.edit(ref, card(text('Closed.')));
    expect(seenMessage(fake.world, stored(ref))).toMatchObject({ text: 'Closed.', pictures: [] });
    expect(stored(ref).attachments).toEqual([]);
    await discord.edit(ref, withPicture);
    expect(stored(ref).attachments.map((one) => one.filename)).toEqual(['a.png']);
    expect(fake.complaints()).toEqual([]);
  });
  test('what is gone cannot be changed, and need not be removed', async () => {
    const ref = await discord.post(general, daily, { key: 'drop-1' });
    await discord.remove(ref);
    expect(inChannel(GENERAL)).toEqual([]);
    await discord.remove(ref);
    expect(await failure(discord.edit(ref, daily))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('deleted') as string,
    });
    fake.world.channel(GENERAL).deleted = true;
    await discord.remove(ref);
  });
  test('references of other platforms are refused', async () => {
    expect((await failure(discord.edit('slack:message/T.C.1', daily))).outcome).toBe('refused');
  });
});

describe('find', () => {
  test('by the key alone, among hundreds, oldest first; not what others wrote, not what is older', async () => {
    const old = await discord.post(general, daily, { key: 'drop-1' });
    fake.world.advance(3_600_000);
    const since = fake.world.now();
    fake.world.advance(10);
    for (let i = 0; i < 150; i += 1) fake.say(ann.id, GENERAL, `noise ${i}`);
    const first = await discord.post(general, daily, { key: 'drop-1' });
    fake.world.advance(600_000);
    const second = await discord.post(general, daily, { key: 'drop-1' });
    await discord.post(general, daily, { key: 'drop-2' });
    expect(await discord.find(general, 'drop-1', since)).toEqual([first, second]);
    expect(await discord.find(general, 'drop-1', 0)).toEqual([old, first, second]);
    expect(await discord.find(general, 'drop-3', 0)).toEqual([]);
    await discord.remove(first);
    expect(await discord.find(general, 'drop-1', since)).toEqual([second]);
  });
  test('in threads too, also under an older message; and where a mention stands first', async () => {
    const drop = await discord.post(general, daily, { key: 'drop-1', mention: COHORT_ROLE });
    fake.world.advance(86_400_000);
    const since = fake.world.now();
    const reveal = await discord.post(general, daily, { key: 'reveal-1', under: drop });
    expect(await discord.find(general, 'reveal-1', since)).toEqual([reveal]);
    expect(await discord.find(general, 'drop-1', 0)).toEqual([drop]);
    expect(await discord.find(`discord:channel/${LOUNGE}`, 'reveal-1', 0)).toEqual([]);
  });
  test('in direct messages', async () => {
    const ref = await discord.post(`discord:user/${ann.id}`, daily, { key: 'r-1' });
    expect(await discord.find(`discord:user/${ann.id}`, 'r-1', 0)).toEqual([ref]);
  });
  test('without the history it says what is missing', async () => {
    deny(HISTORY);
    expect(await failure(discord.find(general, 'drop-1', 0))).toMatchObject({
      outcome: 'refused',
      advice: expect.stringContaining('Read Message History') as string,
    });
  });
});

describe('check', () => {
  test('all is well', async () => {
    expect(await discord.check(general)).toMatchObject({ ok: true, name: '#general' });
    expect(await discord.check(`discord:user/${ann.id}`)).toMatchObject({ ok: true });
    const drop = await discord.post(general, daily, { key: 'drop-1' });
    await discord.post(general, daily, { key: 'reveal-1', under: drop });
    expect(await discord.check(`discord:channel/${stored(drop).id}`)).toMatchObject({ ok: true });
  });
  test.each<[string, bigint[], string[]]>([
    ['one', [SEND_IN_THREADS], ['Send Messages in Threads']],
    ['three', [SEND, ATTACH, HISTORY], ['Send Messages', 'Attach Files', 'Read Message History']],
    ['the channel itself', [VIEW], ['View Channel']],
  ])('missing: %s', async (_, bits, missing) => {
    deny(...bits);
    expect(await discord.check(general)).toMatchObject({ ok: false, missing });
  });
  test('a channel that is gone, or takes no messages', async () => {
    fake.world.channels.set('900000000000000077', {
      id: '900000000000000077',
      type: 15,
      name: 'forum',
      guild_id: '900000000000000010',
      overwrites: [],
    });
    expect(await discord.check('discord:channel/900000000000000077')).toMatchObject({
      ok: false,
      advice: expect.stringContaining('not a text channel') as string,
    });
    expect(await discord.check('discord:channel/900000000000000078')).toMatchObject({
      ok: false,
      advice: expect.stringContaining('no longer exists') as string,
    });
  });
});
