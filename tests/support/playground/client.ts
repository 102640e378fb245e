/** What the page does over HTTP, without a browser: introduces itself, sends events, reads the stream. */
import { randomUUID } from 'node:crypto';
import type {
  WireEvent,
  WireMessage,
  WirePerson,
  WireProblem,
  WireResult,
} from '../../../src/platforms/playground/wire.ts';

export const GENERAL = 'playground:channel/general';

export type Snapshot = Extract<WireEvent, { kind: 'snapshot' }>;

/** An answer: what was sent back, and with which status. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Client {
  readonly me: WirePerson;
  /** Sends an event of this person; `event` is made anew unless given. */
  send(event: Readonly<Record<string, unknown>>): Promise<Answer<WireResult | WireProblem>>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer<unknown>>;
  /** The stream from now on, or from the last event seen. */
  stream(lastEventId?: string): Promise<EventReader>;
  snapshot(): Promise<Snapshot>;
}

/** A connection kept from before a restart is found closed at its next use only: then, as a browser does, once more. */
async function reach(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    return fetch(url, init);
  }
}

export async function post<T>(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const response = await reach(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
}

export async function openClient(url: string, name: string, admin = false): Promise<Client> {
  const api = `${url}/playground/api`;
  const introduced = await post<WirePerson>(`${api}/people`, { name, admin });
  if (introduced.status !== 200) throw new Error(`${name} may not come in: ${JSON.stringify(introduced.body)}`);
  const me = introduced.body;
  const stream = async (lastEventId?: string): Promise<EventReader> => {
    const response = await reach(`${api}/stream?me=${encodeURIComponent(me.id)}`, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    });
    if (response.body === null || !response.ok) throw new Error(`no stream: ${response.status}`);
    return new EventReader(response.body);
  };
  return {
    me,
    stream,
    send: async (event) => post(`${api}/events`, { me: me.id, room: GENERAL, event: randomUUID(), ...event }),
    async get(path, query = {}) {
      const search = new URLSearchParams({ me: me.id, room: GENERAL, ...query }).toString();
      const response = await reach(`${api}${path}?${search}`);
      return { status: response.status, body: await response.json() };
    },
    async snapshot() {
      const reader = await stream();
      const { event } = await reader.next();
      await reader.close();
      if (event.kind !== 'snapshot') throw new Error(`the stream began with ${event.kind}`);
      return event;
    },
  };
}

/** Reads server-sent events off a body, one at a time. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** One part of the stream up to the next empty line: an event, or a comment. */
  async part(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end !== -1) {
        const part = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return part;
      }
      const { done, value } = await this.#reader.read();
      if (done) throw new Error('the stream has ended');
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  async next(): Promise<{ id: string; event: WireEvent }> {
    for (;;) {
      const lines = (await this.part()).split('\n');
      const field = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) return { id: field('id') ?? '', event: JSON.parse(data) as WireEvent };
    }
  }

  /** The next message that fits. */
  async message(fits: (message: WireMessage) => boolean): Promise<WireMessage> {
    for (;;) {
      const { event } = await this.next();
      if (event.kind === 'message' && fits(event.message)) return event.message;
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}
