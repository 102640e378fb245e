/** The payloads that Slack sends, made from what the fake knows; their keys are those of recorded ones. */
import type { ActionElement, Block, InputBlock } from './blocks.ts';
import type { Payload } from './deliver.ts';
import { type Message, type ResponseUrl, type Team, type User, type View, type World } from './world.ts';

export interface Scene {
  readonly world: World;
  /** Where response URLs lead. */
  readonly url: string;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function newTrigger({ world }: Scene, team: Team, user: User, view?: string): string {
  const id = `${world.id('')}.${team.id}.${world.id('trigger')}`;
  world.triggers.set(id, { team: team.id, user: user.id, born: world.now(), ...(view !== undefined && { view }) });
  return id;
}

export function newResponseUrl({ world, url }: Scene, given: Omit<ResponseUrl, 'born' | 'uses'>): string {
  const id = world.id('R');
  world.responseUrls.set(id, { ...given, born: world.now(), uses: 0 });
  return `${url}/response/${id}`;
}

const person = (team: Team, user: User) => ({ id: user.id, username: user.name, name: user.name, team_id: team.id });
const workspace = (team: Team) => ({ id: team.id, domain: team.name.toLowerCase().replaceAll(' ', '-') });
const interaction = (team: Team, user: User) => ({
  user: person(team, user),
  team: workspace(team),
  api_app_id: 'A1',
  token: 'legacy',
  enterprise: null,
  is_enterprise_install: false,
});

export function commandPayload(scene: Scene, team: Team, user: User, channel: string, text: string): Payload {
  return {
    token: 'legacy',
    team_id: team.id,
    team_domain: team.name,
    channel_id: channel,
    channel_name: team.channels.get(channel)?.name ?? 'directmessage',
    user_id: user.id,
    user_name: user.name,
    command: '/tutor',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: newResponseUrl(scene, { team: team.id, user: user.id, channel }),
    trigger_id: newTrigger(scene, team, user),
  };
}

/** What stands in the stateful elements of a message, by block and action. */
export type State = Readonly<Record<string, Readonly<Record<string, Payload>>>>;

export interface Pressed {
  readonly element: ActionElement;
  readonly block: Block;
  /** e.g. `{ selected_option: … }` */
  readonly value?: Payload;
  readonly state?: State;
}

export function actionOnMessage(scene: Scene, team: Team, user: User, message: Message, pressed: Pressed): Payload {
  const ephemeral = message.viewer !== undefined;
  const thread = message.thread ?? (threadOf(scene.world, message) ? message.ts : undefined);
  return {
    type: 'block_actions',
    ...interaction(team, user),
    trigger_id: newTrigger(scene, team, user),
    response_url: newResponseUrl(scene, { team: team.id, user: user.id, channel: message.channel, message }),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(thread !== undefined && { thread_ts: thread }),
    },
    channel: { id: message.channel, name: team.channels.get(message.channel)?.name ?? '' },
    // an ephemeral message comes with its container only
    ...(!ephemeral && {
      message: {
        type: 'message',
        ts: message.ts,
        text: escaped(message.text),
        bot_id: team.bot.id,
        ...(thread && { thread_ts: thread }),
      },
    }),
    state: { values: pressed.state ?? {} },
    actions: [actionOf(scene.world, pressed)],
  };
}

const threadOf = (world: World, message: Message): boolean =>
  world.messages.some((one) => one.thread === message.ts && one.channel === message.channel && !one.gone);

export function actionOnView(scene: Scene, team: Team, user: User, view: View, pressed: Pressed): Payload {
  return {
    type: 'block_actions',
    ...interaction(team, user),
    trigger_id: newTrigger(scene, team, user, view.type === 'modal' ? view.id : undefined),
    container: { type: 'view', view_id: view.id },
    view: viewPayload(view, pressed.state ?? {}),
    actions: [actionOf(scene.world, pressed)],
  };
}

const viewPayload = (view: View, state: State) => ({
  id: view.id,
  team_id: view.team,
  type: view.type,
  callback_id: view.callbackId,
  private_metadata: view.metadata,
  hash: 'hash',
  state: { values: state },
});

const actionOf = (world: World, { element, block, value }: Pressed): Payload => ({
  type: element.type,
  action_id: element.action_id,
  block_id: block.block_id,
  action_ts: `${(world.now() / 1_000).toFixed(3)}000`,
  ...('text' in element && { text: element.text }),
  ...value,
});

