/** Posts, changes, removes and finds messages outside of any interaction: drops, reveals, reminders. */
import { createHash } from 'node:crypto';
import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  DiscordAPIError,
  MessageFlags,
  type REST,
  Routes,
  type Snowflake,
} from 'discord.js';
import type { Card } from '../../chat/card.ts';
import { PostError, type Platform, type PostOptions } from '../../chat/platform.ts';
import type { Mailbox, MessageRef } from '../../chat/request.ts';
import { CODES, codeOf, postError } from './errors.ts';
import { channelMailbox, firstIdAt, messageRef, readMailbox, readMessageRef } from './ids.ts';
import { RenderProblem } from './limits.ts';
import { checkChannel } from './permissions.ts';
import { keyId, renderCard, type Rendered, type RenderOptions } from './render.ts';

/**
 * Milliseconds to wait for one answer of Discord before the outcome is called in doubt. It is the time-out of the whole
 * `REST` that is given here; one repetition at most keeps a post well under a minute.
 */
export const POST_TIMEOUT = 10_000;
/** Minutes after which a thread nobody writes in folds up: three days, so that it outlives a weekend. */
const THREAD_MINUTES = 4_320;
/** Messages in one page of a channel's history: the most that Discord gives. */
const PAGE = 100;

type Poster = Pick<Platform, 'post' | 'edit' | 'remove' | 'find' | 'check'>;

/** @param self the bot's own user id */
export function createPoster(rest: REST, self: () => string): Poster {
  /** Runs a call; any failure becomes a PostError, and a lacking permission is named. */
  async function attempt<T>(what: string, channel: Snowflake | undefined, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const code = codeOf(error);
      if (channel === undefined || (code !== CODES.missingAccess && code !== CODES.missingPermissions)) {
        throw postError(error, what);
      }
      // If Discord cannot be asked now, the general advice must do; the refusal itself is what matters.
      const checked = await checkChannel(rest, self(), channel).catch(() => undefined);
      throw postError(error, what, checked?.ok === false ? checked.advice : undefined);
    }
  }

  return {
    async post(to, card, options) {
      const drawn = draw(card, withMention(options));
      // A channel hears of a drop only when its cohort asked for a mention; a person's own reminder may ring.
      const silent = options.mention === undefined && guildChannel(to) !== undefined;
      const quiet = silent ? MessageFlags.SuppressNotifications : 0;
      return attempt(`posting to ${to}`, guildChannel(to), async () => {
        const channel =
          options.under === undefined
            ? await channelOf(rest, to)
            : await threadUnder(rest, options.under, options.threadTitle ?? 'Talk about it');
        const message = (await rest.post(Routes.channelMessages(channel), {
          body: { ...drawn.body, flags: drawn.body.flags | quiet, nonce: nonceOf(options.key), enforce_nonce: true },
          files: [...drawn.files],
        })) as { id: string };
        return messageRef(channel, message.id);
      });
    },

    async edit(ref, card) {
      const drawn = draw(card, {});
      const at = refOf(ref);
      await attempt(`changing ${ref}`, at.channel, () =>
        rest.patch(Routes.channelMessage(at.channel, at.message), { body: drawn.body, files: [...drawn.files] }),
      );
    },

    async remove(ref) {
      const at = refOf(ref);
      await attempt(`removing ${ref}`, at.channel, async () => {
        try {
          await rest.delete(Routes.channelMessage(at.channel, at.message));
        } catch (error) {
          const code = codeOf(error);
          if (code !== CODES.unknownMessage && code !== CODES.unknownChannel) throw error;
        }
      });
    },

    async find(to, key, since) {
      return attempt(`reading the history of ${to}`, guildChannel(to), async () => {
        const channel = await channelOf(rest, to);
        const found = await pages(rest, channel, since);
        for (const thread of await threadsOf(rest, channel, since)) found.push(...(await pages(rest, thread, since)));
        return found
          .filter((message) => message.author.id === self() && hasKey(message, key))
          .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
          .map((message) => messageRef(message.channel_id, message.id));
      });
    },

    async check(to) {
      const mailbox = readMailbox(to);
      if (mailbox === undefined) throw new PostError('refused', `${to} is no place on Discord`);
      if (mailbox.kind === 'user') return { ok: true, missing: [], advice: '' };
      try {
        return await checkChannel(rest, self(), mailbox.id);
      } catch (error) {
        throw postError(error, `checking ${channelMailbox(mailbox.id)}`);
      }
    },
  };
}

