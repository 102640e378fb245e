/** Reads each kind of Slack event into what was done, by whom, and the door to answer through. */
import { decodePress, type Press } from '../../chat/press.ts';
import { EDITABLE, type Filled, type MessageRef } from '../../chat/request.ts';
import { plainWords } from './command-text.ts';
import { readControl } from './controls.ts';
import { type Door, reopenDoor } from './door.ts';
import type { KeptFile } from '../../chat/uploading.ts';
import { readFields } from './form.ts';
import { channelMailbox, messageRef, teamOf } from './ids.ts';
import {
  ActionsBody,
  CommandBody,
  GlobalShortcutBody,
  HomeBody,
  MessageBody,
  MessageShortcutBody,
  SubmissionBody,
} from './payloads.ts';

/** What somebody did, in Slack's terms where the app's have no word for it. */
export type Act =
  /** `/tutor …` */
  | { readonly kind: 'typed'; readonly text: string }
  /** A command without options: from the menu. */
  | { readonly kind: 'command'; readonly name: string }
  | {
      readonly kind: 'press';
      readonly press: Press;
      readonly picked?: readonly string[];
      readonly message?: MessageRef;
    }
  | {
      readonly kind: 'form';
      readonly press: Press;
      readonly fields: Readonly<Record<string, Filled>>;
      readonly files: Readonly<Record<string, KeptFile>>;
      readonly message?: MessageRef;
    }
  | { readonly kind: 'said' | 'explain'; readonly text: string }
  | { readonly kind: 'home' }
  /** The global shortcut. */
  | { readonly kind: 'look-up' }
  /** It cannot be done, and this is why. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Incoming {
  /** The same when Slack delivers it again; names its workspace. */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly door: Door;
  /** The handle in the payload, if it has one. */
  readonly name?: string;
  readonly act: Act;
}

/** `wrong`: to be shown in the open form, by block id, which stays open. */
export type Submission =
  | { readonly kind: 'incoming'; readonly incoming: Incoming }
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, string>> };

const seconds = (ts: string | undefined, otherwise: number): number => {
  const at = Math.round(Number(ts) * 1_000);
  return Number.isFinite(at) && at > 0 ? at : otherwise;
};

const eventId = (team: string, id: string): string => `${team}:${id}`;
export const nameOf = (user: { name?: string | undefined; username?: string | undefined }): { name?: string } => {
  const name = user.name ?? user.username;
  return name === undefined ? {} : { name };
};

export function readCommand(body: unknown, team: string, now: number): Incoming | undefined {
  const { data } = CommandBody.safeParse(body);
  if (data === undefined) return undefined;
  return {
    event: eventId(team, data.trigger_id),
    at: now,
    door: {
      team,
      user: data.user_id,
      channel: data.channel_id,
      trigger: data.trigger_id,
      ...(data.response_url !== undefined && { responseUrl: { url: data.response_url, since: now } }),
    },
    ...(data.user_name !== undefined && { name: data.user_name }),
    act: { kind: 'typed', text: data.text ?? '' },
  };
}

/** @returns undefined for what needs no answer: links, changes of a list before Done, controls that are not ours. */
export function readActions(body: unknown, team: string, now: number): Incoming | undefined {
  const { data } = ActionsBody.safeParse(body);
  const [action] = data?.actions ?? [];
  if (data === undefined || action === undefined) return undefined;
  const control = readControl(action.action_id);
  if (control === undefined || control.kind === 'silent' || control.kind === 'suggest') return undefined;
  const door = doorOfActions(data, team, now);
  return {
    event: eventId(team, `${data.trigger_id}:${action.action_ts ?? ''}`),
    at: seconds(action.action_ts, now),
    door,
    ...nameOf(data.user),
    act: actOfControl(control, data, action, door),
  };
}

type ActionsData = ReturnType<typeof ActionsBody.parse>;

function doorOfActions(data: ActionsData, team: string, now: number): Door {
  const { container, view } = data;
  const base: Door = { team, user: data.user.id, trigger: data.trigger_id };
  if (view !== undefined) return view.type === 'home' ? { ...base, home: true } : { ...base, modal: view.id };
  const channel = data.channel?.id ?? container.channel_id;
  const thread = container.thread_ts ?? data.message?.thread_ts;
  const ts = container.message_ts;
  return {
    ...base,
    ...(data.response_url !== undefined && { responseUrl: { url: data.response_url, since: now } }),
    ...(channel !== undefined && { channel }),
    // the first message of a thread stands in the channel, and so do the answers to it
    ...(thread !== undefined && thread !== ts && { thread }),
    ...(container.is_ephemeral === true
      ? { pressed: 'ephemeral' as const }
      : channel !== undefined && ts !== undefined && { pressed: { team, channel, ts } }),
  };
}

function actOfControl(
  control: Exclude<ReturnType<typeof readControl>, undefined>,
  data: ActionsData,
  action: ActionsData['actions'][number],
  door: Door,
): Act {
  switch (control.kind) {
    case 'press': {
      const picked = pickedIn(action, door.team);
      return pressAct(control.press, door, picked);
    }
    case 'done': {
      const values = { ...data.state?.values, ...data.view?.state?.values };
      const list = Object.values(values).find((inputs) => control.list in inputs)?.[control.list];
      const picked = (list?.selected_options ?? []).map((option) => option.value);
      return picked.length < control.min
        ? { kind: 'refused', why: `Pick at least ${control.min}, then press Done.` }
        : pressAct(control.press, door, picked);
    }
    case 'menu':
      return { kind: 'command', name: control.command };
    case 'suggest':
    case 'silent':
      return { kind: 'refused', why: 'That needs no answer.' };
    default:
      return control satisfies never;
  }
}

