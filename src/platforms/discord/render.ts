/** A card as Discord's JSON: components of version 2 only. Pure; everything is checked before it is sent. */
import { createHash } from 'node:crypto';
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APISelectMenuComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageFlags,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import type { Block, Button, Card, Pick } from '../../chat/card.ts';
import { encodePress } from '../../chat/press.ts';
import { sentencesText, tableText } from '../../chat/text.ts';
import type { Mailbox } from '../../chat/request.ts';
import type { Rendered, TopLevel, Upload } from './body.ts';
import { readMailbox } from './ids.ts';
import { codeBlock, escapeText, type Named, renderMarkdown } from './markdown.ts';
import { type CommandIds, mentioned } from './mentions.ts';
import { checkMessage, RenderProblem } from './limits.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface RenderOptions {
  /** Names the message so that it can be found again in the channel's history: see `keyId`. */
  readonly key?: string;
  /** A role's id: the only mention there can be. Said in a line of its own, before the card. */
  readonly mention?: string;
  /** Commands that can be tapped where a text names them. */
  readonly commands?: CommandIds;
}

/** Accent colors beside the words of a card; never the only sign of anything. */
const TONES = { good: 0x2e_8b_57, bad: 0xc0_39_2b } as const;
const STYLES = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
  quiet: ButtonStyle.Secondary,
} as const;

/** Channels that a card can be posted to: text and announcement channels. */
export const POSTABLE = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/**
 * A message's key as the `id` of its first component: 31 bits of the key's SHA-256. Discord keeps a nonce for a few
 * minutes and does not show it in a channel's history, but it gives back every component with its `id`. Ids that
 * Discord fills in itself count from 1, so ours begin above any number of components.
 */
export function keyId(key: string): number {
  const hash = createHash('sha256').update(key).digest().readUInt32BE(0);
  return 1_000 + (hash % (2 ** 31 - 1_000));
}

/**
 * @throws RenderProblem when Discord would refuse it; it says what to shorten.
 */
export function renderCard(card: Card, options: RenderOptions = {}): Rendered {
  const rendered = draw(card, options, mentioned(options.commands ?? new Map()));
  if (checkMessage(rendered.body).length === 0) return rendered;
  // the ids of commands take room: a full card does without them
  const bare = draw(card, options, () => undefined);
  const problems = checkMessage(bare.body);
  if (problems.length > 0) throw new RenderProblem('This card', problems);
  return bare;
}

function draw(card: Card, options: RenderOptions, named: Named): Rendered {
  const uploads = new Uploads();
  const blocks = card.blocks.map((block) => renderBlock(block, uploads, named));
  // Only a colored card is put into a container: without one, text and tables have the whole width of a phone.
  const body: TopLevel[] =
    card.tone === undefined || card.tone === 'plain'
      ? blocks
      : [{ type: ComponentType.Container, accent_color: TONES[card.tone], components: blocks }];
  if (options.mention !== undefined) body.unshift(textDisplay(`<@&${options.mention}>`));
  const first = body[0];
  if (options.key !== undefined && first !== undefined) body[0] = { ...first, id: keyId(options.key) };
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: body,
      attachments: uploads.attachments,
      allowed_mentions: options.mention === undefined ? { parse: [] } : { parse: [], roles: [options.mention] },
    },
    files: uploads.files,
  };
}

/** Collects the pictures and files of one message; two of the same name stay two. */
class Uploads {
  readonly files: Upload[] = [];
  readonly attachments: { id: string; filename: string; description: string }[] = [];

  /** @returns what a component names it by */
  add(upload: Upload, description: string): string {
    const id = String(this.files.length);
    const taken = this.files.some((file) => file.name === upload.name);
    const name = taken ? `${id}-${upload.name}` : upload.name;
    this.files.push({ ...upload, name });
    this.attachments.push({ id, filename: name, description });
    return `attachment://${name}`;
  }
}

function renderBlock(block: Block, uploads: Uploads, named: Named): APIComponentInContainer {
  switch (block.kind) {
    case 'title':
      return textDisplay(`## ${escapeText(oneLine(block.text))}`);
    case 'text':
      return textDisplay(renderMarkdown(block.text, false, named));
    case 'note':
      return textDisplay(renderMarkdown(block.text, true, named));
    case 'code':
      return textDisplay(codeBlock(block.text, block.language));
    case 'table':
      if (block.sentences === true) return textDisplay(renderMarkdown(sentencesText(block), false, named));
      return textDisplay(
        codeBlock(
          tableText(
            block.head.map(oneLine),
            block.rows.map((row) => row.map(oneLine)),
          ),
        ),
      );
    case 'picture': {
      const { name, png } = block.picture;
      const media = { url: uploads.add({ name, data: Buffer.from(png), contentType: 'image/png' }, block.alt) };
      return { type: ComponentType.MediaGallery, items: [{ media, description: block.alt }] };
    }
    case 'file': {
      const { name, type, content, label } = block;
      const url = uploads.add({ name, data: Buffer.from(content), contentType: type }, label);
      return { type: ComponentType.File, file: { url } };
    }
    case 'rule':
      return { type: ComponentType.Separator, divider: true };
    case 'buttons':
      return row(block.buttons.map(renderButton));
    case 'pick':
      return row([renderPick(block)]);
    default:
      return block satisfies never;
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
const textDisplay = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content });
const row = (components: APIComponentInMessageActionRow[]): Row => ({ type: ComponentType.ActionRow, components });

function renderButton(button: Button): APIButtonComponent {
  if (button.kind === 'link') {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label: button.label, url: button.url };
  }
  return {
    type: ComponentType.Button,
    style: STYLES[button.style ?? 'plain'],
    label: button.label,
    custom_id: encodePress(button.press),
    ...(button.disabled === true && { disabled: true }),
  };
}

function renderPick(pick: Pick): APISelectMenuComponent {
  const common = { custom_id: encodePress(pick.press), placeholder: pick.label };
  switch (pick.of) {
    case 'options':
      return {
        type: ComponentType.StringSelect,
        ...common,
        min_values: pick.min ?? 1,
        max_values: pick.max ?? 1,
        options: pick.options.map(renderOption),
      };
    case 'channel':
      return { type: ComponentType.ChannelSelect, ...common, ...channelDefaults(pick.picked) };
    case 'role':
      return { type: ComponentType.RoleSelect, ...common, ...roleDefaults(pick.picked) };
    default:
      return pick satisfies never;
  }
}

/** Lists in messages and in forms alike. */
export const renderOption = (option: Extract<Pick, { of: 'options' }>['options'][number]) => ({
  label: option.label,
  value: option.value,
  ...(option.note !== undefined && option.note !== '' && { description: option.note }),
  ...(option.picked === true && { default: true }),
});

/** `picked` is a mailbox of ours. One of another platform (a moved cohort) is left out: there is nothing to show. */
export function channelDefaults(picked: string | undefined) {
  const mailbox = picked === undefined ? undefined : readMailbox(picked as Mailbox);
  return {
    channel_types: [...POSTABLE],
    ...(mailbox?.kind === 'channel' && {
      default_values: [{ id: mailbox.id, type: SelectMenuDefaultValueType.Channel } as const],
    }),
  };
}

export const roleDefaults = (picked: string | undefined) =>
  picked !== undefined && /^\d{17,20}$/u.test(picked)
    ? { default_values: [{ id: picked, type: SelectMenuDefaultValueType.Role } as const] }
    : {};
