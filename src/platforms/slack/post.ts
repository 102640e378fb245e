/** What Sous posts unasked: post, edit, remove, find and check of the platform contract. */
import type { webApi } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import { lineOf } from '../../chat/fault.ts';
import { type PlaceCheck, type Platform, PostError, type PostOptions } from '../../chat/platform.ts';
import type { CommunityId, Mailbox, MessageRef, PersonId } from '../../chat/request.ts';
import { type Clients, NotInstalled } from './clients.ts';
import type { Commands } from './command-names.ts';
import { adviceFor, postError, readFailure } from './errors.ts';
import { findByKey, METADATA } from './find.ts';
import { messageRef, type PlaceId, readMessageRef, readPlace, teamOf } from './ids.ts';
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

type Posting = Pick<Platform, 'post' | 'edit' | 'remove' | 'find' | 'check' | 'stillMember'>;

/** A usergroup's id: `S` and letters or digits. */
const USERGROUP = /^S[A-Z0-9]{2,20}$/u;

export const createPosting = (tools: PostTools): Posting => ({
  post: (to, card, options) => post(tools, to, card, options),
  edit: (ref, card) => edit(tools, ref, card),
  remove: (ref) => remove(tools, ref),
  find: (to, key, since) => find(tools, to, key, since),
  check: (to) => check(tools, to),
  stillMember: (person, community) => stillMember(tools, person, community),
});

async function post(tools: PostTools, to: Mailbox, card: Card, options: PostOptions): Promise<MessageRef> {
  const { uploads, pace } = tools;
  const place = placeOf(to);
  const { team } = place;
  const thread = options.under === undefined ? undefined : threadOf(options.under, place);
  const client = await clientOf(tools, team);
  const files = await uploads.of(client, team, card);
  const mention = options.mention;
  if (mention !== undefined && !USERGROUP.test(mention)) {
    throw new PostError('refused', `"${mention}" is no Slack user group`, {
      advice: 'Choose a user group to mention.',
    });
  }
  const channel = thread?.channel ?? (place.kind === 'user' ? place.user : place.channel);
  const shared = await uploads.share(client, team, card, {
    to: channel,
    cardIn: channel,
    wait: 'errand',
    ...(thread !== undefined && { thread: thread.ts }),
  });
  const message = draw(tools, card, { files, shared, ...(mention !== undefined && { mention }) });
  await pace.turn(`${team}.${channel}`);
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
    const wrong = await failure(tools, `chat.postMessage to ${to}`, team, error);
    if (wrong.retryAfter !== undefined) pace.hold(`${team}.${channel}`, wrong.retryAfter);
    throw wrong;
  }
}

async function edit(tools: PostTools, ref: MessageRef, card: Card): Promise<void> {
  const { team, channel, ts } = idOf(ref);
  const client = await clientOf(tools, team);
  const files = await tools.uploads.of(client, team, card);
  const message = draw(tools, card, { files });
  try {
    await client.chat.update({ channel, ts, ...message });
  } catch (error) {
    throw await failure(tools, `chat.update of ${ref}`, team, error);
  }
}

async function remove(tools: PostTools, ref: MessageRef): Promise<void> {
  const { team, channel, ts } = idOf(ref);
  const client = await clientOf(tools, team);
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    if (readFailure(error).code === 'message_not_found') return;
    throw await failure(tools, `chat.delete of ${ref}`, team, error);
  }
}

async function find(tools: PostTools, to: Mailbox, key: string, since: number): Promise<readonly MessageRef[]> {
  const place = placeOf(to);
  const client = await clientOf(tools, place.team);
  try {
    const channel = await channelOf(client, place);
    const found = await findByKey(client, channel, key, since);
    return found.map((ts) => messageRef({ team: place.team, channel, ts }));
  } catch (error) {
    throw await failure(tools, `looking for ${key} in ${to}`, place.team, error, true);
  }
}

async function check({ clients }: PostTools, to: Mailbox): Promise<PlaceCheck> {
  const place = placeOf(to);
  const { team } = place;
  const name = await botName(clients, team);
  try {
    const client = await clients.of(team);
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
    const failed = readFailure(error);
    return { ok: false, missing: [failed.needed ?? failed.code], advice: adviceFor(failed, name) };
  }
}

/** What Slack answers about somebody who is not there, or whom the workspace cannot see any more. */
const NOBODY = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

/** A guest of another workspace is one for as long as this one can see them. */
async function stillMember(tools: PostTools, person: PersonId, community: CommunityId): Promise<boolean> {
  const place = placeOf(person);
  const team = teamOf(community);
  if (place.kind !== 'user' || team === undefined)
    throw new PostError('refused', `${person} in ${community} cannot be looked up on Slack`);
  const client = await clientOf(tools, team);
  try {
    const { user } = await client.users.info({ user: place.user });
    if (user === undefined) throw new PostError('busy', 'users.info told of nobody');
    if (user.deleted === true) return false;
    const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])].filter((one) => one !== undefined);
    return place.team !== team || teams.length === 0 || teams.includes(team);
  } catch (error) {
    if (NOBODY.has(readFailure(error).code)) return false;
    throw await failure(tools, `users.info of ${person}`, team, error, true);
  }
}

/** @throws PostError */
async function clientOf({ clients }: PostTools, team: string): Promise<webApi.WebClient> {
  try {
    return await clients.of(team);
  } catch (error) {
    throw notReachable(team, error);
  }
}

/** Slack's history wants the id of the direct message's channel, not of the person. */
async function channelOf(client: webApi.WebClient, place: PlaceId): Promise<string> {
  if (place.kind === 'channel') return place.channel;
  const opened = await client.conversations.open({ users: place.user });
  if (opened.channel?.id === undefined) throw new PostError('busy', 'conversations.open gave no channel');
  return opened.channel.id;
}

/** @throws PostError when the card cannot be drawn for Slack. */
function draw({ commands }: PostTools, card: Card, options: Omit<DrawOptions, 'surface'>): DrawnMessage {
  try {
    return drawMessage(card, { ...options, commands: commands() });
  } catch (error) {
    if (!(error instanceof CardProblem)) throw error;
    throw new PostError('refused', error.message, { advice: error.problems.map(lineOf).join(' '), cause: error });
  }
}

const failure = async (
  { clients }: PostTools,
  what: string,
  team: string,
  error: unknown,
  reads = false,
): Promise<PostError> => postError(what, error, await botName(clients, team), reads);

/** For advice only, so that its failing hides nothing. */
const botName = async (clients: Clients, team: string): Promise<string> =>
  clients.identity(team).then(
    (me) => me.botName,
    () => 'sous',
  );

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
