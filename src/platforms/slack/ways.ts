/** The ways by which an answer can travel to Slack, and how each is tried. */
import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { Commands } from './command-names.ts';
import { type Door, openResponseUrl } from './door.ts';
import { BLOCKS_AT_FAULT, readFailure } from './errors.ts';
import { drawCardModal, modalOf } from './form.ts';
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

/** Whether a way worked, or may have; if not, the next one is tried. */
export type Tried = boolean;

export type Drawing = Pick<DrawOptions, 'simple' | 'files' | 'shared'>;

/** Something to show, in whichever form a way needs it. */
export interface Drawable {
  readonly card?: Card;
  message(drawing: Drawing): DrawnMessage;
  modal(drawing: Drawing): types.ModalView;
}

export const ofMessage = (message: DrawnMessage): Drawable => ({
  message: () => message,
  modal: () => modalOf(message.blocks),
});

/** A card in the words of this workspace: its commands are typed as they are named here. */
export const ofCard = (commands: Commands, drawn: Card): Drawable => ({
  card: drawn,
  message: (drawing) => drawMessage(drawn, { ...drawing, commands }),
  modal: (drawing) => drawCardModal(drawn, { ...drawing, commands }),
});

/** Ways to try, one after the other, until something got through. */
export function createTries({ log, uploads }: AnswerTools, client: webApi.WebClient, door: Door) {
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

  return { attempt, tryWay };
}
export type Tries = ReturnType<typeof createTries>;

/** The calls that carry a message: by the event's response URL while it lasts, and by the Web API. */
export function createCalls({ now, pace, pause }: AnswerTools, client: webApi.WebClient, door: Door) {
  const url = openResponseUrl(door, now());

  const viaUrl = (kind: 'private' | 'public' | 'replace', drawn: DrawnMessage): Promise<void> =>
    respond(
      url ?? '',
      { kind, ...drawn, ...(door.thread !== undefined && kind !== 'replace' && { thread: door.thread }) },
      pause,
    );

  /** Waits out one rate limit: an answer may come late, it may not be lost. */
  async function patiently<T>(channel: string, call: () => Promise<T>): Promise<T> {
    await pace.turn(channel);
    try {
      return await call();
    } catch (error) {
      const failure = readFailure(error);
      if (failure.code !== 'ratelimited' || (failure.retryAfter ?? 0) > 30_000) throw error;
      await pause(failure.retryAfter ?? 1_000);
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

  return { url, viaUrl, post };
}
export type Calls = ReturnType<typeof createCalls>;
