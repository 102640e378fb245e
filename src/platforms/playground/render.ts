/** Card, Form, commands -> the JSON that the page draws. Pure: golden tests hold every block. */
import { createHash } from 'node:crypto';
import type { Block, Button, Card, FileBlock, Pick, PickOption } from '../../chat/card.ts';
import type { AnyCommand, Option } from '../../chat/command.ts';
import type { Field, OpenForm } from '../../chat/form.ts';
import { LIMITS } from '../../chat/limits.ts';
import { parseMarkdown } from '../../chat/markdown.ts';
import { encodePress } from '../../chat/press.ts';
import { summaryOf } from '../../chat/text.ts';
import { channelOptions, roleOptions } from './rooms.ts';
import type { WireBlock, WireButton, WireCard, WireCommand, WireCommandOption, WireField, WireForm } from './wire.ts';
import type { WireOption, WirePick } from './wire.ts';

/** Where pictures are served, by the hash of their bytes. */
export const PICTURES = '/playground/api/pictures';
/** Where files are served, by the id of their message and their place in it. */
export const FILES = '/playground/api/files';

/** A card as the page draws it, and what it needs: pictures by their hash, files in their order. */
export interface Drawn {
  readonly card: WireCard;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly files: readonly FileBlock[];
}

/** @param message the id of the message that the card is drawn for */
export function renderCard(card: Card, message: string): Drawn {
  const pictures = new Map<string, Uint8Array>();
  const files: FileBlock[] = [];
  // a choice is pressed where its words stand, so they need not stand above it once more
  const shown = card.blocks.filter((block) => block.kind !== 'text' || block.choices !== true);
  const blocks = shown.map((block): WireBlock => {
    if (block.kind !== 'file') return renderBlock(block, pictures);
    const { name, content, label } = block;
    const src = `${FILES}/${message}/${files.length}`;
    files.push(block);
    return { kind: 'file', src, name, label, bytes: Buffer.byteLength(content) };
  });
  return { card: { tone: card.tone ?? 'plain', summary: summaryOf(card), blocks }, pictures, files };
}

function renderBlock(block: Exclude<Block, FileBlock>, pictures: Map<string, Uint8Array>): WireBlock {
  switch (block.kind) {
    case 'title':
    case 'table':
    case 'rule':
    case 'code':
      return block;
    case 'text':
    case 'note':
      return { kind: block.kind, paragraphs: parseMarkdown(block.text) };
    case 'picture': {
      const { png } = block.picture;
      const hash = createHash('sha256').update(png).digest('hex');
      pictures.set(hash, png);
      return { kind: 'picture', src: `${PICTURES}/${hash}.png`, alt: block.alt, ...sizeOfPng(png) };
    }
    case 'buttons':
      return { kind: 'buttons', buttons: block.buttons.map(renderButton) };
    case 'pick':
      return renderPick(block);
    default:
      return block satisfies never;
  }
}

function renderButton(button: Button): WireButton {
  switch (button.kind) {
    case 'link':
      return button;
    case 'press':
      return {
        kind: 'press',
        press: encodePress(button.press),
        label: button.label,
        style: button.style ?? 'plain',
        disabled: button.disabled ?? false,
        ...(button.words !== undefined && { words: button.words }),
        ...(button.code === true && { code: true }),
      };
    default:
      return button satisfies never;
  }
}

function renderPick(pick: Pick): WirePick {
  const done = (pick.of === 'options' ? pick.done : undefined) ?? 'Send';
  const folded = pick.of === 'options' && pick.folded === true && ({ folded: true } as const);
  const base = {
    kind: 'pick',
    of: pick.of,
    press: encodePress(pick.press),
    label: pick.label,
    done,
    ...folded,
  } as const;
  switch (pick.of) {
    case 'options':
      return { ...base, options: pick.options.map(renderOption), min: pick.min ?? 1, max: pick.max ?? 1 };
    case 'channel':
      return { ...base, options: channelOptions(pick.picked), min: 1, max: 1 };
    case 'role':
      return { ...base, options: roleOptions(pick.picked), min: 1, max: 1 };
    default:
      return pick satisfies never;
  }
}

const renderOption = ({ value, label, note, picked }: PickOption): WireOption => ({
  value,
  label,
  ...(note !== undefined && { note }),
  picked: picked ?? false,
});

export function renderForm(form: OpenForm): WireForm {
  return {
    press: encodePress(form.press),
    title: form.title,
    ...(form.intro !== undefined && { intro: form.intro }),
    submit: form.submit ?? 'Send',
    fields: Object.entries(form.fields).map(([name, field]) => renderField(name, field)),
  };
}

function renderField(name: string, field: Field): WireField {
  const required = field.required ?? false;
  const base = { name, label: field.label, required, ...(field.note !== undefined && { note: field.note }) };
  switch (field.kind) {
    case 'text':
      return {
        ...base,
        kind: 'text',
        long: field.long ?? false,
        max: field.max ?? LIMITS.typed,
        ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
        ...(field.value !== undefined && { value: field.value }),
        ...(field.suggest !== undefined && { suggest: field.suggest }),
      };
    case 'pick': {
      const min = field.min ?? (required ? 1 : 0);
      return { ...base, kind: 'pick', options: field.options.map(renderOption), min, max: field.max ?? 1 };
    }
    case 'channel':
    case 'role': {
      const options = (field.kind === 'channel' ? channelOptions : roleOptions)(field.value);
      return { ...base, kind: 'pick', options, min: required ? 1 : 0, max: 1 };
    }
    case 'file':
      return { ...base, kind: 'file' };
    default:
      return field satisfies never;
  }
}

export const renderCommand = (command: AnyCommand): WireCommand => ({
  name: command.name,
  description: command.description,
  staff: command.staff ?? false,
  community: command.where === 'community',
  options: Object.entries(command.options).map(([name, option]) => renderCommandOption(name, option)),
});

function renderCommandOption(name: string, option: Option): WireCommandOption {
  const base = { name, kind: option.kind, description: option.description, required: option.required ?? false };
  switch (option.kind) {
    case 'text':
      return { ...base, max: option.max ?? 200, suggests: option.suggest !== undefined };
    case 'choice': {
      const choices = Object.entries(option.choices).map(([value, label]) => ({ value, label }));
      return { ...base, choices, suggests: false };
    }
    case 'number':
      return { ...base, min: option.min, max: option.max, suggests: false };
    case 'flag': {
      const choices = [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ];
      return { ...base, choices, suggests: false };
    }
    case 'person':
      return { ...base, suggests: false };
    default:
      return option satisfies never;
  }
}

/** Pixels, read from the IHDR chunk, which comes first in every PNG; 0 when these are not the bytes of one. */
function sizeOfPng(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const real = png.byteLength >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452;
  return real ? { width: view.getUint32(16), height: view.getUint32(20) } : { width: 0, height: 0 };
}