function pickedIn(action: ActionsData['actions'][number], team: string): readonly string[] | undefined {
  if (action.selected_conversation !== undefined && action.selected_conversation !== null) {
    return [channelMailbox(team, action.selected_conversation)];
  }
  if (action.selected_options !== undefined && action.selected_options !== null) {
    return action.selected_options.map((option) => option.value);
  }
  return action.selected_option === undefined || action.selected_option === null
    ? undefined
    : [action.selected_option.value];
}

/** Workspaces are strangers: a press that names something of another one is nobody's to press here. */
function pressAct(press: Press, door: Door, picked: readonly string[] | undefined): Act {
  const foreign = [...Object.values(press.args), ...(picked ?? [])].some((value) => {
    const team = teamOf(value);
    return team !== undefined && team !== door.team;
  });
  if (foreign) return { kind: 'refused', why: 'That belongs to another workspace.' };
  return {
    kind: 'press',
    press,
    ...(picked && { picked }),
    ...(typeof door.pressed === 'object' && { message: messageRef(door.pressed) }),
  };
}

export function readSubmission(body: unknown, team: string, now: number): Submission | undefined {
  const { data } = SubmissionBody.safeParse(body);
  const press = data === undefined ? undefined : decodePress(data.view.callback_id);
  if (data === undefined || press === undefined) return undefined;
  const filled = readFields(data.view.state, team);
  if (filled.kind === 'wrong') return filled;
  const door = reopenDoor(data.view.private_metadata ?? '', { team, user: data.user.id, trigger: data.trigger_id });
  const act = pressAct(press, door, undefined);
  return {
    kind: 'incoming',
    incoming: {
      event: eventId(team, data.trigger_id),
      at: now,
      door,
      ...nameOf(data.user),
      act: act.kind === 'press' ? { ...act, kind: 'form', fields: filled.fields, files: filled.files } : act,
    },
  };
}

/** *Explain this*, in the menu of a message. */
export function readMessageShortcut(body: unknown, team: string, now: number): Incoming | undefined {
  const { data } = MessageShortcutBody.safeParse(body);
  if (data === undefined) return undefined;
  const words = plainWords(data.message.text ?? '').trim();
  const { thread_ts: thread, ts } = data.message;
  return {
    event: eventId(team, data.trigger_id),
    at: seconds(data.action_ts, now),
    door: {
      team,
      user: data.user.id,
      channel: data.channel.id,
      trigger: data.trigger_id,
      ...(data.response_url !== undefined && { responseUrl: { url: data.response_url, since: now } }),
      ...(thread !== undefined && thread !== ts && { thread }),
    },
    ...nameOf(data.user),
    act: { kind: 'explain', text: words },
  };
}

export function readGlobalShortcut(body: unknown, team: string, now: number): Incoming | undefined {
  const { data } = GlobalShortcutBody.safeParse(body);
  if (data === undefined) return undefined;
  return {
    event: eventId(team, data.trigger_id),
    at: seconds(data.action_ts, now),
    door: { team, user: data.user.id, trigger: data.trigger_id },
    ...nameOf(data.user),
    act: { kind: 'look-up' },
  };
}

/**
 * A mention or a direct message; undefined for messages of bots, edits and the like, and other people's talk. Slack tells
 * of a mention again, as a new event, whenever its message is edited: it is named by its message, so that it is the same
 * one; and so a mention that is added by an edit is the first.
 */
export function readMessage(body: unknown, team: string, bot: string, now: number): Incoming | undefined {
  const { data } = MessageBody.safeParse(body);
  if (data === undefined) return undefined;
  const { event } = data;
  const direct = event.channel.startsWith('D');
  if (event.user === undefined || event.user === bot || typeof event.bot_id === 'string') return undefined;
  // a mention in a direct message arrives as a message too; in a channel only mentions are for us
  if ((event.type === 'app_mention') === direct) return undefined;
  if (event.subtype !== undefined && event.subtype !== 'file_share' && event.subtype !== 'thread_broadcast')
    return undefined;
  const said = seconds(event.ts, now);
  const edited = typeof event.edited === 'object' && event.edited !== null;
  if (edited && now - said > EDITABLE) return undefined;
  const mention = new RegExp(`<@${bot}(?:\\|[^>]{0,200})?>`, 'gu');
  const words = plainWords((event.text ?? '').replaceAll(mention, ' ')).trim();
  // in a channel the answer goes into the thread of the question, or starts one under it
  const thread = event.thread_ts ?? (direct ? undefined : event.ts);
  return {
    event: eventId(team, `${event.channel}:${event.ts}`),
    at: edited ? seconds(event.edited?.ts, said) : said,
    door: { team, user: event.user, channel: event.channel, ...(thread !== undefined && { thread }) },
    act: words === '' ? { kind: 'typed', text: '' } : { kind: 'said', text: words },
  };
}

export function readHomeOpened(body: unknown, team: string, now: number): Incoming | undefined {
  const { data } = HomeBody.safeParse(body);
  if (data === undefined || data.event.tab !== 'home') return undefined;
  return {
    event: eventId(team, data.event_id),
    at: seconds(data.event.event_ts, now),
    door: { team, user: data.event.user, home: true },
    act: { kind: 'home' },
  };
}
