/** The calls of Discord's REST interface that Sous makes, with Discord's answers and refusals. */
import { PermissionFlagsBits } from 'discord.js';
import { channelJson, guildJson, memberJson, messageJson, userJson } from './json.ts';
import { checkMessage, parse } from './rules.ts';
import { commands, createMessage, editMessage, startThread } from './schemas.ts';
import type { Call, Routes } from './server.ts';
import { ApiError, APPLICATION, BOT, type Channel, GUILD, type Message, type World } from './world.ts';

/** Milliseconds for which a nonce is remembered; Discord says "a few minutes". */
const NONCE_WINDOW = 180_000;

export interface Hooks {
  readonly gatewayUrl: () => string;
  /** A message came into being. */
  readonly said: (message: Message) => void;
}

export function botRoutes(world: World, hooks: Hooks): Routes[] {
  const bot = (method: string, path: RegExp, run: Routes['run']): Routes => ({ method, path, bot: true, run });
  const listed = (key: string) =>
    (world.commands.get(key) ?? []).map((command) => ({
      // what Discord adds and fills in by itself
      ...command,
      application_id: APPLICATION,
      version: command.id,
      nsfw: false,
      dm_permission: true,
      default_member_permissions: (command.type === 1 ? command.default_member_permissions : null) ?? null,
      name_localizations: command.name_localizations ?? null,
      description_localizations: (command.type === 1 ? command.description_localizations : null) ?? null,
      ...(command.type === 3 && { description: '' }),
      ...(key === 'global' ? {} : { guild_id: key, contexts: null, integration_types: [0] }),
    }));
  const put = (key: string, call: Call) => {
    const list = parse(commands, call.body);
    world.commands.set(
      key,
      list.map((command) => ({ ...command, id: world.newId() })),
    );
    return listed(key);
  };
  return [
    bot('GET', /^\/gateway\/bot$/u, () => ({
      url: hooks.gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 1_000, max_concurrency: 1 },
    })),
    bot('GET', /^\/users\/@me$/u, () => userJson(world.user(BOT))),
    bot('GET', /^\/applications\/@me$/u, () => ({
      id: APPLICATION,
      name: 'Sous',
      flags: 0,
      bot: userJson(world.user(BOT)),
    })),
    bot('GET', /^\/users\/@me\/guilds$/u, () => [{ id: GUILD, name: 'Kitchen' }]),
    bot('GET', /^\/guilds\/(\d+)$/u, (_, [id]) => {
      if (id !== GUILD) throw new ApiError(404, 10_004, 'Unknown Guild');
      return guildJson(world);
    }),
    bot('GET', /^\/guilds\/(\d+)\/members\/(\d+)$/u, (_, [guild, id = '']) => {
      if (guild !== GUILD) throw new ApiError(404, 10_004, 'Unknown Guild');
      const user = world.user(id);
      if (world.left.has(id)) throw new ApiError(404, 10_007, 'Unknown Member');
      return memberJson(user);
    }),
    bot('GET', /^\/guilds\/\d+\/threads\/active$/u, () => ({
      threads: [...world.channels.values()].filter((channel) => channel.type === 11).map(channelJson),
      members: [],
    })),
    bot('GET', /^\/applications\/\d+\/commands$/u, () => listed('global')),
    bot('PUT', /^\/applications\/\d+\/commands$/u, (call) => put('global', call)),
    bot('GET', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/u, (_, [guild = '']) => listed(guild)),
    bot('PUT', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/u, (call, [guild = '']) => put(guild, call)),
    bot('POST', /^\/users\/@me\/channels$/u, ({ body }) => {
      const { recipient_id } = body as { recipient_id: string };
      return channelJson(world.direct(world.user(recipient_id).id));
    }),
    bot('GET', /^\/channels\/(\d+)$/u, (_, [id = '']) => {
      const channel = world.channel(id);
      world.demand(channel, PermissionFlagsBits.ViewChannel);
      return channelJson(channel);
    }),
    bot('POST', /^\/channels\/(\d+)\/typing$/u, (_, [id = '']) => {
      world.demand(world.channel(id), PermissionFlagsBits.SendMessages);
    }),
    bot('POST', /^\/channels\/(\d+)\/messages$/u, (call, [id = '']) => create(world, hooks, world.channel(id), call)),
    bot('GET', /^\/channels\/(\d+)\/messages$/u, ({ query }, [id = '']) => {
      const channel = world.channel(id);
      world.demand(channel, PermissionFlagsBits.ReadMessageHistory);
      const after = BigInt(query.get('after') ?? '0');
      const limit = Number(query.get('limit') ?? '50');
      if (limit < 1 || limit > 100) throw new ApiError(400, 50_035, 'limit: between 1 and 100');
      return [...world.messages.values()]
        .filter((one) => one.channel === id && !one.gone && one.only === undefined && BigInt(one.id) > after)
        .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
        .slice(0, limit)
        .toReversed()
        .map((message) => messageJson(world, message));
    }),
    bot('GET', /^\/channels\/(\d+)\/messages\/(\d+)$/u, (_, [channel = '', id = '']) =>
      messageJson(world, world.message(world.channel(channel).id, id)),
    ),
    bot('PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/u, (call, [channel = '', id = '']) => {
      const message = world.message(world.channel(channel).id, id);
      world.demand(world.channel(channel), PermissionFlagsBits.ViewChannel);
      if (message.author !== BOT) throw new ApiError(403, 50_005, 'Cannot edit a message authored by another user');
      return edit(world, message, call, false);
    }),
    bot('DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/u, (_, [channel = '', id = '']) => {
      const message = world.message(world.channel(channel).id, id);
      if (message.author !== BOT) world.demand(world.channel(channel), PermissionFlagsBits.ManageMessages);
      message.gone = true;
    }),
    bot('POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/u, ({ body }, [channelId = '', id = '']) => {
      const channel = world.channel(channelId);
      const { name } = parse(startThread, body);
      if (channel.type === 11) throw new ApiError(400, 50_024, 'Cannot execute action on this channel type');
      world.message(channelId, id);
      world.demand(channel, PermissionFlagsBits.CreatePublicThreads);
      if (world.channels.has(id)) {
        throw new ApiError(400, 160_004, 'A thread has already been created for this message');
      }
      const thread: Channel = { id, type: 11, name, guild_id: GUILD, parent_id: channelId, overwrites: [] };
      world.channels.set(id, thread);
      return channelJson(thread);
    }),
  ];
}

