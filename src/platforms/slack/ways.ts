/** The ways by which one event is answered, and what happens when one of them is closed. */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { Commands } from './command-names.ts';
import { type Door, openResponseUrl } from './door.ts';
import type { Drawable, Drawing } from './drawable.ts';
import { BLOCKS_AT_FAULT, readFailure } from './errors.ts';
import type { MessageId } from './ids.ts';
import type { Pace } from './pace.ts';
import type { DrawnMessage } from './render.ts';
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

/** One event to answer. */
export interface Case {
  readonly tools: AnswerTools;
  readonly client: webApi.WebClient;
  readonly door: Door;
  /** The response URL, while it is good. */
  readonly url: string | undefined;
  /** The message that was pressed, when the Web API can name it. */
  readonly message: MessageId | undefined;
  /** Files of cards that were handed out already. */
  readonly handed: Map<Card, Promise<SharedFiles>>;
}

export const openCase = (tools: AnswerTools, client: webApi.WebClient, door: Door): Case => ({
  tools,
  client,
  door,
  url: openResponseUrl(door, tools.now()),
  message: typeof door.pressed === 'object' ? door.pressed : undefined,
  handed: new Map(),
});

/** Whether a way worked, or may have; if not, the next one is tried. */
export type Tried = boolean;

/** Tries a card in full, and once more without what Slack takes only at times (tables, pictures). */
export async function tryWay(
  at: Case,
  way: string,
  { card }: Drawable,
  send: (drawing: Drawing) => Promise<unknown>,
  visible = false,
): Promise<Tried> {
  const { tools, client, door } = at;
  const uploaded: Drawing =
    card === undefined
      ? {}
      : { files: await tools.uploads.of(client, door.team, card), shared: await handOut(at, card) };
  const first = await attempt(at, way, () => send(uploaded), visible);
  if (first !== 'blocks') return first;
  return (await attempt(at, way, () => send({ ...uploaded, simple: true }), visible)) === true;
}

/** Files are for whoever asked, in their direct message: sent once, however many ways the card is tried. */
async function handOut({ tools, client, door, handed }: Case, card: Card): Promise<SharedFiles> {
  const sending =
    handed.get(card) ?? tools.uploads.share(client, door.team, card, { to: door.user, cardIn: door.channel });
  handed.set(card, sending);
  return sending;
}

/**
 * `visible`: others see it, so after a doubt no other way is tried: twice in public is worse than asking again.
 * @returns `blocks` when nothing but the blocks was at fault.
 * @throws CardProblem
 */
export async function attempt(
  { tools, door }: Case,
  way: string,
  send: () => Promise<unknown>,
  visible = false,
): Promise<Tried | 'blocks'> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof CardProblem) throw error;
    const { code, outcome, details } =
      error instanceof ResponseRefused
        ? { code: error.code, outcome: error.doubt ? 'doubt' : 'refused', details: [] }
        : readFailure(error);
    tools.log.warn({ way, team: door.team, code, details }, 'slack: a way to answer is closed');
    if (BLOCKS_AT_FAULT.has(code)) return 'blocks';
    return visible && outcome === 'doubt';
  }
}

export const viaUrl = (
  { tools, door, url }: Case,
  kind: 'private' | 'public' | 'replace',
  drawn: DrawnMessage,
): Promise<void> =>
  respond(
    url ?? '',
    { kind, ...drawn, ...(door.thread !== undefined && kind !== 'replace' && { thread: door.thread }) },
    tools.pause,
  );

export const viaPost = (at: Case, channel: string, drawn: DrawnMessage, thread?: string): Promise<unknown> =>
  patiently(
    at,
    channel,
    () =>
      at.client.chat.postMessage({
        channel,
        ...drawn,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread !== undefined && { thread_ts: thread }),
      }), // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  );

/** Waits out one rate limit: an answer may come late, it may not be lost. */
async function patiently<T>({ tools, door }: Case, channel: string, call: () => Promise<T>): Promise<T> {
  await tools.pace.turn(`${door.team}.${channel}`);
  try {
    return await call();
  } catch (error) {
    const failure = readFailure(error);
    if (failure.code !== 'ratelimited' || (failure.retryAfter ?? 0) > 30_000) throw error;
    await tools.pause(failure.retryAfter ?? 1_000);
    return call();
  }
}
