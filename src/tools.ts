/** What a feature may use. Time, chance and the outside world come in here, so that tests can hold them. */
import type { Card } from './chat/card.ts';
import type { MessageRef, Address } from './chat/request.ts';
import type { PlaceCheck, PostOptions } from './chat/platform.ts';
import type { Library } from './content/library.ts';
import type { Store } from './storage/index.ts';

/** The platforms as one: each call goes to the platform that the address or message belongs to. */
export interface Poster {
  /** @throws PostError */
  post(to: Address, card: Card, options: PostOptions): Promise<MessageRef>;
  /** @throws PostError */
  edit(message: MessageRef, card: Card): Promise<void>;
  /** @throws PostError */
  remove(message: MessageRef): Promise<void>;
  /** @throws PostError */
  find(to: Address, key: string, since: number): Promise<readonly MessageRef[]>;
  check(to: Address): Promise<PlaceCheck>;
  /** Whether this process speaks to the platform; another one may. */
  serves(platform: string): boolean;
}

export interface Tools {
  readonly library: Library;
  readonly store: Store;
  readonly post: Poster;
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to below 1. */
  random(): number;
  /** A short id that nobody can guess: 12 letters and digits. */
  newId(): string;
}
