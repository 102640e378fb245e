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
import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { OpenForm } from '../../chat/action.ts';
import { type Card, card, text } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import { type Audience, type Reply, show as showing } from '../../chat/reply.ts';
import type { Commands } from './command-names.ts';
import { type Door, keepDoor, openResponseUrl } from './door.ts';
import { BLOCKS_AT_FAULT, readFailure } from './errors.ts';
import { drawCardModal, drawForm, modalOf } from './form.ts';
import type { Pace } from './pace.ts';
import { type DrawnMessage, drawMessage, type DrawOptions } from './render.ts';
import { respond, ResponseRefused } from './respond.ts';
import type { SharedFiles, Uploads } from './upload.ts';

export interface AnswerTools {
  readonly log: Logger;
  /** How the commands that cards name are typed here. */
  readonly commands: Commands;
  readonly uploads: Uploads;
  readonly pace: Pace;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface Answerer {
  /** Never rejects: what cannot be delivered is logged. `audience`: for a reply that does not say. */
  answer(client: webApi.WebClient, door: Door, reply: Reply, audience: Audience): Promise<void>;
  /** Shows something of the platform's own (the menu) to the caller alone. Never rejects. */
  tell(client: webApi.WebClient, door: Door, message: DrawnMessage): Promise<void>;
}

/** Whether a way worked, or may have; if not, the next one is tried. */
type Tried = boolean;

type Drawing = Pick<DrawOptions, 'simple' | 'files' | 'shared'>;

/** Something to show, in whichever form a way needs it. */
interface Drawable {
  readonly card?: Card;
  message(drawing: Drawing): DrawnMessage;
  modal(drawing: Drawing): types.ModalView;
}

const ofMessage = (message: DrawnMessage): Drawable => ({
  message: () => message,
  modal: () => modalOf(message.blocks),
});

const TOO_LATE = card(text('That took me a moment too long, and Slack closed the door. Please press it again.'));
const REMOVED = card(text('Removed.'));
const CANNOT_REMOVE = card(text('That is too old for me to remove. It is gone when you reload Slack.'));
const CANNOT_DRAW = card(
  text(
    'My answer does not fit into Slack. That is my mistake, not yours; whoever runs me can read about it in my log.',
  ),
);

export function createAnswerer(tools: AnswerTools): Answerer {
  const { log, uploads, pace, commands } = tools;

  const ofCard = (drawn: Card): Drawable => ({
    card: drawn,
    message: (drawing) => drawMessage(drawn, { ...drawing, commands }),
    modal: (drawing) => drawCardModal(drawn, { ...drawing, commands }),
  });

  async function answer(client: webApi.WebClient, door: Door, reply: Reply, audience: Audience): Promise<void> {
    const ways = createWays(client, door);
    switch (reply.kind) {
      case 'show':
        return ways.show(ofCard(reply.card), door.privately === true ? 'caller' : (reply.audience ?? audience));
      case 'redraw':
        return door.pressed === undefined && door.modal === undefined
          ? ways.show(ofCard(reply.card), door.privately === true ? 'caller' : audience)
          : ways.redraw(ofCard(reply.card));
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
    const handed = new Map<Card, Promise<SharedFiles>>();

    /** Files are for whoever asked, in their direct message: sent once, however many ways the card is tried. */
    const handOut = async (drawn: Card): Promise<SharedFiles> => {
      const sending =
        handed.get(drawn) ?? uploads.share(client, door.team, drawn, { to: door.user, cardIn: door.channel });
      handed.set(drawn, sending);
      return sending;
    };

    /** Tries a card in full, and once more without what Slack takes only at times (tables, pictures). */
    async function tryWay(
      way: string,
      drawn: Drawable,
      send: (options: Drawing) => Promise<unknown>,
      visible = false,
    ): Promise<Tried> {
      const whole = drawn.card;
      const uploaded: Drawing =
        whole === undefined ? {} : { files: await uploads.of(client, door.team, whole), shared: await handOut(whole) };
      const first = await attempt(way, () => send(uploaded), visible);
      if (first !== 'blocks') return first;
      return (await attempt(way, () => send({ ...uploaded, simple: true }), visible)) === true;
    }

    /**
     * `visible`: others see it, so after a doubt no other way is tried: twice in public is worse than asking again.
     * @returns `blocks` when nothing but the blocks was at fault.
     * @throws CardProblem
     */
    async function attempt(way: string, send: () => Promise<unknown>, visible = false): Promise<Tried | 'blocks'> {
      try {
        await send();
        return true;
      } catch (error) {
        if (error instanceof CardProblem) throw error;
        const { code, outcome, details } =
          error instanceof ResponseRefused
            ? { code: error.code, outcome: error.doubt ? 'doubt' : 'refused', details: [] }
            : readFailure(error);
        log.warn({ way, team: door.team, code, details }, 'slack: a way to answer is closed');
        if (BLOCKS_AT_FAULT.has(code)) return 'blocks';
        return visible && outcome === 'doubt';
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
      patiently(
        `${door.team}.${channel}`,
        () =>
          client.chat.postMessage({
            channel,
            ...drawn,
            unfurl_links: false,
            unfurl_media: false,
            ...(thread !== undefined && { thread_ts: thread }),
          }), // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
      );

    async function showInPlace(drawn: Drawable, audience: Audience): Promise<Tried> {
      const seenBy = audience === 'caller' ? 'private' : 'public';
      const respondTo = (o: Drawing) => viaUrl(seenBy, drawn.message(o));
      if (url !== undefined && (await tryWay('response_url', drawn, respondTo, seenBy === 'public'))) return true;
      const { channel, thread } = door;
      if (channel === undefined) return false;
      // in the direct message with the app there is nobody to hide from, and an ephemeral message would not last
      if (audience === 'channel' || (url === undefined && channel.startsWith('D'))) {
        return tryWay('chat.postMessage', drawn, (o) => post(channel, drawn.message(o), thread), true);
      }
      return tryWay(
        'chat.postEphemeral',
        drawn,
        (o) =>
          client.chat.postEphemeral({
            channel,
            user: door.user,
            ...drawn.message(o),
            ...(thread !== undefined && { thread_ts: thread }),
          }), // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
      );
    }

    async function showInModal(drawn: Drawable): Promise<Tried> {
      const { trigger, modal } = door;
      if (modal !== undefined) {
        return (
          (trigger !== undefined &&
            (await tryWay('views.push', drawn, (o) =>
              client.views.push({ trigger_id: trigger, view: drawn.modal(o) }),
            ))) ||
          tryWay('views.update', drawn, (o) => client.views.update({ view_id: modal, view: drawn.modal(o) }))
        );
      }
      if (trigger === undefined) return false;
      return tryWay('views.open', drawn, (o) => client.views.open({ trigger_id: trigger, view: drawn.modal(o) }));
    }

    async function show(drawn: Drawable, audience: Audience): Promise<void> {
      const placeless = door.modal !== undefined || door.channel === undefined;
      if (await (placeless ? showInModal(drawn) : showInPlace(drawn, audience))) return;
      if (await tryWay('direct message', drawn, (o) => post(door.user, drawn.message(o)))) return;
      log.error({ team: door.team, user: door.user }, 'slack: an answer could not be delivered');
    }

    async function redraw(drawn: Drawable): Promise<void> {
      const { modal } = door;
      if (modal !== undefined) {
        if (await tryWay('views.update', drawn, (o) => client.views.update({ view_id: modal, view: drawn.modal(o) })))
          return;
      } else {
        const drawOn = (o: Drawing) => viaUrl('replace', drawn.message(o));
        if (url !== undefined && (await tryWay('response_url', drawn, drawOn))) return;
        if (message !== undefined) {
          const { channel, ts } = message;
          const update = (o: Drawing) => client.chat.update({ channel, ts, ...drawn.message(o) });
          if (await tryWay('chat.update', drawn, update)) return;
        }
      }
      await show(drawn, message === undefined ? 'caller' : 'channel');
    }

    async function remove(): Promise<void> {
      if (door.modal !== undefined) return redraw(ofCard(REMOVED));
      const byUrl = () => respond(url ?? '', { kind: 'delete' }, tools.pause);
      if (url !== undefined && (await attempt('response_url', byUrl)) === true) return;
      const byId = () => client.chat.delete({ channel: message?.channel ?? '', ts: message?.ts ?? '' });
      if (message !== undefined && (await attempt('chat.delete', byId)) === true) return;
      await show(ofCard(CANNOT_REMOVE), 'caller');
    }

    async function ask(form: OpenForm): Promise<void> {
      const { trigger, modal } = door;
      const opened =
        trigger !== undefined &&
        (await attempt(modal === undefined ? 'views.open' : 'views.push', () => {
          const view = drawForm(form, keepDoor(door), commands);
          return modal === undefined
            ? client.views.open({ trigger_id: trigger, view })
            : client.views.push({ trigger_id: trigger, view });
        }));
      if (opened !== true) await show(ofCard(TOO_LATE), 'caller');
    }

    return { show, redraw, remove, ask };
  }

  return {
    async answer(client, door, reply, audience) {
      try {
        try {
          await answer(client, door, reply, audience);
        } catch (error) {
          if (!(error instanceof CardProblem)) throw error;
          log.error({ problems: error.problems, reply: reply.kind }, 'slack: a reply cannot be drawn');
          await answer(client, door, showing(CANNOT_DRAW, 'caller'), 'caller');
        }
      } catch (error) {
        log.error({ err: error, team: door.team, reply: reply.kind }, 'slack: an answer failed');
      }
    },
    async tell(client, door, message) {
      try {
        await createWays(client, door).show(ofMessage(message), 'caller');
      } catch (error) {
        log.error({ err: error, team: door.team }, 'slack: the menu could not be shown');
      }
    },
  };
}