export const submission = (scene: Scene, team: Team, user: User, view: View, state: State): Payload => ({
  type: 'view_submission',
  ...interaction(team, user),
  trigger_id: newTrigger(scene, team, user, view.under),
  view: viewPayload(view, state),
  response_urls: [],
});

export const suggestionPayload = (team: Team, user: User, view: View, input: InputBlock, typed: string): Payload => ({
  type: 'block_suggestion',
  ...interaction(team, user),
  container: { type: 'view', view_id: view.id },
  view: viewPayload(view, {}),
  action_id: input.element.action_id,
  block_id: input.block_id,
  value: typed,
});

export function messageShortcut(scene: Scene, team: Team, user: User, message: Message): Payload {
  return {
    type: 'message_action',
    ...interaction(team, user),
    callback_id: 'explain',
    trigger_id: newTrigger(scene, team, user),
    response_url: newResponseUrl(scene, { team: team.id, user: user.id, channel: message.channel }),
    action_ts: `${(scene.world.now() / 1_000).toFixed(3)}000`,
    message_ts: message.ts,
    channel: { id: message.channel, name: '' },
    message: {
      type: 'message',
      user: 'U1',
      ts: message.ts,
      text: escaped(message.text),
      ...(message.thread && { thread_ts: message.thread }),
    },
  };
}

export const globalShortcut = (scene: Scene, team: Team, user: User): Payload => ({
  type: 'shortcut',
  ...interaction(team, user),
  callback_id: 'look_up',
  trigger_id: newTrigger(scene, team, user),
  action_ts: `${(scene.world.now() / 1_000).toFixed(3)}000`,
});

const eventPayload = (
  { world }: Scene,
  team: { readonly id: string | null; readonly bot: Pick<Team['bot'], 'user'> },
  event: Payload,
): Payload => ({
  token: 'legacy',
  team_id: team.id,
  api_app_id: 'A1',
  type: 'event_callback',
  event_id: world.id('Ev'),
  event_time: Math.floor(world.now() / 1_000),
  authorizations: [
    { enterprise_id: null, team_id: team.id, user_id: team.bot.user, is_bot: true, is_enterprise_install: false },
  ],
  event,
});

export interface Said {
  readonly channel: string;
  readonly text: string;
  readonly ts: string;
  readonly thread?: string;
  readonly extra?: Payload;
}

/** A direct message. */
export const directMessage = (scene: Scene, team: Team, user: User, said: Said): Payload =>
  eventPayload(scene, team, {
    type: 'message',
    channel: said.channel,
    channel_type: 'im',
    user: user.id,
    team: team.id,
    text: escaped(said.text),
    ts: said.ts,
    event_ts: said.ts,
    ...(said.thread !== undefined && { thread_ts: said.thread }),
    ...said.extra,
  });

export const mention = (scene: Scene, team: Team, user: User, said: Said): Payload =>
  eventPayload(scene, team, {
    type: 'app_mention',
    channel: said.channel,
    user: user.id,
    team: team.id,
    text: `<@${team.bot.user}> ${escaped(said.text)}`,
    ts: said.ts,
    event_ts: said.ts,
    ...(said.thread !== undefined && { thread_ts: said.thread }),
    ...said.extra,
  });

export const homeOpened = (scene: Scene, team: Team, user: User, tab = 'home'): Payload =>
  eventPayload(scene, team, {
    type: 'app_home_opened',
    user: user.id,
    channel: 'D1',
    tab,
    event_ts: scene.world.stamp(),
  });

/** Slack names no person and gives no authorization for these two. */
export const uninstalled = (scene: Scene, team: Team): Payload =>
  eventPayload(scene, team, { type: 'app_uninstalled' });
/** From a whole organization, as one of its workspaces tells it. */
export const uninstalledFromAll = (scene: Scene, enterprise: string, team: string | null): Payload => {
  const grant = { enterprise_id: enterprise, team_id: team, is_bot: true, is_enterprise_install: true };
  return {
    ...eventPayload(scene, { id: team, bot: { user: 'U0' } }, { type: 'app_uninstalled' }),
    authorizations: [grant],
  };
};
export const tokensRevoked = (scene: Scene, team: Team): Payload =>
  eventPayload(scene, team, { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.bot.user] } });
