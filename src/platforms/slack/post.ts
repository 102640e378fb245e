/** What Sous posts unasked: post, edit, remove, find and check of the platform contract. */
import type { webApi } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import { type PlaceCheck, type Platform, PostError, type PostOptions } from '../../chat/platform.ts';
import type { Mailbox, MessageRef } from '../../chat/request.ts';
import { type Clients, NotInstalled } from './clients.ts';
import type { Commands } from './command-names.ts';
import { adviceFor, postError, readFailure } from './errors.ts';
import { findByKey, METADATA } from './find.ts';
import { messageRef, type PlaceId, readMessageRef, readPlace } from './ids.ts';
import type { Pace } from './pace.ts';
import { type DrawnMessage, drawMessage, type DrawOptions } from './render.ts';
import type { Uploads } from './upload.ts';

export interface PostTools {
  readonly clients: Clients;
  readonly uploads: Uploads;
  readonly pace: Pace;
  /** How the commands that cards name are typed here: known once the app is. */
  readonly commands: () => Commands | undefined;
}

type Posting = Pick<Platform, 'post' | 'edit' | 'remove' | 'find' | 'check'>;

/** A usergroup's id: `S` and letters or digits. */
const USERGROUP = /^S[A-Z0-9]{2,20}$/u;

export const createPosting = (tools: PostTools): Posting => ({
  post: async (to, card, options) => post(tools, to, card, options),
  edit: async (ref, card) => edit(tools, ref, card),
  remove: async (ref) => remove(tools, ref),
  find: async (to, key, since) => find(tools, to, key, since),
  check: async (to) => check(tools, to),
});

/** @throws PostError */
async function clientOf({ clients }: PostTools, team: string): Promise<webApi.WebClient> {
  try {
    return await clients.of(team);
  } catch (error) {
    throw notReachable(team, error);
  }
}

/** For advice only, so that its failing hides nothing. */
async function botName({ clients }: PostTools, team: string): Promise<string> {
  return clients.identity(team).then(
    (me) => me.botName,
    () => 'sous',
  );
}

async function failed(tools: PostTools, what: string, team: string, error: unknown, reads = false): Promise<PostError> {
  return postError(what, error, await botName(tools, team), reads);
}

/** @throws PostError when the card cannot be drawn for Slack. */
function drawn({ commands }: PostTools, card: Card, options: Omit<DrawOptions, 'surface'>): DrawnMessage {
  try {
    return drawMessage(card, { ...options, commands: commands() });
  } catch (error) {
    if (!(error instanceof CardProblem)) throw error;
    throw new PostError('refused', error.message, { advice: error.problems.join(' '), cause: error });
  }
}

async function post(tools: PostTools, to: Mailbox, card: Card, options: PostOptions): Promise<MessageRef> {
  const place = placeOf(to);
  const { team } = place;
  const thread = options.under === undefined ? undefined : threadOf(options.under, place);
  const client = await clientOf(tools, team);
  const files = await tools.uploads.of(client, team, card);
  const mention = options.mention;
  if (mention !== undefined && !USERGROUP.test(mention)) {
    throw new PostError('refused', `"${mention}" is no Slack user group`, {
      advice: 'Choose a user group to mention.',
    });
  }
  const channel = thread?.channel ?? (place.kind === 'user' ? place.user : place.channel);
  const shared = await tools.uploads.share(client, team, card, {
    to: channel,
    cardIn: channel,
    ...(thread !== undefined && { thread: thread.ts }),
  });
  const message = drawn(tools, card, { files, shared, ...(mention !== undefined && { mention }) });
  await tools.pace.turn(`${team}.${channel}`);
  try {
    const sent = await client.chat.postMessage({
      channel,
      ...message,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: METADATA, event_payload: { key: options.key } },
      ...(thread !== undefined && { thread_ts: thread.ts }),
    }); // oxlint-disable-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
    if (sent.channel === undefined || sent.ts === undefined) {
      throw new PostError('doubt', 'chat.postMessage did not say where the message is');
    }
    return messageRef({ team, channel: sent.channel, ts: sent.ts });
  } catch (error) {
    const wrong = await failed(tools, `chat.postMessage to ${to}`, team, error);
    if (wrong.retryAfter !== undefined) tools.pace.hold(`${team}.${channel}`, wrong.retryAfter);
    throw wrong;
  }
}

