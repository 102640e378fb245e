/** The door of HTTP mode: only what Slack signed, now, and once, is taken. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sign, signedRequest } from '../../support/slack/deliver.ts';
import { commandPayload, directMessage } from '../../support/slack/events.ts';
import { SIGNING_SECRET, type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { directOf } from '../../support/slack/world.ts';
import { toyApp } from '../../support/toy.ts';

let stage: SlackStage;
const ran: string[] = [];
beforeAll(async () => {
  stage = await slackStage(
    async (platform) => {
      await platform.start(toyApp(ran));
      return { stop: async () => platform.stop() };
    },
    { mode: 'http' },
  );
});
afterAll(async () => stage.stop());
beforeEach(() => void ran.splice(0));

const secret = SIGNING_SECRET;
const present = (): number => Math.floor(Date.now() / 1_000);
const post = async (request: RequestInit): Promise<number> =>
  (await fetch(`${stage.base}/slack/events`, request)).status;

/** A fresh command that would leave a trace. */
function echo() {
  const { user } = stage.person('Ana');
  return commandPayload(stage.scene, stage.team, user, stage.channelId, 'echo hi');
}

/** The next thing that is shown to anybody. */
const shown = async (): Promise<void> => {
  const before = stage.slack.world.messages.length;
  await expect.poll(() => stage.slack.world.messages.length).toBeGreaterThan(before);
};

describe('refused, and nothing happens', () => {
  test.each<[string, number, () => RequestInit]>([
    ['a forged signature', 401, () => signedRequest('slash_commands', echo(), { secret: 'not the secret' })],
    ['a signature of nothing', 401, () => signedRequest('slash_commands', echo(), { secret, signature: 'v0=' })],
    [
      'a request of ten minutes ago',
      401,
      () => signedRequest('slash_commands', echo(), { secret, stamp: present() - 600 }),
    ],
    [
      'a request of ten minutes from now',
      401,
      () => signedRequest('slash_commands', echo(), { secret, stamp: present() + 600 }),
    ],
    [
      'a body that was changed on the way',
      401,
      () => ({ ...signedRequest('slash_commands', echo(), { secret }), body: 'command=%2Ftutor&text=echo+other' }),
    ],
    [
      'a time stamp that was changed on the way',
      401,
      () => {
        const request = signedRequest('slash_commands', echo(), { secret, stamp: present() - 600 });
        return { ...request, headers: { ...request.headers, 'x-slack-request-timestamp': String(present()) } };
      },
    ],
    ['no signature', 401, () => ({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })],
    ['a signed null', 400, () => signed('null', 'application/json')],
    ['a signed list', 400, () => signed('[1]', 'application/json')],
    ['a signed payload of null', 400, () => signed('payload=null', 'application/x-www-form-urlencoded')],
    ['a signed body that is no JSON', 400, () => signed('{"a":', 'application/json')],
    ['a body of 1.5 MB', 413, () => signed(`{"a":"${'x'.repeat(1_500_000)}"}`, 'application/json')],
    ['another method', 405, () => ({ method: 'PUT', body: '{}' })],
  ])('%s: %i', async (_, status, request) => {
    expect(await post(request())).toBe(status);
    expect(ran).toEqual([]);
  });

  function signed(body: string, contentType: string): RequestInit {
    const stamp = present();
    return {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': String(stamp),
        'x-slack-signature': sign(secret, stamp, body),
      },
    };
  }

  test('a replayed request: 401, and it counts once', async () => {
    const request = signedRequest('slash_commands', echo(), { secret });
    const answered = shown();
    expect(await post(request)).toBe(200);
    await answered;
    expect(await post(request)).toBe(401);
    expect(await post(request)).toBe(401);
    expect(ran).toEqual(['echo hi']);
  });

  test('an unsigned ssl_check is answered, and carries nothing in with it', async () => {
    const smuggled = new URLSearchParams({ ssl_check: '1', ...(echo() as Record<string, string>) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post({ method: 'POST', body: smuggled, headers })).toBe(200);
    expect(ran).toEqual([]);
  });
});

test('a redelivery by Slack, signed anew, is acknowledged and counts once', async () => {
  const payload = echo();
  const answered = shown();
  expect(await post(signedRequest('slash_commands', payload, { secret }))).toBe(200);
  await answered;
  const again = signedRequest('slash_commands', payload, { secret, stamp: present() + 1 }, 1);
  expect(await post(again)).toBe(200);
  await stage.person('Ana').command('count');
  expect(ran).toEqual(['echo hi']);
});

test('the address is verified as Slack wants it', async () => {
  const request = signedRequest('events_api', { type: 'url_verification', challenge: 'abc' }, { secret });
  const answer = await fetch(`${stage.base}/slack/events`, request);
  expect(await answer.json()).toEqual({ challenge: 'abc' });
});

test('messages of bots, edits and other talk in channels are not for us', async () => {
  const { world } = stage.slack;
  const { user } = stage.person('Ana');
  const channel = directOf(world, stage.team, user.id).id;
  const said = { channel, text: 'not for you', ts: world.stamp() };
  const inChannel = { ...said, channel: stage.channelId };
  for (const payload of [
    directMessage(stage.scene, stage.team, user, { ...said, extra: { bot_id: 'B1' } }),
    directMessage(stage.scene, stage.team, user, { ...said, extra: { subtype: 'message_changed' } }),
    directMessage(stage.scene, stage.team, user, { ...said, extra: { user: stage.team.bot.user } }),
    directMessage(stage.scene, stage.team, user, inChannel),
  ]) {
    expect(await post(signedRequest('events_api', payload, { secret }))).toBe(200);
  }
  await stage.person('Ana').say('for you');
  expect(ran).toEqual(['said for you']);
});

test('while stopping it takes nothing more, and is not ready', async () => {
  await stage.platform().stop();
  expect(stage.platform().ready()).toBe(false);
  expect(await post(signedRequest('slash_commands', echo(), { secret }))).toBe(503);
  await stage.restart();
  expect(stage.platform().ready()).toBe(true);
  await stage.person('Ana').command('echo', { is: 'back' });
  expect(ran).toEqual(['echo back']);
});
