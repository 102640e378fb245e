/**
 * Carries one leased delivery through the protocol: look first when in doubt, commit that a send begins, send once with a
 * key, store the reference. Whatever a step leaves behind when the process dies there, the next lease goes on from. What
 * was sent twice, because the first one was not there when it was looked for, is looked for once more: see `tidy`.
 */
import type { Card } from '../../chat/card.ts';
import { PostError, type PostOptions } from '../../chat/platform.ts';
import type { Mailbox, MessageRef } from '../../chat/request.ts';
import type { Leased, NewNotice } from '../../storage/deliveries.ts';
import type { Tools } from '../../tools.ts';
import type { DropOptions } from './options.ts';

/** What to send, made by whoever knows the kind of delivery. */
export interface Parcel {
  readonly card: Card;
  readonly under?: MessageRef;
  readonly threadTitle?: string;
  readonly mention?: string;
  /** For a drop's first send. */
  readonly window?: { readonly opensAt: number; readonly closesAt: number };
}

export interface Sender {
  readonly tools: Tools;
  readonly options: DropOptions;
  /** What to tell an admin when it ends unsent; undefined for nothing. */
  notice(leased: Leased, state: 'refused' | 'missed', why: string): NewNotice | undefined;
}

/** A message cannot be older than what it is about; this much more for clocks that differ. Milliseconds. */
const LOOK_BACK = 10 * 60_000;
/** What cannot even be looked for is kept in doubt for so long after it is too late to send it. */
const LAST_LOOK = 3_600_000;
const MOST_WAIT = 15 * 60_000;

const backOff = (first: number, attempts: number): number =>
  Math.min(MOST_WAIT, first * 2 ** Math.max(0, attempts - 1));

/** `since`: when what it is about began. `pack` is asked only when it is really to be sent. */
export async function sendOnce(
  sender: Sender,
  leased: Leased,
  since: number,
  pack: () => Promise<Parcel>,
): Promise<void> {
  const { options, tools } = sender;
  // looked for first on every platform, also where the same key would give the first message back for a while
  if (
    leased.firstSentAt !== null &&
    (await foundAgain(sender, leased, Math.min(since, leased.firstSentAt) - LOOK_BACK))
  )
    return;
  if (tools.now() > leased.giveUpAt) {
    await endUnsent(sender, leased, 'missed', leased.lastError ?? 'it was too late when it could be sent');
    return;
  }
  const { card, window, ...rest } = await pack();
  // before the send, so that it is not forgotten with the process
  if (leased.firstSentAt !== null) await tools.store.deliveries.lookAgain(leased, options.strayMs);
  const begun = await tools.store.deliveries.beginSend(leased, options.sendMs, window);
  if (!begun) return; // the lease is as good as over: whoever takes it next goes on
  let message: MessageRef;
  try {
    const post: PostOptions = { ...rest, key: leased.id };
    message = await inTime(tools.post.post(leased.address as Mailbox, card, post), options.sendMs);
  } catch (error) {
    await failed(sender, leased, error);
    return;
  }
  await delivered(sender, leased, message);
}

/** True when there is nothing more to do now: it stands, or it could not be looked for. */
async function foundAgain(sender: Sender, leased: Leased, since: number): Promise<boolean> {
  const { tools, options } = sender;
  let found: readonly MessageRef[];
  try {
    found = await inTime(tools.post.find(leased.address as Mailbox, leased.id, since), options.sendMs);
  } catch (error) {
    const why = `not known whether it was posted, and it could not be looked for: ${reason(error)}`;
    const refused = error instanceof PostError && error.outcome === 'refused';
    const patience = refused ? 0 : LAST_LOOK;
    if (tools.now() > leased.giveUpAt + patience) await endUnsent(sender, leased, 'missed', why);
    else await tools.store.deliveries.markDoubt(leased, why, backOff(options.graceMs, leased.attempts));
    return true;
  }
  const [first, ...doubles] = found;
  if (first === undefined) return false;
  for (const double of doubles) await tools.post.remove(double);
  await delivered(sender, leased, first);
  return true;
}

