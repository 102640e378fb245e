/** The people of the fake Slack: they open cards with a command, and press the first button of each when told to. */
import { Agent, request } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { BOT_SCOPES } from '../../src/platforms/slack/manifest.ts';
import { type Kind, type Payload, signedRequest } from '../../tests/support/slack/deliver.ts';
import { actionOnMessage, commandPayload } from '../../tests/support/slack/events.ts';
import { type FakeSlack, startFakeSlack } from '../../tests/support/slack/server.ts';
import { addTeam, addUser, type Change, type Message } from '../../tests/support/slack/world.ts';
import type { SlackGiven } from './bare-slack.ts';
import type { Bot } from './bot.ts';
import { inTime, inTurn } from './crowd.ts';
import type { Marks, Press } from './load.ts';
import type { Side } from './turns.ts';

export interface SlackSideOptions {
  readonly name: string;
  readonly mode: 'socket' | 'http';
  /** Connects a bot to the fake. */
  start(given: SlackGiven): Promise<Bot>;
  /** What the nth person types behind `/tutor`. */
  command(n: number): string;
}

const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

export async function slackSide({ name, mode, start, command }: SlackSideOptions): Promise<Side> {
  const slack = await startFakeSlack();
  const { world } = slack;
  const team = addTeam(world, { scopes: BOT_SCOPES });
  const channel = [...team.channels.keys()][0] ?? '';
  const scene = { world, url: slack.url };
  const waiting = new Map<string, (at: number, message: Message) => void>();
  let people = 0;

  const bot = await start({
    token: team.token,
    apiUrl: slack.apiUrl,
    mode:
      mode === 'socket'
        ? { kind: 'socket', appToken: slack.appToken }
        : { kind: 'http', signingSecret: SIGNING_SECRET },
  });
  const deliver = mode === 'socket' ? await overSocket(slack) : overHttp(slack, bot.url);

  world.events.on('change', ({ user, what }: Change) => {
    const at = performance.now();
    const seen = user === undefined || what.kind !== 'message' ? undefined : waiting.get(user);
    if (user === undefined || seen === undefined || what.kind !== 'message') return;
    waiting.delete(user);
    seen(at, what.message);
  });

  async function openCard(): Promise<Press> {
    people += 1;
    const text = command(people);
    const user = addUser(world, team, `Learner ${people}`);
    const shown = Promise.withResolvers<Message>();
    waiting.set(user.id, (_at, card) => shown.resolve(card));
    deliver('slash_commands', commandPayload(scene, team, user, channel, text), () => undefined);
    const failed = (): string =>
      `${name} does not answer /tutor ${text}:\n${world.complaints.join('\n')}\n${bot.output()}`;
    const message = await inTime(shown.promise, failed);
    const pressed = firstButton(message);
    if (pressed === undefined) throw new Error(`${name} shows no button for /tutor ${text}: ${message.text}`);
    return (marks: Marks) => {
      waiting.set(user.id, (at) => marks.answered(at));
      deliver('interactive', actionOnMessage(scene, team, user, message, pressed), (at) => marks.acknowledged(at));
    };
  }

  return {
    name,
    bot,
    open: (count) => inTurn(count, openCard),
    complaints: () => world.complaints.slice(),
    tidy() {
      waiting.clear();
      world.messages.length = 0;
      world.calls.length = 0;
      world.complaints.length = 0;
      world.triggers.clear();
      world.responseUrls.clear();
      team.users.clear();
    },
    async stop() {
      await bot.stop();
      await slack.close();
    },
  };
}

function firstButton(message: Message) {
  for (const block of message.blocks) {
    if (block.type !== 'actions') continue;
    const element = block.elements.find((one) => one.type === 'button');
    if (element !== undefined) return { element, block };
  }
  return undefined;
}

/** Hands an event to the bot; `acknowledged` is told the moment, in milliseconds of `performance.now()`. */
type Deliver = (kind: Kind, payload: Payload, acknowledged: (at: number) => void) => void;

async function overSocket(slack: FakeSlack): Promise<Deliver> {
  const socket: WebSocket = await slack.socket();
  const open = new Map<string, (at: number) => void>();
  socket.on('message', (data: RawData) => {
    const at = performance.now();
    const { envelope_id: envelope = '' } = JSON.parse((data as Buffer).toString()) as { envelope_id?: string };
    const acknowledged = open.get(envelope);
    open.delete(envelope);
    acknowledged?.(at);
  });
  return (kind, payload, acknowledged) => {
    const envelope = slack.world.id('envelope');
    open.set(envelope, acknowledged);
    socket.send(JSON.stringify({ envelope_id: envelope, type: kind, accepts_response_payload: true, payload }));
  };
}

function overHttp(slack: FakeSlack, base: string): Deliver {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return (kind, payload, acknowledged) => {
    const { method, headers, body } = signedRequest(kind, payload, { secret: SIGNING_SECRET });
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = request(`${base}/slack/events`, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      const at = performance.now();
      if (answer.statusCode === 200) acknowledged(at);
      else slack.world.complaints.push(`not acknowledged: ${kind}, ${answer.statusCode}`);
      answer.resume();
    });
    sent.on('error', (error) => slack.world.complaints.push(`not delivered: ${kind}, ${error.message}`));
    sent.end(body);
  };
}
