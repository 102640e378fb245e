/** The messages of all rooms: every change is kept first and shown then, one change of a message at a time. */
import type { Card } from '../../chat/card.ts';
import type { Mailbox, PersonId } from '../../chat/request.ts';
import { createTurns } from '../../chat/turns.ts';
import { findFile, findPicture, keepFiles, keepPictures, type KeptFile, sweepFiles } from './attachments.ts';
import { type HistoryRow, type Json, type PlaygroundHistory, storable } from './history.ts';
import { renderCard } from './render.ts';
import { isChannel, roomsOf } from './rooms.ts';
import type { Bus } from './stream.ts';
import type { WireAsked, WireMessage } from './wire.ts';

/** A message, and the only person who sees it; null when everybody in the room does. */
export interface Kept {
  readonly message: WireMessage;
  readonly viewer: PersonId | null;
}

/** A message to be. The room orders it and says when. */
export interface Draft {
  readonly id: string;
  readonly room: Mailbox;
  readonly viewer: PersonId | null;
  readonly under?: string;
  readonly threadTitle?: string;
  readonly event?: string;
  readonly body: Exclude<WireMessage['body'], { kind: 'card' }> | CardBody;
}
interface CardBody {
  readonly kind: 'card';
  readonly card: Card;
  readonly asked?: WireAsked;
  readonly mention?: string;
}

/** Newest messages of each room in a snapshot; a page asks for older ones. */
const SHOWN = 60;

export interface Messages {
  /** Adds the message; when its id is there already, nothing changes and the one that is there comes back. */
  add(draft: Draft): Promise<WireMessage>;
  /** Gives the message another card; undefined when it is gone. */
  redraw(id: string, card: Card): Promise<WireMessage | undefined>;
  /** False when it was gone already. */
  remove(id: string): Promise<boolean>;
  get(id: string): Promise<Kept | undefined>;
  /** What a person sees in a room, oldest first, with the heads of all threads; `more` when there are older ones. */
  list(room: Mailbox, person: PersonId, before?: number): Promise<{ messages: readonly WireMessage[]; more: boolean }>;
  /** The bytes of a picture by the hash that `renderCard` named. */
  picture(hash: string): Promise<Uint8Array | undefined>;
  /** A file of a message by its place in it; undefined when it is gone, or the person may not read the message. */
  file(id: string, place: number, person: PersonId): Promise<KeptFile | undefined>;
  /** Drops files that are too old. */
  sweep(): Promise<void>;
}

/** Whether a person sees a message: it is in one of their rooms, and not meant for somebody else alone. */
export const mayRead = (person: PersonId, { message, viewer }: Kept): boolean =>
  (viewer === null || viewer === person) && roomsOf(person).some((room) => room.id === message.room);

export function openMessages(history: PlaygroundHistory, bus: Bus, now: () => number): Messages {
  const attachments = { history, now };
  // so that pages see the changes of a message in the order in which they were kept
  const inTurn = createTurns();
  let latest = 0;

  const publish = (kept: Kept): void =>
    bus.publish({ kind: 'message', message: kept.message }, (person) => mayRead(person, kept));

  const get = async (id: string): Promise<Kept | undefined> => find(history, id);

  /** Pictures and files are kept before the message that shows them. */
  const draw = async (card: Card, { id, room }: Pick<WireMessage, 'id' | 'room'>, viewer: PersonId | null) => {
    const drawn = renderCard(card, id);
    await keepPictures(attachments, drawn);
    await keepFiles(attachments, drawn, { id, room, viewer });
    return drawn.card;
  };

  return {
    get,

    add: async ({ viewer, body, ...rest }) =>
      inTurn(rest.id, async () => {
        const there = await get(rest.id);
        if (there !== undefined) return there.message;
        // the order of a room is the order of `at`: two messages of one millisecond still come one after the other
        latest = Math.max(now(), latest + 1);
        const message = storable<WireMessage>({
          ...rest,
          at: latest,
          revision: 0,
          private: viewer !== null,
          body: body.kind === 'line' ? body : { ...body, card: await draw(body.card, rest, viewer) },
        });
        const row = { id: message.id, shelf: message.room, viewer, at: message.at, value: asJson(message) };
        if (!(await history.add(row))) throw new Error(`two processes wrote the message ${message.id}`);
        publish({ message, viewer });
        return message;
      }),

    redraw: async (id, card) =>
      inTurn(id, async () => {
        const kept = await get(id);
        if (kept === undefined || kept.message.body.kind !== 'card') return undefined;
        const { message, viewer } = kept;
        const body = { ...kept.message.body, card: await draw(card, message, viewer) };
        const next = storable<WireMessage>({ ...message, revision: message.revision + 1, body });
        if (!(await history.change(id, asJson(next)))) return undefined;
        publish({ message: next, viewer });
        return next;
      }),

    remove: async (id) =>
      inTurn(id, async () => {
        const kept = await get(id);
        if (kept === undefined || !(await history.remove(id))) return false;
        bus.publish({ kind: 'gone', id }, (person) => mayRead(person, kept));
        return true;
      }),

    list: async (room, person, before) => list(history, room, person, before),
    picture: async (hash) => findPicture(attachments, hash),
    async file(id, place, person) {
      const kept = await find(history, id);
      return kept !== undefined && mayRead(person, kept) ? findFile(attachments, id, place) : undefined;
    },
    sweep: async () => sweepFiles(attachments),
  };
}

async function list(history: PlaygroundHistory, room: Mailbox, person: PersonId, before: number | undefined) {
  const query = { shelf: room, viewer: person, last: SHOWN + 1, ...(before !== undefined && { before }) };
  const rows = await history.list(query);
  const messages = rows.slice(-SHOWN).map((row) => keptOf(row).message);
  const ids = new Set(messages.map((message) => message.id));
  const heads = new Set(messages.flatMap((message) => message.under ?? []).filter((id) => !ids.has(id)));
  const found = await Promise.all([...heads].map(async (id) => find(history, id)));
  const above = found.flatMap((kept) => (kept !== undefined && mayRead(person, kept) ? kept.message : []));
  return { messages: [...above, ...messages], more: rows.length > SHOWN };
}

async function find(history: PlaygroundHistory, id: string): Promise<Kept | undefined> {
  const row = await history.get(id);
  return row === undefined || !isRoom(row.shelf) ? undefined : keptOf(row);
}

const isRoom = (shelf: string): boolean => isChannel(shelf) || shelf.startsWith('playground:user/');

/** Only `openMessages` writes these shelves, so the value is what it wrote. */
const keptOf = (row: HistoryRow): Kept => ({
  message: row.value as unknown as WireMessage,
  viewer: row.viewer as PersonId | null,
});
const asJson = (message: WireMessage): Json => ({ ...message });
