/** What the page sends -> Request. Everything is checked here: the page is just one of the programs that can send. */
import { z } from 'zod';
import type { AnyCommand } from '../../chat/command.ts';
import { readLine } from '../../chat/line.ts';
import { LIMITS } from '../../chat/limits.ts';
import { clean } from '../../chat/markdown.ts';
import { decodePress } from '../../chat/press.ts';
import type { Filled, Mailbox, MessageRef, Options, Request } from '../../chat/request.ts';
import { uploadOf } from '../../chat/uploading.ts';
import { callerOf, type Person } from './people.ts';
import { isChannel } from './rooms.ts';

/** Ids of messages and events are made of these, so they can stand in an address. */
const ID = /^[\w-]{8,64}$/u;
const id = z.string().regex(ID);

const common = { event: id, me: z.string().max(80), room: z.string().max(80), under: id.optional() };
const values = z.array(z.string().max(100)).max(LIMITS.options);

/** One thing that a person did. `event` is made by the page: the same id twice is the same thing, and is done once. */
export const eventShape = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('line'), text: z.string() }),
  z.strictObject({ ...common, kind: z.literal('press'), press: z.string(), message: id, picked: values.optional() }),
  z.strictObject({ ...common, kind: z.literal('explain'), message: id }),
  z.strictObject({
    ...common,
    kind: z.literal('form'),
    press: z.string(),
    message: id.optional(),
    /** What the person typed to get the form, to be shown above the answer. */
    line: z.string().optional(),
    fields: z.record(z.string().max(40), z.union([z.string(), values])),
    /** Files as base64. */
    files: z.record(z.string().max(40), z.strictObject({ name: z.string().max(300), data: z.base64() })).optional(),
  }),
]);
export type PageEvent = z.output<typeof eventShape>;

export const introductionShape = z.strictObject({
  name: z.string().max(200),
  admin: z.boolean(),
  zone: z.string().max(60).optional(),
});

/** A clear answer to something that cannot be a request; `status` is the HTTP status. */
export class ReadProblem extends Error {
  override readonly name = 'ReadProblem';
  readonly status: 400 | 403 | 404 | 413 | 503;
  constructor(status: ReadProblem['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export interface Reading {
  readonly person: Person;
  readonly now: number;
  readonly commands: ReadonlyMap<string, AnyCommand>;
  /** The person whom a person option names; undefined when nobody is called so. */
  readonly personNamed: (given: string) => string | undefined;
  /** What the message says that the event names. */
  readonly words?: string;
}

/** The room of an event, when it is one of this person's. @throws ReadProblem */
export function readRoom(room: string, person: Person): Mailbox {
  if (isChannel(room) || room === person.id) return room as Mailbox;
  throw new ReadProblem(404, 'There is no such room here.');
}

/** The request, or undefined for a line between people in a thread, which is not meant for Sous. @throws ReadProblem */
export function readEvent(
  event: PageEvent,
  { person, now, commands, personNamed, words = '' }: Reading,
): Request | undefined {
  const place = readRoom(event.room, person);
  const caller = callerOf(person, place);
  const base = {
    caller,
    event: `playground:event/${person.id.slice('playground:user/'.length)}.${event.event}`,
    at: now,
  };
  switch (event.kind) {
    case 'line': {
      const text = clean(event.text);
      if (text === '') throw new ReadProblem(400, 'There is nothing to read in that.');
      if (/^[/／]/u.test(text)) return { ...base, kind: 'command', ...readCommand(text, commands, personNamed) };
      if (event.under === undefined || caller.direct) return { ...base, kind: 'said', text };
      // people talk among themselves in a thread; Sous answers there when it is called by name
      const called = /^@sous\b[\s,:]*/iu;
      return called.test(text) ? { ...base, kind: 'said', text: text.replace(called, '') } : undefined;
    }
    case 'press':
      return { ...base, kind: 'press', ...readPress(event), picked: event.picked ?? [] };
    case 'explain':
      return { ...base, kind: 'explain', text: words };
    case 'form':
      return {
        ...base,
        kind: 'form',
        ...readPress(event),
        fields: event.fields satisfies Record<string, Filled>,
        files: Object.fromEntries(
          Object.entries(event.files ?? {}).map(([name, file]) => [
            name,
            uploadOf(file.name, Buffer.from(file.data, 'base64')),
          ]),
        ),
      };
    default:
      return event satisfies never;
  }
}

export const refOf = (message: string): MessageRef => `playground:message/${message}`;

/** The id in a reference to one of this platform's messages; undefined for any other reference. */
export function idOfRef(ref: MessageRef): string | undefined {
  const found = /^playground:message\/(.+)$/u.exec(ref)?.[1];
  return found !== undefined && ID.test(found) ? found : undefined;
}

function readPress(event: { press: string; message?: string | undefined }) {
  const press = decodePress(event.press);
  if (press === undefined)
    throw new ReadProblem(400, 'That button does not lead anywhere. Reload the page and try again.');
  return { press, ...(event.message !== undefined && { message: refOf(event.message) }) };
}

/** `/what is:database share:yes` and `/what database` alike; staff commands also as `/tutor setup`. */
export function readCommand(
  line: string,
  commands: ReadonlyMap<string, AnyCommand>,
  personNamed: Reading['personNamed'] = () => undefined,
): { name: string; options: Options; rest?: string } {
  return { name: 'help', ...readLine(line, commands, { personOf: personNamed }) };
}
