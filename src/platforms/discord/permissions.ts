/** What the bot asks Discord for, and why: permissions, intents, the invitation, and what is missing in a channel. */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  ChannelType,
  type Client,
  GatewayIntentBits,
  type GatewayMessageCreateDispatchData,
  OAuth2Scopes,
  OverwriteType,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import type { PlaceCheck } from '../../chat/platform.ts';
import { CODES, codeOf } from './errors.ts';
import { mayManage } from './read.ts';

export interface Permission {
  /** As Discord's settings call it. */
  readonly name: string;
  readonly bit: bigint;
  readonly reason: string;
}

/** The least that works. Answers to commands and buttons need none of them; posting and talking do. */
export const REQUIRED_PERMISSIONS: readonly Permission[] = [
  {
    name: 'View Channel',
    bit: PermissionFlagsBits.ViewChannel,
    reason: 'to see the channel that drops are posted to, and messages that mention the bot',
  },
  {
    name: 'Send Messages',
    bit: PermissionFlagsBits.SendMessages,
    reason: 'to post the daily question, and to answer when it is mentioned',
  },
  {
    name: 'Create Public Threads',
    bit: PermissionFlagsBits.CreatePublicThreads,
    reason: 'to open a thread under a drop for its solution and for talk',
  },
  {
    name: 'Send Messages in Threads',
    bit: PermissionFlagsBits.SendMessagesInThreads,
    reason: 'to post the solution into that thread',
  },
  {
    name: 'Attach Files',
    bit: PermissionFlagsBits.AttachFiles,
    reason: 'to show diagrams and charts, and to hand out files',
  },
  {
    name: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    reason: 'to look, after a failure, whether a drop or an answer stands there already, instead of posting twice',
  },
];

export interface Intent {
  readonly name: string;
  readonly bit: GatewayIntentBits;
  readonly reason: string;
}

/** No privileged intent: Discord sends the words of direct messages and of mentions without *Message Content*. */
export const INTENTS: readonly Intent[] = [
  {
    name: 'Guilds',
    bit: GatewayIntentBits.Guilds,
    reason: 'to know which roles may manage the server, when somebody talks to the bot',
  },
  { name: 'Guild Messages', bit: GatewayIntentBits.GuildMessages, reason: 'to be asked by a mention' },
  { name: 'Direct Messages', bit: GatewayIntentBits.DirectMessages, reason: 'to be asked in a direct message' },
];

/** The link by which an admin adds the bot, with the least permissions. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: String(REQUIRED_PERMISSIONS.reduce((sum, permission) => sum | permission.bit, 0n)),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** What decides about permissions, as Discord's API describes it. */
export interface Standing {
  readonly guild: Pick<APIGuild, 'id' | 'owner_id'> & {
    readonly roles: readonly { readonly id: string; readonly permissions: string }[];
  };
  readonly user: string;
  /** Ids of the person's roles; the guild's own id is everybody's role and need not be among them. */
  readonly roles: readonly string[];
  /** The channel's own rules; none for what holds in the whole guild. */
  readonly overwrites?: readonly APIOverwrite[];
}

/** The permissions somebody holds, by the algorithm that Discord publishes under *Permissions*. */
export function heldPermissions({ guild, user, roles, overwrites = [] }: Standing): bigint {
  if (user === guild.owner_id) return ALL;
  const mine = new Set([...roles, guild.id]);
  let held = guild.roles.filter((role) => mine.has(role.id)).reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return ALL;
  // Everybody's rule first, then those of all roles together, then the person's own; each may take back the former.
  const apply = (rules: readonly APIOverwrite[]): void => {
    for (const { deny } of rules) held &= ~BigInt(deny);
    for (const { allow } of rules) held |= BigInt(allow);
  };
  apply(overwrites.filter((rule) => rule.id === guild.id));
  apply(overwrites.filter((rule) => rule.type === OverwriteType.Role && rule.id !== guild.id && mine.has(rule.id)));
  apply(overwrites.filter((rule) => rule.type === OverwriteType.Member && rule.id === user));
  return held;
}

