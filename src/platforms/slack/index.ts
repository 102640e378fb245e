/** Connects Sous to Slack: one workspace or many, over a socket or signed HTTP requests. */
import { setTimeout as wait } from 'node:timers/promises';
import { App as Bolt, type Authorize, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt';
import type { App } from '../../chat/app.ts';
import type { Platform } from '../../chat/platform.ts';
import { createAnswerer } from './answer.ts';
import { clientOptions, createClients, type Identity, whoAmI } from './clients.ts';
import type { Commands } from './command-names.ts';
import { DEAD_TOKEN, readFailure } from './errors.ts';
import { createHomes, type Homes } from './home.ts';
import { createHttpDoor, type Listener } from './http.ts';
import { installOptions, installPages } from './install.ts';
import { createInstallations } from './installations.ts';
import { listen } from './listen.ts';
import { slackLogger } from './log.ts';
import { DEFAULT_COMMAND, PATHS, type SlackOptions } from './options.ts';
import { createPace } from './pace.ts';
import { createPeople } from './people.ts';
import { createPosting } from './post.ts';
import { createSocket } from './socket.ts';
import { take } from './take.ts';
import { createUploads } from './upload.ts';

export type { HomeKeeper, InstallationKeeper, SlackAuth, SlackOptions } from './options.ts';
export { diagnose } from './diagnose.ts';
export { APP_SCOPES, SCOPES, slackManifest } from './manifest.ts';

/** `http`: to be mounted on the one HTTP server for its paths, before anything reads the body. */
export type SlackPlatform = Platform & {
  readonly http?: { readonly paths: readonly string[]; readonly listener: Listener };
};

/** How long requests under way may take when stopping. */
const DRAIN = 5_000;

/**
 * `start` throws when Slack refuses the tokens or cannot be reached; later outages are waited out, and `ready` says
 * so meanwhile.
 */
export function createSlack(options: SlackOptions): SlackPlatform {
  const { mode, auth, log, command = DEFAULT_COMMAND } = options;
  const now = options.now ?? Date.now;
  const pause = options.pause ?? (async (ms: number): Promise<void> => wait(ms));
  const web = clientOptions(options.apiUrl, log);
  const installations = auth.kind === 'oauth' ? createInstallations(auth.installations, now) : undefined;
  let self: Identity | undefined;
  const tokenOf = async (team: string): Promise<string | undefined> => {
    if (auth.kind === 'single') return team === self?.team ? auth.botToken : undefined;
    return installations?.tokenOf(team);
  };

  const clients = createClients(web, tokenOf);
  const people = createPeople(log, now);
  const uploads = createUploads(log, pause);
  const pace = createPace(now, pause);

  // each receiver and the app write into the options they are given
  const shared = { logger: slackLogger(log), ...installOptions(auth, installations, { ...web }) };
  const receiver = receiverOf(mode, shared);
  const bolt = boltOf(receiver, options, web, () => self);

  let running = false;
  let homes: Homes | undefined;
  let commands: Commands | undefined;
  const underWay = new Set<Promise<void>>();

  function fatal(error: Error): void {
    log.error({ err: error }, 'slack: the connection is over');
    running = false;
    options.onFatal?.(error);
  }

  const socket =
    receiver instanceof SocketModeReceiver
      ? createSocket({ client: receiver.client, log, onFatal: fatal, pause, random: Math.random })
      : undefined;

  async function ended(team: string, at: number): Promise<void> {
    people.forget(team);
    uploads.forget(team);
    if (installations === undefined) {
      if (team !== self?.team) return;
      fatal(new Error('the app was uninstalled or its token revoked'));
    } else {
      if (!(await installations.removeBefore(team, at))) return;
      log.info({ team }, 'slack: an installation was removed');
    }
    await homes?.forget(team);
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  async function start(app: App): Promise<void> {
    if (auth.kind === 'single') self = await identify(new webApi.WebClient(auth.botToken, { ...web }));
    const named: Commands = { command, names: new Set(app.catalog.commands.keys()) };
    commands = named;
    const answerer = createAnswerer({ log, uploads, pace, commands: named, now, pause });
    const { homes: keeper, later } = options;
    const about = { app, clients, keeper, uploads, commands: named, log, now, track };
    const pages = createHomes({ ...about, ...(later && { later }) });
    homes = pages;
    const tools = { app, answerer, people, homes: pages, log, command, firstTime: options.firstTime.bind(options) };
    listen(bolt, { app, log, now, ended, take: (client, incoming) => track(take(tools, client, incoming)) });
    await bolt.init();
    await socket?.start();
    running = true;
    log.info({ mode: mode.kind, team: self?.team }, 'slack: connected');
  }

  async function stop(): Promise<void> {
    running = false;
    homes?.stop();
    // first no more events, then time for those under way: their answers travel over HTTP
    await socket?.stop();
    await drained(underWay, log);
  }

  const http = httpPart(receiver, options, now, () => running);
  return {
    name: 'slack',
    start,
    stop,
    ready: () => running && (socket?.ready() ?? true),
    ...createPosting({ clients, uploads, pace, commands: () => commands }),
    refreshHome: (person) => homes?.refresh(person, false),
    ...(http && { http }),
  };
}

function receiverOf(
  mode: SlackOptions['mode'],
  shared: ReturnType<typeof installOptions> & { readonly logger: ReturnType<typeof slackLogger> },
): HTTPReceiver | SocketModeReceiver {
  return mode.kind === 'http'
    ? new HTTPReceiver({ ...shared, signingSecret: mode.signingSecret, endpoints: [PATHS.events] })
    : new SocketModeReceiver({ ...shared, appToken: mode.appToken, autoReconnectEnabled: false });
}

function boltOf(
  receiver: HTTPReceiver | SocketModeReceiver,
  { auth, log }: SlackOptions,
  web: ReturnType<typeof clientOptions>,
  self: () => Identity | undefined,
): Bolt {
  /** One workspace's token speaks for that workspace alone. */
  const authorize: Authorize<boolean> = async ({ teamId }) => {
    const me = self();
    if (auth.kind !== 'single' || me === undefined || teamId !== me.team) {
      throw new Error(`an event of the workspace ${teamId ?? '?'}, which is not ours`);
    }
    return { botToken: auth.botToken, botId: me.botId, botUserId: me.botUser, teamId: me.team };
  };
  const bolt = new Bolt({
    receiver,
    clientOptions: { ...web },
    logger: slackLogger(log),
    convoStore: false,
    // messages of our own are told apart where messages are read
    ignoreSelf: false,
    deferInitialization: true,
    ...(auth.kind === 'single' && { authorize }),
  });
  bolt.error(async (error) => log.warn({ err: error }, 'slack: an event was turned away'));
  return bolt;
}

/** What of Slack comes to the HTTP server: events in that mode, and the pages by which workspaces install the app. */
function httpPart(
  receiver: HTTPReceiver | SocketModeReceiver,
  { auth, log }: SlackOptions,
  now: () => number,
  open: () => boolean,
): SlackPlatform['http'] {
  const install = auth.kind === 'oauth' ? [PATHS.install, PATHS.redirect] : [];
  if (receiver instanceof HTTPReceiver) {
    const receive: Listener = (req, res) => {
      receiver.requestListener(req, res);
    };
    return { paths: [PATHS.events, ...install], listener: createHttpDoor({ receive, log, now, open }) };
  }
  return receiver.installer === undefined
    ? undefined
    : { paths: install, listener: installPages(receiver.installer, log) };
}

/** Resolves when all of it is done, or has had its time. */
async function drained(work: ReadonlySet<Promise<void>>, log: SlackOptions['log']): Promise<void> {
  const done = new AbortController();
  const late = wait(DRAIN, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([Promise.all(work), late]);
  done.abort();
  if (work.size > 0) log.warn({ left: work.size }, 'slack: stopped with events under way');
}

/** @throws Error that says what to do. */
async function identify(client: webApi.WebClient): Promise<Identity> {
  try {
    return await whoAmI(client);
  } catch (error) {
    const { code } = readFailure(error);
    const advice = DEAD_TOKEN.has(code) ? 'check SLACK_BOT_TOKEN' : 'Slack cannot be reached';
    throw new Error(`Slack did not say who the bot is (${code}): ${advice}`, { cause: error });
  }
}
