/** A Slack far away, in a process of its own: every answer takes its time, and whoever posts too fast is refused. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './member.ts';

export interface FarSlackGiven {
  readonly latencyMs: number;
  /** Messages that a workspace takes in a minute, over all its channels. */
  readonly perMinute: number;
}

/** What it was asked so far; it tells on `GET /tally`. */
export interface FarSlackTally {
  readonly posted: number;
  /** How many different keys the messages had. */
  readonly keys: number;
  /** Answered with 429. */
  readonly tooFast: number;
  /** Not a message with a key from a workspace's own bot. */
  readonly wrong: number;
}

/** Slack's published limit for a channel. Milliseconds from one message to the next. */
const SPACING = 1_000;
const MINUTE = 60_000;

await serve(async ({ latencyMs, perMinute }: FarSlackGiven) => {
  const channels = new Map<string, number>();
  const workspaces = new Map<string, number[]>();
  const keys = new Set<string>();
  const tally = { posted: 0, tooFast: 0, wrong: 0 };

  /** Seconds to wait; undefined when it may post now. */
  function mustWait(team: string, channel: string): number | undefined {
    const now = performance.now();
    const recent = (workspaces.get(team) ?? []).filter((at) => at > now - MINUTE);
    const last = channels.get(`${team}.${channel}`) ?? Number.NEGATIVE_INFINITY;
    if (now - last < SPACING) return 1;
    if (recent.length >= perMinute) return 60;
    channels.set(`${team}.${channel}`, now);
    workspaces.set(team, [...recent, now]);
    return undefined;
  }

  function answer(req: IncomingMessage, body: string): { status: number; retryAfter?: number; said: object } {
    const args = new URLSearchParams(body);
    // each workspace's token is made from its id
    const team = /^Bearer xoxb-(\w+)$/u.exec(req.headers.authorization ?? '')?.[1];
    const channel = args.get('channel') ?? '';
    const key = /"key":"([^"]+)"/u.exec(args.get('metadata') ?? '')?.[1];
    const asked = req.url === '/api/chat.postMessage' && team !== undefined && channel.endsWith(team);
    if (!asked || key === undefined || !(args.get('blocks') ?? '').startsWith('[')) {
      tally.wrong += 1;
      return { status: 200, said: { ok: false, error: 'invalid_arguments' } };
    }
    const retryAfter = mustWait(team, channel);
    if (retryAfter !== undefined) {
      tally.tooFast += 1;
      return { status: 429, retryAfter, said: { ok: false, error: 'ratelimited' } };
    }
    keys.add(key);
    tally.posted += 1;
    return { status: 200, said: { ok: true, channel, ts: `1762074000.${String(tally.posted).padStart(6, '0')}` } };
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
    if (req.url === '/tally') {
      const told: FarSlackTally = { ...tally, keys: keys.size };
      res.end(JSON.stringify(told));
      return;
    }
    const { status, retryAfter, said } = answer(req, Buffer.concat(parts).toString());
    const headers = { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': String(retryAfter) }) };
    setTimeout(() => res.writeHead(status, headers).end(JSON.stringify(said)), latencyMs);
  }

  const server = createServer((req, res) => {
    handle(req, res).catch(() => res.destroy()); // the bot hung up in the middle
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
});
