/** Hears Slack's events through Bolt, acknowledges each at once, and hands it on. */
import type { App as Bolt, webApi } from '@slack/bolt';
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
  /** The workspace's access ended at `at` (milliseconds). */
  ended(team: string, at: number): Promise<void>;
}

const ANY = /^/u;
/** An option's text and value. */
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;

export function listen(bolt: Bolt, tools: ListenTools): void {
  const { log, now } = tools;

  /**
   * A failed acknowledgement means that the socket has gone: Slack delivers again, and that delivery is recognised by
   * its id, so handling goes on.
   */
  async function acknowledge(ack: () => Promise<void>): Promise<void> {
    try {
      await ack();
    } catch (error) {
      log.warn({ err: error }, 'slack: an event could not be acknowledged');
    }
  }

  const take = (client: webApi.WebClient, incoming: Incoming | undefined): void => {
    if (incoming !== undefined) tools.take(client, incoming);
  };

  bolt.command(ANY, async ({ ack, body, context, client }) => {
    await acknowledge(() => ack());
    take(client, readCommand(body, context.teamId ?? '', now()));
  });

  bolt.action({ type: 'block_actions' }, async ({ ack, body, context, client }) => {
    await acknowledge(() => ack());
    take(client, readActions(body, context.teamId ?? '', now()));
  });

  bolt.view(ANY, async ({ ack, body, context, client }) => {
    const submission = readSubmission(body, context.teamId ?? '', now());
    if (submission?.kind === 'wrong') {
      const errors = { ...submission.errors };
      await acknowledge(() => ack({ response_action: 'errors', errors }));
      return;
    }
    // closes the form; its answer follows through the door that it kept
    await acknowledge(() => ack());
    take(client, submission?.incoming);
  });

  bolt.shortcut(ANY, async ({ ack, body, context, client }) => {
    await acknowledge(() => ack());
    const team = context.teamId ?? '';
    take(
      client,
      body.type === 'shortcut' ? readGlobalShortcut(body, team, now()) : readMessageShortcut(body, team, now()),
    );
  });

  bolt.options(ANY, async ({ ack, body, context }) => {
    const options = await suggest(body, context.teamId ?? '');
    await acknowledge(() => ack({ options }));
  });

  async function suggest(body: unknown, team: string) {
    const typing = readSuggestion(body, team);
    if (typing === undefined) return [];
    try {
      const found = await tools.app.suggest(typing.caller, typing.command, typing.option, typing.typed);
      const typed = typing.typed.trim();
      // what was typed can always be chosen: a question need not be in the glossary
      const free = typed !== '' && !found.some((one) => one.value === typed || one.label === typed);
      const all = free ? [...found.slice(0, LIMITS.suggestions - 1), { label: typed, value: typed }] : found;
      return all.map((one) => ({
        text: plainText(one.label.slice(0, OPTION_TEXT)),
        value: one.value.slice(0, OPTION_VALUE),
      }));
    } catch (error) {
      log.error({ err: error, command: typing.command }, 'slack: suggestions failed');
      return [];
    }
  }

  bolt.event('app_mention', async ({ body, context, client }) => {
    take(client, readMessage(body, context.teamId ?? '', context.botUserId ?? '', now()));
  });
  bolt.event('message', async ({ body, context, client }) => {
    take(client, readMessage(body, context.teamId ?? '', context.botUserId ?? '', now()));
  });
  bolt.event('app_home_opened', async ({ body, context, client }) => {
    take(client, readHomeOpened(body, context.teamId ?? '', now()));
  });

  const ended = async (team: string | undefined, seconds: number | undefined): Promise<void> => {
    if (team !== undefined) await tools.ended(team, seconds === undefined ? now() : seconds * 1_000 + 999);
  };
  bolt.event('app_uninstalled', async ({ body, context }) => {
    await ended(context.teamId, UninstalledBody.safeParse(body).data?.event_time);
  });
  bolt.event('tokens_revoked', async ({ body, context }) => {
    const { data } = TokensRevokedBody.safeParse(body);
    // tokens of single people (`oauth`) are none of ours
    if ((data?.event.tokens?.bot ?? []).length > 0) await ended(context.teamId, data?.event_time);
  });
}
