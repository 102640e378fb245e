/** What a feature may use. Time, chance and the outside world come in here, so that tests can hold them. */
import type { Card } from './chat/card.ts';
import type { CommunityId, Mailbox, MessageRef, PersonId } from './chat/request.ts';
import type { PlaceCheck, PostOptions } from './chat/platform.ts';
import type { OwnFiles } from './content/own-file.ts';
import type { Shelves } from './content/own.ts';
import type { Lab } from './lab/index.ts';
import type { Library } from './content/library.ts';
import type { Pictures } from './pictures/index.ts';
import type { Store } from './storage/index.ts';

/** The platforms as one: each call goes to the platform that the mailbox or message belongs to. */
export interface Poster {
  /** @throws PostError */
  post(to: Mailbox, card: Card, options: PostOptions): Promise<MessageRef>;
  /** @throws PostError */
  edit(message: MessageRef, card: Card): Promise<void>;
  /** @throws PostError */
  remove(message: MessageRef): Promise<void>;
  /** @throws PostError */
  find(to: Mailbox, key: string, since: number): Promise<readonly MessageRef[]>;
  check(to: Mailbox): Promise<PlaceCheck>;
  /** Whether somebody is in a community now. A call each time: `classroom/membership` remembers. @throws PostError */
  stillMember(person: PersonId, community: CommunityId): Promise<boolean>;
  /** Whether this process speaks to the platform; another one may. */
  serves(platform: string): boolean;
  /** Whether people have a page of their own (Slack's App Home) where this id comes from, and this process draws it. */
  hasHomes(id: string): boolean;
  /** Draws somebody's page again, soon and in the background, if they have one open that says something else by now. */
  refreshHome(person: PersonId): void;
}

export interface Tools {
  /** The course, and the own questions of the community that a request or letter is about: see `shelves`. */
  readonly library: Library;
  readonly shelves: Shelves;
  readonly store: Store;
  readonly pictures: Pictures;
  /** Teachers' files, read and written. */
  readonly ownFiles: OwnFiles;
  readonly lab: Lab;
  readonly post: Poster;
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to below 1. */
  random(): number;
  /** A short id that nobody can guess: 12 letters and digits. */
  newId(): string;
}
