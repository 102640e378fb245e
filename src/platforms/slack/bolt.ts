/** Bolt, set up for one workspace or many, over a socket or HTTP; it hears events and answers none. */
import { App as Bolt, type Authorize, HTTPReceiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Identity } from './clients.ts';
import { createHttpDoor, type Listener } from './http.ts';
import { installOptions, installPages } from './install.ts';
import type { Installations } from './installations.ts';
import { slackLogger } from './log.ts';
import { PATHS, type SlackOptions } from './options.ts';

export interface BoltTools extends Pick<SlackOptions, 'mode' | 'auth' | 'log'> {
  readonly web: webApi.WebClientOptions;
  readonly installations: Installations | undefined;
  /** Who the app is in its one workspace, once that is known. */
  readonly self: () => Identity | undefined;
}

export type Receiver = HTTPReceiver | SocketModeReceiver;

export function createBolt({ mode, auth, log, web, installations, self }: BoltTools): {
  readonly bolt: Bolt;
  readonly receiver: Receiver;
} {
  const logger = slackLogger(log);
  // each receiver and the app write into the options they are given
  const shared = { logger, ...installOptions(auth, installations, { ...web }) };
  const receiver =
    mode.kind === 'http'
      ? new HTTPReceiver({ ...shared, signingSecret: mode.signingSecret, endpoints: [PATHS.events] })
      : new SocketModeReceiver({ ...shared, appToken: mode.appToken, autoReconnectEnabled: false });

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
    logger,
    convoStore: false,
    // messages of our own are told apart where messages are read
    ignoreSelf: false,
    deferInitialization: true,
    ...(auth.kind === 'single' && { authorize }),
  });
  bolt.error(async (error) => log.warn({ err: error }, 'slack: an event was turned away'));
  return { bolt, receiver };
}

/** To be mounted on the one HTTP server for its paths, before anything reads the body. */
export interface HttpPart {
  readonly paths: readonly string[];
  readonly listener: Listener;
}

/** Events in HTTP mode, and the pages of an installation in either; undefined when nothing comes in over HTTP. */
export function httpPart(
  receiver: Receiver,
  { log, now, open }: { readonly log: Logger; readonly now: () => number; readonly open: () => boolean },
): HttpPart | undefined {
  const install = receiver.installer === undefined ? [] : [PATHS.install, PATHS.redirect];
  if (receiver instanceof HTTPReceiver) {
    const receive: Listener = (req, res) => {
      receiver.requestListener(req, res);
    };
    return { paths: [PATHS.events, ...install], listener: createHttpDoor({ receive, log, now, open }) };
  }
  return receiver.installer && { paths: install, listener: installPages(receiver.installer, log) };
}
