/** Who is here: people choose a name, and that is all there is to it; nobody proves anything in the playground. */
import { createHash } from 'node:crypto';
import { clean } from '../../chat/markdown.ts';
import type { Mailbox, PersonId, Visitor } from '../../chat/request.ts';
import type { PlaygroundHistory } from './history.ts';
import { communityOf, isChannel, rolesOf } from './rooms.ts';
import type { WirePerson } from './wire.ts';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly admin: boolean;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly zone?: string;
}

export interface People {
  /** Adds the person, or brings what is known of them up to date. */
  introduce(person: Person): Promise<Person>;
  get(id: string): Person | undefined;
  /** By id, by `@name` or by name; undefined when nobody fits. */
  find(given: string): Person | undefined;
  all(): readonly Person[];
}

const MOST_PEOPLE = 1_000;

/** Everybody is read once and kept at hand: autocomplete and every event ask for them. */
export async function openPeople(history: PlaygroundHistory, now: () => number): Promise<People> {
  const known = new Map<string, Person>();
  for (const row of await history.list({ shelf: 'people', last: MOST_PEOPLE })) {
    known.set(row.id, row.value as unknown as Person); // only `introduce` writes this shelf
  }
  return {
    async introduce(person) {
      const value = { ...person };
      const row = { id: person.id, shelf: 'people', viewer: null, at: now(), value };
      if (!(await history.add(row))) await history.change(person.id, value);
      known.set(person.id, person);
      return person;
    },
    get: (id) => known.get(id),
    find: (given) => {
      const wanted = given.replace(/^@/u, '').trim();
      return known.get(wanted) ?? known.get(personIdOf(wanted));
    },
    all: () => [...known.values()],
  };
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name as it is shown: visible characters on one line, at most 40; empty when nothing is left. */
export function readName(raw: string): string {
  const line = clean(raw).replaceAll(/\s+/gu, ' ');
  const shown = Array.from(letters.segment(line), (one) => one.segment);
  return shown.slice(0, 40).join('').trim();
}

/**
 * The id that belongs to a name. Plain names read as themselves (`Ada L` -> `ada-l`); any other name gets a few letters
 * of its hash, so that two names never become one person.
 */
export function personIdOf(name: string): PersonId {
  const folded = readName(name).toLowerCase();
  const slug = folded
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 40);
  if (slug !== '' && slug === folded.replaceAll(' ', '-')) return `playground:user/${slug}`;
  const mark = createHash('sha256').update(folded).digest('hex').slice(0, 8);
  return `playground:user/${slug === '' ? 'cook' : slug}.${mark}`;
}

export const asWire = ({ id, name, admin }: Person): WirePerson => ({ id, name, admin });

/** The person as the caller of a request made in a room. */
export const callerOf = (person: Person, place: Mailbox): Visitor => ({
  person: person.id,
  name: person.name,
  place,
  community: communityOf(place),
  locale: person.locale,
  ...(person.zone !== undefined && { zone: person.zone }),
  admin: person.admin,
  roles: rolesOf(person.admin),
  direct: !isChannel(place),
});

/** The zone when the runtime knows it, else undefined: a browser may report anything. */
export function readZone(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: raw }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The first language of an Accept-Language header, `en` when there is none that can be read. */
export function readLocale(header: string | undefined): string {
  const first = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*/u.exec(header ?? '')?.[0];
  return first ?? 'en';
}
