/** Sous on Discord: connects, registers the commands, listens, and posts. */
import { setTimeout as wait } from 'node:timers/promises';
import { type GatewayMessageCreateDispatchData, REST } from 'discord.js';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { type Patience, WAITS } from '../../chat/insist.ts';
import type { Platform } from '../../chat/platform.ts';
import { createRecent } from '../../chat/recent.ts';
import type { SaidRequest } from '../../chat/request.ts';
import { answer } from './answer.ts';
import type { Localizations } from './commands.ts';
import { findAnswer } from './find.ts';
import { createGateway, type Self, type Shards } from './gateway.ts';
import { RenderProblem } from './limits.ts';
import { createPoster } from './post.ts';
import { readEdit, readMessage } from './read.ts';
import { registerCommands, registeredIds } from './register.ts';
import { talk } from './talk.ts';
import { createWire } from './wire.ts';

export { diagnose } from './diagnose.ts';
export { INTENTS, inviteUrl, REQUIRED_PERMISSIONS } from './permissions.ts';
export type { Shards } from './gateway.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Where Discord's API is, without version; `https://discord.com/api` unless said. The gateway is asked for there. */
  readonly apiUrl?: string;
  /** Registers the commands in this guild only. */
  readonly guildId?: string;
  /** One connection unless said. The process with shard 0 registers the commands. */
  readonly shards?: Shards;
  /** This process's part of the 50 calls a second that Discord allows a bot, interactions apart; 50 unless said. */
  readonly requestsPerSecond?: number;
  /** Names and descriptions of commands in other languages. */
  readonly localizations?: Localizations;
  /** Milliseconds to wait for a reply before the interaction is deferred; 1,500 unless said. */
  readonly patience?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Waits so many milliseconds before something is sent again; by the wall clock unless given. */
  readonly pause?: (ms: number) => Promise<void>;
  readonly log: Logger;
  /** The connection is gone for good (token reset, shards needed). The message says what to do. */
  readonly onFatal?: (error: Error) => void;
}

/** Milliseconds that `stop` gives to what is under way. */
const GRACE = 5_000;
/** Discord does not count answers to interactions against the bot's 50 calls a second; this stands for "no limit". */
const UNLIMITED = 100_000;

export function createDiscord(options: DiscordOptions): Platform {
  const { log } = options;
  const once = createRecent();
  const underWay = new Set<Promise<void>>();
  /** Ids by names, from when the commands are registered. */
  const commands = new Map<string, string>();
  let app: App | undefined;
  let self: Self | undefined;

  const answers = new REST({
    ...(options.apiUrl !== undefined && { api: options.apiUrl }),
    globalRequestsPerSecond: UNLIMITED,
    retries: 0,
    rejectOnRateLimit: ({ retryAfter, timeToReset, route }) =>
      Math.max(retryAfter, timeToReset) > WAITS[route.endsWith('/callback') ? 'door' : 'answer'].within,
  });
  const clock: Patience = {
    now: options.now ?? Date.now,
    pause: options.pause ?? (async (ms: number): Promise<void> => wait(ms)),
  };
  /** What we have answered to a message or an interaction. */
  const seek = async (channel: string, to: string) =>
    findAnswer(gateway.client.rest, self?.user ?? '', { channel, to });
  const wire = createWire({ rest: answers, clock, seek });
  const patience = options.patience === undefined ? {} : { patience: options.patience };
  // a Discord that stands elsewhere keeps its files there too
  const files = options.apiUrl === undefined ? {} : { files: [new URL(options.apiUrl).host] };

  /** Neither `answer` nor `talk` rejects; what they do is awaited only by `stop`. */
  const track = (work: Promise<void>): void => {
    const done = work.finally(() => underWay.delete(done));
    underWay.add(done);
  };

  function said(message: GatewayMessageCreateDispatchData, request: SaidRequest | undefined, edited: boolean): void {
    if (app === undefined || request === undefined || !once(message.id)) return;
    track(talk({ app, rest: gateway.client.rest, clock, seek, log, commands, ...patience }, message, request, edited));
  }

  const gateway = createGateway(options, {
    interaction(interaction) {
      if (app === undefined || !once(interaction.id)) return;
      track(answer({ app, wire, log, commands, ...patience, ...files }, interaction));
    },
    message: (message, { user }, admin) => said(message, readMessage(message, user, admin), false),
    update: (message, { user }, admin) => said(message, readEdit(message, user, admin, clock.now()), true),
    fatal(error) {
      if (options.onFatal === undefined) log.fatal({ err: error }, 'Discord is gone for good');
      else options.onFatal(error);
    },
  });
  const poster = createPoster(gateway.client.rest, () => self?.user ?? '', commands);

  async function register(to: App, { application }: Self): Promise<void> {
    const own = options.shards === undefined || options.shards === 'auto' || options.shards.ids.includes(0);
    try {
      const ids = await (own ? registerCommands : registeredIds)({
        rest: gateway.client.rest,
        applicationId: application,
        catalog: to.catalog,
        log,
        ...(options.guildId !== undefined && { guildId: options.guildId }),
        ...(options.localizations !== undefined && { localizations: options.localizations }),
      });
      for (const [name, id] of ids) commands.set(name, id);
    } catch (error) {
      if (error instanceof RenderProblem) throw error;
      // The commands of the last start still work: better those than none.
      log.error({ err: error }, 'the commands could not be registered with Discord; those of before stay');
    }
  }

  return {
    name: 'discord',
    async start(given) {
      app = given;
      self = await gateway.connect(options.token);
      await register(given, self);
      log.info({ user: self.user, shards: gateway.client.ws.shards.size }, 'connected to Discord');
    },
    async stop() {
      app = undefined;
      const grace = new AbortController();
      await Promise.race([Promise.all(underWay), wait(GRACE, undefined, { signal: grace.signal, ref: false })]);
      grace.abort();
      await gateway.close();
    },
    ready: () => app !== undefined && gateway.ready(),
    ...poster,
  };
}