async function edit(tools: PostTools, ref: MessageRef, card: Card): Promise<void> {
  const { team, channel, ts } = idOf(ref);
  const client = await clientOf(tools, team);
  const files = await tools.uploads.of(client, team, card);
  const message = drawn(tools, card, { files });
  try {
    await client.chat.update({ channel, ts, ...message });
  } catch (error) {
    throw await failed(tools, `chat.update of ${ref}`, team, error);
  }
}

async function remove(tools: PostTools, ref: MessageRef): Promise<void> {
  const { team, channel, ts } = idOf(ref);
  const client = await clientOf(tools, team);
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    if (readFailure(error).code === 'message_not_found') return;
    throw await failed(tools, `chat.delete of ${ref}`, team, error);
  }
}

/** Slack's history wants the id of the direct message's channel, not of the person. */
async function channelOf(client: webApi.WebClient, place: PlaceId): Promise<string> {
  if (place.kind === 'channel') return place.channel;
  const opened = await client.conversations.open({ users: place.user });
  if (opened.channel?.id === undefined) throw new PostError('busy', 'conversations.open gave no channel');
  return opened.channel.id;
}

async function find(tools: PostTools, to: Mailbox, key: string, since: number): Promise<readonly MessageRef[]> {
  const place = placeOf(to);
  const client = await clientOf(tools, place.team);
  try {
    const channel = await channelOf(client, place);
    const found = await findByKey(client, channel, key, since);
    return found.map((ts) => messageRef({ team: place.team, channel, ts }));
  } catch (error) {
    throw await failed(tools, `looking for ${key} in ${to}`, place.team, error, true);
  }
}

async function check(tools: PostTools, to: Mailbox): Promise<PlaceCheck> {
  const place = placeOf(to);
  const { team } = place;
  const name = await botName(tools, team);
  try {
    const client = await tools.clients.of(team);
    if (place.kind === 'user') {
      await channelOf(client, place);
      return { ok: true, missing: [], advice: '' };
    }
    const { channel } = await client.conversations.info({ channel: place.channel });
    if (channel?.is_archived === true) return lacking('is_archived', name);
    if (channel?.is_member !== true && channel?.is_im !== true) return lacking('not_in_channel', name);
    return { ok: true, missing: [], advice: '' };
  } catch (error) {
    if (error instanceof NotInstalled) return { ok: false, missing: ['installation'], advice: REINSTALL };
    const failure = readFailure(error);
    const missing = failure.needed ?? failure.code;
    return { ok: false, missing: [missing], advice: adviceFor(failure, name) };
  }
}

const REINSTALL = 'The app is not installed in that workspace (any more). Install it again.';

const lacking = (code: string, bot: string): PlaceCheck => ({
  ok: false,
  missing: [code],
  advice: adviceFor({ code, outcome: 'refused', details: [] }, bot),
});

function notReachable(team: string, error: unknown): PostError {
  if (error instanceof NotInstalled)
    return new PostError('refused', error.message, { advice: REINSTALL, cause: error });
  return new PostError('busy', `the token of the workspace ${team} could not be read`, { cause: error });
}

/** @throws PostError */
function placeOf(to: Mailbox): PlaceId {
  const place = readPlace(to);
  if (place === undefined) throw new PostError('refused', `${to} is no place on Slack`);
  return place;
}

/** @throws PostError */
function idOf(ref: MessageRef): { readonly team: string; readonly channel: string; readonly ts: string } {
  const id = readMessageRef(ref);
  if (id === undefined) throw new PostError('refused', `${ref} is no message on Slack`);
  return id;
}

/** Threads have no titles on Slack: `threadTitle` has nothing to name. @throws PostError */
function threadOf(under: MessageRef, place: PlaceId): { readonly channel: string; readonly ts: string } {
  const id = idOf(under);
  const elsewhere = id.team !== place.team || (place.kind === 'channel' && id.channel !== place.channel);
  if (elsewhere) throw new PostError('refused', `${under} is not in the place to post to`);
  return id;
}
