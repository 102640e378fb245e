/**
 * Turns the app's one Reply into Slack's API calls.
 *
 * Every event was acknowledged before the app was asked: an acknowledgement is owed within 3 s and nothing about it
 * depends on the answer. So there is no late answer here, only an answer, and this is how it finds its way:
 * - in a place, by the event's response URL: it works where the app is no member, has no rate limit of a workspace, and
 *   is the only way to edit an ephemeral message. When it is used up or over, by the Web API.
 * - on the App Home and after a global shortcut there is no place: a modal, while the trigger lasts.
 * - when every way is closed, as a direct message: what somebody asked for is never lost.
 */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { OpenForm } from '../../chat/action.ts';
import { type Card, card, CardProblem, type Picture, text } from '../../chat/card.ts';
import type { Audience, Reply } from '../../chat/reply.ts';
import { type Door, keepDoor, openResponseUrl } from './door.ts';
import { readFailure } from './errors.ts';
import { drawCardModal, drawForm } from './form.ts';
import type { Pace } from './pace.ts';
import { type DrawnMessage, drawMessage, type DrawOptions } from './render.ts';
import { respond, ResponseRefused } from './respond.ts';
import type { Uploads } from './upload.ts';

export interface AnswerTools {
  readonly log: Logger;
  readonly uploads: Uploads;
  readonly pace: Pace;
  now(): number;
  pause(ms: number): Promise<void>;
}

export interface Answerer {
  /** Never rejects: what cannot be delivered is logged. `audience`: for a reply that does not say. */
  answer(client: webApi.WebClient, door: Door, reply: Reply, audience: Audience): Promise<void>;
}

/** Whether a way worked; if not, the next one is tried. */
type Tried = boolean;

const TOO_LATE = card(text('That took me a moment too long, and Slack closed the door. Please press it again.'));
const REMOVED = card(text('Removed.'));

