/** What a platform must be able to do. Discord, Slack and the playground each are one. */
import type { App } from './app.ts';
import type { Card } from './card.ts';
import type { CommunityId, Mailbox, MessageRef, PersonId } from './request.ts';

export interface PostOptions {
  /**
   * Names this message for ever (at most 25 characters): Discord's nonce, Slack's metadata. Posting the same key again
   * within the platform's own window gives back the first message where the platform can do that.
   */
  readonly key: string;
  /** Post into the thread under this message, opening it with `threadTitle` when there is none. */
  readonly under?: MessageRef;
  readonly threadTitle?: string;
  /** A role (by the platform's id) to mention: the only ping there is, and only when a cohort opted in. */
  readonly mention?: string;
}

/**
 * Why a post failed. `refused`: it is certainly not there, and trying again will not help before somebody acts
 * (`advice` says what to do). `busy`: certainly not there, try later. `doubt`: it may or may not be there.
 */
export class PostError extends Error {
  override readonly name = 'PostError';
  readonly outcome: 'refused' | 'busy' | 'doubt';
  /** For the admin, in plain words: what to do. */
  readonly advice: string;
  /** For `busy`: milliseconds to wait, when the platform says so. */
  readonly retryAfter: number | undefined;
  constructor(
    outcome: PostError['outcome'],
    message: string,
    options: { advice?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.outcome = outcome;
    this.advice = options.advice ?? '';
    this.retryAfter = options.retryAfter;
  }
}

/** Whether a place can be posted to. `missing`: permissions by the platform's own names; `advice`: what to do about it. */
export interface PlaceCheck {
  readonly ok: boolean;
  readonly missing: readonly string[];
  readonly advice: string;
}

export interface Platform {
  /** The prefix of its ids: `discord`, `slack`, `playground`. */
  readonly name: string;
  /** Connects and starts to hand requests to the app. */
  start(app: App): Promise<void>;
  /** Stops taking requests, lets those under way finish (at most about 5 s), disconnects. */
  stop(): Promise<void>;
  /** Connected, so that a learner would get an answer now. */
  ready(): boolean;
  /** @throws PostError */
  post(to: Mailbox, card: Card, options: PostOptions): Promise<MessageRef>;
  /** Replaces a posted card. @throws PostError */
  edit(message: MessageRef, card: Card): Promise<void>;
  /** Removes a posted message; one that is gone already is fine. @throws PostError */
  remove(message: MessageRef): Promise<void>;
  /** The messages with this key that stand in the place since `since` (milliseconds), oldest first. @throws PostError */
  find(to: Mailbox, key: string, since: number): Promise<readonly MessageRef[]>;
  check(to: Mailbox): Promise<PlaceCheck>;
  /**
   * Whether somebody is in a community now: false when they left, were removed, or their account is gone.
   * @throws PostError when that cannot be told now
   */
  stillMember(person: PersonId, community: CommunityId): Promise<boolean>;
  /**
   * Draws somebody's own page again, soon and in the background, if they opened it of late and it would show something
   * else: for facts that changed without their doing, which the platform sees itself. Absent where nobody has a page.
   */
  refreshHome?(person: PersonId): void;
}
