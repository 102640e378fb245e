/** Finds what Sous posted under a key: in the history of a channel, and of the threads in it. */
import { createHash } from 'node:crypto';
import { type APIChannel, type APIMessage, type APIThreadChannel, type REST, Routes, type Snowflake } from 'discord.js';
import { firstIdAt, timeOf } from './ids.ts';
import { keyId } from './render.ts';

/** Messages in one page of a channel's history: the most that Discord gives. */
const PAGE = 100;

/** What the author wrote under this key, oldest first. @throws discord.js's errors */
export async function findByKey(
  rest: REST,
  author: string,
  { channel, key, since }: { readonly channel: Snowflake; readonly key: string; readonly since: number },
): Promise<readonly APIMessage[]> {
  const found = await historyOf(rest, channel, since);
  for (const thread of await threadsOf(rest, channel, since)) found.push(...(await historyOf(rest, thread, since)));
  return found
    .filter((message) => message.author.id === author && hasKey(message, key))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/** What the author has answered to a message or an interaction, in one channel. @throws discord.js's errors */
export async function findAnswer(
  rest: REST,
  author: string,
  { channel, to }: { readonly channel: Snowflake; readonly to: Snowflake },
): Promise<APIMessage | undefined> {
  const since = await historyOf(rest, channel, timeOf(to));
  return since.find(
    (message) => message.author.id === author && (message.message_reference?.message_id === to || hasKey(message, to)),
  );
}

async function historyOf(rest: REST, channel: Snowflake, since: number): Promise<APIMessage[]> {
  const all: APIMessage[] = [];
  const first = BigInt(firstIdAt(since));
  let after = String(first === 0n ? first : first - 1n);
  for (;;) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const page = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    all.push(...page);
    if (page.length < PAGE) return all;
    after = page.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
}

/** Threads of this channel in which something was written since: a post may have gone `under` an older message. */
async function threadsOf(rest: REST, channel: Snowflake, since: number): Promise<readonly Snowflake[]> {
  const place = (await rest.get(Routes.channel(channel))) as APIChannel;
  if (!('guild_id' in place) || place.guild_id === undefined || 'thread_metadata' in place) return [];
  const { threads } = (await rest.get(Routes.guildActiveThreads(place.guild_id))) as { threads: APIThreadChannel[] };
  const first = BigInt(firstIdAt(since));
  return threads
    .filter((thread) => thread.parent_id === channel && BigInt(thread.last_message_id ?? thread.id) >= first)
    .map((thread) => thread.id);
}

function hasKey(message: APIMessage, key: string): boolean {
  const [first] = message.components ?? [];
  return message.nonce === nonceOf(key) || first?.id === keyId(key);
}

/** Discord takes at most 25 characters; a longer key is cut down to a hash of it. */
export const nonceOf = (key: string): string =>
  key.length <= 25 ? key : createHash('sha256').update(key).digest('base64url').slice(0, 25);
