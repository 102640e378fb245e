/** Every mention is answered once: however often it is edited, unfurled or delivered, and whatever Discord answers meanwhile. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { readableLog, toyStage, type ToyStage } from '../../support/discord/toy-stage.ts';
import { BOT, BOT_ROLE, GENERAL, GUILD, type Message, TOKEN, type User } from '../../support/discord/world.ts';
import { toyApp } from '../../support/toy.ts';

let stage: ToyStage;
let ann: User;
let pauses: number[];
/** Ahead of the wall clock, in milliseconds. */
let ahead: number;
const options = {
  now: () => Date.now() + ahead,
  pause: async (ms: number) => void pauses.push(ms),
};
beforeEach(async () => {
  pauses = [];
  ahead = 0;
  stage = await toyStage(options);
  ann = stage.person('ann').user;
});
afterEach(async () => {
  await stage.stop();
  vi.useRealTimers();
});

const MENTION = `<@${BOT}> hello`;
const POST = new RegExp(`^/channels/${GENERAL}/messages$`, 'u');
const upstream = (when: 'before' | 'after') => ({ how: 'status', status: 502, when }) as const;
const answersTo = (said: Message): Message[] =>
  [...stage.fake.world.messages.values()].filter((one) => one.author === BOT && one.replyTo === said.id);
const answered = async (said: Message): Promise<Message> =>
  stage.fake.world.until('an answer', () => answersTo(said)[0]);
/** Somebody removes an answer, so that nothing but its being none keeps an event from being answered. */
const forget = (answer: Message): void => {
  answer.gone = true;
};
/** Everything that was said has arrived, and what it set off is over. */
async function over(): Promise<void> {
  await stage.fake.gateway.settle();
  await stage.stop();
}
const posts = (): number =>
  stage.fake.http.calls.filter((call) => call === `POST /channels/${GENERAL}/messages`).length;
const historyForbidden = (): void => {
  const { world } = stage.fake;
  world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(1n << 16n) }];
};

describe('an edit', () => {
  test.each(['of the same process', 'after a restart'])('of a mention is not answered again, %s', async (when) => {
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    if (when === 'after a restart') await stage.restart();
    stage.fake.reword(said, `${MENTION} again`);
    stage.fake.reword(said, `${MENTION} and again`);
    await over();
    expect(stage.ran).toEqual(['said hello']);
    expect(answersTo(said)).toHaveLength(1);
  });

  test.each(['a channel', 'a thread'])('that adds a mention is answered once, in %s', async (where) => {
    let place = GENERAL;
    if (where === 'a thread') {
      place = '900000000000000777';
      const thread = { id: place, type: 11, name: 't', guild_id: GUILD, parent_id: GENERAL, overwrites: [] };
      stage.fake.world.channels.set(place, thread);
    }
    const said = stage.fake.say(ann.id, place, 'hello');
    stage.fake.reword(said, 'hello you');
    stage.fake.reword(said, MENTION);
    expect((await answered(said)).channel).toBe(place);
    stage.fake.reword(said, `${MENTION}!`);
    stage.fake.touch(said, true);
    await stage.restart();
    stage.fake.touch(said, true);
    stage.fake.reword(said, `${MENTION}?`);
    await over();
    expect(stage.ran).toEqual(['said hello']);
    expect(answersTo(said)).toHaveLength(1);
  });

  test('that takes the mention away, of a direct message, of a bot, of a webhook, of old: no answer', async () => {
    const { world } = stage.fake;
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    stage.fake.reword(said, 'hello');
    const direct = stage.fake.say(ann.id, world.direct(ann.id).id, 'hello');
    forget(await answered(direct));
    await stage.restart();
    stage.fake.reword(direct, 'hello there');
    const [reply] = answersTo(said);
    if (reply !== undefined) stage.fake.reword(reply, MENTION);
    const { id: _, createdAt: __, edits: ___, gone: ____, ...hook } = said;
    stage.fake.reword(world.store({ ...hook, webhook: '900000000000000555' }), MENTION);
    await stage.fake.gateway.settle();
    ahead = 13 * 3_600_000;
    stage.fake.reword(stage.fake.say(ann.id, GENERAL, 'of old'), MENTION);
    await over();
    expect(stage.ran).toEqual(['said hello', 'said hello']);
  });

  test.each([true, false])('that is none: a link unfurls (the whole message: %s)', async (whole) => {
    const said = stage.fake.say(ann.id, GENERAL, `${MENTION} https://a.example`);
    forget(await answered(said));
    await stage.restart();
    stage.fake.touch(said, whole);
    stage.fake.touch(stage.fake.say(ann.id, GENERAL, 'https://a.example'), whole);
    await over();
    expect(stage.ran).toHaveLength(1);
    expect(stage.log.filter((line) => line.level >= 40)).toEqual([]);
  });

  test('that nobody can look at for an earlier answer is not answered, and the log says so', async () => {
    historyForbidden();
    const said = stage.fake.say(ann.id, GENERAL, 'hello');
    stage.fake.reword(said, MENTION);
    await over();
    expect(answersTo(said)).toEqual([]);
    expect(stage.log.map((line) => line.msg)).toContain('not known whether an edited message was answered');
  });
});

