/** A chat platform behind HTTP that keeps its messages while the processes that post to it die, and fails as it is told. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly ref: string;
  readonly to: string;
  readonly key: string;
  readonly text: string;
}

/** What the server gets with every call. `pid`: who calls. `nth`: the number of this post of its key, 1 first. */
export interface Call {
  readonly what: 'post' | 'find' | 'edit' | 'remove';
  readonly to: string;
  readonly key: string;
  readonly text: string;
  readonly ref: string;
  readonly pid: number;
  readonly nth: number;
  /** The key is a nonce to the platform, and not only to the sender. */
  readonly nonce: boolean;
}

/**
 * `before`: an error, nothing stored. `after`: an error although it was stored. `cut`: stored, then the connection breaks.
 * `mute`: stored, never answered. `late`: stored only after the caller has given up. `forbidden`, `busy`: refusals.
 */
export type Fault = 'none' | 'before' | 'after' | 'cut' | 'mute' | 'late' | 'forbidden' | 'busy';

/** Of a thousand calls so many have this fault: which ones is the same in every run. */
export const fated =
  (shares: Partial<Record<Exclude<Fault, 'none'>, number>>) =>
  (call: Call): Fault => {
    let roll = luck(call) % 1_000;
    for (const [fault, share] of Object.entries(shares)) {
      if (roll < share) return fault as Fault;
      roll -= share;
    }
    return 'none';
  };

/** A number below 2^32 that belongs to a call. */
export function luck(call: Call): number {
  return createHash('sha256').update(`${call.key} ${call.nth}`).digest().readUInt32BE();
}

export interface FakeChat {
  readonly url: string;
  /** Everything visible now. */
  readonly messages: readonly Posted[];
  /** Posts whose answer never reached the caller although the message stood. */
  readonly lostReplies: number;
  /** Messages that ever stood. */
  readonly stored: number;
  /** Posts that are `late` and not stored yet. */
  readonly pending: number;
  stop(): Promise<void>;
}

export async function startFakeChat(options: {
  fault?(call: Call): Fault;
  /** A post was stored and not answered yet. */
  stored?(call: Call): void;
  /** For `late`: milliseconds until it is stored. */
  lateMs?(call: Call): number;
  /** For so many milliseconds after a message with a nonce, the same nonce gives back that message. */
  readonly nonceMs?: number;
}): Promise<FakeChat> {
  const messages: Posted[] = [];
  const posts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let refs = 0;
  let lostReplies = 0;
  const nonces = new Map<string, { readonly ref: string; readonly until: number }>();
  const store = (call: Call): string => {
    const known = call.nonce ? nonces.get(call.key) : undefined;
    if (known !== undefined && performance.now() < known.until) return known.ref;
    const ref = `fake:message/${(refs += 1)}`;
    messages.push({ ref, to: call.to, key: call.key, text: call.text });
    nonces.set(call.key, { ref, until: performance.now() + (options.nonceMs ?? 0) });
    return ref;
  };

  const post = (call: Call, response: ServerResponse): void => {
    const fault = options.fault?.(call) ?? 'none';
    const answer = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body));
    switch (fault) {
      case 'before':
        return answer(500, {});
      case 'forbidden':
        return answer(403, {});
      case 'busy':
        return answer(429, {});
      case 'late': {
        lostReplies += 1;
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            store(call);
            response.end();
          },
          options.lateMs?.(call) ?? 0,
        );
        timers.add(timer);
        return undefined;
      }
      case 'none':
      case 'after':
      case 'cut':
      case 'mute': {
        const ref = store(call);
        options.stored?.(call);
        if (fault !== 'none') lostReplies += 1;
        if (fault === 'none') return answer(200, { ref });
        if (fault === 'after') return answer(500, {});
        if (fault === 'cut') response.destroy();
        return undefined;
      }
      default:
        return fault satisfies never;
    }
  };

  const server = createServer((request, response) => {
    read(request).then(
      (given) => {
        const key = given.key ?? '';
        const nth = given.what === 'post' ? (posts.get(key) ?? 0) + 1 : 0;
        if (given.what === 'post') posts.set(key, nth);
        const call: Call = { what: 'post', to: '', key, text: '', ref: '', pid: 0, nonce: false, ...given, nth };
        if (call.what === 'post') return post(call, response);
        const found = messages.filter((one) => (call.what === 'find' ? one.key === key : one.ref === call.ref));
        if (call.what === 'remove') for (const one of found) messages.splice(messages.indexOf(one), 1);
        return void response.writeHead(200).end(JSON.stringify({ refs: found.map((one) => one.ref) }));
      },
      () => response.destroy(), // the caller died in the middle of its sentence
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    get lostReplies() {
      return lostReplies;
    },
    get stored() {
      return refs;
    },
    get pending() {
      return timers.size;
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Partial<Call>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Partial<Call>;
}
