/** Discord's events as Requests. Pure: everything that is needed stands in the event itself. */
import {
  type APIChatInputApplicationCommandInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIGuildMember,
  type APIInteraction,
  type APIMessage,
  type APIInteractionGuildMember,
  type APIModalSubmitInteraction,
  type APIUser,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageUpdateDispatchData,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits,
} from 'discord.js';
import { decodePress, type Press } from '../../chat/press.ts';
import {
  type CommandRequest,
  EDITABLE,
  type ExplainRequest,
  type Filled,
  type FormRequest,
  type MessageRef,
  type Options,
  type PressRequest,
  type SaidRequest,
  type Visitor,
} from '../../chat/request.ts';
import type { Upload } from '../../chat/upload.ts';
import { uploadAt, type UploadPlace } from '../../chat/uploading.ts';
import { STAFF } from './commands.ts';
import { channelMailbox, communityOf, messageRef, personId, timeOf } from './ids.ts';

/** Somebody is typing an option that offers suggestions. */
export interface Typing {
  readonly kind: 'typing';
  readonly caller: Visitor;
  readonly command: string;
  readonly option: string;
  readonly typed: string;
}
export type Read = CommandRequest | PressRequest | FormRequest | ExplainRequest | Typing;

/** Where Discord keeps what people send. */
export const FILE_HOSTS: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];

/** Undefined for kinds of interactions that Discord may invent. `kept`: where files in forms are fetched from. */
export function readInteraction(interaction: APIInteraction, kept: UploadPlace): Read | undefined {
  const common = { caller: callerOf(interaction), event: interaction.id, at: timeOf(interaction.id) };
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      if (data.type === ApplicationCommandType.Message) {
        return { kind: 'explain', ...common, text: wordsOf(data.resolved.messages[data.target_id]) };
      }
      if (data.type !== ApplicationCommandType.ChatInput) {
        return { kind: 'command', ...common, name: data.name, options: {} };
      }
      const { name, options } = calledCommand(data);
      return { kind: 'command', ...common, name, options: readOptions(options) };
    }
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, options } = calledCommand(interaction.data);
      const focused = options.find((option) => 'focused' in option && option.focused);
      const typed = focused !== undefined && 'value' in focused ? String(focused.value) : '';
      return { kind: 'typing', caller: common.caller, command: name, option: focused?.name ?? '', typed };
    }
    case InteractionType.MessageComponent: {
      const { data } = interaction;
      const request = { kind: 'press' as const, ...common, press: readPress(data.custom_id), ...shownOn(interaction) };
      if (!('values' in data)) return request;
      const channels = data.component_type === ComponentType.ChannelSelect;
      return { ...request, picked: channels ? data.values.map(channelMailbox) : data.values };
    }
    case InteractionType.ModalSubmit:
      return {
        kind: 'form',
        ...common,
        press: readPress(interaction.data.custom_id),
        ...readFields(interaction, kept),
        ...shownOn(interaction),
      };
    default:
      return undefined;
  }
}

/** An id that is not an address of ours is passed on as one that nobody knows: the app has the kind words for it. */
const readPress = (customId: string): Press => decodePress(customId) ?? { id: 'discord.unreadable', args: {} };

/** The message that was pressed, when it can be edited later: one that only its reader sees cannot. */
function shownOn(interaction: APIInteraction): { message?: MessageRef } {
  const { message } = interaction;
  if (message === undefined || ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0) return {};
  return { message: messageRef(message.channel_id, message.id) };
}

/** What a message says: its own words, those of what it passes on, and those that an app laid out. */
function wordsOf(message: Partial<APIMessage> | undefined): string {
  if (message === undefined) return '';
  const passedOn = (message.message_snapshots ?? []).map((one) => one.message.content);
  return [message.content ?? '', ...passedOn, ...laidOut(message.components ?? [])]
    .filter((one) => one !== '')
    .join('\n')
    .replaceAll(MARK, ' ');
}

