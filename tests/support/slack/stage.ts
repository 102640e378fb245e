/** Slack as a stage: the real Bolt app against the fake Slack on loopback, over a socket or signed HTTP. */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createLog } from '../../../src/log.ts';
import { BOT_SCOPES } from '../../../src/platforms/slack/manifest.ts';
import { createSlack, type SlackOptions, type SlackPlatform } from '../../../src/platforms/slack/index.ts';
import type { Boot, Seen, Stage } from '../stage.ts';
import type { InputBlock } from './blocks.ts';
import { channelNames, createActor, type SlackPerson, type Target } from './actor.ts';
import { type Delivery, httpDelivery, socketDelivery } from './deliver.ts';
import { memoryHomes } from './homes.ts';
import type { Scene } from './events.ts';
import { seenBlocks } from './seen.ts';
import { type FakeSlack, startFakeSlack } from './server.ts';
import { addTeam, addUser, type Channel, type Team, type View } from './world.ts';

export interface SlackStageOptions {
  readonly mode: 'socket' | 'http';
  /** Instead of one workspace's token. */
  readonly auth?: SlackOptions['auth'];
  /** The slash command's name, unless it is the usual one. */
  readonly command?: string;
  /** Who has opened their App Home; in memory unless given. */
  readonly homes?: SlackOptions['homes'];
  /** Claims events for all processes; in memory unless given. */
  readonly claim?: SlackOptions['firstTime'];
  /** Lines that the platform logs, as JSON. */
  readonly logged?: string[];
}

export interface SlackStage extends Stage {
  readonly slack: FakeSlack;
  readonly team: Team;
  /** The common channel. */
  readonly channelId: string;
  readonly scene: Scene;
  readonly delivery: Delivery;
  /** Where the app's HTTP server listens. */
  readonly base: string;
  /** Errors handed to `onFatal`. */
  readonly fatal: readonly Error[];
  platform(): SlackPlatform;
  /** Another process of the same app, not started yet: they share what all processes keep together. */
  readonly another: () => SlackPlatform;
  person(name: string, options?: { readonly admin?: boolean; readonly team?: Team }): SlackPerson;
  /** The fields of a form that was seen. */
  fieldsOf(form: Seen): readonly InputBlock[];
  /** What the fake refused, and what was never acknowledged, though no test asked for it. */
  complaints(): readonly string[];
  /** How long the platform would have waited, each time. */
  readonly pauses: readonly number[];
  /** What the platform has put off, as drawing App Homes again, it does now. */
  hurry(): void;
}

/** Milliseconds. */
const MOST_PAUSE = 20;

export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

export async function slackStage(boot: Boot, options: SlackStageOptions): Promise<SlackStage> {
  const slack = await startFakeSlack();
  const { world } = slack;
  const team = addTeam(world, { scopes: BOT_SCOPES });
  const channel = [...team.channels.values()][0]?.id ?? '';
  const claimed = new Set<string>();
  const claims = new EventEmitter<{ claim: [string, boolean] }>();
  const fatal: Error[] = [];
  const lines = options.logged ?? [];
  const homes = options.homes ?? memoryHomes();
  const write = (line: string): void => {
    lines.push(line);
    // what this process remembers is not claimed
    if (line.includes('delivered again')) setImmediate(() => claims.emit('claim', '', false));
  };
  const log = createLog('debug', { write });

  const firstTime = async (event: string): Promise<boolean> => {
    const first = options.claim === undefined ? !claimed.has(event) : await options.claim(event);
    claimed.add(event);
    // after the platform has heard the answer
    setImmediate(() => claims.emit('claim', event, first));
    return first;
  };

  const putOff = new Set<() => void>();
  const later: SlackOptions['later'] = (run, ms) => {
    const callOff = (): void => {
      clearTimeout(timer);
      putOff.delete(now);
    };
    const now = (): void => {
      callOff();
      run();
    };
    const timer = setTimeout(now, ms).unref();
    putOff.add(now);
    return callOff;
  };
  /** Where the platform waits, it is not for long, and all clocks stay together. */
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => {
    pauses.push(ms);
    await wait(Math.min(ms, MOST_PAUSE));
  };

  const create = (): SlackPlatform =>
    createSlack({
      mode:
        options.mode === 'socket'
          ? { kind: 'socket', appToken: slack.appToken }
          : { kind: 'http', signingSecret: SIGNING_SECRET },
      auth: options.auth ?? { kind: 'single', botToken: team.token },
      apiUrl: slack.apiUrl,
      ...(options.command !== undefined && { command: options.command }),
      log,
      now: world.now,
      pause,
      later,
      firstTime,
      homes,
      onFatal: (error) => fatal.push(error),
    });

  let platform = create();
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    if (platform.http?.paths.includes(path) === true) platform.http.listener(req, res);
    else res.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let sous = await boot(platform);

  const scene: Scene = { world, url: slack.url };
  const delivery = options.mode === 'socket' ? socketDelivery(slack) : httpDelivery(slack, () => base, SIGNING_SECRET);
  const targets = new WeakMap<Seen, Target>();
  const forms = new WeakMap<Seen, View>();
  const people = new Map<string, SlackPerson>();

  return {
    name: `Slack (${options.mode})`,
    slack,
    team,
    channelId: channel,
    scene,
    delivery,
    base,
    fatal,
    platform: () => platform,
    another: create,
    complaints: () => world.complaints,
    pauses,
    hurry: () => {
      for (const now of putOff) now();
    },
    fieldsOf: (form) => (forms.get(form)?.blocks ?? []).filter((block) => block.type === 'input'),
    person(name, { admin = false, team: home = team } = {}) {
      const key = `${home.id}.${name}`;
      const known = people.get(key);
      if (known !== undefined) return known;
      const here = home.id === team.id ? channel : (firstChannel(home)?.id ?? '');
      const tools = { scene, delivery, team: home, channel: here, targets, forms, claims };
      const made = createActor(tools, addUser(world, home, name, admin));
      people.set(key, made);
      return made;
    },
    async channel() {
      return world
        .live(team.id, channel)
        .filter((message) => message.viewer === undefined && message.blocks.length > 0)
        .map((message) => {
          const seen = seenBlocks(message.blocks, false, channelNames(team));
          targets.set(seen, { kind: 'message', message });
          return seen;
        });
    },
    async restart() {
      await sous.stop();
      platform = create();
      sous = await boot(platform);
    },
    async stop() {
      await sous.stop();
      server.closeAllConnections();
      server.close();
      await slack.close();
    },
  };
}

const firstChannel = (team: Team): Channel | undefined => [...team.channels.values()][0];
