/** What the page sends -> Request. Everything is checked here: the page is just one of the programs that can send. */
import { z } from 'zod';
import type { AnyCommand } from '../../chat/command.ts';
import { LIMITS } from '../../chat/limits.ts';
import { clean } from '../../chat/markdown.ts';
import { decodePress } from '../../chat/press.ts';
import type { Filled, Mailbox, MessageRef, Options, Request } from '../../chat/request.ts';
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
  z.strictObject({
    ...common,
    kind: z.literal('form'),
    press: z.string(),
    message: id.optional(),
    /** What the person typed to get the form, to be shown above the answer. */
    line: z.string().optional(),
    fields: z.record(z.string().max(40), z.union([z.string(), values])),
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
}

/** The room of an event, when it is one of this person's. @throws ReadProblem */
export function readRoom(room: string, person: Person): Mailbox {
  if (isChannel(room) || room === person.id) return room as Mailbox;
  throw new ReadProblem(404, 'There is no such room here.');
}

/** The request, or undefined for a line between people in a thread, which is not meant for Sous. @throws ReadProblem */
export function readEvent(event: PageEvent, { person, now, commands, personNamed }: Reading): Request | undefined {
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
      if (text.startsWith('/')) return { ...base, kind: 'command', ...readCommand(text, commands, personNamed) };
      if (event.under === undefined || caller.direct) return { ...base, kind: 'said', text };
      // people talk among themselves in a thread; Sous answers there when it is called by name
      const called = /^@sous\b[\s,:]*/iu;
      return called.test(text) ? { ...base, kind: 'said', text: text.replace(called, '') } : undefined;
    }
    case 'press':
      return { ...base, kind: 'press', ...readPress(event), picked: event.picked ?? [] };
    case 'form':
      return { ...base, kind: 'form', ...readPress(event), fields: event.fields satisfies Record<string, Filled> };
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

/** `/what is:database share:yes` and `/what database` alike; staff commands also as `/tutor setup`. @throws ReadProblem */
export function readCommand(
  line: string,
  commands: ReadonlyMap<string, AnyCommand>,
  personNamed: Reading['personNamed'] = () => undefined,
): { name: string; options: Options } {
  const [, first = '', rest = ''] = /^\/\s*(\S*)\s*([^]*)$/u.exec(line) ?? [];
  const name = first.toLowerCase();
  if (name === 'tutor' && rest !== '' && !commands.has(name)) return readCommand(`/${rest}`, commands, personNamed);
  if (name === '') return { name: 'help', options: {} };
  const command = commands.get(name);
  // the app knows how to say that it does not know a command
  return { name, options: command === undefined ? {} : readOptions(rest, command, personNamed) };
}

function readOptions(text: string, command: AnyCommand, personNamed: Reading['personNamed']): Options {
  const marks = optionMarks(text, command);
  const given = new Map<string, string>();
  const before = text.slice(0, marks[0]?.start ?? text.length).trim();
  marks.forEach(({ name, from }, index) => given.set(name, text.slice(from, marks[index + 1]?.start).trim()));
  if (before !== '') given.set(positional(command, given), before);
  return Object.fromEntries(
    [...given].map(([name, value]) => {
      const bare = /^"([^"]*)"$/u.exec(value)?.[1] ?? value;
      return [name, command.options[name]?.kind === 'person' ? (personNamed(bare) ?? bare) : bare];
    }),
  );
}

/** Where `name:` stands in the text: known names only, the first of each, and not between quotes. */
function optionMarks(text: string, command: AnyCommand): { name: string; start: number; from: number }[] {
  const quoted = [...text.matchAll(/"[^"]*"/gu)].map((match) => [match.index, match.index + match[0].length] as const);
  const marks: { name: string; start: number; from: number }[] = [];
  for (const match of text.matchAll(/(?<=^|\s)([\p{L}\p{N}_-]{1,32}):/gu)) {
    const name = match[1]?.toLowerCase() ?? '';
    if (!Object.hasOwn(command.options, name) || marks.some((mark) => mark.name === name)) continue;
    if (quoted.some(([from, to]) => match.index > from && match.index < to)) continue;
    marks.push({ name, start: match.index, from: match.index + match[0].length });
  }
  return marks;
}

/** The option that words without a name belong to: the first text that is not given, else the first of any kind. */
function positional(command: AnyCommand, given: ReadonlyMap<string, string>): string {
  const open = Object.entries(command.options).filter(([name]) => !given.has(name));
  const [name] = open.find(([, option]) => option.kind === 'text') ?? open[0] ?? [];
  if (name !== undefined) return name;
  throw new ReadProblem(
    400,
    Object.keys(command.options).length === 0
      ? `/${command.name} stands alone: leave out the words behind it.`
      : `/${command.name} has all its options already: put text with spaces between quotes.`,
  );
}
