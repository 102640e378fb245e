/** Guards the door of HTTP mode: what Bolt's own checks let through, or trip over, is turned away here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
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

/**
 * Reads the body once and leaves it on the request, where Bolt finds it. Refuses before Bolt: bodies over 1 MB (413),
 * time stamps from the future and requests that were accepted before (401), bodies that are no object (400: Bolt's
 * promise would reject with nobody to catch it). Everything about the signature itself is Bolt's check (401).
 */
export function createHttpDoor({ receive, log, now, open }: HttpDoorTools): Listener {
  const seen = createSeen(now);

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req);
    if (body === undefined) return refuse(res, 413);
    const stamp = Number(req.headers['x-slack-request-timestamp']);
    if (Number.isFinite(stamp) && stamp > now() / 1_000 + WINDOW) return refuse(res, 401);
    const { 'x-slack-signature': signature } = req.headers;
    if (typeof signature === 'string') {
      if (!seen.take(signature)) return refuse(res, 401);
      // only what was accepted counts as seen: after an error of ours Slack may send the very same again
      res.once('close', () => {
        if (res.statusCode !== 200 || !res.writableFinished) seen.release(signature);
      });
    }
    if (!isObject(body, req.headers['content-type'] ?? '')) return refuse(res, 400);
    Object.assign(req, { rawBody: body });
    receive(req, res);
  }

  return (req, res) => {
    if (!open()) return refuse(res, 503);
    if (pathOf(req) !== PATHS.events) return receive(req, res);
    if (req.method !== 'POST') return refuse(res, 405);
    take(req, res).catch((error: unknown) => {
      log.warn({ err: error }, 'slack: a request could not be read');
      if (!res.headersSent) refuse(res, 400);
    });
  };
}

export const pathOf = (req: IncomingMessage): string => (req.url ?? '').split('?', 1)[0] ?? '';

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status);
  res.end();
}

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

/** Signatures of the last minutes. A replayed request within Slack's window bears the signature of the first. */
function createSeen(now: () => number) {
  const until = new Map<string, number>();
  return {
    take(signature: string): boolean {
      const at = now();
      // in order of arrival, so the first that is still young ends the sweep
      for (const [old, end] of until) {
        if (end > at) break;
        until.delete(old);
      }
      if (until.has(signature)) return false;
      // beyond the window the time stamp itself is too old; as much again for stamps from the near future
      until.set(signature, at + 2 * WINDOW * 1_000);
      return true;
    },
    release(signature: string): void {
      until.delete(signature);
    },
  };
}
