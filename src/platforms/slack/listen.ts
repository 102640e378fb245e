/** Hears Slack's events through Bolt, acknowledges each at once, and hands it on. */
import type { App as Bolt, SlackOptionsMiddlewareArgs, SlackViewMiddlewareArgs, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { LIMITS } from '../../chat/limits.ts';
import { readSuggestion } from './caller.ts';
import { plainText } from './controls.ts';
import { TokensRevokedBody, UninstalledBody } from './payloads.ts';
import {
  type Incoming,
  readActions,
  readCommand,
  readGlobalShortcut,
  readHomeOpened,
  readMessage,
  readMessageShortcut,
  readSubmission,
} from './read.ts';

export interface ListenTools {
  readonly app: App;
  readonly log: Logger;
  readonly now: () => number;
  /** Handles an event that was acknowledged; never rejects. */
  take(client: webApi.WebClient, incoming: Incoming): void;
  /** The access of a workspace, or of an organization (`enterprise`), ended at `at` (milliseconds). */
  ended(gone: Gone, at: number): Promise<void>;
}

export interface Gone {
  readonly team: string | undefined;
  readonly enterprise: string | undefined;
}

/**
 * One middleware for all: Bolt would run every registered listener for every event, which costs more than everything
 * that Sous does with a press. Events of the Events API are acknowledged by Bolt itself before they get here.
 */
export function listen(bolt: Bolt, tools: ListenTools): void {
  const { log, now } = tools;

  bolt.use(async (args) => {
    const { body, context, client } = args;
    const team = context.teamId ?? '';
    const take = (incoming: Incoming | undefined): void => {
      if (incoming !== undefined) tools.take(client, incoming);
    };
    if ('event' in args) {
      const bot = context.botUserId ?? '';
      const gone = { team: context.teamId, enterprise: context.enterpriseId };
      await hear(args.event.type, body, gone, () => take(readEvent(args.event.type, body, team, bot, now())));
    } else if ('action' in args) {
      await acknowledge(() => args.ack());
      take(readActions(body, team, now()));
    } else if ('command' in args) {
      await acknowledge(() => args.ack());
      take(readCommand(body, team, now()));
    } else if ('view' in args) {
      await submitted(body, team, args.ack, take);
    } else if ('options' in args) {
      const options = await suggest(body, team);
      const { ack } = args as SlackOptionsMiddlewareArgs<'block_suggestion'>;
      await acknowledge(() => ack({ options }));
    } else if ('shortcut' in args) {
      await acknowledge(() => args.ack());
      const isGlobal = args.shortcut.type === 'shortcut';
      take(isGlobal ? readGlobalShortcut(body, team, now()) : readMessageShortcut(body, team, now()));
    }
  });

  /**
   * A failed acknowledgement means that the socket has gone: Slack delivers again, and that delivery is recognized by
   * its id, so handling goes on.
   */
  async function acknowledge(ack: () => Promise<void>): Promise<void> {
    try {
      await ack();
    } catch (error) {
      log.warn({ err: error }, 'slack: an event could not be acknowledged');
    }
  }

  /** The acknowledgement closes the form; its answer follows through the door that the form kept. */
  async function submitted(
    body: unknown,
    team: string,
    ack: SlackViewMiddlewareArgs['ack'],
    take: (incoming: Incoming | undefined) => void,
  ): Promise<void> {
    const submission = readSubmission(body, team, now());
    if (submission?.kind !== 'wrong') {
      await acknowledge(() => ack());
      take(submission?.incoming);
      return;
    }
    const errors = { ...submission.errors };
    await acknowledge(() => ack({ response_action: 'errors', errors }));
  }

  async function suggest(body: unknown, team: string) {
    const typing = readSuggestion(body, team);
    if (typing === undefined) return [];
    try {
      const found = await tools.app.suggest(typing.caller, typing.command, typing.option, typing.typed);
      const typed = fitting(typing.typed.trim());
      // what was typed can always be chosen: a question need not be in the glossary
      const free = typed !== '' && !found.some((one) => one.value === typed || one.label === typed);
      const all = free ? [...found.slice(0, LIMITS.suggestions - 1), { label: typed, value: typed }] : found;
      return all.map((one) => ({
        text: plainText(one.label),
        value: one.value,
      }));
    } catch (error) {
      log.error({ err: error, command: typing.command }, 'slack: suggestions failed');
      return [];
    }
  }

  /** The two events that nobody is behind, or else what somebody said or opened. */
  async function hear(type: string, body: unknown, gone: Gone, otherwise: () => void): Promise<void> {
    if (type === 'app_uninstalled') return ended(gone, UninstalledBody.safeParse(body).data?.event_time);
    if (type !== 'tokens_revoked') return otherwise();
    const { data } = TokensRevokedBody.safeParse(body);
    // tokens of single people (`oauth`) are none of ours
    return (data?.event.tokens?.bot ?? []).length > 0 ? ended(gone, data?.event_time) : undefined;
  }

  const ended = async (gone: Gone, seconds: number | undefined): Promise<void> =>
    tools.ended(gone, seconds === undefined ? now() : seconds * 1_000 + 999);
}

/** Whole words of what is too long for an option. */
const fitting = (typed: string): string =>
  typed.length <= LIMITS.optionValue
    ? typed
    : typed
        .slice(0, LIMITS.optionValue + 1)
        .replace(/\s+\S*$/u, '')
        .slice(0, LIMITS.optionValue)
        .toWellFormed();

function readEvent(type: string, body: unknown, team: string, bot: string, now: number): Incoming | undefined {
  return type === 'app_home_opened' ? readHomeOpened(body, team, now) : readMessage(body, team, bot, now);
}
