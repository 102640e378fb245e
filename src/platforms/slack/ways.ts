/** The ways by which one event is answered, and what happens when one of them is closed. */
import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import { type Deed, insist, type Patience, type Wait } from '../../chat/insist.ts';
import type { Commands } from './command-names.ts';
import { type Door, openResponseUrl } from './door.ts';
import type { Drawable, Drawing } from './drawable.ts';
import { BLOCKS_AT_FAULT, readFailure, repeating } from './errors.ts';
import { findAnswer } from './find.ts';
import type { MessageId } from './ids.ts';
import type { Pace } from './pace.ts';
import type { DrawnMessage } from './render.ts';
import { respond } from './respond.ts';
import { directWith, type SharedFiles, type Uploads } from './upload.ts';

export interface AnswerTools extends Patience {
  readonly log: Logger;
  /** How the commands that cards name are typed here. */
  readonly commands: Commands;
  readonly uploads: Uploads;
  readonly pace: Pace;
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
  /** By which its answer is found again. */
  readonly mark: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Files of cards that were handed out already. */
  readonly handed: Map<Card, Promise<SharedFiles>>;
}

/** `event`: names what is answered. */
export const openCase = (tools: AnswerTools, client: webApi.WebClient, door: Door, event: string): Case => ({
  tools,
  client,
  door,
  url: openResponseUrl(door, tools.now()),
  message: typeof door.pressed === 'object' ? door.pressed : undefined,
  mark: `answer.${createHash('sha256').update(event).digest('base64url')}`,
  since: tools.now(),
  handed: new Map(),
});

/** Whether a way worked, or may have; if not, the next one is tried. */
export type Tried = boolean;

/** One of Slack's calls by which something can be answered. */
export interface Way<Given extends readonly unknown[]> {
  /** Slack's name of it. */
  readonly name: string;
  readonly deed: Deed;
  /** `answer` unless said. */
  readonly wait?: Wait;
  send(...given: Given): Promise<unknown>;
  /** Finds what an earlier try has left. @throws Slack's errors */
  look?(): Promise<unknown>;
  /** Slack's words for a further try after one that was taken. */
  readonly taken?: ReadonlySet<string>;
}

/** Tries a card in full, and once more without what Slack takes only at times (tables, pictures). */
export async function tryWay(at: Case, { card }: Drawable, way: Way<[Drawing]>): Promise<Tried> {
  const { tools, client, door } = at;
  const uploaded: Drawing =
    card === undefined
      ? {}
      : { files: await tools.uploads.of(client, door.team, card), shared: await handOut(at, card) };
  const first = await attempt(at, { ...way, send: async () => way.send(uploaded) });
  if (first !== 'blocks') return first;
  return (await attempt(at, { ...way, send: async () => way.send({ ...uploaded, simple: true }) })) === true;
}

/** Files are for whoever asked, in their direct message: sent once, however many ways the card is tried. */
async function handOut({ tools, client, door, handed }: Case, card: Card): Promise<SharedFiles> {
  const sending =
    handed.get(card) ?? tools.uploads.share(client, door.team, card, { to: door.user, cardIn: door.channel });
  handed.set(card, sending);
  return sending;
}

/**
 * After a doubt about what others see no other way is tried: twice in public is worse than asking again.
 * @returns `blocks` when nothing but the blocks was at fault.
 * @throws CardProblem
 */
export async function attempt({ tools, door }: Case, way: Way<[]>): Promise<Tried | 'blocks'> {
  const taken = (error: unknown) => (way.taken?.has(readFailure(error).code) === true ? true : undefined);
  try {
    await insist(async () => way.send(), {
      ...repeating(tools, way.deed, way.wait),
      taken,
      ...(way.look !== undefined && { look: way.look }),
    });
    return true;
  } catch (error) {
    if (error instanceof CardProblem) throw error;
    const { code, outcome, details } = readFailure(error);
    tools.log.warn({ way: way.name, team: door.team, code, details }, 'slack: a way to answer is closed');
    if (BLOCKS_AT_FAULT.has(code)) return 'blocks';
    return way.deed === 'say' && outcome === 'doubt';
  }
}

const URL_DEEDS = { private: 'tell', public: 'say', replace: 'set' } as const;

export function viaUrl(at: Case, kind: keyof typeof URL_DEEDS, drawn: Drawable): Way<[Drawing]> {
  const { door, url = '' } = at;
  const { channel, thread } = door;
  const within = thread !== undefined && kind !== 'replace' ? { thread } : {};
  return {
    name: 'response_url',
    deed: URL_DEEDS[kind],
    send: async (drawing) => respond(url, { kind, ...marked(at, drawn.message(drawing)), ...within }),
    ...(kind === 'public' && channel !== undefined && { look: async () => lookFor(at, channel, thread) }),
  };
}

/** `to`: a channel, or a person, which is their direct message. */
export const viaPost = (at: Case, to: string, drawn: Drawable, thread?: string): Way<[Drawing]> => ({
  name: 'chat.postMessage',
  deed: /^[DUW]/u.test(to) ? 'tell' : 'say',
  async send(drawing) {
    await at.tools.pace.turn(`${at.door.team}.${to}`);
    return at.client.chat.postMessage({
      channel: to,
      ...marked(at, drawn.message(drawing)),
      unfurl_links: false,
      unfurl_media: false,
      ...(thread !== undefined && { thread_ts: thread }),
    }); // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  },
  look: async () => lookFor(at, to, thread),
});

/** An answer is found again by the id of its first block, which Slack keeps and tells, whichever way it took. */
function marked({ mark }: Case, { text, blocks: [first, ...rest] }: DrawnMessage): DrawnMessage {
  return { text, blocks: first === undefined ? [] : [{ ...first, block_id: mark }, ...rest] };
}

async function lookFor({ client, mark, since }: Case, to: string, thread: string | undefined): Promise<unknown> {
  const channel = /^[UW]/u.test(to) ? await directWith(client, to) : to;
  return findAnswer(client, { channel, thread }, mark, since);
}
