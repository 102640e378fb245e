/** What a feature gives to the outbox: its kinds of letter, and a way to hand in what has become due. */
import type { Card } from '../chat/card.ts';
import type { MessageRef } from '../chat/request.ts';
import type { Leased, NewLetter } from '../storage/deliveries.ts';
import type { Problems } from './problems.ts';

/** A letter under lease. */
export type Letter = Leased;
export type { NewLetter } from '../storage/deliveries.ts';

/** What to send, made at the moment of sending. */
export interface Parcel {
  readonly card: Card;
  readonly under?: MessageRef;
  readonly threadTitle?: string;
  readonly mention?: string;
  /** When what it opens is open: stored as the first send begins. */
  readonly window?: { readonly opensAt: number; readonly closesAt: number };
}

/** It is not to be sent any more, and why. */
export interface NotAnyMore {
  readonly not: string;
}

/** Not yet: it is packed again in so many milliseconds, as long as it is not too late. */
export interface NotYet {
  readonly later: number;
  readonly why: string;
}

/** How a letter ended that will never stand. */
export interface Unsent {
  /** By the platform, or because it was too late or not wanted any more. */
  readonly state: 'refused' | 'missed';
  readonly why: string;
  /** Whoever wished for it waits for the outcome, and hears of it from there. */
  readonly heard: boolean;
}

interface Common<About> {
  /** Its name, which is stored with each letter. */
  readonly kind: string;
  /**
   * Reads what these letters are about, by their ids, all at once: one by one it would be half of what a letter costs. What
   * is left out is about nothing that there is, and is given up. Kinds that share this function are read together.
   */
  gather?(letters: readonly Letter[]): Promise<ReadonlyMap<string, About>>;
  /**
   * Before it is stored that it ends unsent, so it may be called again after a crash. The letter that comes back is stored
   * with the end.
   */
  unsent?(letter: Letter, end: Unsent, about: About): NewLetter | undefined | Promise<NewLetter | undefined>;
  /** After letters were dealt with, some at a time: for what may be forgotten with the process. */
  dealt?(abouts: readonly About[]): Promise<void>;
}

type Packed = Parcel | NotAnyMore | NotYet;

/** A kind that is posted, once. */
export interface Posting<About> extends Common<About> {
  pack(letter: Letter, about: About): Packed | Promise<Packed>;
  /** It stands, and its reference is stored. Called until it has succeeded once, so it may be called again after a crash. */
  sent?(letter: Letter, message: MessageRef, about: About): Promise<void>;
}

/** A kind that changes a message that stands: that may be done again, so there is no doubt about it. */
export interface Changing<About> extends Common<About> {
  change(letter: Letter, about: About): Promise<{ readonly message: MessageRef; readonly card: Card } | NotAnyMore>;
}

/**
 * A kind of letter. `About`: what `gather` reads; undefined without it.
 * @example
 * const hello: LetterKind = { kind: 'hello', pack: (letter) => ({ card: card(text(letter.words)) }) };
 */
export type LetterKind<About = undefined> = Posting<About> | Changing<About>;
/** One of any kind; only what its own `gather` has read may be given to it. */
export type AnyLetter = LetterKind<unknown>;

/** One round of the outbox's job: hand in what is due, deliver. */
export interface Round {
  readonly problems: Problems;
  /** True when the rest is for the next tick. */
  stop(): boolean;
}

/** All that a feature says unasked. */
export interface Mail {
  readonly letters: readonly AnyLetter[];
  /** Puts what has become due among the letters, at the beginning of each round. */
  collect?(round: Round): Promise<void>;
}
