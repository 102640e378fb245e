/** Answers through a response URL: works in any channel, without membership, 5 times within 30 minutes. */
import { z } from 'zod';
import { DOUBT, ResponseRefused } from './errors.ts';
import type { DrawnMessage } from './render.ts';

/** What happens to the message that the URL belongs to, or what new message appears beside it. */
export type Response =
  | ({ readonly kind: 'private' | 'public'; readonly thread?: string } & DrawnMessage)
  | ({ readonly kind: 'replace' } & DrawnMessage)
  | { readonly kind: 'delete' };

const Answer = z.object({ ok: z.boolean(), error: z.string().optional() });

/** Once. @throws ResponseRefused */
export async function respond(url: string, response: Response): Promise<void> {
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
    throw new ResponseRefused({ code: 'connection_lost', outcome: 'doubt' }, error);
  }
  if (status === 429) {
    const retryAfter = Number.isFinite(wait) ? wait : 1_000;
    throw new ResponseRefused({ code: 'ratelimited', outcome: 'busy', retryAfter });
  }
  const code = errorIn(text) ?? (status >= 400 ? `http_${status}` : undefined);
  if (code !== undefined)
    throw new ResponseRefused({ code, outcome: status >= 500 || DOUBT.has(code) ? 'doubt' : 'refused' });
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
