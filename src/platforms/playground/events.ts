/** Handles what people do, each thing once: the page repeats an event until it is told what came of it. */
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { clean } from '../../chat/markdown.ts';
import type { Request } from '../../chat/request.ts';
import { span, traced } from '../../chat/trace.ts';
import { answer, idFor } from './answer.ts';
import type { PlaygroundHistory } from './history.ts';
import { mayRead, type Messages } from './messages.ts';
import { createNotes } from './notes.ts';
import { asWire, type People, type Person } from './people.ts';
import { type PageEvent, ReadProblem, readEvent } from './read.ts';
import type { WireMessage, WireResult } from './wire.ts';

/** What the app reads of a sentence at most; longer ones are shown cut, beside its refusal. */
const SHOWN_LINE = 1_000;

export interface EventsOptions {
  readonly log: Logger;
  readonly now: () => number;
  readonly history: PlaygroundHistory;
  readonly messages: Messages;
  readonly people: People;
}

export interface Events {
  /** What came of the event; the same for each time that it is delivered. @throws ReadProblem */
  handle(app: App, person: Person, event: PageEvent): Promise<WireResult>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export function createEvents(options: EventsOptions): Events {
  const { now, history, messages } = options;
  const notes = createNotes(history, messages, now);
  const underWay = new Map<string, Promise<WireResult>>();

  const once = async (app: App, person: Person, event: PageEvent, note: string): Promise<WireResult> => {
    const done = await notes.find(note);
    if (done !== undefined) return done;
    const result = await handle(options, app, person, await checked(messages, person, event));
    await notes.add(note, result);
    return result;
  };

  return {
    async handle(app, person, event) {
      const note = `event/${idFor(person.id, event.event)}`;
      const running = underWay.get(note) ?? once(app, person, event, note);
      underWay.set(note, running);
      try {
        return await running;
      } finally {
        underWay.delete(note);
      }
    },
    async settled() {
      await Promise.allSettled(underWay.values());
    },
  };
}

const handle = async (options: EventsOptions, app: App, person: Person, event: PageEvent): Promise<WireResult> =>
  traced(async () => handleTraced(options, app, person, event));

async function handleTraced(options: EventsOptions, app: App, person: Person, event: PageEvent): Promise<WireResult> {
  const { now, messages, people } = options;
  const request = readEvent(event, {
    person,
    now: now(),
    commands: app.catalog.commands,
    personNamed: (given) => people.find(given)?.id,
    words: event.kind === 'explain' ? await wordsOf(messages, event.message) : '',
  });
  const line =
    request === undefined || request.kind === 'said' ? await keepLine(options, person, event, request) : undefined;
  if (request !== undefined) {
    const reply = await app.handle(request);
    const menu = app.catalog.explain?.name;
    const audience = app.audienceOf(request);
    return span('sent', 'drawn for the page and sent', async () =>
      answer(reply, { messages, person, event: cleaned(event), request, audience, menu }),
    );
  }
  if (line === undefined) throw new Error('an event without a request is a line');
  return line;
}

/** The messages that an event names must be there, and a thread is named by its head. @throws ReadProblem */
async function checked(messages: Messages, person: Person, event: PageEvent): Promise<PageEvent> {
  if (event.kind !== 'line' && event.message !== undefined) {
    await messageHere(messages, person, event.room, event.message);
  }
  if (event.under === undefined) return event;
  const head = await messageHere(messages, person, event.room, event.under);
  if (head.private) throw new ReadProblem(400, 'Only you see that message, so nobody could follow a thread under it.');
  return { ...event, under: head.under ?? head.id };
}

/** A message that this person sees in the room of the event. @throws ReadProblem */
async function messageHere(messages: Messages, person: Person, room: string, id: string): Promise<WireMessage> {
  const kept = await messages.get(id);
  if (kept === undefined || !mayRead(person.id, kept) || kept.message.room !== room) {
    throw new ReadProblem(404, 'That message is no longer here.');
  }
  return kept.message;
}

/** What somebody said; of our own messages the line that says what they are about. */
async function wordsOf(messages: Messages, id: string): Promise<string> {
  const body = (await messages.get(id))?.message.body;
  return body?.kind === 'line' ? body.text : (body?.card.summary ?? '');
}

/** A sentence is a message of the person's own, for everybody in the room. */
async function keepLine(
  { messages, log }: EventsOptions,
  person: Person,
  event: PageEvent,
  request: Request | undefined,
): Promise<WireResult> {
  if (event.kind !== 'line') throw new Error('only lines are said');
  const text = clean(event.text);
  const message = await messages.add({
    id: idFor(person.id, event.event, 'line'),
    room: event.room as Request['caller']['place'],
    viewer: null,
    ...(event.under !== undefined && { under: event.under }),
    event: event.event,
    body: {
      kind: 'line',
      person: asWire(person),
      text: text.length > SHOWN_LINE ? `${text.slice(0, SHOWN_LINE)}…` : text,
    },
  });
  if (request === undefined) log.debug({ room: event.room }, 'a line between people');
  return { kind: 'message', message };
}

/** What stands above an answer is one visible line. */
function cleaned(event: PageEvent): PageEvent {
  const oneLine = (text: string): string => clean(text).replaceAll(/\s+/gu, ' ').slice(0, 300);
  if (event.kind === 'line') return { ...event, text: oneLine(event.text) };
  if (event.kind === 'form' && event.line !== undefined) return { ...event, line: oneLine(event.line) };
  return event;
}