const get = async <T>(rest: REST, route: `/${string}`, query?: URLSearchParams): Promise<T> =>
  (await rest.get(route, query === undefined ? {} : { query })) as T;

async function channelOf(rest: REST, to: Mailbox): Promise<Snowflake> {
  const mailbox = readMailbox(to);
  if (mailbox === undefined) throw new PostError('refused', `${to} is no place on Discord`);
  if (mailbox.kind === 'channel') return mailbox.id;
  // Opening a direct message again gives the same channel, so this may be repeated.
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: mailbox.id } })) as { id: string };
  return channel.id;
}

/** The thread under a message, opened when there is none. A thread has the id of the message it grew from. */
async function threadUnder(rest: REST, ref: MessageRef, title: string): Promise<Snowflake> {
  const at = refOf(ref);
  try {
    await rest.post(Routes.threads(at.channel, at.message), {
      body: { name: title.slice(0, 100), auto_archive_duration: THREAD_MINUTES },
    });
  } catch (error) {
    if (codeOf(error) === CODES.threadExists) return at.message;
    // a message that stands in a thread already: no threads within threads, so the talk goes on beside it
    if (error instanceof DiscordAPIError && error.status === 400 && (await isThread(rest, at.channel)))
      return at.channel;
    throw error;
  }
  return at.message;
}

const isThread = async (rest: REST, id: Snowflake): Promise<boolean> =>
  'thread_metadata' in (await get<APIChannel>(rest, Routes.channel(id)));

/** Everything that was written in a channel since. */
async function pages(rest: REST, channel: Snowflake, since: number): Promise<APIMessage[]> {
  const all: APIMessage[] = [];
  const first = BigInt(firstIdAt(since));
  let after = String(first === 0n ? first : first - 1n);
  for (;;) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const page = await get<APIMessage[]>(rest, Routes.channelMessages(channel), query);
    all.push(...page);
    if (page.length < PAGE) return all;
    after = page.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
}

/** Threads of this channel in which something was written since: a post may have gone `under` an older message. */
async function threadsOf(rest: REST, channel: Snowflake, since: number): Promise<Snowflake[]> {
  const place = await get<APIChannel>(rest, Routes.channel(channel));
  if (!('guild_id' in place) || place.guild_id === undefined || 'thread_metadata' in place) return [];
  const { threads } = await get<{ threads: APIThreadChannel[] }>(rest, Routes.guildActiveThreads(place.guild_id));
  const first = BigInt(firstIdAt(since));
  return threads
    .filter((thread) => thread.parent_id === channel && BigInt(thread.last_message_id ?? thread.id) >= first)
    .map((thread) => thread.id);
}

function refOf(ref: MessageRef): { readonly channel: string; readonly message: string } {
  const at = readMessageRef(ref);
  if (at === undefined) throw new PostError('refused', `${ref} names no message on Discord`);
  return at;
}

const guildChannel = (to: Mailbox): Snowflake | undefined => {
  const mailbox = readMailbox(to);
  return mailbox?.kind === 'channel' ? mailbox.id : undefined;
};

const withMention = ({ key, mention }: PostOptions): RenderOptions =>
  mention === undefined ? { key } : { key, mention };

/** Discord takes at most 25 characters; a longer key is cut down to a hash of it. */
const nonceOf = (key: string): string =>
  key.length <= 25 ? key : createHash('sha256').update(key).digest('base64url').slice(0, 25);

function hasKey(message: APIMessage, key: string): boolean {
  const [first] = message.components ?? [];
  return message.nonce === nonceOf(key) || first?.id === keyId(key);
}

/** A card that Discord cannot show will not be shown tomorrow either. */
function draw(card: Card, options: RenderOptions): Rendered {
  try {
    return renderCard(card, options);
  } catch (error) {
    if (!(error instanceof RenderProblem)) throw error;
    throw new PostError('refused', error.message, { advice: error.problems.join(' '), cause: error });
  }
}
