/** Answers through a response URL: works in any channel, without membership, 5 times within 30 minutes. */
import { z } from 'zod';
import type { DrawnMessage } from './render.ts';

/** What happens to the message that the URL belongs to, or what new message appears beside it. */
export type Response =
  | ({ readonly kind: 'private' | 'public'; readonly thread?: string } & DrawnMessage)
  | ({ readonly kind: 'replace' } & DrawnMessage)
  | { readonly kind: 'delete' };

/** Slack did not take it. `code`: its own word, `http_<status>` or `connection_lost`. */
export class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
  readonly code: string;
  /** It may have been taken all the same. */
  readonly doubt: boolean;
  constructor(code: string, doubt: boolean, cause?: unknown) {
    super(`the response URL answered ${code}`, { cause });
    this.code = code;
    this.doubt = doubt;
  }
}

const TRIES = 3;
/** The longest wait for a rate limit; beyond it another way to answer is better. */
const PATIENCE = 10_000;
const Answer = z.object({ ok: z.boolean(), error: z.string().optional() });

/** @throws ResponseRefused */
export async function respond(url: string, response: Response, pause: (ms: number) => Promise<void>): Promise<void> {
  // a second private message or a second redraw harms nobody, a second public message would
  const harmless = response.kind !== 'public';
  for (let tries = 1; ; tries += 1) {
    const outcome = await once(url, response);
    if (outcome.kind === 'done') return;
    const again = outcome.kind === 'later' ? outcome.wait <= PATIENCE : outcome.kind === 'doubt' && harmless;
    if (!again || tries === TRIES) throw new ResponseRefused(outcome.code, outcome.kind === 'doubt', outcome.cause);
    await pause(outcome.kind === 'later' ? outcome.wait : 300 * tries);
  }
}

type Taken =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly wait: number; readonly code: string; readonly cause?: unknown }
  | { readonly kind: 'doubt' | 'refused'; readonly code: string; readonly cause?: unknown };

async function once(url: string, response: Response): Promise<Taken> {
  let status: number;
  let text: string;
  let wait: number;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(bodyOf(response)),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    status = answer.status;
    wait = Number(answer.headers.get('retry-after') ?? 1) * 1_000;
    text = await answer.text();
  } catch (error) {
    return { kind: 'doubt', code: 'connection_lost', cause: error };
  }
  if (status === 429) return { kind: 'later', wait: Number.isFinite(wait) ? wait : 1_000, code: 'ratelimited' };
  const code = errorIn(text);
  if (status >= 500) return { kind: 'doubt', code: code ?? `http_${status}` };
  if (status >= 400 || code !== undefined) return { kind: 'refused', code: code ?? `http_${status}` };
  return { kind: 'done' };
}

/** Slack answers `ok` as a word or as JSON, and errors as JSON with a status of 404 or 200. */
function errorIn(text: string): string | undefined {
  // nearly always the word: a failing parse, with its stack, would be made for each answer
  if (text === 'ok') return undefined;
  try {
    const read = Answer.safeParse(JSON.parse(text));
    return read.success && !read.data.ok ? (read.data.error ?? 'unknown') : undefined;
  } catch {
    // not JSON: a web page of some proxy whose status says enough
    return undefined;
  }
}

function bodyOf(response: Response): Readonly<Record<string, unknown>> {
  switch (response.kind) {
    case 'private':
    case 'public':
      return {
        response_type: response.kind === 'private' ? 'ephemeral' : 'in_channel',
        replace_original: false,
        text: response.text,
        blocks: response.blocks,
        unfurl_links: false,
        unfurl_media: false,
        ...(response.thread !== undefined && { thread_ts: response.thread }),
      };
    case 'replace':
      return { replace_original: true, text: response.text, blocks: response.blocks };
    case 'delete':
      return { delete_original: true };
    default:
      return response satisfies never;
  }
}
