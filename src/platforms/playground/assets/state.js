/* What the page knows: a copy of what the server keeps, changed only by what the server says. */

/** @import { WireEvent, WireMessage, WirePerson, WireRoom } from '../wire.ts' */

export function createState() {
  /** @type {Map<string, WireMessage>} */
  let messages = new Map();
  /** @type {Map<string, WirePerson>} */
  let people = new Map();
  /** @type {readonly WireRoom[]} */
  let rooms = [];
  /** @type {Set<string>} */
  let more = new Set();
  /** Ids of messages that are gone: an answer that comes late must not bring one back. @type {Set<string>} */
  const gone = new Set();

  return {
    rooms: () => rooms,
    people: () => [...people.values()],
    /** @param {string} room @returns {boolean} Whether the room has older messages than these. */
    hasMore: (room) => more.has(room),
    /** @param {string} room @returns {WireMessage[]} Oldest first. */
    in: (room) =>
      [...messages.values()]
        .filter((message) => message.room === room)
        .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),

    /** @param {WireMessage} message @returns {boolean} Whether this is news: a message that was not there, or a newer one. */
    put(message) {
      const before = messages.get(message.id);
      if (gone.has(message.id) || (before !== undefined && before.revision >= message.revision)) return false;
      messages.set(message.id, message);
      return true;
    },
    /** @param {string} id */
    drop(id) {
      gone.add(id);
      messages.delete(id);
    },
    /** @param {string} room @param {readonly WireMessage[]} older @param {boolean} evenMore */
    prepend(room, older, evenMore) {
      for (const message of older)
        if (!messages.has(message.id) && !gone.has(message.id)) messages.set(message.id, message);
      if (!evenMore) more.delete(room);
    },
    /** @param {WirePerson} person */
    meet: (person) => people.set(person.id, person),
    /** @param {Extract<WireEvent, { kind: 'snapshot' }>} snapshot */
    replace(snapshot) {
      messages = new Map(snapshot.messages.map((message) => [message.id, message]));
      people = new Map(snapshot.people.map((person) => [person.id, person]));
      rooms = snapshot.rooms;
      more = new Set(snapshot.more);
    },
  };
}
