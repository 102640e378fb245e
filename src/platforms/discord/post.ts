/** Posts, changes, removes and finds messages outside of any interaction: drops, reveals, reminders. */
import { type APIChannel, DiscordAPIError, MessageFlags, type REST, Routes, type Snowflake } from 'discord.js';
import type { Card } from '../../chat/card.ts';
import { lineOf } from '../../chat/fault.ts';
import { PostError, type Platform, type PostOptions } from '../../chat/platform.ts';
import type { Mailbox, MessageRef } from '../../chat/request.ts';
import type { Rendered } from './body.ts';
import { CODES, codeOf, postError } from './errors.ts';
import { findByKey, nonceOf } from './find.ts';
import { channelMailbox, guildOf, messageRef, readMailbox, readMessageRef } from './ids.ts';
import { RenderProblem } from './limits.ts';
import { checkChannel } from './permissions.ts';
import { renderCard, type RenderOptions } from './render.ts';

/**
 * Milliseconds to wait for one answer of Discord before the outcome is called in doubt. It is the timeout of the whole
 * `REST` that is given here; one repetition at most keeps a post well under a minute.
 */
export const POST_TIMEOUT = 10_000;
/** Minutes after which a thread nobody writes in folds up: three days, so that it outlives a weekend. */
const THREAD_MINUTES = 4_320;

type Poster = Pick<Platform, 'post' | 'edit' | 'remove' | 'find' | 'check' | 'stillMember'>;

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
      return attempt(`posting to ${to}`, guildChannel(to), () => send(rest, to, drawn, options));
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
        const found = await findByKey(rest, self(), { channel: await channelOf(rest, to), key, since });
        return found.map((message) => messageRef(message.channel_id, message.id));
      });
    },

    async check(to) {
      const mailbox = mailboxOf(to);
      if (mailbox.kind === 'user') return { ok: true, missing: [], advice: '' };
      try {
        return await checkChannel(rest, self(), mailbox.id);
      } catch (error) {
        throw postError(error, `checking ${channelMailbox(mailbox.id)}`);
      }
    },

    async stillMember(person, community) {
      const guild = guildOf(community);
      const mailbox = readMailbox(person);
      if (guild === undefined || mailbox?.kind !== 'user')
        throw new PostError('refused', `${person} in ${community} cannot be looked up on Discord`);
      try {
        await rest.get(Routes.guildMember(guild, mailbox.id));
        return true;
      } catch (error) {
        const code = codeOf(error);
        if (code === CODES.unknownMember || code === CODES.unknownUser) return false;
        throw postError(error, `looking for ${person} in ${community}`);
      }
    },
  };
}

async function send(rest: REST, to: Mailbox, drawn: Rendered, options: PostOptions): Promise<MessageRef> {
  // A channel hears of a drop only when its cohort asked for a mention; a person's own reminder may ring.
  const silent = options.mention === undefined && guildChannel(to) !== undefined;
  const quiet = silent ? MessageFlags.SuppressNotifications : 0;
  const channel =
    options.under === undefined
      ? await channelOf(rest, to)
      : await threadUnder(rest, options.under, options.threadTitle ?? 'Talk about it');
  const message = (await rest.post(Routes.channelMessages(channel), {
    body: { ...drawn.body, flags: drawn.body.flags | quiet, nonce: nonceOf(options.key), enforce_nonce: true },
    files: [...drawn.files],
  })) as { id: string };
  return messageRef(channel, message.id);
}

async function channelOf(rest: REST, to: Mailbox): Promise<Snowflake> {
  const mailbox = mailboxOf(to);
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
  'thread_metadata' in ((await rest.get(Routes.channel(id))) as APIChannel);

/** @throws PostError */
function mailboxOf(to: Mailbox) {
  const mailbox = readMailbox(to);
  if (mailbox === undefined) throw new PostError('refused', `${to} is no place on Discord`);
  return mailbox;
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

/** A card that Discord cannot show will not be shown tomorrow either. */
function draw(card: Card, options: RenderOptions): Rendered {
  try {
    return renderCard(card, options);
  } catch (error) {
    if (!(error instanceof RenderProblem)) throw error;
    throw new PostError('refused', error.message, { advice: error.problems.map(lineOf).join(' '), cause: error });
  }
}
