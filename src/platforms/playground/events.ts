/** Handles what people do, each thing once: the page repeats an event until it is told what came of it. */
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { clean } from '../../chat/markdown.ts';
import type { Request } from '../../chat/request.ts';
import { answer, idFor } from './answer.ts';
import { type Json, type PlaygroundHistory, storable } from './history.ts';
import { mayRead, type Messages } from './messages.ts';
import { asWire, type People, type Person } from './people.ts';
import { type PageEvent, ReadProblem, readEvent } from './read.ts';
import type { WireMessage, WireResult } from './wire.ts';

/** A page gives up repeating long before; then the note of what was handled can go. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;
const PRUNE_EVERY = 500;
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

export function createEvents({ log, now, history, messages, people }: EventsOptions): Events {
  const underWay = new Map<string, Promise<WireResult>>();
  let untilPrune = 0;

  /** What was noted down for an event that was handled before, also by an earlier process. */
  const earlier = async (note: string): Promise<WireResult | undefined> => {
    const value = (await history.get(note))?.value;
    if (value === undefined) return undefined;
    const result = value['result'] as WireResult;
    if (result.kind !== 'message') return result;
    const kept = await messages.get(result.message.id); // it may have changed or gone since
    return kept === undefined ? { kind: 'gone', id: result.message.id } : { kind: 'message', message: kept.message };
  };

  const noteDown = async (note: string, result: WireResult): Promise<void> => {
    const at = now();
    const value: Json = storable({
      result: result.kind === 'message' ? { kind: 'message', message: { id: result.message.id } } : result,
    });
    await history.add({ id: note, shelf: 'events', viewer: null, at, value });
    if (--untilPrune < 0) {
      untilPrune = PRUNE_EVERY;
      await history.prune('events', at - REMEMBERED_MS);
    }
  };

  const run = async (app: App, person: Person, given: PageEvent, note: string): Promise<WireResult> => {
    const done = await earlier(note);
    if (done !== undefined) return done;
    const event = await checked(messages, person, given);
    const request = readEvent(event, {
      person,
      now: now(),
      commands: app.catalog.commands,
      personNamed: (given) => people.find(given)?.id,
    });
    const said = request === undefined || request.kind === 'said';
    const line = said ? await keepLine(messages, person, event) : undefined;
    if (request === undefined) log.debug({ room: event.room }, 'a line between people');
    const result =
      request === undefined
        ? line
        : await answer(await app.handle(request), {
            messages,
            person,
            event: cleaned(event),
            request,
            audience: app.audienceOf(request),
          });
    if (result === undefined) throw new Error('an event without a request is a line');
    await noteDown(note, result);
    return result;
  };

  return {
    async handle(app, person, event) {
      const note = `event/${idFor(person.id, event.event)}`;
      const running = underWay.get(note) ?? run(app, person, event, note);
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

/** A message that this person sees in the room of the event. @throws ReadProblem */
async function messageHere(messages: Messages, person: Person, room: string, id: string): Promise<WireMessage> {
  const kept = await messages.get(id);
  if (kept === undefined || !mayRead(person.id, kept) || kept.message.room !== room) {
    throw new ReadProblem(404, 'That message is no longer here.');
  }
  return kept.message;
}

/** The messages that an event names must be there, and a thread is named by its head. @throws ReadProblem */
async function checked(messages: Messages, person: Person, event: PageEvent): Promise<PageEvent> {
  if (event.kind !== 'line' && event.message !== undefined)
    await messageHere(messages, person, event.room, event.message);
  if (event.under === undefined) return event;
  const head = await messageHere(messages, person, event.room, event.under);
  if (head.private) throw new ReadProblem(400, 'Only you see that message, so nobody could follow a thread under it.');
  return { ...event, under: head.under ?? head.id };
}

/** A sentence is a message of the person's own, for everybody in the room. */
async function keepLine(messages: Messages, person: Person, event: PageEvent): Promise<WireResult> {
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
  return { kind: 'message', message };
}

/** What stands above an answer is one visible line. */
function cleaned(event: PageEvent): PageEvent {
  const oneLine = (text: string): string => clean(text).replaceAll(/\s+/gu, ' ').slice(0, 300);
  if (event.kind === 'line') return { ...event, text: oneLine(event.text) };
  if (event.kind === 'form' && event.line !== undefined) return { ...event, line: oneLine(event.line) };
  return event;
}
