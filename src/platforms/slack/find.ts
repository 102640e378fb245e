/** Finds messages of ours by their key: Slack has no idempotency key, so before any retry the history is read. */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';

/** `metadata.event_type` of everything that is posted with a key. */
export const METADATA = 'sous';

/** Slack's clock and ours differ; the key is unique, so looking a little further back costs nothing. */
const SKEW = 120_000;
/** Threads whose first message is younger than this are looked into: answers to a daily question belong to one. */
const PARENTS = 8 * 24 * 3_600_000;
const PAGE = 200;
const MOST_PAGES = 20;

const Message = z.object({
  ts: z.string(),
  latest_reply: z.string().optional(),
  reply_count: z.number().optional(),
  blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.object({ key: z.string() }).loose() }).optional(),
});
type Message = z.output<typeof Message>;

/**
 * The `ts` of the messages with this key since `since` (milliseconds), oldest first: in the channel itself, and in
 * threads under messages of ours, which the channel's history does not show. @throws Slack's errors.
 */
export async function findByKey(
  client: webApi.WebClient,
  channel: string,
  key: string,
  since: number,
): Promise<readonly string[]> {
  const oldest = stamp(since - SKEW);
  const history = (from: string) => (cursor: string | undefined) =>
    client.conversations.history({ channel, oldest: from, ...page(cursor) });
  const found: string[] = [];
  for await (const message of messages(history(oldest))) if (hasKey(message, key)) found.push(message.ts);
  // a key is used in one place only, so the threads, which cost a call each, are read only if need be
  if (found.length === 0) {
    const parents: string[] = [];
    for await (const message of messages(history(stamp(since - PARENTS)))) {
      const answered = Number(message.latest_reply ?? 0) >= Number(oldest);
      if (answered && message.metadata?.event_type === METADATA) parents.push(message.ts);
    }
    for (const ts of parents) {
      const replies = (cursor: string | undefined) =>
        client.conversations.replies({ channel, ts, oldest, ...page(cursor) });
      for await (const message of messages(replies)) {
        if (message.ts !== ts && hasKey(message, key)) found.push(message.ts);
      }
    }
  }
  return found.toSorted((a, b) => Number(a) - Number(b));
}

/**
 * The answer with this mark (the id of its first block), in a channel or in one of its threads; undefined when it is not
 * there. @throws Slack's errors.
 */
export async function findAnswer(
  client: webApi.WebClient,
  { channel, thread }: { readonly channel: string; readonly thread?: string | undefined },
  mark: string,
  since: number,
): Promise<string | undefined> {
  const oldest = stamp(since - SKEW);
  const next = (cursor: string | undefined) =>
    thread === undefined
      ? client.conversations.history({ channel, oldest, ...page(cursor) })
      : client.conversations.replies({ channel, ts: thread, oldest, ...page(cursor) });
  for await (const { ts, blocks } of messages(next)) if (blocks?.[0]?.block_id === mark) return ts;
  return undefined;
}

const page = (cursor: string | undefined) => ({
  inclusive: true,
  include_all_metadata: true,
  limit: PAGE,
  ...(cursor !== undefined && { cursor }),
});

const stamp = (ms: number): string => (Math.max(0, ms) / 1_000).toFixed(6);
const hasKey = (message: Message, key: string): boolean =>
  message.metadata?.event_type === METADATA && message.metadata.event_payload.key === key;

interface Page {
  readonly messages?: unknown;
  readonly has_more?: boolean;
  readonly response_metadata?: { readonly next_cursor?: string };
}

async function* messages(next: (cursor: string | undefined) => Promise<Page>): AsyncGenerator<Message> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const got = await next(cursor);
    for (const one of Array.isArray(got.messages) ? got.messages : []) {
      const read = Message.safeParse(one);
      if (read.success) yield read.data;
    }
    cursor = got.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return;
  }
}