/** Mentions of people, roles, channels and commands, emoji and moments: no words of anybody's. */
const MARK = /<(?:@[!&]?|#|a?:\w+:|t:|\/[^:>]+:)[\w:]+>/gu;

const laidOut = (components: readonly object[]): readonly string[] =>
  components.flatMap((part) => [
    ...('content' in part && typeof part.content === 'string' ? [part.content] : []),
    ...('components' in part && Array.isArray(part.components) ? laidOut(part.components as object[]) : []),
  ]);

type CallData = Pick<APIChatInputApplicationCommandInteraction['data'], 'name'> & {
  readonly options?: readonly APIApplicationCommandInteractionDataOption[];
};

/** Staff commands arrive as subcommands of one command; to the app they are commands like any other. */
function calledCommand({ name, options = [] }: CallData): Required<CallData> {
  const [first] = options;
  return name === STAFF && first?.type === ApplicationCommandOptionType.Subcommand
    ? { name: first.name, options: first.options ?? [] }
    : { name, options };
}

function readOptions(options: Required<CallData>['options']): Options {
  const read: Record<string, string | number | boolean> = {};
  for (const option of options) {
    if (!('value' in option)) continue;
    const person = option.type === ApplicationCommandOptionType.User;
    read[option.name] = person ? personId(option.value) : option.value;
  }
  return read;
}

function readFields({ data }: APIModalSubmitInteraction, kept: UploadPlace): Pick<FormRequest, 'fields' | 'files'> {
  const fields: Record<string, Filled> = {};
  const files: Record<string, Upload> = {};
  for (const part of data.components) {
    if (part.type !== ComponentType.Label) continue;
    const field = part.component;
    switch (field.type) {
      case ComponentType.TextInput:
        fields[field.custom_id] = field.value;
        break;
      case ComponentType.RadioGroup:
        if (field.value !== null) fields[field.custom_id] = [field.value];
        break;
      case ComponentType.ChannelSelect:
        fields[field.custom_id] = field.values.map(channelMailbox);
        break;
      case ComponentType.Checkbox:
        fields[field.custom_id] = field.value ? 'yes' : 'no';
        break;
      case ComponentType.FileUpload: {
        const file = data.resolved?.attachments?.[field.values[0] ?? ''];
        if (file !== undefined)
          files[field.custom_id] = uploadAt({ name: file.filename, address: file.url, size: file.size }, kept);
        break;
      }
      default:
        fields[field.custom_id] = field.values;
    }
  }
  return { fields, files };
}

function callerOf(interaction: APIInteraction): Visitor {
  const member: APIInteractionGuildMember | undefined = interaction.member;
  const user = member?.user ?? interaction.user;
  if (user === undefined) throw new Error(`interaction ${interaction.id} has no user`);
  const channel = interaction.channel?.id ?? interaction.channel_id;
  const direct = interaction.guild_id === undefined && interaction.context !== InteractionContextType.PrivateChannel;
  return {
    person: personId(user.id),
    name: nameOf(user, member),
    place: channel === undefined ? personId(user.id) : channelMailbox(channel),
    community: communityOf(interaction.guild_id),
    locale: 'locale' in interaction ? interaction.locale : 'en',
    admin: member !== undefined && mayManage(BigInt(member.permissions)),
    roles: member?.roles ?? [],
    direct,
  };
}

/** *Manage Server*, which an administrator has implicitly. */
export const mayManage = (permissions: bigint): boolean =>
  (permissions & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;

const nameOf = (user: APIUser, member: Pick<APIGuildMember, 'nick'> | undefined): string =>
  member?.nick ?? user.global_name ?? user.username;

/**
 * A mention that somebody has added by editing; undefined for everything else that Discord reports as an update: links
 * that unfurl, pins, threads, with or without the whole message. In a direct message every message is for us from the
 * start, so there an edit adds nothing.
 * @param now milliseconds since 1970
 */
export function readEdit(
  message: Partial<GatewayMessageUpdateDispatchData> & { readonly id: string },
  self: string,
  admin: boolean,
  now: number,
): SaidRequest | undefined {
  const { author, content, mentions, edited_timestamp: edited } = message;
  if (message.guild_id === undefined || typeof edited !== 'string' || now - timeOf(message.id) > EDITABLE)
    return undefined;
  if (author === undefined || content === undefined || mentions === undefined) return undefined;
  const read = readMessage(message as GatewayMessageUpdateDispatchData, self, admin);
  return read && { ...read, at: Date.parse(edited) };
}

/**
 * A direct message, or a message that mentions the bot; undefined for everything else, above all for what bots say
 * (two bots that answer each other never stop). Without the privileged *Message Content* intent Discord sends the
 * words of exactly these messages.
 * @param self the bot's own user id
 * @param admin whether the author may change the community's settings: not part of the event, so the caller knows
 */
export function readMessage(
  message: GatewayMessageCreateDispatchData,
  self: string,
  admin: boolean,
): SaidRequest | undefined {
  const direct = message.guild_id === undefined;
  const mentioned = message.mentions.some((user) => user.id === self);
  if (message.author.bot === true || message.webhook_id !== undefined || (!direct && !mentioned)) return undefined;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined;
  // Discord counts a reply to one of our messages as a mention. People talk under a drop without meaning the bot, so
  // in a guild the bot must be named.
  const text = message.content
    .replaceAll(new RegExp(`<@!?${self}>`, 'gu'), ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
  if (!direct && text === message.content.trim()) return undefined;
  return {
    kind: 'said',
    caller: {
      person: personId(message.author.id),
      name: nameOf(message.author, message.member),
      place: channelMailbox(message.channel_id),
      community: communityOf(message.guild_id),
      locale: 'en',
      admin,
      roles: message.member?.roles ?? [],
      direct,
    },
    event: message.id,
    at: timeOf(message.id),
    text,
  };
}
