/** Slack's Web API, with each workspace's own token, and with nothing retried behind our back. */
import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { slackLogger } from './log.ts';
import { DEFAULT_API_URL } from './options.ts';

/**
 * The library would repeat a call up to a hundred times, also one whose message was stored before the error, and would
 * stop all calls of a token for one that was rate-limited. So it repeats nothing, and each caller decides.
 */
export function clientOptions(apiUrl: string | undefined, log: Logger): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl ?? DEFAULT_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
  };
}

/** Who the app is in one workspace. */
export interface Identity {
  readonly team: string;
  readonly teamName: string;
  readonly botUser: string;
  readonly botId: string;
  /** As people type it after an @. */
  readonly botName: string;
}

export interface Clients {
  /** @throws NotInstalled when the workspace has not installed the app (any more). */
  of(team: string): Promise<webApi.WebClient>;
  /** Asked of Slack once per token. @throws NotInstalled, and Slack's errors. */
  identity(team: string): Promise<Identity>;
}

interface Entry {
  readonly token: string;
  readonly client: webApi.WebClient;
  identity?: Promise<Identity>;
}

export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
  constructor(team: string) {
    super(`the app is not installed in the workspace ${team}`);
  }
}

/**
 * The methods of a client with this token in every call. A client of the library's own for each workspace would hold three
 * hundred bound methods, 26 kB, and take longer to make than a message takes to send.
 */
function withToken<T extends object>(methods: T, token: string): T {
  return new Proxy(methods, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value === 'function')
        return (options: object = {}): unknown => (value as (given: object) => unknown)({ ...options, token });
      return typeof value === 'object' && value !== null ? withToken(value, token) : value;
    },
  });
}

/** `tokenOf` finds a workspace's token, each time anew, so that a withdrawn one is not used again. */
export function createClients(
  options: webApi.WebClientOptions,
  tokenOf: (team: string) => Promise<string | undefined>,
): Clients {
  const byTeam = new Map<string, Entry>();
  // the library's bound on calls under way is meant for one workspace
  const shared = new webApi.WebClient(undefined, { ...options, maxRequestConcurrency: Number.POSITIVE_INFINITY });

  const entry = async (team: string): Promise<Entry> => {
    const token = await tokenOf(team);
    const known = byTeam.get(team);
    if (token === undefined) {
      byTeam.delete(team);
      throw new NotInstalled(team);
    }
    if (known?.token === token) return known;
    const made: Entry = { token, client: withToken(shared, token) };
    byTeam.set(team, made);
    return made;
  };

  return {
    of: async (team) => (await entry(team)).client,
    async identity(team) {
      const one = await entry(team);
      if (one.identity === undefined) {
        const asked = whoAmI(one.client);
        one.identity = asked;
        // a failure is not remembered: the next caller asks again
        asked.catch(() => delete one.identity);
      }
      return one.identity;
    },
  };
}

/** @throws Slack's errors. */
export async function whoAmI(client: webApi.WebClient): Promise<Identity> {
  const me = await client.auth.test();
  return {
    team: me.team_id ?? '',
    teamName: me.team ?? '',
    botUser: me.user_id ?? '',
    botId: me.bot_id ?? '',
    botName: me.user ?? 'sous',
  };
}
