/** The way down: what changes is published once and reaches every open page that may see it, in order, none lost. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { PersonId } from '../../chat/request.ts';
import type { WireEvent } from './wire.ts';

type Sees = (person: PersonId) => boolean;
interface Published {
  readonly number: number;
  readonly event: WireEvent;
  readonly sees: Sees;
}

/** So many changes are kept for pages that come back; a page that missed more gets everything anew. */
const KEPT = 500;
/** A page that reads this slowly is cut off, and catches up when it comes back. */
const MOST_WAITING = 1_000;
/** Proxies close connections on which nothing is said; half a minute is the shortest in common use. */
const HEARTBEAT_MS = 15_000;

export interface Bus {
  publish(event: WireEvent, sees: Sees): void;
  /** Answers with the stream of one person. `snapshot` is asked for when the page cannot be brought up to date. */
  open(context: Context, person: PersonId, snapshot: () => Promise<WireEvent>): Response;
  /** Ends all streams; pages come back by themselves. */
  close(): void;
}

/** @param boot Names this process: numbers of another one mean nothing here. */
export function createBus(boot: string, onError: (error: unknown) => void): Bus {
  const recent: Published[] = [];
  const listeners = new Set<(published: Published | 'end') => void>();
  let last = 0;
  let closed = false;

  /** What a page missed since the event it saw last; undefined when that cannot be told. */
  const missed = (lastSeen: string | undefined): readonly Published[] | undefined => {
    const [, from, number] = /^(\w+)\.(\d{1,15})$/u.exec(lastSeen ?? '') ?? [];
    const seen = Number(number);
    const oldest = recent[0]?.number ?? last + 1;
    if (from !== boot || seen > last || seen < oldest - 1) return undefined;
    return recent.filter((published) => published.number > seen);
  };

  return {
    publish(event, sees) {
      const published = { number: ++last, event, sees };
      recent.push(published);
      if (recent.length > KEPT) recent.shift();
      for (const listener of listeners) listener(published);
    },

    open: (context, person, snapshot) => {
      context.header('X-Accel-Buffering', 'no'); // nginx would hold events back
      return streamSSE(context, async (stream) => {
        const waiting: Published[] = [];
        const over = new AbortController();
        let wake = (): void => undefined;
        const end = (): void => {
          over.abort();
          wake();
        };
        if (closed) end();
        const listener = (published: Published | 'end'): void => {
          if (published === 'end' || waiting.length >= MOST_WAITING) return end();
          if (!published.sees(person)) return;
          waiting.push(published);
          wake();
        };
        const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS);
        heartbeat.unref();
        stream.onAbort(end);
        listeners.add(listener);
        try {
          await stream.write(': welcome\nretry: 1000\n\n');
          // listening comes first: what happens while the snapshot is read waits in the queue
          const lastSeen = context.req.header('last-event-id') ?? context.req.query('after');
          const behind = missed(lastSeen);
          if (behind === undefined) {
            const number = last;
            await stream.writeSSE({ id: `${boot}.${number}`, data: JSON.stringify(await snapshot()) });
          } else {
            waiting.unshift(...behind.filter((published) => published.sees(person) && !waiting.includes(published)));
          }
          while (!over.signal.aborted) {
            const next = waiting.shift();
            if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
            else await stream.writeSSE({ id: `${boot}.${next.number}`, data: JSON.stringify(next.event) });
          }
        } catch (error) {
          onError(error); // the stream ends, and the page comes back for a new snapshot
        } finally {
          clearInterval(heartbeat);
          listeners.delete(listener);
        }
      });
    },

    close() {
      closed = true;
      for (const listener of listeners) listener('end');
    },
  };
}
