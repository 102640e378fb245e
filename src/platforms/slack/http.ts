/** Guards the door of HTTP mode: what Bolt's own checks let through, or trip over, is turned away here. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { Logger } from 'pino';
import { PATHS } from './options.ts';

export type Listener = (req: IncomingMessage, res: ServerResponse) => void;

export interface HttpDoorTools {
  readonly receive: Listener;
  readonly log: Logger;
  readonly now: () => number;
  /** False while stopping: Slack tries again elsewhere or later. */
  readonly open: () => boolean;
}

/** Slack's biggest payloads (a view with its state) stay well below. */
const BODY = 1_000_000;
const ENDURED = 8_000_000;
/** Slack's own rule for old requests, applied to the future as well: seconds. */
const WINDOW = 300;
/** Slack's check of a certificate is the one thing it does not sign; it carries next to nothing. */
const SSL_CHECK = 1_000;
/** Milliseconds for which the rest of a refused body is let go by, so that the refusal arrives. */
const LINGER = 2_000;

/**
 * Reads the body once and leaves it on the request, where Bolt finds it. Refuses before Bolt: what bears no signature, or a
 * time that is not about now, without reading it (401); bodies over 1 MB (413); bodies that are no object (400: Bolt's
 * promise would reject with nobody to catch it). What was accepted before is acknowledged and not done twice; after an
 * error of ours the very same may come again. Everything about the signature itself is Bolt's check (401).
 */
export function createHttpDoor({ receive, log, now, open }: HttpDoorTools): Listener {
  const accepted = createAccepted(now);

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const signed = signatureOf(req, now());
    if (signed === undefined && !isSslCheck(req)) return refuseUnread(req, res);
    const body = await readBody(req);
    if (body === undefined) return finish(res, 413);
    if (signed === undefined) return finish(res, parse(body.toString('utf8'))['ssl_check'] === '1' ? 200 : 401);
    if (!isObject(body, req.headers['content-type'] ?? '')) return finish(res, 400);
    // a signature stands for one body: with another one it is no repetition, and Bolt's check fails
    const settle = await accepted.claim(`${signed}:${createHash('sha256').update(body).digest('base64url')}`);
    if (settle === undefined) return finish(res, 200);
    res.once('close', () => settle(res.statusCode === 200 && res.writableFinished));
    Object.assign(req, { rawBody: body });
    receive(req, res);
  }

  return (req, res) => {
    if (!open()) return finish(res, 503);
    if (pathOf(req) !== PATHS.events) return receive(req, res);
    if (req.method !== 'POST') return finish(res, 405);
    take(req, res).catch((error: unknown) => {
      log.warn({ err: error }, 'slack: a request could not be read');
      if (!res.headersSent) finish(res, 400);
    });
  };
}

export const pathOf = (req: IncomingMessage): string => (req.url ?? '').split('?', 1)[0] ?? '';

function finish(res: ServerResponse, status: number): void {
  res.writeHead(status);
  res.end();
}

/** What still comes is thrown away, and not for long. */
function refuseUnread(req: IncomingMessage, res: ServerResponse): void {
  finish(res, 401);
  setTimeout(() => {
    if (!req.complete) req.destroy();
  }, LINGER).unref();
}

/** Undefined unless the headers of a signature are there and its time is about now. `now`: milliseconds since 1970. */
function signatureOf({ headers }: IncomingMessage, now: number): string | undefined {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } = headers;
  if (typeof signature !== 'string' || signature === '' || typeof stamp !== 'string') return undefined;
  return /^\d{1,12}$/u.test(stamp) && Math.abs(Number(stamp) - now / 1_000) <= WINDOW
    ? `${stamp}:${signature}`
    : undefined;
}

/** It may be one: short, and announced as short. */
const isSslCheck = ({ headers }: IncomingMessage): boolean =>
  headers['content-type'] === 'application/x-www-form-urlencoded' &&
  Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= SSL_CHECK;

/** @returns undefined when it is too long. */
async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    // what is too long is read to its end all the same, or the refusal would not arrive; but not forever
    if (size > ENDURED) return undefined;
    if (size <= BODY) parts.push(part);
  }
  return size > BODY ? undefined : Buffer.concat(parts);
}

/** Without parsing it twice: JSON begins with a brace, and so does the `payload` of a form. */
function isObject(body: Buffer, contentType: string): boolean {
  const start = body.subarray(0, 4_096).toString('utf8').trimStart();
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return start.startsWith('{');
  return !/(?:^|&)payload=(?!\s*(?:%7B|\{))/iu.test(start);
}

/** The requests of the last minutes that were accepted, or are about to be. */
function createAccepted(now: () => number) {
  const known = new Map<string, { readonly until: number; readonly accepted: Promise<boolean> }>();

  function forgetOld(at: number): void {
    // in order of arrival, so the first that is still young ends the sweep
    for (const [old, { until }] of known) {
      if (until > at) break;
      known.delete(old);
    }
  }

  return {
    /** Undefined when it was accepted before; else it is the caller's, who says whether it was. */
    async claim(request: string): Promise<((accepted: boolean) => void) | undefined> {
      forgetOld(now());
      for (let before = known.get(request); before !== undefined; before = known.get(request))
        if (await before.accepted) return undefined;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      // beyond the window the time stamp itself is too old; as much again for stamps from the near future
      known.set(request, { until: now() + 2 * WINDOW * 1_000, accepted: promise });
      return (accepted) => {
        if (!accepted) known.delete(request);
        resolve(accepted);
      };
    },
  };
}