export function createAnswerer(tools: AnswerTools): Answerer {
  const { log, uploads, pace } = tools;

  async function answer(client: webApi.WebClient, door: Door, reply: Reply, audience: Audience): Promise<void> {
    const ways = createWays(client, door);
    switch (reply.kind) {
      case 'show':
        return ways.show(reply.card, door.privately === true ? 'caller' : (reply.audience ?? audience));
      case 'redraw':
        return door.pressed === undefined && door.modal === undefined
          ? ways.show(reply.card, door.privately === true ? 'caller' : audience)
          : ways.redraw(reply.card);
      case 'remove':
        return ways.remove();
      case 'ask':
        return ways.ask(reply.form);
      default:
        return reply satisfies never;
    }
  }

  function createWays(client: webApi.WebClient, door: Door) {
    const url = openResponseUrl(door, tools.now());
    const message = typeof door.pressed === 'object' ? door.pressed : undefined;

    /** Tries a card in full, and once more without what Slack has refused elsewhere before. */
    async function tryCard(way: string, drawn: Card, send: (options: DrawTail) => Promise<unknown>): Promise<Tried> {
      const files = await uploads.of(client, door.team, drawn);
      return (await attempt(way, () => send({ files }))) ?? (await attempt(way, () => send({ simple: true }))) ?? false;
    }

    /** @returns undefined when only the blocks were at fault. */
    async function attempt(way: string, send: () => Promise<unknown>): Promise<Tried | undefined> {
      try {
        await send();
        return true;
      } catch (error) {
        const code = error instanceof ResponseRefused ? error.code : readFailure(error).code;
        const { details } = error instanceof ResponseRefused ? { details: [] } : readFailure(error);
        if (error instanceof CardProblem) log.error({ way, problems: error.problems }, 'slack: a card cannot be drawn');
        else log.warn({ way, team: door.team, code, details }, 'slack: a way to answer is closed');
        return code === 'invalid_blocks' || code === 'invalid_arguments' ? undefined : false;
      }
    }

    const viaUrl = (kind: 'private' | 'public' | 'replace', drawn: DrawnMessage): Promise<void> =>
      respond(
        url ?? '',
        { kind, ...drawn, ...(door.thread !== undefined && kind !== 'replace' && { thread: door.thread }) },
        tools.pause,
      );

    /** Waits out one rate limit: an answer may come late, it may not be lost. */
    async function patiently<T>(channel: string, call: () => Promise<T>): Promise<T> {
      await pace.turn(channel);
      try {
        return await call();
      } catch (error) {
        const failure = readFailure(error);
        if (failure.code !== 'ratelimited' || (failure.retryAfter ?? 0) > 30_000) throw error;
        await tools.pause(failure.retryAfter ?? 1_000);
        return call();
      }
    }

    const post = (channel: string, drawn: DrawnMessage, thread?: string) =>
      patiently(`${door.team}.${channel}`, () =>
        client.chat.postMessage({
          channel,
          ...drawn,
          unfurl_links: false,
          unfurl_media: false,
          ...(thread !== undefined && { thread_ts: thread }),
        }),
      );

    async function showInPlace(drawn: Card, audience: Audience): Promise<Tried> {
      const seenBy = audience === 'caller' ? 'private' : 'public';
      if (url !== undefined && (await tryCard('response_url', drawn, (o) => viaUrl(seenBy, drawMessage(drawn, o))))) {
        return true;
      }
      const { channel, thread } = door;
      if (channel === undefined) return false;
      // in the direct message with the app there is nobody to hide from, and an ephemeral message would not last
      if (audience === 'channel' || (url === undefined && channel.startsWith('D'))) {
        return tryCard('chat.postMessage', drawn, (o) => post(channel, drawMessage(drawn, o), thread));
      }
      return tryCard('chat.postEphemeral', drawn, (o) =>
        client.chat.postEphemeral({
          channel,
          user: door.user,
          ...drawMessage(drawn, o),
          ...(thread !== undefined && { thread_ts: thread }),
        }),
      );
    }

    async function showInModal(drawn: Card): Promise<Tried> {
      const { trigger, modal } = door;
      const view = (options: DrawTail) => drawCardModal(drawn, '', options);
      if (modal !== undefined) {
        return (
          (trigger !== undefined &&
            (await tryCard('views.push', drawn, (o) => client.views.push({ trigger_id: trigger, view: view(o) })))) ||
          tryCard('views.update', drawn, (o) => client.views.update({ view_id: modal, view: view(o) }))
        );
      }
      if (trigger === undefined) return false;
      return tryCard('views.open', drawn, (o) => client.views.open({ trigger_id: trigger, view: view(o) }));
    }

    async function show(drawn: Card, audience: Audience): Promise<void> {
      const placeless = door.modal !== undefined || door.channel === undefined;
      if (await (placeless ? showInModal(drawn) : showInPlace(drawn, audience))) return;
      if (await tryCard('direct message', drawn, (o) => post(door.user, drawMessage(drawn, o)))) return;
      log.error({ team: door.team, user: door.user }, 'slack: an answer could not be delivered');
    }

    async function redraw(drawn: Card): Promise<void> {
      const { modal } = door;
      if (modal !== undefined) {
        const view = (options: DrawTail) => drawCardModal(drawn, '', options);
        if (await tryCard('views.update', drawn, (o) => client.views.update({ view_id: modal, view: view(o) }))) return;
      } else {
        const drawOn = (o: DrawTail) => viaUrl('replace', drawMessage(drawn, o));
        if (url !== undefined && (await tryCard('response_url', drawn, drawOn))) return;
        if (message !== undefined) {
          const { channel, ts } = message;
          const update = (o: DrawTail) => client.chat.update({ channel, ts, ...drawMessage(drawn, o) });
          if (await tryCard('chat.update', drawn, update)) return;
        }
      }
      await show(drawn, message === undefined ? 'caller' : 'channel');
    }

    async function remove(): Promise<void> {
      if (door.modal !== undefined) return redraw(REMOVED);
      if (url !== undefined && (await attempt('response_url', () => respond(url, { kind: 'delete' }, tools.pause)))) {
        return;
      }
      if (message === undefined) return;
      await attempt('chat.delete', () => client.chat.delete({ channel: message.channel, ts: message.ts }));
    }

    async function ask(form: OpenForm): Promise<void> {
      const { trigger, modal } = door;
      const opened =
        trigger !== undefined &&
        (await attempt(modal === undefined ? 'views.open' : 'views.push', () => {
          const view = drawForm(form, keepDoor(door));
          return modal === undefined
            ? client.views.open({ trigger_id: trigger, view })
            : client.views.push({ trigger_id: trigger, view });
        }));
      if (opened !== true) await show(TOO_LATE, 'caller');
    }

    return { show, redraw, remove, ask };
  }

  return {
    async answer(client, door, reply, audience) {
      try {
        await answer(client, door, reply, audience);
      } catch (error) {
        log.error({ err: error, team: door.team, reply: reply.kind }, 'slack: an answer failed');
      }
    },
  };
}

type DrawTail = { readonly files?: ReadonlyMap<Picture, string>; readonly simple?: boolean } & Pick<
  DrawOptions,
  'simple'
>;