test.each(['a mention', 'a mention that an edit adds'])(
  '%s that two processes hear of is answered once',
  async (how) => {
    const other = createDiscord({ ...options, log: readableLog().logger, token: TOKEN, apiUrl: stage.fake.url });
    const ran: string[] = [];
    await other.start(toyApp(ran));
    const said = stage.fake.say(ann.id, GENERAL, how === 'a mention' ? MENTION : 'hello');
    if (how !== 'a mention') stage.fake.reword(said, MENTION);
    await stage.fake.gateway.settle();
    await other.stop();
    await over();
    expect([...stage.ran, ...ran].length).toBeGreaterThanOrEqual(1);
    expect(answersTo(said)).toHaveLength(1);
  },
);

describe('an answer that Discord', () => {
  test('refuses with 502 four times arrives', async () => {
    stage.fake.fail('POST', POST, upstream('before'), 4);
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    await over();
    expect(answersTo(said)).toHaveLength(1);
    expect(pauses).toEqual([300, 1_000]);
  });

  test('stores and answers with 502 is found, and not sent again', async () => {
    stage.fake.fail('POST', POST, upstream('after'), 2);
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    await over();
    expect(answersTo(said)).toHaveLength(1);
    expect(posts()).toBe(2);
  });

  test('stores late, between two tries, is there once where nobody may look', async () => {
    historyForbidden();
    stage.fake.fail('POST', POST, upstream('after'), 2);
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    await over();
    expect(answersTo(said)).toHaveLength(1);
    expect(posts()).toBe(3);
  });

  test('puts off for six seconds comes then; put off for a minute it is given up, and the log says so', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await stage.stop();
    stage = await toyStage({
      now: Date.now,
      pause: async (ms) => {
        pauses.push(ms);
        vi.setSystemTime(Date.now() + ms);
      },
    });
    ({ user: ann } = stage.person('ann'));
    stage.fake.fail('POST', POST, { how: 'limit', retryAfter: 6 });
    const said = stage.fake.say(ann.id, GENERAL, MENTION);
    await answered(said);
    expect(pauses.every((ms) => ms > 5_900 && ms < 6_200)).toBe(true);
    expect(pauses).toHaveLength(1);
    stage.fake.fail('POST', POST, { how: 'limit', retryAfter: 60 });
    const late = stage.fake.say(ann.id, GENERAL, MENTION);
    await stage.logged('Discord asks to wait longer');
    expect(answersTo(late)).toEqual([]);
  });
});

test('where it may not write, an error on the way to the direct message is passing too', async () => {
  const { world } = stage.fake;
  world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(1n << 11n) }];
  const place = world.direct(ann.id).id;
  stage.fake.fail('POST', /^\/users\/@me\/channels$/u, upstream('before'), 2);
  stage.fake.fail('POST', new RegExp(`^/channels/${place}/messages$`, 'u'), upstream('after'), 2);
  stage.fake.say(ann.id, GENERAL, MENTION);
  await world.until('a direct message', () => [...world.messages.values()].find((one) => one.channel === place));
  await over();
  expect([...world.messages.values()].filter((one) => one.channel === place)).toHaveLength(1);
  expect(stage.fake.http.calls.filter((call) => call === `POST /channels/${place}/messages`)).toHaveLength(2);
});