function create(world: World, hooks: Hooks, channel: Channel, call: Call): unknown {
  const body = parse(createMessage, call.body);
  world.demand(
    channel,
    channel.type === 11 ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
  );
  if (channel.recipient !== undefined && world.user(channel.recipient).closed === true) {
    throw new ApiError(403, 50_007, 'Cannot send messages to this user');
  }
  if (call.files.length > 0) world.demand(channel, PermissionFlagsBits.AttachFiles);
  const checked = checkMessage(world, body, call.files, { answer: false, edit: false });
  if (body.enforce_nonce === true && body.nonce !== undefined) {
    const known = [...world.messages.values()].find(
      (message) =>
        message.channel === channel.id &&
        message.author === BOT &&
        message.nonce === body.nonce &&
        world.now() - message.createdAt < NONCE_WINDOW,
    );
    if (known !== undefined) return { ...messageJson(world, known), nonce: body.nonce };
  }
  const message = world.store({
    channel: channel.id,
    author: BOT,
    content: body.content ?? '',
    nonce: body.nonce,
    replyTo: body.message_reference?.message_id,
    loading: false,
    allowed: body.allowed_mentions ?? {},
    ...checked,
  });
  hooks.said(message);
  return { ...messageJson(world, message), nonce: body.nonce };
}

/** Shared by edits with the bot's token and with an interaction's. */
export function edit(world: World, message: Message, call: Call, answer: boolean): unknown {
  const body = parse(editMessage, call.body);
  const checked = checkMessage(world, body, call.files, { answer, edit: true });
  if ((message.flags & (1 << 15)) !== 0 && (checked.flags & (1 << 15)) === 0) {
    throw new ApiError(400, 50_035, 'flags: IS_COMPONENTS_V2 cannot be removed from a message');
  }
  message.components = checked.components;
  message.attachments = checked.attachments;
  message.flags |= checked.flags;
  message.loading = false;
  message.edits += 1;
  message.allowed = body.allowed_mentions ?? {};
  return messageJson(world, message);
}