/** Stores the reference; if another process was quicker, what this one posted is one too many. */
async function delivered({ tools }: Sender, leased: Leased, message: MessageRef): Promise<void> {
  const overtaken = await tools.store.deliveries.markSent(leased, message);
  if (overtaken === undefined || overtaken.message === message) return;
  // while another process still works at it, it will find this one and keep the earliest
  if (overtaken.state === 'sending' || overtaken.state === 'doubt' || overtaken.state === 'pending') return;
  await tools.post.remove(message);
}

async function failed(sender: Sender, leased: Leased, error: unknown): Promise<void> {
  const { tools, options } = sender;
  const { deliveries } = tools.store;
  if (!(error instanceof PostError) || error.outcome === 'doubt') {
    const held = await deliveries.markDoubt(leased, reason(error), backOff(options.graceMs, leased.attempts));
    if (!held) await deliveries.lookAgain(leased, options.graceMs);
    // a platform promises PostErrors: anything else is a bug that somebody should see
    if (!(error instanceof PostError)) throw error;
    return;
  }
  if (error.outcome === 'busy') {
    await deliveries.markBusy(
      leased,
      reason(error),
      Math.max(1_000, error.retryAfter ?? backOff(5_000, leased.attempts)),
    );
    return;
  }
  await endUnsent(sender, leased, 'refused', error.advice === '' ? error.message : error.advice);
}

/** Ends it, and tells whom it concerns. */
export async function endUnsent(
  sender: Sender,
  leased: Leased,
  state: 'refused' | 'missed',
  why: string,
): Promise<void> {
  const { tools } = sender;
  await tools.store.deliveries.endUnsent(leased, state, why, sender.notice(leased, state, why), tools.now());
}

/** A change of a message that stands. */
export async function editOnce(sender: Sender, leased: Leased, message: MessageRef, card: Card): Promise<void> {
  const { tools, options } = sender;
  await repeatable(sender, leased, message, () => inTime(tools.post.edit(message, card), options.sendMs));
}

/**
 * Removes what a delivery has posted beside the message that is stored; all of it, when the delivery came to nothing. A
 * send may land long after its process was given up, when another one has looked, found nothing and sent it again.
 */
export async function tidy(sender: Sender, leased: Leased): Promise<void> {
  const { tools, options } = sender;
  const { id: key, state, message } = await tools.store.deliveries.tidied(leased);
  if (state !== 'sent' && state !== 'missed' && state !== 'refused') {
    await tools.store.deliveries.markBusy(leased, 'it is still being sent', options.graceMs);
    return;
  }
  await repeatable(sender, leased, null, async () => {
    const found = await inTime(
      tools.post.find(leased.address as Mailbox, key, leased.nextAt - LOOK_BACK),
      options.sendMs,
    );
    // a message that stands without being seen, or without a reference, is a reason to leave everything alone
    if (state === 'sent' && !found.some((one) => one === message)) return;
    for (const double of found) if (double !== message) await tools.post.remove(double);
  });
}

/** Work that may be done again, so there is no doubt about it. */
async function repeatable(
  sender: Sender,
  leased: Leased,
  message: MessageRef | null,
  work: () => Promise<void>,
): Promise<void> {
  const { tools } = sender;
  try {
    await work();
  } catch (error) {
    if (error instanceof PostError && error.outcome === 'refused')
      await endUnsent(sender, leased, 'refused', reason(error));
    else if (tools.now() > leased.giveUpAt) await endUnsent(sender, leased, 'missed', reason(error));
    else await tools.store.deliveries.markBusy(leased, reason(error), backOff(5_000, leased.attempts));
    return;
  }
  await tools.store.deliveries.markSent(leased, message);
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** @throws PostError (doubt) when it takes longer than `ms`; what comes after that is looked for later. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PostError('doubt', `no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
