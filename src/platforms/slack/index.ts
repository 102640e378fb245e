/** Connects Sous to Slack: one workspace or many, over a socket or signed HTTP requests. */
import { setTimeout as wait } from 'node:timers/promises';
import { SocketModeReceiver, webApi } from '@slack/bolt';
import type { App } from '../../chat/app.ts';
import type { Platform } from '../../chat/platform.ts';
import { createRecent } from '../../chat/recent.ts';
import { createAnswerer } from './answer.ts';
import { createBolt, type HttpPart, httpPart } from './bolt.ts';
import { clientOptions, createClients, type Identity, whoAmI } from './clients.ts';
import type { Commands } from './command-names.ts';
import { DEAD_TOKEN, readFailure } from './errors.ts';
import { createHomes, type Homes } from './home.ts';
import { createInstallations } from './installations.ts';
import { type Gone, listen } from './listen.ts';
import { DEFAULT_COMMAND, type SlackOptions } from './options.ts';
import { createPace } from './pace.ts';
import { createPeople } from './people.ts';
import { createPosting } from './post.ts';
import { createSocket } from './socket.ts';
import { take } from './take.ts';
import { createUnderWay } from './under-way.ts';
import { createUploads } from './upload.ts';

export type { HomeKeeper, InstallationKeeper, SlackAuth, SlackOptions } from './options.ts';
export { diagnose } from './diagnose.ts';
export { APP_SCOPES, SCOPES, slackManifest } from './manifest.ts';

export type SlackPlatform = Platform & { readonly http?: HttpPart };

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
  const clock = { now, pause };
  const web = clientOptions(options.apiUrl, log);
  const installations = auth.kind === 'oauth' ? createInstallations(auth.installations, now) : undefined;
  let self: Identity | undefined;
  const tokenOf = async (team: string): Promise<string | undefined> => {
    if (auth.kind === 'single') return team === self?.team ? auth.botToken : undefined;
    return installations?.tokenOf(team);
  };

  const clients = createClients(web, tokenOf);
  const people = createPeople(log, clock);
  const uploads = createUploads(log, clock);
  const pace = createPace(now, pause);

  const { bolt, receiver } = createBolt({ mode, auth, log, web, installations, self: () => self });

  let running = false;
  let homes: Homes | undefined;
  let commands: Commands | undefined;
  const { track, drained } = createUnderWay();

  function fatal(error: Error): void {
    log.error({ err: error }, 'slack: the connection is over');
    running = false;
    options.onFatal?.(error);
  }

  const socket =
    receiver instanceof SocketModeReceiver
      ? createSocket({ client: receiver.client, log, onFatal: fatal, pause, random: Math.random })
      : undefined;

  async function ended({ team, enterprise }: Gone, at: number): Promise<void> {
    // of an organization nothing is kept any more, but an earlier version did
    if (enterprise !== undefined) await installations?.removeBefore(enterprise, at);
    if (team === undefined) return;
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

  async function start(app: App): Promise<void> {
    if (auth.kind === 'single') self = await identify(new webApi.WebClient(auth.botToken, { ...web }));
    const named: Commands = { command, names: new Set(app.catalog.commands.keys()) };
    commands = named;
    const answerer = createAnswerer({ ...clock, log, uploads, pace, commands: named });
    const { homes: keeper, later } = options;
    const about = { app, clients, keeper, uploads, commands: named, log, clock, track };
    const pages = createHomes({ ...about, ...(later && { later }) });
    homes = pages;
    const firstTime = options.firstTime.bind(options);
    // a Slack that stands elsewhere keeps its files there too
    const fileHosts = [options.apiUrl === undefined ? 'files.slack.com' : new URL(options.apiUrl).host];
    const tools = { app, answerer, people, homes: pages, log, command, firstTime, fileHosts, once: createRecent() };
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
    const left = await drained(DRAIN);
    if (left > 0) log.warn({ left }, 'slack: stopped with events under way');
  }

  const http = httpPart(receiver, { log, now, open: () => running });
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