/**
 * Whether the author of a message may change the community's settings, by the guild's roles as the client has them:
 * unlike an interaction, a message does not say.
 */
export function mayManageGuild(
  client: Client,
  message: Pick<Partial<GatewayMessageCreateDispatchData>, 'author' | 'guild_id' | 'member'>,
): boolean {
  const guild = client.guilds.cache.get(message.guild_id ?? '');
  // an update of a message does not always say whose it is
  if (guild === undefined || message.author === undefined) return false;
  const roles = guild.roles.cache.map((role) => ({ id: role.id, permissions: String(role.permissions.bitfield) }));
  const standing = { guild: { id: guild.id, owner_id: guild.ownerId, roles }, user: message.author.id };
  return mayManage(heldPermissions({ ...standing, roles: message.member?.roles ?? [] }));
}

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
/** Without it a channel is not there at all, whatever else is allowed. */
const VIEW = PermissionFlagsBits.ViewChannel;

/** Names of the required permissions that are not among `held`. */
export function missingPermissions(held: bigint, inThread = false): string[] {
  // Inside a thread one writes with another permission, and opens no further thread.
  const needless: ReadonlySet<bigint> = inThread
    ? new Set([PermissionFlagsBits.SendMessages, PermissionFlagsBits.CreatePublicThreads])
    : new Set();
  const seen = (held & VIEW) === 0n ? 0n : held;
  return REQUIRED_PERMISSIONS.filter(({ bit }) => !needless.has(bit) && (seen & bit) === 0n).map(({ name }) => name);
}

const bad = (missing: readonly string[], advice: string): PlaceCheck => ({ ok: false, missing, advice });

/**
 * Looks at the guild's roles and the channel's own rules. Asked anew each time, not from a cache: it is rare, it must be
 * right just after an admin changed something, and the guild may belong to another process's shard.
 * @throws the client library's errors when Discord cannot be asked
 */
export async function checkChannel(rest: REST, self: string, channelId: string): Promise<PlaceCheck> {
  let channel: APIChannel;
  try {
    channel = await get<APIChannel>(rest, Routes.channel(channelId));
  } catch (error) {
    if (codeOf(error) === CODES.unknownChannel) {
      return bad(['View Channel'], 'That channel no longer exists. Choose another one.');
    }
    if (codeOf(error) === CODES.missingAccess || codeOf(error) === CODES.missingPermissions) {
      return bad(['View Channel'], `I cannot see <#${channelId}>: give my role *View Channel* there.`);
    }
    throw error;
  }
  if (!('guild_id' in channel) || channel.guild_id === undefined) return GOOD; // a direct message
  const thread = THREADS.has(channel.type);
  if (!thread && channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement) {
    return bad([], `<#${channelId}> is not a text channel. Choose a text or announcement channel.`);
  }
  const parent =
    thread && 'parent_id' in channel && typeof channel.parent_id === 'string' ? channel.parent_id : undefined;
  const [guild, member, ruled] = await Promise.all([
    get<APIGuild>(rest, Routes.guild(channel.guild_id)),
    get<APIGuildMember>(rest, Routes.guildMember(channel.guild_id, self)),
    // a thread has no rules of its own
    parent === undefined ? channel : get<APIChannel>(rest, Routes.channel(parent)),
  ]);
  const overwrites = 'permission_overwrites' in ruled ? (ruled.permission_overwrites ?? []) : [];
  const missing = missingPermissions(heldPermissions({ guild, user: self, roles: member.roles, overwrites }), thread);
  if (missing.length === 0) return 'name' in channel && channel.name ? { ...GOOD, name: `#${channel.name}` } : GOOD;
  const where = parent ?? channelId;
  return bad(
    missing,
    `In <#${where}> I lack: ${missing.join(', ')}. Open *Edit Channel > Permissions* there, add my role, and allow them.`,
  );
}

const GOOD: PlaceCheck = { ok: true, missing: [], advice: '' };
const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

const get = async <T>(rest: REST, route: `/${string}`): Promise<T> => (await rest.get(route)) as T;
