/** The fake's things in the form in which Discord sends them. */
import {
  APPLICATION,
  BOT,
  BOT_ROLE,
  type Channel,
  GUILD,
  type Interaction,
  type Message,
  type User,
  type World,
} from './world.ts';

export const userJson = ({ id, username, bot }: User) => ({
  id,
  username,
  discriminator: '0',
  global_name: null,
  avatar: null,
  ...(bot === true && { bot: true }),
});

/** *Manage Server*, for admins. */
export const ADMIN_BIT = 1n << 5n;

export const memberJson = (user: User) => ({
  user: userJson(user),
  nick: null,
  avatar: null,
  roles: user.id === BOT ? [BOT_ROLE] : user.admin ? [ADMIN_ROLE] : [],
  joined_at: '2024-01-01T00:00:00.000Z',
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
});
export const ADMIN_ROLE = '900000000000000039';

export const channelJson = (channel: Channel) => ({
  id: channel.id,
  type: channel.type,
  last_message_id: channel.last_message_id ?? null,
  flags: 0,
  ...(channel.recipient === undefined
    ? {
        guild_id: channel.guild_id,
        name: channel.name,
        parent_id: channel.parent_id ?? null,
        position: 0,
        nsfw: false,
        topic: null,
        rate_limit_per_user: 0,
        permission_overwrites: channel.overwrites,
        ...(channel.type === 11 && {
          owner_id: BOT,
          message_count: 0,
          member_count: 1,
          thread_metadata: {
            archived: false,
            auto_archive_duration: 4_320,
            archive_timestamp: '2024-01-01T00:00:00.000Z',
            locked: false,
          },
        }),
      }
    : { recipients: [{ id: channel.recipient, username: 'someone', discriminator: '0', avatar: null }] }),
});

export const guildJson = (world: World) => ({
  id: GUILD,
  name: 'Kitchen',
  icon: null,
  splash: null,
  discovery_splash: null,
  owner_id: '900000000000000099',
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: [...world.roles, { id: ADMIN_ROLE, name: 'admin', permissions: String(ADMIN_BIT) }].map((role, position) => ({
    ...role,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  })),
  emojis: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: 0,
  preferred_locale: 'en-US',
  public_updates_channel_id: null,
  nsfw_level: 0,
  premium_progress_bar_enabled: false,
  safety_alerts_channel_id: null,
});

/** As the gateway announces it, with what the REST answer leaves out. */
export const guildCreateJson = (world: World) => {
  const inGuild = [...world.channels.values()].filter(
    ({ guild_id, deleted }) => guild_id !== undefined && deleted !== true,
  );
  return {
    ...guildJson(world),
    joined_at: '2024-01-01T00:00:00.000Z',
    large: false,
    unavailable: false,
    member_count: world.users.size,
    members: [memberJson(world.user(BOT))],
    channels: inGuild.filter((channel) => channel.type !== 11).map(channelJson),
    threads: inGuild.filter((channel) => channel.type === 11).map(channelJson),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    stickers: [],
  };
};

export const messageJson = (world: World, message: Message) => {
  const author = world.user(message.author);
  const channel = world.channel(message.channel);
  return {
    id: message.id,
    type: message.replyTo === undefined ? 0 : 19,
    channel_id: message.channel,
    author: userJson(author),
    ...(message.webhook !== undefined && { webhook_id: message.webhook }),
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.edits === 0 ? null : new Date(world.now()).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: mentioned(world, message.content).map(userJson),
    mention_roles: [],
    attachments: message.attachments.map(({ bytes, ...attachment }) => ({
      ...attachment,
      size: bytes.length,
      url: `https://cdn.discordapp.com/attachments/${message.channel}/${attachment.id}/${attachment.filename}`,
      proxy_url: `https://media.discordapp.net/attachments/${message.channel}/${attachment.id}/${attachment.filename}`,
    })),
    embeds: [],
    pinned: false,
    flags: message.flags,
    components: message.components,
    ...(message.replyTo !== undefined && {
      message_reference: { message_id: message.replyTo, channel_id: message.channel },
    }),
    ...(channel.guild_id !== undefined && { guild_id: GUILD, member: withoutUser(author) }),
    channel_type: channel.type,
  };
};

const mentioned = (world: World, content: string): User[] =>
  [...content.matchAll(/<@!?(\d+)>/gu)].flatMap(([, id]) => world.users.get(id ?? '') ?? []);

const withoutUser = (user: User) => {
  const { user: _, ...member } = memberJson(user);
  return member;
};

export const interactionJson = (world: World, interaction: Interaction, data: unknown) => {
  const user = world.user(interaction.user);
  const channel = world.channel(interaction.channel);
  const inGuild = channel.guild_id !== undefined;
  const message = interaction.message === undefined ? undefined : world.messages.get(interaction.message);
  return {
    id: interaction.id,
    application_id: APPLICATION,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelJson(channel),
    ...(inGuild
      ? {
          guild_id: GUILD,
          guild: { id: GUILD, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: { ...memberJson(user), permissions: String(user.admin ? ADMIN_BIT : 0n) },
        }
      : { user: userJson(user) }),
    context: inGuild ? 0 : 1,
    locale: 'en-GB',
    app_permissions: String(inGuild ? world.botPermissions(channel) : 0n),
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { 0: inGuild ? GUILD : '0' },
    ...(message !== undefined && { message: messageJson(world, message) }),
  };
};
