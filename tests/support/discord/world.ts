/** What the fake Discord holds: people, a guild, channels, messages, interactions, and its own clock. */
import { PermissionFlagsBits } from 'discord.js';
import type { GivenFile } from '../stage.ts';
import type { CommandIn, MenuIn, ModalIn, TopLevelIn } from './schemas.ts';

export const APPLICATION = '900000000000000001';
export const BOT = '900000000000000002';
export const GUILD = '900000000000000010';
export const GENERAL = '900000000000000020';
export const LOUNGE = '900000000000000021';
export const BOT_ROLE = '900000000000000030';
export const COHORT_ROLE = '900000000000000031';
export const TOKEN = 'fake-token';

export const EPHEMERAL = 64;
export const V2 = 1 << 15;

/** Every refusal of the fake, in Discord's own form. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot?: boolean;
  readonly admin: boolean;
  /** Takes no direct messages. */
  closed?: boolean;
}
export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}
export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly name?: string;
  readonly guild_id?: string;
  readonly parent_id?: string;
  readonly recipient?: string;
  last_message_id?: string;
  overwrites: Overwrite[];
  deleted?: boolean;
}
export interface StoredAttachment {
  readonly id: string;
  readonly filename: string;
  readonly description?: string | undefined;
  readonly bytes: Buffer;
}
export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** Sent through a webhook: by nobody. */
  readonly webhook?: string;
  content: string;
  readonly nonce?: string | number | undefined;
  readonly createdAt: number;
  readonly replyTo?: string | undefined;
  /** Who alone sees it. */
  readonly only?: string | undefined;
  flags: number;
  components: TopLevelIn[];
  attachments: StoredAttachment[];
  /** A deferred answer that has not been filled yet. */
  loading: boolean;
  gone: boolean;
  edits: number;
  /** What the sender allowed to be pinged. */
  allowed: { readonly parse?: readonly string[] | undefined; readonly roles?: readonly string[] | undefined };
}
/** What came of an interaction, as its person sees it. */
export type Outcome =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'modal'; readonly modal: ModalIn }
  | { readonly kind: 'choices'; readonly choices: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: 'gone' };
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: 2 | 3 | 4 | 5;
  readonly user: string;
  readonly channel: string;
  /** The message that was pressed, or from which the form was opened. */
  readonly message?: string | undefined;
  readonly createdAt: number;
  /** Delivered more than once on purpose: a second answer to it is no mistake. */
  replayed: boolean;
  acknowledged?: { readonly type: number; readonly at: number };
  original?: string | undefined;
  /** Callbacks that arrived, refused ones included. */
  callbacks: number;
  outcome?: Outcome;
}

const EPOCH = 1_420_070_400_000n;

export class World {
  #offset = 0;
  #count = 0n;
  readonly users = new Map<string, User>();
  /** Ids of those who are no members of the guild any more. */
  readonly left = new Set<string>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();
  readonly interactions = new Map<string, Interaction>();
  /** Files that people put into forms. */
  readonly attachments = new Map<string, GivenFile>();
  /** By guild id; `global` for global ones. */
  readonly commands = new Map<string, ((CommandIn | MenuIn) & { id: string })[]>();
  /** Refusals that no test asked for: see `complaints`. */
  readonly refusals: string[] = [];
  readonly roles = [
    { id: GUILD, name: '@everyone', permissions: String(PermissionFlagsBits.ViewChannel) },
    {
      id: BOT_ROLE,
      name: 'Sous',
      permissions: String(
        PermissionFlagsBits.ViewChannel |
          PermissionFlagsBits.SendMessages |
          PermissionFlagsBits.CreatePublicThreads |
          PermissionFlagsBits.SendMessagesInThreads |
          PermissionFlagsBits.AttachFiles |
          PermissionFlagsBits.ReadMessageHistory,
      ),
    },
    { id: COHORT_ROLE, name: 'cohort', permissions: '0' },
  ];
  #listeners: (() => void)[] = [];

  constructor() {
    this.users.set(BOT, { id: BOT, username: 'sous', bot: true, admin: false });
    for (const [id, name] of [
      [GENERAL, 'general'],
      [LOUNGE, 'lounge'],
    ] as const) {
      this.channels.set(id, { id, type: 0, name, guild_id: GUILD, overwrites: [] });
    }
  }

  /** Milliseconds since 1970, as Discord's servers have it. */
  now(): number {
    return Date.now() + this.#offset;
  }
  /** Lets Discord's time pass; ours stands still. */
  advance(ms: number): void {
    this.#offset += ms;
  }
  newId(): string {
    this.#count += 1n;
    return String(((BigInt(this.now()) - EPOCH) << 22n) | (this.#count & 0x3f_ff_ffn));
  }

  /** Something happened: whoever waits looks again. */
  changed(): void {
    const waiting = this.#listeners;
    this.#listeners = [];
    for (const listener of waiting) listener();
  }
  /** Waits until the look-up finds something. @throws Error after `ms` milliseconds */
  async until<T>(what: string, look: () => T | undefined, ms = 5_000): Promise<T> {
    const deadline = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`nothing happened within ${ms} ms: ${what}`);
      // oxlint-disable-next-line no-await-in-loop -- one look after each change
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#listeners.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (user === undefined) throw new ApiError(404, 10_013, 'Unknown User');
    return user;
  }
  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (channel === undefined || channel.deleted === true) throw new ApiError(404, 10_003, 'Unknown Channel');
    return channel;
  }
  /** A message that calls with the bot's token can reach: not one that only its reader sees. */
  message(channel: string, id: string): Message {
    const message = this.messages.get(id);
    if (message === undefined || message.gone || message.channel !== channel || message.only !== undefined) {
      throw new ApiError(404, 10_008, 'Unknown Message');
    }
    return message;
  }
  direct(user: string): Channel {
    const known = [...this.channels.values()].find((channel) => channel.recipient === user);
    if (known !== undefined) return known;
    const channel: Channel = { id: this.newId(), type: 1, recipient: user, overwrites: [] };
    this.channels.set(channel.id, channel);
    return channel;
  }

  store(message: Omit<Message, 'id' | 'createdAt' | 'edits' | 'gone'>, id = this.newId()): Message {
    const stored: Message = { ...message, id, createdAt: this.now(), edits: 0, gone: false };
    this.messages.set(id, stored);
    const channel = this.channels.get(message.channel);
    if (channel !== undefined) channel.last_message_id = id;
    return stored;
  }

  /** What the bot may do in a channel, by Discord's published algorithm. */
  botPermissions(channel: Channel): bigint {
    const rules = channel.parent_id === undefined ? channel : this.channel(channel.parent_id);
    const mine = new Set([GUILD, BOT_ROLE, BOT]);
    let bits = this.roles.filter((role) => mine.has(role.id)).reduce((sum, role) => sum | BigInt(role.permissions), 0n);
    for (const level of [[GUILD], [BOT_ROLE], [BOT]]) {
      const rule = rules.overwrites.find((one) => level.includes(one.id));
      if (rule !== undefined) bits = (bits & ~BigInt(rule.deny)) | BigInt(rule.allow);
    }
    return bits;
  }
  demand(channel: Channel, bit: bigint): void {
    if (channel.guild_id === undefined) return;
    const held = this.botPermissions(channel);
    if ((held & PermissionFlagsBits.ViewChannel) === 0n) throw new ApiError(403, 50_001, 'Missing Access');
    if ((held & bit) === 0n) throw new ApiError(403, 50_013, 'Missing Permissions');
  }
}
