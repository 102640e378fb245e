/**
 * Carries one leased letter through the protocol: look first when in doubt, commit that a send begins, send once with a
 * key, store the reference. Whatever a step leaves behind when the process dies there, the next lease goes on from. What
 * was sent twice, because the first one was not there when it was looked for, is looked for once more: see `tidy`.
 */
import { reasonOf } from '../chat/fault.ts';
import { PostError, type PostOptions } from '../chat/platform.ts';
import type { Mailbox, MessageRef } from '../chat/request.ts';
import { within } from '../chat/within.ts';
import type { Overtaken } from '../storage/deliveries.ts';
import type { Tools } from '../tools.ts';
import type { AnyLetter, Changing, Letter, Posting, Unsent } from './letter.ts';
import type { OutboxOptions } from './options.ts';

export interface Courier {
  readonly tools: Tools;
  readonly options: OutboxOptions;
  /** Names this process in leases. */
  readonly worker: string;
}

/** A letter under lease, its kind, and what it is about. */
export interface Load<Kind = AnyLetter> {
  readonly letter: Letter;
  readonly kind: Kind;
  readonly about: unknown;
  /** Somebody waits for the outcome. */
  readonly heard: boolean;
}

/** `coming`: it is not known whether it stands, or it was not possible yet; the job goes on with it. */
export type Sending =
  | { readonly kind: 'stands' }
  | { readonly kind: 'coming' }
  | { readonly kind: 'unsent'; readonly why: string };
const STANDS: Sending = { kind: 'stands' };
const COMING: Sending = { kind: 'coming' };

/** A message cannot be older than what it is about; this much more for clocks that differ. Milliseconds. */
const LOOK_BACK = 10 * 60_000;
/** What cannot even be looked for is kept in doubt for so long after it is too late to send it. */
const LAST_LOOK = 3_600_000;

const backOff = ({ options }: Courier, first: number, attempts: number): number =>
  Math.min(options.mostWaitMs, first * 2 ** Math.max(0, attempts - 1));

export async function sendOnce(courier: Courier, load: Load<Posting<unknown>>): Promise<Sending> {
  const { options, tools } = courier;
  const { letter, kind, about } = load;
  // it stands, and the process died over what follows
  if (letter.message !== null) return delivered(courier, load, letter.message as MessageRef);
  // looked for first on every platform, also where the same key would give the first message back for a while
  if (letter.firstSentAt !== null) {
    const found = await foundAgain(courier, load, Math.min(letter.nextAt, letter.firstSentAt) - LOOK_BACK);
    if (found !== undefined) return found;
  }
  if (tools.now() > letter.giveUpAt)
    return endUnsent(courier, load, 'missed', letter.lastError ?? 'it was too late when it could be sent');
  const packed = await kind.pack(letter, about);
  if ('not' in packed) return endUnsent(courier, load, 'missed', packed.not);
  if ('later' in packed) {
    await tools.store.deliveries.markBusy(letter, packed.why, packed.later);
    return COMING;
  }
  const { card, window, ...rest } = packed;
  // before the send, so that it is not forgotten with the process
  if (letter.firstSentAt !== null) await tools.store.deliveries.lookAgain(letter, options.strayMs);
  const begun = await tools.store.deliveries.beginSend(letter, options.sendMs, window);
  if (!begun) return COMING; // the lease is as good as over: whoever takes it next goes on
  let message: MessageRef;
  try {
    const post: PostOptions = { ...rest, key: letter.id };
    message = await inTime(tools.post.post(letter.address as Mailbox, card, post), options.sendMs);
  } catch (error) {
    return failed(courier, load, error);
  }
  return delivered(courier, load, message);
}

/** Undefined when it is certainly not there. */
async function foundAgain(courier: Courier, load: Load<Posting<unknown>>, since: number): Promise<Sending | undefined> {
  const { tools, options } = courier;
  const { letter } = load;
  let found: readonly MessageRef[];
  try {
    found = await inTime(tools.post.find(letter.address as Mailbox, letter.id, since), options.sendMs);
  } catch (error) {
    const why = `not known whether it was posted, and it could not be looked for: ${reasonOf(error)}`;
    const refused = error instanceof PostError && error.outcome === 'refused';
    const patience = refused ? 0 : LAST_LOOK;
    if (tools.now() > letter.giveUpAt + patience) return endUnsent(courier, load, 'missed', why);
    await tools.store.deliveries.markDoubt(letter, why, backOff(courier, options.graceMs, letter.attempts));
    return COMING;
  }
  const [first, ...doubles] = found;
  if (first === undefined) return undefined;
  for (const double of doubles) await tools.post.remove(double);
  return delivered(courier, load, first);
}

