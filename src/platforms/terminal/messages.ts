/** What stands on the terminal, for as long as the process lives: a line of print is gone with its window. */
import type { Card, FileBlock } from '../../chat/card.ts';
import type { Mailbox, MessageRef, PersonId } from '../../chat/request.ts';
import { type Key, type List, renderCard, type Screen } from './render.ts';
import type { Files } from './files.ts';

export interface Message {
  readonly ref: MessageRef;
  readonly place: Mailbox;
  /** The only one who sees it; absent when everybody in the place does. */
  readonly viewer?: PersonId;
  readonly screen: Screen;
  /** Where its files are, by their names. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Messages {
  add(place: Mailbox, viewer: PersonId | undefined, card: Card): Promise<Message>;
  /** Gives it another card, which makes it the latest; undefined when it is gone. */
  redraw(ref: MessageRef, card: Card): Promise<Message | undefined>;
  remove(ref: MessageRef): void;
  get(ref: MessageRef): Message | undefined;
  /** What a person sees, the latest first. */
  seenBy(person: PersonId): readonly Message[];
}

/** Older ones are forgotten: nobody scrolls back so far to press something. */
const KEPT = 1_000;

export const mayRead = (person: PersonId, { place, viewer }: Message): boolean =>
  viewer === undefined ? place === person || place.includes(':channel/') : viewer === person;

/** `mark` tells the messages of this process from those of another one. */
export function openMessages(files: Files, mark: string): Messages {
  /** The latest last. */
  const all = new Map<MessageRef, Message>();
  let made = 0;

  const draw = async (card: Card) => {
    const blocks = card.blocks.filter((block): block is FileBlock => block.kind === 'file');
    const paths = new Map<string, string>();
    for (const block of blocks) paths.set(block.name, await files.write(block));
    return { screen: renderCard(card, ({ name }) => paths.get(name) ?? name), files: paths };
  };
  const put = (message: Message): Message => {
    all.delete(message.ref);
    all.set(message.ref, message);
    if (all.size > KEPT) all.delete(all.keys().next().value ?? message.ref);
    return message;
  };

  return {
    async add(place, viewer, card) {
      made += 1;
      const ref: MessageRef = `terminal:message/${mark}.${made}`;
      return put({ ref, place, ...(viewer !== undefined && { viewer }), ...(await draw(card)) });
    },
    async redraw(ref, card) {
      const drawn = await draw(card);
      const there = all.get(ref);
      return there === undefined ? undefined : put({ ...there, ...drawn });
    },
    remove: (ref) => void all.delete(ref),
    get: (ref) => all.get(ref),
    seenBy: (person) => [...all.values()].filter((message) => mayRead(person, message)).toReversed(),
  };
}

/** Something to press: a button, or options of a list. */
export type Control =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'picks'; readonly list: List; readonly values: readonly string[] };

type Match = (label: string, wanted: string) => boolean;
const MATCHES: readonly Match[] = [
  (label, wanted) => label === wanted,
  (label, wanted) => label.toLowerCase() === wanted.toLowerCase(),
  (label, wanted) => label.toLowerCase().startsWith(wanted.toLowerCase()),
];

/** The button so labelled, or the options of one list; the label itself before one that begins so. */
export function controlOf({ keys, lists }: Screen, labels: readonly string[]): Control | undefined {
  const [first = ''] = labels;
  for (const matches of MATCHES) {
    const key = labels.length === 1 ? keys.find(({ label }) => matches(label, first)) : undefined;
    if (key !== undefined) return { kind: 'key', key };
    for (const list of lists) {
      const values = labels.map((wanted) => list.options.find(({ label }) => matches(label, wanted))?.value);
      const found = values.filter((value) => value !== undefined);
      if (labels.length > 0 && found.length === values.length) return { kind: 'picks', list, values: found };
    }
  }
  return undefined;
}
