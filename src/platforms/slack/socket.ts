/**
 * Keeps one Socket Mode connection open. Bolt's own reconnecting is switched off: it waits 5 s after every drop, gives
 * up without a word on some errors, and rejects promises that nobody can catch on others.
 */
import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { within } from '../../chat/within.ts';
import { DEAD_TOKEN, readFailure } from './errors.ts';

type SocketClient = SocketModeReceiver['client'];

export interface Socket {
  /** Resolves when connected. @throws Error when Slack refuses the app token or cannot be reached. */
  start(): Promise<void>;
  stop(): Promise<void>;
  ready(): boolean;
}

export interface SocketTools {
  readonly client: SocketClient;
  readonly log: Logger;
  /** Slack will not have us back. */
  readonly onFatal: (error: Error) => void;
  readonly pause: (ms: number) => Promise<void>;
  /** 0 to 1, so that many processes do not come back at the same moment. */
  readonly random: () => number;
}

/** How long Slack may take to say hello. */
const HELLO = 20_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A dead peer may never finish the closing handshake. */
const CLOSING = 2_000;

/** Errors of `apps.connections.open` that another try does not mend. */
const FATAL: ReadonlySet<string> = new Set([...DEAD_TOKEN, 'missing_scope', 'not_allowed_token_type', 'no_permission']);

export function createSocket({ client, log, onFatal, pause, random }: SocketTools): Socket {
  let connected = false;
  let stopped = true;
  let coming: Promise<void> | undefined;

  client.on('connected', () => {
    connected = true;
  });
  client.on('close', () => {
    connected = false;
  });
  client.on('disconnected', () => {
    connected = false;
    if (!stopped) comeBack();
  });
  guardMessages(client, log, () => fail(new Error('Socket Mode was switched off for this Slack app')));

  function fail(error: Error): void {
    if (stopped) return;
    stopped = true;
    onFatal(error);
  }

  /** @throws Slack's errors, or Error when there is no hello. */
  async function connect(): Promise<void> {
    // a refusal that comes after the deadline has nobody waiting for it
    await within(client.start(), HELLO, () => {
      throw new Error('Slack opened a socket but said no hello');
    });
  }

  function comeBack(): void {
    // one loop at a time: a failed try says `disconnected` as well
    coming ??= reconnect().finally(() => {
      coming = undefined;
      // dropped again between the hello and here
      if (!connected && !stopped) comeBack();
    });
  }

  async function reconnect(): Promise<void> {
    for (let tries = 0; !stopped; tries += 1) {
      // the first try at once: Slack closes sockets every few hours, and people are waiting
      if (tries > 0) await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + random() / 2));
      if (stopped) return;
      try {
        await connect();
        log.info({ tries }, 'slack: socket connected again');
        return;
      } catch (error) {
        const failure = readFailure(error);
        if (FATAL.has(failure.code)) return fail(refusal(failure.code, error));
        log.warn({ code: failure.code, details: failure.details, tries }, 'slack: no socket yet');
        if (failure.retryAfter !== undefined) await pause(failure.retryAfter);
      }
    }
  }

  return {
    async start() {
      try {
        await connect();
        stopped = false;
        // dropped before anybody listened
        if (!connected) comeBack();
      } catch (error) {
        await close(client);
        throw refusal(readFailure(error).code, error);
      }
    },
    async stop() {
      stopped = true;
      connected = false;
      await close(client);
    },
    ready: () => connected,
  };
}

const refusal = (code: string, cause: unknown): Error =>
  new Error(
    `Slack refused the Socket Mode connection (${code}): check SLACK_APP_TOKEN and its scope connections:write`,
    {
      cause,
    },
  );

async function close(client: SocketClient): Promise<void> {
  await within(client.disconnect(), CLOSING, () => undefined);
  // a second request while closing tears the socket down
  if (client.websocket?.isActive() === false && client.websocket.readyState === 2) client.websocket.disconnect();
}

/**
 * Bolt's listener for socket messages is async and its promise has no owner: an envelope without an event
 * (`app_rate_limited`) would end the process. And it does not tell why Slack disconnects.
 */
function guardMessages(client: SocketClient, log: Logger, onDisabled: () => void): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const disabled = typeof data === 'string' && data.length < 1_000 && /"reason"\s*:\s*"link_disabled"/u.test(data);
    if (disabled && data.includes('"disconnect"')) onDisabled();
    for (const listener of listeners) {
      Promise.resolve(listener(data, isBinary)).catch((error: unknown) => {
        log.warn({ err: error }, 'slack: a socket message could not be read');
      });
    }
  });
}
