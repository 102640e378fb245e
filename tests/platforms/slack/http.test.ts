/** The door of HTTP mode: only what Slack signed, now, and once, is taken. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttpDoor } from '../../../src/platforms/slack/http.ts';
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

  test('what bears no signature of now is refused before its body is there', async () => {
    const stamp = String(present());
    const old = String(present() - 600);
    const { 'x-slack-signature': signature } = signedRequest('slash_commands', echo(), { secret }).headers;
    const given: Record<string, string>[] = [
      {},
      { 'x-slack-request-timestamp': stamp },
      { 'x-slack-signature': signature },
      { 'x-slack-signature': signature, 'x-slack-request-timestamp': old },
      { 'x-slack-signature': signature, 'x-slack-request-timestamp': String(present() + 600) },
      { 'x-slack-signature': signature, 'x-slack-request-timestamp': 'now' },
    ];
    for (const headers of given) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const announced = { 'content-type': type, 'content-length': '990000', ...headers };
        expect(await begun(announced)).toBe(401);
        const { 'content-length': _, ...unannounced } = announced;
        expect(await begun({ ...unannounced, 'transfer-encoding': 'chunked' })).toBe(401);
      }
    }
  });

  /** The status of a request whose body never ends. */
  async function begun(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
    const going = request(`${stage.base}/slack/events`, { method: 'POST', headers, agent: false });
    going.write('{"a":"');
    going.on('error', () => undefined);
    const [answer] = (await once(going, 'response')) as [IncomingMessage];
    going.destroy();
    return answer.statusCode;
  }

  test('an unsigned ssl_check is answered, and carries nothing in with it', async () => {
    const { command, text, user_id, team_id } = echo() as Record<string, string>;
    const smuggled = { ssl_check: '1', command, text, user_id, team_id } as Record<string, string>;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = async (body: string): Promise<number> => post({ method: 'POST', body, headers });
    expect(await send(new URLSearchParams(smuggled).toString())).toBe(200);
    expect(await send(new URLSearchParams({ ...smuggled, ssl_check: '2' }).toString())).toBe(401);
    expect(await send(new URLSearchParams({ ...smuggled, more: 'x'.repeat(1_000) }).toString())).toBe(401);
    expect(ran).toEqual([]);
  });
});

describe('the very same request again', () => {
  test('after it was accepted: acknowledged, and not done twice', async () => {
    const same = signedRequest('slash_commands', echo(), { secret });
    const answered = shown();
    expect(await post(same)).toBe(200);
    await answered;
    expect(await post(same)).toBe(200);
    expect(await post(same)).toBe(200);
    expect(await post({ ...same, body: `${same.body}&more=1` })).toBe(401);
    await stage.person('Ana').command('count');
    expect(ran).toEqual(['echo hi']);
  });

  test('at the same time: both are acknowledged, and it is done once', async () => {
    const same = signedRequest('slash_commands', echo(), { secret });
    const answered = shown();
    expect(await Promise.all([post(same), post(same), post(same)])).toEqual([200, 200, 200]);
    await answered;
    await stage.person('Ana').command('count');
    expect(ran).toEqual(['echo hi']);
  });

  test('after an error of ours: taken', async () => {
    const statuses = [500, 503, 200];
    const received: string[] = [];
    const door = createHttpDoor({
      receive: (req, res) => {
        received.push(String((req as { rawBody?: unknown }).rawBody));
        res.writeHead(statuses[received.length - 1] ?? 200).end();
      },
      log: pino({ level: 'silent' }),
      now: Date.now,
      open: () => true,
    });
    const server = createServer(door).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    const again = signedRequest('slash_commands', echo(), { secret });
    const answers: number[] = [];
    for (let n = 0; n < 5; n += 1) answers.push((await fetch(url, again)).status);
    server.close();
    expect(answers).toEqual([500, 503, 200, 200, 200]);
    expect(received).toEqual([again.body, again.body, again.body]);
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
