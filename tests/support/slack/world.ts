/** What the fake Slack knows: workspaces, people, channels, messages, views, files; and what it was asked to do wrong. */
import { EventEmitter } from 'node:events';
import type { Block, ViewParts } from './blocks.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  admin: boolean;
  readonly tz: string;
  /** Of another workspace, a guest, and so on: what `users.info` says beside the rest. */
  also?: Readonly<Record<string, unknown>>;
  /** The account was closed. */
  deleted?: boolean;
  /** The workspace that they are of, when it is another one. */
  home?: string;
}
export interface Channel {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly name: string;
  readonly members: Set<string>;
  archived: boolean;
}
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly bot: { readonly user: string; readonly id: string; readonly name: string };
  token: string;
  scopes: Set<string>;
  /** The error that every call with this token gets, e.g. `token_revoked`. */
  dead?: string;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
}
export interface Message {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  /** Only this person sees it. */
  readonly viewer?: string;
  readonly thread?: string;
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  /** Files that were shared with it, by their ids. */
  readonly files?: readonly string[];
  text: string;
  blocks: readonly Block[];
  gone: boolean;
}
export interface StoredFile {
  readonly team: string;
  readonly name: string;
  /** As announced. */
  readonly size: number;
  bytes?: Buffer;
  /** Only what is completed is known to others; pictures are shown when they are done. */
  state: 'asked' | 'sent' | 'completed' | 'done';
  /** Channels in which it was shared; without one only the app sees it. */
  readonly shares: Set<string>;
}
export interface View extends ViewParts {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  open: boolean;
  /** The view it was pushed onto. */
  readonly under?: string;
}
export interface Trigger {
  readonly team: string;
  readonly user: string;
  readonly born: number;
  /** It has opened something. */
  readonly used?: boolean;
  /** The view that was pressed. */
  readonly view?: string;
}
export interface ResponseUrl {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly message?: Message;
  readonly born: number;
  uses: number;
}

/** Something that a person can see has happened. `user`: whose doing it answers, as far as Slack can tell. */
export interface Change {
  readonly team: string;
  readonly user: string | undefined;
  readonly what:
    | { readonly kind: 'message'; readonly message: Message; readonly how: 'new' | 'changed' | 'gone' }
    | { readonly kind: 'view'; readonly view: View };
}

/** One call to be answered otherwise than by the rules. */
export type Fault =
  /** HTTP status; `stored`: after doing what was asked. */
  | { readonly kind: 'status'; readonly status: number; readonly stored: boolean }
  | { readonly kind: 'error'; readonly error: string; readonly stored?: boolean }
  | { readonly kind: 'ratelimited'; readonly seconds: number }
  /** The connection is cut without an answer. */
  | { readonly kind: 'cut'; readonly stored: boolean };

export interface Call {
  readonly method: string;
  readonly team: string | undefined;
  readonly args: Readonly<Record<string, unknown>>;
  /** `ok` or Slack's error. */
  result: string;
}

/** Everything is Slack's own; `offset` moves its clock, in milliseconds, against the real one. */
export function createWorld() {
  const events = new EventEmitter<{ change: [Change]; call: [Call] }>();
  events.setMaxListeners(0);
  const world = {
    events,
    offset: 0,
    now: (): number => Date.now() + world.offset,
    teams: new Map<string, Team>(),
    messages: [] as Message[],
    views: new Map<string, View>(),
    homes: new Map<string, View>(),
    triggers: new Map<string, Trigger>(),
    responseUrls: new Map<string, ResponseUrl>(),
    files: new Map<string, StoredFile>(),
    codes: new Map<string, string>(),
    faults: new Map<string, Fault[]>(),
    calls: [] as Call[],
    /** Refusals and missing acknowledgements that no test asked for. */
    complaints: [] as string[],
    serial: 0,
    id: (prefix: string): string => `${prefix}${(world.serial += 1).toString().padStart(9, '0')}`,
    /** A new `ts`, later than every other. */
    stamp: (): string => {
      world.serial += 1;
      return `${Math.floor(world.now() / 1_000)}.${(world.serial % 1_000_000).toString().padStart(6, '0')}`;
    },
    /** The next calls of this method go wrong in this way. */
    fail: (method: string, fault: Fault, times = 1): void => {
      world.faults.set(method, [...(world.faults.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    byToken: (token: string): Team | undefined => [...world.teams.values()].find((team) => team.token === token),
    change: (change: Change): void => void events.emit('change', change),
    /** What this person gets when they follow the link to a file. */
    openFile: (team: Team, user: string, link: string): Buffer => {
      const id = /\/files\/[^/]+\/(F\w+)\//u.exec(link)?.[1];
      const file = world.files.get(id ?? '');
      const reads = (id: string): boolean => {
        const channel = team.channels.get(id);
        return channel?.kind === 'public' || channel?.members.has(user) === true;
      };
      if (file?.bytes === undefined || file.team !== team.id || ![...file.shares].some(reads)) {
        throw new Error(`${link}: this file was not found`);
      }
      return file.bytes;
    },
    live: (team: string, channel: string): Message[] =>
      world.messages.filter((one) => one.team === team && one.channel === channel && !one.gone),
  };
  return world;
}
export type World = ReturnType<typeof createWorld>;

export interface TeamOptions {
  readonly id?: string;
  readonly scopes: readonly string[];
}

export function addTeam(world: World, { id, scopes }: TeamOptions): Team {
  const team: Team = {
    id: id ?? world.id('T'),
    name: `Team ${world.teams.size + 1}`,
    bot: { user: world.id('UBOT'), id: world.id('B'), name: 'sous' },
    token: `xoxb-${world.id('token')}`,
    scopes: new Set(scopes),
    users: new Map(),
    channels: new Map(),
  };
  world.teams.set(team.id, team);
  addChannel(world, team, 'general');
  return team;
}

export function addChannel(
  world: World,
  team: Team,
  name: string,
  kind: Channel['kind'] = 'public',
  joined = true,
): Channel {
  const members = new Set(joined ? [team.bot.user] : []);
  const channel: Channel = { id: world.id(kind === 'im' ? 'D' : 'C'), kind, name, members, archived: false };
  team.channels.set(channel.id, channel);
  return channel;
}

export function addUser(world: World, team: Team, display: string, admin = false): User {
  const user: User = {
    id: world.id('U'),
    name: display.toLowerCase().replaceAll(/\W+/gu, '.'),
    display,
    admin,
    tz: 'Europe/Berlin',
  };
  team.users.set(user.id, user);
  return user;
}

/** The direct message between a person and the app. */
export function directOf(world: World, team: Team, user: string): Channel {
  const known = [...team.channels.values()].find((one) => one.kind === 'im' && one.members.has(user));
  if (known !== undefined) return known;
  const channel = addChannel(world, team, '', 'im');
  channel.members.add(user);
  return channel;
}

/** What `users.info` tells of somebody beside their name. */
export const standing = (team: Team, user: User) => ({
  is_admin: user.admin,
  is_owner: false,
  deleted: user.deleted === true,
  team_id: user.home ?? team.id,
});
