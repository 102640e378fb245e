/** Socket Mode: connections come and go, and nobody notices. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import { commandPayload, directMessage } from '../../support/slack/events.ts';
import { memoryHomes } from '../../support/slack/homes.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { directOf } from '../../support/slack/world.ts';
import { toyApp } from '../../support/toy.ts';
import { pino } from 'pino';

let stage: SlackStage;
const ran: string[] = [];
beforeEach(async () => {
  ran.splice(0);
  stage = await slackStage(
    async (platform) => {
      await platform.start(toyApp(ran));
      return { stop: async () => platform.stop() };
    },
    { mode: 'socket' },
  );
});
afterEach(async () => stage.stop());

const echo = async (word: string): Promise<string> => (await stage.person('Ana').command('echo', { is: word })).text;
const ready = (): boolean => stage.platform().ready();

/** Resolves when another socket than this one has been greeted. */
async function reconnected(old: unknown): Promise<void> {
  await expect.poll(() => stage.slack.sockets().some((one) => one !== old), { timeout: 10_000 }).toBe(true);
  await expect.poll(ready).toBe(true);
}

test.each(['warning', 'refresh_requested'])('Slack asks to come back (%s): at once on a new socket', async (reason) => {
  expect(ready()).toBe(true);
  const socket = await stage.slack.socket();
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'h' } }));
  await reconnected(socket);
  expect(await echo('again')).toBe('You said: again');
  expect(stage.fatal).toEqual([]);
});

test('the connection breaks, Slack is down for a moment, and it comes back by itself', async () => {
  const socket = await stage.slack.socket();
  stage.slack.world.fail('apps.connections.open', { kind: 'status', status: 503, stored: false });
  stage.slack.world.fail('apps.connections.open', { kind: 'cut', stored: false });
  socket.terminate();
  await expect.poll(ready, { interval: 1 }).toBe(false);
  await reconnected(socket);
  expect(await echo('again')).toBe('You said: again');
});

test('an event whose acknowledgement was lost comes again on the next socket, and counts once', async () => {
  const { world } = stage.slack;
  const { user } = stage.person('Ana');
  const channel = directOf(world, stage.team, user.id).id;
  const payload = directMessage(stage.scene, stage.team, user, { channel, text: 'hello', ts: world.stamp() });
  const socket = await stage.slack.socket();
  socket.send(JSON.stringify({ type: 'events_api', envelope_id: 'lost', accepts_response_payload: false, payload }));
  await expect.poll(() => ran.length).toBe(1);
  socket.terminate();
  await reconnected(socket);
  await stage.delivery.send('events_api', payload, 1);
  expect(await echo('after')).toBe('You said: after');
  expect(ran).toEqual(['said hello', 'echo after']);
});

test('an event that two processes receive is answered by one', async () => {
  const other = stage.another();
  await other.start(toyApp(ran));
  expect(stage.slack.sockets()).toHaveLength(2);
  const { user } = stage.person('Ana');
  const payload = commandPayload(stage.scene, stage.team, user, stage.channelId, 'echo once');
  for (const [at, socket] of stage.slack.sockets().entries()) {
    socket.send(JSON.stringify({ type: 'slash_commands', envelope_id: `twice${at}`, payload }));
  }
  await expect.poll(() => stage.slack.world.messages.length).toBe(1);
  await other.stop();
  expect(await echo('after')).toBe('You said: after');
  expect(ran).toEqual(['echo once', 'echo after']);
  expect(stage.slack.world.messages).toHaveLength(2);
});

test.each<[string, unknown]>([
  [
    'app_rate_limited',
    {
      type: 'events_api',
      envelope_id: 'e1',
      payload: { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 },
    },
  ],
  ['an envelope without a payload', { type: 'interactive', envelope_id: 'e2' }],
  ['an event of no known kind', { type: 'interactive', envelope_id: 'e3', payload: { type: 'dialog_cancellation' } }],
  ['null', null],
])('%s does no harm', async (_, message) => {
  const socket = await stage.slack.socket();
  socket.send(JSON.stringify(message));
  socket.send('not JSON');
  expect(await echo('alive')).toBe('You said: alive');
  expect(ready()).toBe(true);
});

describe('nothing more will come', () => {
  test.each(['invalid_auth', 'account_inactive', 'not_authed', 'missing_scope'])(
    '%s on the way back',
    async (error) => {
      stage.slack.refuseSockets(error);
      (await stage.slack.socket()).terminate();
      await expect.poll(() => stage.fatal.length).toBe(1);
      expect(stage.fatal[0]?.message).toContain(error);
      expect(stage.fatal[0]?.message).toContain('SLACK_APP_TOKEN');
      expect(ready()).toBe(false);
    },
  );

  test('Socket Mode is switched off', async () => {
    const socket = await stage.slack.socket();
    socket.send(JSON.stringify({ type: 'disconnect', reason: 'link_disabled' }));
    await expect.poll(() => stage.fatal.length).toBe(1);
    expect(stage.fatal[0]?.message).toContain('Socket Mode was switched off');
    expect(ready()).toBe(false);
  });
});

describe('starting', () => {
  const start = async (appToken: string, botToken: string): Promise<void> => {
    const slack = createSlack({
      mode: { kind: 'socket', appToken },
      auth: { kind: 'single', botToken },
      apiUrl: stage.slack.apiUrl,
      log: pino({ level: 'silent' }),
      firstTime: async () => true,
      homes: memoryHomes(),
    });
    await slack.start(toyApp());
    await slack.stop();
  };

  test('with a wrong token says which', async () => {
    await expect(start('xapp-wrong', stage.team.token)).rejects.toThrow(/invalid_auth.*SLACK_APP_TOKEN/u);
    await expect(start(stage.slack.appToken, 'xoxb-wrong')).rejects.toThrow(/invalid_auth.*SLACK_BOT_TOKEN/u);
    stage.slack.world.fail('auth.test', { kind: 'cut', stored: false });
    await expect(start(stage.slack.appToken, stage.team.token)).rejects.toThrow(/cannot be reached/u);
  });

  test('stopping leaves no socket behind, and lets what is under way finish', async () => {
    const { user } = stage.person('Ana');
    const payload = commandPayload(stage.scene, stage.team, user, stage.channelId, 'echo last');
    await stage.delivery.send('slash_commands', payload);
    await stage.platform().stop();
    expect(stage.slack.world.messages.at(-1)?.blocks).toHaveLength(1);
    expect(ran).toEqual(['echo last']);
    await expect.poll(() => stage.slack.sockets()).toEqual([]);
    await stage.restart();
  });
});
