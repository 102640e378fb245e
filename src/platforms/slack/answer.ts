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
import { card, text } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { OpenForm } from '../../chat/form.ts';
import { type Audience, type Reply, show as showing } from '../../chat/reply.ts';
import { type Door, keepDoor } from './door.ts';
import { drawForm } from './form.ts';
import type { DrawnMessage } from './render.ts';
import { respond } from './respond.ts';
import {
  type AnswerTools,
  type Calls,
  createCalls,
  createTries,
  type Drawable,
  type Drawing,
  ofCard,
  ofMessage,
  type Tried,
  type Tries,
} from './ways.ts';

export interface Answerer {
  /** Never rejects: what cannot be delivered is logged. `audience`: for a reply that does not say. */
  answer(client: webApi.WebClient, door: Door, reply: Reply, audience: Audience): Promise<void>;
  /** Shows something of the platform's own (the menu) to the caller alone. Never rejects. */
  tell(client: webApi.WebClient, door: Door, message: DrawnMessage): Promise<void>;
}

const TOO_LATE = card(text('That took me a moment too long, and Slack closed the door. Please press it again.'));
const REMOVED = card(text('Removed.'));
const CANNOT_REMOVE = card(text('That is too old for me to remove. It is gone when you reload Slack.'));
const CANNOT_DRAW = card(
  text(
    'My answer does not fit into Slack. That is my mistake, not yours; whoever runs me can read about it in my log.',
  ),
);

export function createAnswerer(tools: AnswerTools): Answerer {
  const { log } = tools;

  return {
    async answer(client, door, reply, audience) {
      try {
        try {
          await answer(tools, client, door, reply, audience);
        } catch (error) {
          if (!(error instanceof CardProblem)) throw error;
          log.error({ problems: error.problems, reply: reply.kind }, 'slack: a reply cannot be drawn');
          await answer(tools, client, door, showing(CANNOT_DRAW, 'caller'), 'caller');
        }
      } catch (error) {
        log.error({ err: error, team: door.team, reply: reply.kind }, 'slack: an answer failed');
      }
    },
    async tell(client, door, message) {
      try {
        await createWays(tools, client, door).show(ofMessage(message), 'caller');
      } catch (error) {
        log.error({ err: error, team: door.team }, 'slack: the menu could not be shown');
      }
    },
  };
}

async function answer(
  tools: AnswerTools,
  client: webApi.WebClient,
  door: Door,
  reply: Reply,
  audience: Audience,
): Promise<void> {
  const { commands } = tools;
  const ways = createWays(tools, client, door);
  switch (reply.kind) {
    case 'show':
      return ways.show(ofCard(commands, reply.card), door.privately === true ? 'caller' : (reply.audience ?? audience));
    case 'redraw':
      return door.pressed === undefined && door.modal === undefined
        ? ways.show(ofCard(commands, reply.card), door.privately === true ? 'caller' : audience)
        : ways.redraw(ofCard(commands, reply.card));
    case 'remove':
      return ways.remove();
    case 'ask':
      return ways.ask(reply.form);
    default:
      return reply satisfies never;
  }
}

/** Shows something new, by whichever way is open. */
function createShow(
  log: Logger,
  client: webApi.WebClient,
  door: Door,
  { tryWay }: Tries,
  { url, viaUrl, post }: Calls,
) {
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

  return async (drawn: Drawable, audience: Audience): Promise<void> => {
    const placeless = door.modal !== undefined || door.channel === undefined;
    if (await (placeless ? showInModal(drawn) : showInPlace(drawn, audience))) return;
    if (await tryWay('direct message', drawn, (o) => post(door.user, drawn.message(o)))) return;
    log.error({ team: door.team, user: door.user }, 'slack: an answer could not be delivered');
  };
}

function createWays(tools: AnswerTools, client: webApi.WebClient, door: Door) {
  const { commands, log } = tools;
  const tries = createTries(tools, client, door);
  const calls = createCalls(tools, client, door);
  const { attempt, tryWay } = tries;
  const { url, viaUrl } = calls;
  const message = typeof door.pressed === 'object' ? door.pressed : undefined;
  const show = createShow(log, client, door, tries, calls);

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
    if (door.modal !== undefined) return redraw(ofCard(commands, REMOVED));
    const byUrl = () => respond(url ?? '', { kind: 'delete' }, tools.pause);
    if (url !== undefined && (await attempt('response_url', byUrl)) === true) return;
    const byId = () => client.chat.delete({ channel: message?.channel ?? '', ts: message?.ts ?? '' });
    if (message !== undefined && (await attempt('chat.delete', byId)) === true) return;
    await show(ofCard(commands, CANNOT_REMOVE), 'caller');
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
    if (opened !== true) await show(ofCard(commands, TOO_LATE), 'caller');
  }

  return { show, redraw, remove, ask };
}
