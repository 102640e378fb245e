/**
 * A door: the ways by which one event can be answered. Slack has many and each event opens only some, so every event
 * is read into a Request for the app and a Door for its answer.
 */
import { z } from 'zod';
import type { MessageId } from './ids.ts';

export interface Door {
  readonly team: string;
  readonly user: string;
  /** Opens and stacks modals; Slack takes it for 3 s. */
  readonly trigger?: string;
  /** Answers in the place of the event, also where the app is no member: 5 uses in 30 minutes. */
  readonly responseUrl?: { readonly url: string; readonly since: number };
  readonly channel?: string;
  /** The thread that the event belongs to, or that the answer to a mention starts. */
  readonly thread?: string;
  /** The message that was pressed. An ephemeral one has no id of its own and lives by its response URL alone. */
  readonly pressed?: MessageId | 'ephemeral';
  /** The modal that was pressed, by its view id. */
  readonly modal?: string;
  /** It was pressed on the App Home. */
  readonly home?: boolean;
}

/** A response URL is good for 30 minutes; a minute is left for the way. */
const RESPONSE_URL_LIFE = 29 * 60_000;

export const openResponseUrl = (door: Door, now: number): string | undefined =>
  door.responseUrl !== undefined && now - door.responseUrl.since < RESPONSE_URL_LIFE ? door.responseUrl.url : undefined;

/** What a form must remember of the door it was opened through, in `private_metadata` (3,000 characters). */
const Kept = z.object({
  u: z.string().optional(),
  s: z.number().optional(),
  c: z.string().optional(),
  h: z.string().optional(),
  t: z.string().optional(),
  e: z.literal(1).optional(),
  m: z.string().optional(),
  o: z.literal(1).optional(),
});

export function keepDoor(door: Door): string {
  const kept: z.input<typeof Kept> = {
    ...(door.responseUrl && { u: door.responseUrl.url, s: door.responseUrl.since }),
    ...(door.channel !== undefined && { c: door.channel }),
    ...(door.thread !== undefined && { h: door.thread }),
    ...(door.pressed === 'ephemeral' && { e: 1 }),
    ...(typeof door.pressed === 'object' && { t: door.pressed.ts }),
    ...(door.modal !== undefined && { m: door.modal }),
    ...(door.home === true && { o: 1 }),
  };
  return JSON.stringify(kept);
}

/** The door of a submitted form: what was kept, with the person and the trigger of now. */
export function reopenDoor(metadata: string, now: Pick<Door, 'team' | 'user' | 'trigger'>): Door {
  const read = Kept.safeParse(metadata === '' ? {} : parse(metadata));
  if (!read.success) return now;
  const { u, s, c, h, t, e, m, o } = read.data;
  return {
    ...now,
    ...(u !== undefined && s !== undefined && { responseUrl: { url: u, since: s } }),
    ...(c !== undefined && { channel: c }),
    ...(h !== undefined && { thread: h }),
    ...(e === 1 && { pressed: 'ephemeral' as const }),
    ...(t !== undefined && c !== undefined && { pressed: { team: now.team, channel: c, ts: t } }),
    ...(m !== undefined && { modal: m }),
    ...(o === 1 && { home: true }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // a view of somebody else's making: as if nothing was kept
    return {};
  }
}