/** Stores the reference; if another process was quicker, what this one posted is one too many. */
async function delivered(courier: Courier, load: Load<Posting<unknown>>, message: MessageRef): Promise<Sending> {
  const { deliveries } = courier.tools.store;
  const { letter, kind, about } = load;
  if (kind.sent !== undefined) {
    const lost = await deliveries.keepMessage(letter, message);
    if (lost !== undefined) return overtaken(courier, lost, message);
    await kind.sent(letter, message, about);
  }
  const lost = await deliveries.markSent(letter, message);
  return lost === undefined ? STANDS : overtaken(courier, lost, message);
}

async function overtaken({ tools }: Courier, by: Overtaken, message: MessageRef): Promise<Sending> {
  if (by.message === message) return STANDS;
  const open = by.state === 'sending' || by.state === 'doubt' || by.state === 'pending';
  // while another process still works at it, it will find this one and keep the earliest
  if (open && by.message === null) return COMING;
  await tools.post.remove(message);
  return open || by.state === 'sent' ? STANDS : { kind: 'unsent', why: by.why };
}

async function failed(courier: Courier, load: Load, error: unknown): Promise<Sending> {
  const { tools, options } = courier;
  const { letter } = load;
  const { deliveries } = tools.store;
  if (!(error instanceof PostError) || error.outcome === 'doubt') {
    const held = await deliveries.markDoubt(
      letter,
      reasonOf(error),
      backOff(courier, options.graceMs, letter.attempts),
    );
    if (!held) await deliveries.lookAgain(letter, options.graceMs);
    // a platform promises PostErrors: anything else is a bug that somebody should see
    if (!(error instanceof PostError)) throw error;
    return COMING;
  }
  if (error.outcome === 'busy') {
    const wait = Math.max(1_000, error.retryAfter ?? backOff(courier, options.busyMs, letter.attempts));
    await deliveries.markBusy(letter, reasonOf(error), wait);
    return COMING;
  }
  return endUnsent(courier, load, 'refused', error.advice === '' ? error.message : error.advice);
}

/** Ends it, and tells whom it concerns. */
async function endUnsent(
  { tools }: Courier,
  { letter, kind, about, heard }: Load,
  state: Unsent['state'],
  why: string,
): Promise<Sending> {
  const told = await kind.unsent?.(letter, { state, why, heard }, about);
  await tools.store.deliveries.endUnsent(letter, state, why, told, tools.now());
  return { kind: 'unsent', why };
}

/** A change of a message that stands. */
export async function changeOnce(courier: Courier, load: Load<Changing<unknown>>): Promise<void> {
  const { tools, options } = courier;
  const changed = await load.kind.change(load.letter, load.about);
  if ('not' in changed) {
    await endUnsent(courier, load, 'missed', changed.not);
    return;
  }
  const { message, card } = changed;
  await repeatable(courier, load.letter, message, () => inTime(tools.post.edit(message, card), options.sendMs));
}

/**
 * Removes what a delivery has posted beside the message that is stored; all of it, when the delivery came to nothing. A
 * send may land long after its process was given up, when another one has looked, found nothing and sent it again.
 */
export async function tidy(courier: Courier, letter: Letter): Promise<void> {
  const { tools, options } = courier;
  const { id: key, state, message } = await tools.store.deliveries.tidied(letter);
  if (state !== 'sent' && state !== 'missed' && state !== 'refused') {
    await tools.store.deliveries.markBusy(letter, 'it is still being sent', options.graceMs);
    return;
  }
  await repeatable(courier, letter, null, async () => {
    const found = await inTime(
      tools.post.find(letter.address as Mailbox, key, letter.nextAt - LOOK_BACK),
      options.sendMs,
    );
    // a message that stands without being seen, or without a reference, is a reason to leave everything alone
    if (state === 'sent' && !found.some((one) => one === message)) return;
    for (const double of found) if (double !== message) await tools.post.remove(double);
  });
}

/** Work that may be done again, so there is no doubt about it. */
async function repeatable(
  courier: Courier,
  letter: Letter,
  message: MessageRef | null,
  work: () => Promise<void>,
): Promise<void> {
  const { tools, options } = courier;
  const { deliveries } = tools.store;
  try {
    await work();
  } catch (error) {
    const refused = error instanceof PostError && error.outcome === 'refused';
    if (refused || tools.now() > letter.giveUpAt)
      await deliveries.endUnsent(letter, refused ? 'refused' : 'missed', reasonOf(error), undefined, tools.now());
    else await deliveries.markBusy(letter, reasonOf(error), backOff(courier, options.busyMs, letter.attempts));
    return;
  }
  await deliveries.markSent(letter, message);
}

/** @throws PostError (doubt) when it takes longer than `ms`; what comes after that is looked for later. */
export const inTime = async <T>(work: Promise<T>, ms: number): Promise<T> =>
  within(work, ms, () => {
    throw new PostError('doubt', `no answer within ${ms} ms`);
  });
