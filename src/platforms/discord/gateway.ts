/** The discord.js client, set up for what Sous needs of it, and kept alive through what is known to kill it. */
import {
  type APIInteraction,
  Client,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageUpdateDispatchData,
  type GatewayReadyDispatchData,
  Options,
  type RateLimitData,
  Status,
} from 'discord.js';
import type { Logger } from 'pino';
import { reasonOf } from '../../chat/fault.ts';
import { TOKEN_ADVICE } from './errors.ts';
import { INTENTS, mayManageGuild } from './permissions.ts';
import { POST_TIMEOUT } from './post.ts';

/** Which of Discord's shards this process runs: all that Discord recommends, or some out of a fixed total. */
export type Shards = 'auto' | { readonly ids: readonly number[]; readonly total: number };

export interface GatewayOptions {
  readonly apiUrl?: string;
  readonly shards?: Shards;
  /** Calls to Discord a second, interactions apart; 50 is Discord's limit for a bot, over all its processes. */
  readonly requestsPerSecond?: number;
  readonly log: Logger;
}

/** Who Discord says we are. */
export interface Self {
  readonly user: string;
  readonly application: string;
}

export interface GatewayEvents {
  interaction(interaction: APIInteraction): void;
  message(message: GatewayMessageCreateDispatchData, self: Self, admin: boolean): void;
  /** Not always whole, and not always edited by anybody. */
  update(message: GatewayMessageUpdateDispatchData, self: Self, admin: boolean): void;
  /** The connection is gone for good: somebody must act. */
  fatal(error: Error): void;
}

export interface Gateway {
  readonly client: Client;
  /** Connects; resolves when the first shard knows who it is. @throws Error in words for the operator */
  connect(token: string): Promise<Self>;
  /** Every shard is connected. */
  ready(): boolean;
  close(): Promise<void>;
}

/** Longest wait, in milliseconds, that a post takes upon itself when Discord asks for patience. */
const MOST_PATIENCE = 5_000;

export function createGateway(options: GatewayOptions, events: GatewayEvents): Gateway {
  const { log } = options;
  const client = new Client({
    intents: INTENTS.map((intent) => intent.bit),
    // Everything that is sent says this itself; here it covers whatever may be added one day.
    allowedMentions: { parse: [] },
    // State is in the database. What stays cached (guilds, channels, roles) is what permissions are read from.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadMemberManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    rest: {
      timeout: POST_TIMEOUT,
      // Posts carry a nonce over the repetition, everything else may be repeated; more than one would outlast a lease.
      retries: 1,
      rejectOnRateLimit: isTooLong,
      // not even `undefined` may be given for what is not set: the library takes it at its word
      ...(options.apiUrl !== undefined && { api: options.apiUrl }),
      ...(options.requestsPerSecond !== undefined && { globalRequestsPerSecond: options.requestsPerSecond }),
    },
    ...shardOptions(options.shards),
  });
  let connected = false;

  // Without a listener an 'error' event ends the process; a listener that rejects arrives here too.
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reports an error'));
  client.on(Events.Warn, (message) => log.warn({ message }, 'the Discord client warns'));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ err: error, shard }, 'the Discord connection had an error'),
  );
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting to Discord'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'reconnected to Discord'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ code, shard }, 'Discord closed the connection for good');
    if (connected) events.fatal(new Error(whyClosed(code)));
  });
  guardResume(client);

  // The raw events, not the client's own: those wait until every guild has arrived (15 s at most), and after a restart
  // in the middle of a lesson a press would wait with them, past the 3 s in which it must be answered.
  const identified = Promise.withResolvers<Self>();
  let self: Self | undefined;
  client.ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData) => {
    self = { user: data.user.id, application: data.application.id };
    identified.resolve(self);
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: APIInteraction) => events.interaction(data));
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData) => {
    if (self !== undefined) events.message(data, self, mayManageGuild(client, data));
  });
  client.ws.on(GatewayDispatchEvents.MessageUpdate, (data: GatewayMessageUpdateDispatchData) => {
    if (self !== undefined) events.update(data, self, mayManageGuild(client, data));
  });

  return {
    client,
    async connect(token) {
      try {
        await client.login(token);
      } catch (error) {
        await client.destroy();
        throw new Error(whyNotConnected(error), { cause: error });
      }
      connected = true;
      return identified.promise;
    },
    ready: () =>
      connected &&
      client.ws.shards.size > 0 &&
      client.ws.shards.every(({ status }) => status === Status.Ready || status === Status.WaitingForGuilds),
    async close() {
      connected = false;
      await client.destroy();
    },
  };
}

function shardOptions(shards: Shards | undefined) {
  if (shards === undefined) return {};
  return shards === 'auto' ? { shards } : { shards: [...shards.ids], shardCount: shards.total };
}

/** Whoever posts can come back later, and says so to the admin; everything else waits as long as Discord asks. */
const isTooLong = (data: RateLimitData): boolean =>
  data.method.toUpperCase() === 'POST' &&
  data.route.endsWith('/messages') &&
  Math.max(data.retryAfter, data.timeToReset) > MOST_PATIENCE;

/**
 * discord.js 14 breaks when a session is resumed and declared invalid in one breath: its handler of RESUMED reads the
 * session that has just been thrown away, and the rejection ends the process. Nothing needs that handler then: the shard
 * identifies anew. To be removed when the library checks for it itself (a test sends both packets at once).
 */
function guardResume(client: Client): void {
  const ws = client.ws as unknown as {
    handlePacket(packet?: { readonly t?: string | null }, shard?: { readonly sessionInfo: unknown }): boolean;
  };
  const handle = ws.handlePacket.bind(ws);
  ws.handlePacket = (packet, shard) =>
    packet?.t === GatewayDispatchEvents.Resumed && shard?.sessionInfo === null ? false : handle(packet, shard);
}

const CLOSED: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: TOKEN_ADVICE,
  [GatewayCloseCodes.InvalidShard]:
    'DISCORD_SHARDS names a shard that does not exist: ids go from 0 to the total less 1.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for one connection: set DISCORD_SHARDS=auto.',
  [GatewayCloseCodes.InvalidAPIVersion]: "Discord no longer speaks the client library's version: update Sous.",
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know an intent that Sous asks for: update Sous.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord refuses an intent that Sous asks for. It asks for no privileged one: update Sous.',
};

const whyClosed = (code: number): string => CLOSED[code] ?? `Discord closed the connection (code ${code}).`;

function whyNotConnected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/token|authentication failed/iu.test(message)) return TOKEN_ADVICE;
  if (/sharding required/iu.test(message)) return whyClosed(GatewayCloseCodes.ShardingRequired);
  if (/invalid shard/iu.test(message)) return whyClosed(GatewayCloseCodes.InvalidShard);
  return `Discord cannot be reached: ${reasonOf(error)}`;
}
