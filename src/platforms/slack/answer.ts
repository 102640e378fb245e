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
import { card, text } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { OpenForm } from '../../chat/form.ts';
import { type Audience, type Reply, show as showing } from '../../chat/reply.ts';
import { type Door, keepDoor } from './door.ts';
import { type Drawable, type Drawing, ofCard, ofMessage } from './drawable.ts';
import { drawForm } from './form.ts';
import type { DrawnMessage } from './render.ts';
import { respond } from './respond.ts';
import { type AnswerTools, attempt, type Case, openCase, type Tried, tryWay, viaPost, viaUrl } from './ways.ts';

export interface Answerer {
  /** Never rejects: what cannot be delivered is logged. `event`: names what is answered. `audience`: for a reply that does not say. */
  answer(client: webApi.WebClient, door: Door, event: string, reply: Reply, audience: Audience): Promise<void>;
  /** Shows something of the platform's own (the menu) to the caller alone. Never rejects. */
  tell(client: webApi.WebClient, door: Door, event: string, message: DrawnMessage): Promise<void>;
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
    async answer(client, door, event, reply, audience) {
      try {
        try {
          await answer(openCase(tools, client, door, event), reply, audience);
        } catch (error) {
          if (!(error instanceof CardProblem)) throw error;
          log.error({ problems: error.problems, reply: reply.kind }, 'slack: a reply cannot be drawn');
          await answer(openCase(tools, client, door, event), showing(CANNOT_DRAW, 'caller'), 'caller');
        }
      } catch (error) {
        log.error({ err: error, team: door.team, reply: reply.kind }, 'slack: an answer failed');
      }
    },
    async tell(client, door, event, message) {
      try {
        await show(openCase(tools, client, door, event), ofMessage(message), 'caller');
      } catch (error) {
        log.error({ err: error, team: door.team }, 'slack: the menu could not be shown');
      }
    },
  };
}

async function answer(at: Case, reply: Reply, audience: Audience): Promise<void> {
  const { door, tools } = at;
  switch (reply.kind) {
    case 'show':
      return show(at, ofCard(reply.card, tools.commands), reply.audience ?? audience);
    case 'redraw': {
      const drawn = ofCard(reply.card, tools.commands);
      const isNew = door.pressed === undefined && door.modal === undefined;
      return isNew ? show(at, drawn, audience) : redraw(at, drawn);
    }
    case 'remove':
      return remove(at);
    case 'ask':
      return ask(at, reply.form);
    case 'nothing':
      return undefined; // it was acknowledged
    default:
      return reply satisfies never;
  }
}

async function show(at: Case, drawn: Drawable, audience: Audience): Promise<void> {
  const { door, tools } = at;
  const placeless = door.modal !== undefined || door.channel === undefined;
  if (await (placeless ? showInModal(at, drawn) : showInPlace(at, drawn, audience))) return;
  if (await tryWay(at, drawn, { ...viaPost(at, door.user, drawn), name: 'direct message' })) return;
  tools.log.error({ team: door.team, user: door.user }, 'slack: an answer could not be delivered');
}

async function showInPlace(at: Case, drawn: Drawable, audience: Audience): Promise<Tried> {
  const { client, door, url } = at;
  const kind = audience === 'caller' ? 'private' : 'public';
  if (url !== undefined && (await tryWay(at, drawn, viaUrl(at, kind, drawn)))) return true;
  const { channel, thread } = door;
  if (channel === undefined) return false;
  // in the direct message with the app there is nobody to hide from, and an ephemeral message would not last
  if (audience === 'channel' || (url === undefined && channel.startsWith('D'))) {
    return tryWay(at, drawn, viaPost(at, channel, drawn, thread));
  }
  return tryWay(at, drawn, {
    name: 'chat.postEphemeral',
    deed: 'tell',
    send: async (o) =>
      client.chat.postEphemeral({
        channel,
        user: door.user,
        ...drawn.message(o),
        ...(thread !== undefined && { thread_ts: thread }),
      }), // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  });
}

/** Opening takes the trigger: after a doubt Slack says of it that it was used. */
const OPENING = { deed: 'set', wait: 'door', taken: new Set(['exchanged_trigger_id']) } as const;

async function showInModal(at: Case, drawn: Drawable): Promise<Tried> {
  const { views } = at.client;
  const { trigger, modal } = at.door;
  const open = async (name: 'open' | 'push', trigger_id: string): Promise<Tried> =>
    tryWay(at, drawn, {
      ...OPENING,
      name: `views.${name}`,
      send: async (o) => views[name]({ trigger_id, view: drawn.modal(o) }),
    });
  if (modal !== undefined)
    return (trigger !== undefined && (await open('push', trigger))) || updateModal(at, modal, drawn);
  return trigger !== undefined && open('open', trigger);
}

const updateModal = (at: Case, modal: string, drawn: Drawable): Promise<Tried> =>
  tryWay(at, drawn, {
    name: 'views.update',
    deed: 'set',
    send: async (o) => at.client.views.update({ view_id: modal, view: drawn.modal(o) }),
  });

async function redraw(at: Case, drawn: Drawable): Promise<void> {
  const { door, message } = at;
  const redrawn = await (door.modal === undefined ? redrawInPlace(at, drawn) : updateModal(at, door.modal, drawn));
  if (!redrawn) await show(at, drawn, message === undefined ? 'caller' : 'channel');
}

async function redrawInPlace(at: Case, drawn: Drawable): Promise<Tried> {
  const { client, url, message } = at;
  if (url !== undefined && (await tryWay(at, drawn, viaUrl(at, 'replace', drawn)))) return true;
  if (message === undefined) return false;
  const { channel, ts } = message;
  const send = async (o: Drawing): Promise<unknown> => client.chat.update({ channel, ts, ...drawn.message(o) });
  return tryWay(at, drawn, { name: 'chat.update', deed: 'set', send });
}

/** After a doubt Slack says of what it has removed that it is not there. */
const REMOVING = { deed: 'set', taken: new Set(['message_not_found']) } as const;

async function remove(at: Case): Promise<void> {
  const { client, door, tools, url, message } = at;
  if (door.modal !== undefined) return redraw(at, ofCard(REMOVED, tools.commands));
  if (url !== undefined) {
    const byUrl = async (): Promise<unknown> => respond(url, { kind: 'delete' });
    if ((await attempt(at, { ...REMOVING, name: 'response_url', send: byUrl })) === true) return;
  }
  if (message !== undefined) {
    const { channel, ts } = message;
    const send = async (): Promise<unknown> => client.chat.delete({ channel, ts });
    if ((await attempt(at, { ...REMOVING, name: 'chat.delete', send })) === true) return;
  }
  await show(at, ofCard(CANNOT_REMOVE, tools.commands), 'caller');
}

async function ask(at: Case, form: OpenForm): Promise<void> {
  const { client, door, tools } = at;
  const { trigger, modal } = door;
  const name = modal === undefined ? 'open' : 'push';
  const opened =
    trigger !== undefined &&
    (await attempt(at, {
      ...OPENING,
      name: `views.${name}`,
      send: async () =>
        client.views[name]({ trigger_id: trigger, view: drawForm(form, keepDoor(door), tools.commands) }),
    }));
  if (opened !== true) await show(at, ofCard(TOO_LATE, tools.commands), 'caller');
}
