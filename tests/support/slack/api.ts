/** The fake Slack's Web API: the methods that the app may call, with the refusals that Slack documents for them. */
import { checkBlocks, checkView, textLength } from './blocks.ts';
import {
  invalidArguments,
  invalidBlocks,
  needScope,
  READ_SCOPES,
  type Result,
  SCOPES,
  SlackRefusal,
} from './refusals.ts';
import { type Channel, directOf, type Message, standing, type Team, type View, type World } from './world.ts';

type Args = Readonly<Record<string, string>>;

const json = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** A method by its name; undefined when the fake does not know it, which is a fault of the test or the app. */
export function methodOf(world: World, url: string, method: string) {
  const fileReady = (team: Team) => (id: string) => {
    const file = world.files.get(id);
    return file?.team === team.id && file.state === 'done';
  };

  function channelOf(team: Team, id: string | undefined): Channel {
    const direct = id !== undefined && team.users.has(id) ? directOf(world, team, id) : undefined;
    const channel = direct ?? team.channels.get(id ?? '');
    if (channel === undefined) throw new SlackRefusal('channel_not_found');
    // private channels are not even known to those outside
    if (channel.kind === 'private' && !channel.members.has(team.bot.user)) throw new SlackRefusal('channel_not_found');
    return channel;
  }

  /** Where something is to be written for all who are there. */
  function placeOf(team: Team, args: Args, id: string | undefined): { channel: Channel; thread: string | undefined } {
    const channel = channelOf(team, id);
    if (channel.archived) throw new SlackRefusal('is_archived');
    if (!channel.members.has(team.bot.user)) throw new SlackRefusal('not_in_channel');
    const thread = args['thread_ts'];
    if (thread !== undefined && !world.live(team.id, channel.id).some((one) => one.ts === thread)) {
      throw new SlackRefusal('thread_not_found');
    }
    return { channel, thread };
  }

  function contentOf(team: Team, args: Args): Pick<Message, 'text' | 'blocks'> {
    const blocks = checkBlocks(json(args['blocks']) ?? [], 'message', fileReady(team));
    if ('errors' in blocks) throw invalidBlocks(blocks.errors);
    if ((args['text'] ?? '') === '' && blocks.blocks.length === 0) throw new SlackRefusal('no_text');
    if ((args['text'] ?? '').length > 40_000) throw new SlackRefusal('msg_too_long');
    if (textLength(blocks.blocks) > 12_000) throw new SlackRefusal('msg_blocks_too_long');
    return { text: args['text'] ?? '', blocks: blocks.blocks };
  }

  function messageOf(team: Team, args: Args): Message {
    const channel = channelOf(team, args['channel']);
    const found = world.live(team.id, channel.id).find((one) => one.ts === args['ts'] && one.viewer === undefined);
    if (found === undefined) throw new SlackRefusal('message_not_found');
    return found;
  }

  function openView(team: Team, args: Args, push: boolean): Result {
    const trigger = world.triggers.get(args['trigger_id'] ?? '');
    if (trigger?.team !== team.id) throw new SlackRefusal('invalid_trigger_id');
    if (trigger.used === true) throw new SlackRefusal('exchanged_trigger_id');
    if (world.now() - trigger.born > 3_000) throw new SlackRefusal('expired_trigger_id');
    const checked = checkView(json(args['view']), 'modal', fileReady(team));
    if ('errors' in checked) throw invalidArguments(checked.errors);
    if (push && trigger.view === undefined) throw new SlackRefusal('not_found');
    if (push && depth(trigger.view) >= 3) throw new SlackRefusal('push_limit_reached');
    world.triggers.set(args['trigger_id'] ?? '', { ...trigger, used: true });
    const view: View = {
      ...checked.view,
      id: world.id('V'),
      team: team.id,
      user: trigger.user,
      open: true,
      ...(push && trigger.view !== undefined && { under: trigger.view }),
    };
    world.views.set(view.id, view);
    world.change({ team: team.id, user: trigger.user, what: { kind: 'view', view } });
    return { view: { id: view.id } };
  }
  const depth = (id: string | undefined): number => (id === undefined ? 0 : 1 + depth(world.views.get(id)?.under));

  const methods: Readonly<Record<string, (team: Team, args: Args) => Result>> = {
    'auth.test': (team) => ({
      url: 'https://example.slack.com/',
      team: team.name,
      team_id: team.id,
      user: team.bot.name,
      user_id: team.bot.user,
      bot_id: team.bot.id,
    }),
    'chat.postMessage'(team, args) {
      const { channel, thread } = placeOf(team, args, args['channel']);
      const message: Message = {
        ...contentOf(team, args),
        team: team.id,
        channel: channel.id,
        ts: world.stamp(),
        gone: false,
        ...(thread !== undefined && { thread }),
        ...(args['metadata'] !== undefined && { metadata: json(args['metadata']) as NonNullable<Message['metadata']> }),
      };
      world.messages.push(message);
      const user = channel.kind === 'im' ? [...channel.members].find((id) => id !== team.bot.user) : undefined;
      world.change({ team: team.id, user, what: { kind: 'message', message, how: 'new' } });
      return { channel: channel.id, ts: message.ts };
    },
    'chat.postEphemeral'(team, args) {
      const channel = channelOf(team, args['channel']);
      const viewer = args['user'] ?? '';
      if (!team.users.has(viewer)) throw new SlackRefusal('user_not_in_channel');
      if (!channel.members.has(team.bot.user)) throw new SlackRefusal('not_in_channel');
      const thread = args['thread_ts'];
      const message: Message = {
        ...contentOf(team, args),
        team: team.id,
        channel: channel.id,
        ts: world.stamp(),
        viewer,
        gone: false,
        ...(thread !== undefined && { thread }),
      };
      world.messages.push(message);
      world.change({ team: team.id, user: viewer, what: { kind: 'message', message, how: 'new' } });
      return { message_ts: message.ts };
    },
    'chat.update'(team, args) {
      const message = messageOf(team, args);
      Object.assign(message, contentOf(team, args));
      world.change({ team: team.id, user: undefined, what: { kind: 'message', message, how: 'changed' } });
      return { channel: message.channel, ts: message.ts, text: message.text };
    },
    'chat.delete'(team, args) {
      const message = messageOf(team, args);
      message.gone = true;
      world.change({ team: team.id, user: undefined, what: { kind: 'message', message, how: 'gone' } });
      return { channel: message.channel, ts: message.ts };
    },
    'views.open': (team, args) => openView(team, args, false),
    'views.push': (team, args) => openView(team, args, true),
    'views.update'(team, args) {
      const known = world.views.get(args['view_id'] ?? '');
      if (known?.team !== team.id || !known.open) throw new SlackRefusal('not_found');
      const checked = checkView(json(args['view']), 'modal', fileReady(team));
      if ('errors' in checked) throw invalidArguments(checked.errors);
      const view = { ...known, ...checked.view };
      world.views.set(view.id, view);
      world.change({ team: team.id, user: view.user, what: { kind: 'view', view } });
      return { view: { id: view.id } };
    },
    'views.publish'(team, args) {
      const user = args['user_id'] ?? '';
      if (!team.users.has(user)) throw new SlackRefusal('user_not_found');
      const checked = checkView(json(args['view']), 'home', fileReady(team));
      if ('errors' in checked) throw invalidArguments(checked.errors);
      const view: View = { ...checked.view, id: world.id('V'), team: team.id, user, open: true };
      world.homes.set(`${team.id}.${user}`, view);
      world.change({ team: team.id, user, what: { kind: 'view', view } });
      return { view: { id: view.id } };
    },
    'users.info'(team, args) {
      const user = team.users.get(args['user'] ?? '');
      if (user === undefined) throw new SlackRefusal('user_not_found');
      return {
        user: {
          id: user.id,
          name: user.name,
          tz: user.tz,
          ...standing(team, user),
          ...user.also,
          ...(args['include_locale'] === 'true' && { locale: 'en-US' }),
          profile: { display_name: user.display, real_name: user.display },
        },
      };
    },
    'conversations.info'(team, args) {
      const channel = channelOf(team, args['channel']);
      needScope(team, `${READ_SCOPES[channel.kind]}:read`);
      const { id, name, archived, kind } = channel;
      const member = channel.members.has(team.bot.user);
      return { channel: { id, name, is_archived: archived, is_im: kind === 'im', is_member: member } };
    },
    'conversations.open'(team, args) {
      if (!team.users.has(args['users'] ?? '')) throw new SlackRefusal('user_not_found');
      return { channel: { id: directOf(world, team, args['users'] ?? '').id } };
    },
    'conversations.history': (team, args) => history(team, args, (message) => message.thread === undefined),
    'conversations.replies': (team, args) =>
      history(team, args, (message) => message.thread === args['ts'] || message.ts === args['ts']),
    'files.getUploadURLExternal'(team, args) {
      const id = world.id('F');
      const name = args['filename'] ?? '';
      world.files.set(id, { team: team.id, name, size: Number(args['length']), state: 'asked', shares: new Set() });
      return { file_id: id, upload_url: `${url}/upload/${id}` };
    },
    'files.completeUploadExternal'(team, args) {
      const files = json(args['files']) as readonly { id: string }[];
      for (const { id } of files) {
        const file = world.files.get(id);
        if (file?.team !== team.id || file.state !== 'sent') throw new SlackRefusal('file_not_found');
      }
      const to = args['channel_id'];
      const complete = (): void => {
        for (const { id } of files) Object.assign(world.files.get(id) ?? {}, { state: 'completed' });
      };
      if (to === undefined) {
        complete();
        return { files };
      }
      const pattern = '^[CGDZ][A-Z0-9]{8,}$';
      if (!new RegExp(pattern, 'u').test(to)) {
        throw invalidArguments([`input must match regex pattern: ${pattern} [json-pointer:/channel_id]`]);
      }
      const { channel, thread } = placeOf(team, args, to);
      const message: Message = {
        ...contentOf(team, { ...args, text: args['initial_comment'] ?? '' }),
        team: team.id,
        channel: channel.id,
        ts: world.stamp(),
        gone: false,
        files: files.map(({ id }) => id),
        ...(thread !== undefined && { thread }),
      };
      complete();
      for (const { id } of files) world.files.get(id)?.shares.add(channel.id);
      world.messages.push(message);
      world.change({ team: team.id, user: undefined, what: { kind: 'message', message, how: 'new' } });
      return { files };
    },
    'files.info'(team, args) {
      const file = world.files.get(args['file'] ?? '');
      if (file?.team !== team.id || file.state === 'asked' || file.state === 'sent') {
        throw new SlackRefusal('file_not_found');
      }
      // prepared by the second look, as on Slack, where it takes a moment
      const prepared = file.state === 'done';
      file.state = 'done';
      const permalink = `https://example.slack.com/files/${team.bot.user}/${args['file']}/${file.name}`;
      return { file: { id: args['file'], name: file.name, mimetype: prepared ? 'image/png' : '', permalink } };
    },
  };

  function history(team: Team, args: Args, wanted: (message: Message) => boolean): Result {
    const channel = channelOf(team, args['channel']);
    needScope(team, `${READ_SCOPES[channel.kind]}:history`);
    if (!channel.members.has(team.bot.user)) throw new SlackRefusal('not_in_channel');
    const limit = Number(args['limit'] ?? 100);
    const from = Number(args['cursor'] ?? 0);
    const all = world
      .live(team.id, channel.id)
      .filter((one) => one.viewer === undefined && wanted(one))
      .filter((one) => Number(one.ts) >= Number(args['oldest'] ?? 0) || one.ts === args['ts'])
      .toReversed();
    const messages = all.slice(from, from + limit).map((one) => {
      const replies = world.live(team.id, channel.id).filter((reply) => reply.thread === one.ts);
      const last = replies.at(-1);
      return {
        type: 'message',
        ts: one.ts,
        text: one.text,
        blocks: one.blocks,
        bot_id: team.bot.id,
        ...(last && { reply_count: replies.length, latest_reply: last.ts }),
        ...(args['include_all_metadata'] === 'true' && one.metadata && { metadata: one.metadata }),
      };
    });
    const more = from + limit < all.length;
    return { messages, has_more: more, response_metadata: { next_cursor: more ? String(from + limit) : '' } };
  }

  const run = methods[method];
  if (run === undefined) return undefined;
  return (team: Team, args: Args): Result => {
    const scope = SCOPES[method];
    if (scope !== undefined) needScope(team, scope);
    return run(team, args);
  };
}
