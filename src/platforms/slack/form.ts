/** A form as a modal, and what was filled in when it comes back. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { Field, OpenForm } from '../../chat/form.ts';
import { LIMITS } from '../../chat/limits.ts';
import { encodePress } from '../../chat/press.ts';
import type { Filled } from '../../chat/request.ts';
import type { KeptFile } from '../../chat/uploading.ts';
import { type Commands, nameCommandsOfForm } from './command-names.ts';
import { channelSelect, NO_ROLES, optionOf, plainText, suggestActionId } from './controls.ts';
import { channelMailbox } from './ids.ts';
import { MAX, viewProblems } from './limits.ts';
import { drawBlocks, type DrawOptions } from './render.ts';

/** Radio buttons show all their options at once; Slack takes ten of them. */
const RADIO_OPTIONS = 10;
const FIELD = 'f.';
/** What a field's own checks need when it comes back: the least number of picks. */
const INPUT = /^v\.(\d{1,2})$/u;

/**
 * The modal of a form. Its `callback_id` is the form's press, its `private_metadata` the door to answer through.
 * `commands`: how commands are typed here; without it they are drawn as the form writes them.
 * @throws CardProblem when Slack would refuse it.
 */
export function drawForm(given: OpenForm, metadata: string, commands?: Commands): types.ModalView {
  const form = commands === undefined ? given : nameCommandsOfForm(given, commands);
  const blocks: types.KnownBlock[] = [];
  if (form.intro !== undefined && form.intro !== '') {
    blocks.push({ type: 'section', text: plainText(form.intro.slice(0, MAX.text)) });
  }
  for (const [name, field] of Object.entries(form.fields)) blocks.push(drawField(name, field));
  return checked({
    type: 'modal',
    callback_id: encodePress(form.press),
    private_metadata: metadata,
    title: plainText(form.title),
    submit: plainText(form.submit ?? 'Send'),
    close: plainText('Cancel'),
    blocks,
  });
}

/**
 * A card as a modal, for answers that have no channel to go to (App Home, global shortcut).
 * @throws CardProblem when Slack would refuse it.
 */
export const drawCardModal = (card: Card, options: Omit<DrawOptions, 'surface'>): types.ModalView =>
  modalOf(drawBlocks(card, { ...options, surface: 'modal' }));

/** Blocks that are only to be read and pressed. @throws CardProblem when Slack would refuse it. */
export const modalOf = (blocks: types.KnownBlock[]): types.ModalView =>
  checked({
    type: 'modal',
    callback_id: CARD_MODAL,
    title: plainText('Sous'),
    close: plainText('Close'),
    blocks,
  });

/** No press can hold an exclamation mark. */
const CARD_MODAL = 'card!';

function checked(view: types.ModalView): types.ModalView {
  const problems = viewProblems(view);
  if (problems.length > 0) throw new CardProblem(problems);
  return view;
}

function drawField(name: string, field: Field): types.KnownBlock {
  const element = drawInput(field);
  if (element === undefined) return { type: 'context', elements: [plainText(`${field.label}: ${NO_ROLES}`)] };
  return {
    type: 'input',
    block_id: `${FIELD}${name}`,
    label: plainText(field.label),
    ...(field.note !== undefined && field.note !== '' && { hint: plainText(field.note) }),
    optional: field.required !== true,
    element,
  };
}

/** @returns undefined for what Slack has no input for. */
function drawInput(field: Field): types.InputBlockElement | undefined {
  switch (field.kind) {
    case 'text':
      // a list has no room for a long text that was typed before
      return field.suggest === undefined || (field.value ?? '').length > LIMITS.optionValue
        ? textInput(field)
        : typeAhead(field, field.suggest);
    case 'pick':
      return pickInput(field);
    case 'channel':
      return { ...channelSelect(field.value), action_id: 'v.0' };
    case 'role':
      return undefined;
    case 'file':
      return { type: 'file_input', action_id: 'v.0', max_files: 1 };
    default:
      return field satisfies never;
  }
}

function textInput(field: Extract<Field, { kind: 'text' }>): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: 'v.0',
    ...(field.long === true && { multiline: true }),
    ...(field.max !== undefined && { max_length: Math.min(field.max, MAX.text) }),
    ...(field.placeholder !== undefined && { placeholder: plainText(field.placeholder.slice(0, MAX.placeholder)) }),
    ...(field.value !== undefined && field.value !== '' && { initial_value: field.value }),
  };
}

/** Asks for suggestions from the first letter, and before it (pinned starters). */
function typeAhead(
  field: Extract<Field, { kind: 'text' }>,
  suggest: { readonly command: string; readonly option: string },
): types.ExternalSelect {
  const { value } = field;
  return {
    type: 'external_select',
    action_id: suggestActionId(suggest.command, suggest.option),
    min_query_length: 0,
    placeholder: plainText((field.placeholder ?? 'Type to search').slice(0, MAX.placeholder)),
    ...(value !== undefined && value !== '' && { initial_option: { text: plainText(value), value } }),
  };
}

function pickInput(field: Extract<Field, { kind: 'pick' }>): types.InputBlockElement {
  const options = field.options.map(optionOf);
  const picked = field.options.filter((option) => option.picked === true).map(optionOf);
  const [initial] = picked;
  const first = initial === undefined ? {} : { initial_option: initial };
  if ((field.max ?? 1) > 1) {
    return {
      type: 'multi_static_select',
      action_id: `v.${field.min ?? 0}`,
      options,
      max_selected_items: field.max ?? 1,
      ...(picked.length > 0 && { initial_options: picked }),
    };
  }
  // what has been chosen in radio buttons cannot be taken back, so only for what must be answered
  return field.required === true && options.length <= RADIO_OPTIONS
    ? { type: 'radio_buttons', action_id: 'v.0', options, ...first }
    : { type: 'static_select', action_id: 'v.0', options, ...first };
}

const Option = z.object({ value: z.string() });
const Input = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_conversation: z.string().nullish(),
  files: z
    .array(
      z.object({
        name: z.string().nullish(),
        url_private_download: z.string().optional(),
        size: z.number().optional(),
      }),
    )
    .nullish(),
});
export const ViewState = z.object({ values: z.record(z.string(), z.record(z.string(), Input)) });

/** What was filled in, or what is wrong with it by block id, as Slack shows it in the open modal. */
export type ReadForm =
  | {
      readonly kind: 'good';
      readonly fields: Readonly<Record<string, Filled>>;
      readonly files: Readonly<Record<string, KeptFile>>;
    }
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, string>> };

export function readFields(state: z.output<typeof ViewState>, team: string): ReadForm {
  const fields: Record<string, Filled> = {};
  const files: Record<string, KeptFile> = {};
  const errors: Record<string, string> = {};
  for (const [blockId, inputs] of Object.entries(state.values)) {
    const [found] = Object.entries(inputs);
    if (!blockId.startsWith(FIELD) || found === undefined) continue;
    const [actionId, input] = found;
    const [file] = input.files ?? [];
    if (file !== undefined) {
      files[blockId.slice(FIELD.length)] = {
        name: file.name ?? 'file',
        address: file.url_private_download ?? '',
        ...(file.size !== undefined && { size: file.size }),
      };
    }
    const given = readInput(input, team);
    const least = Number(INPUT.exec(actionId)?.[1] ?? 0);
    if (Array.isArray(given) && given.length > 0 && given.length < least) {
      errors[blockId] = `Pick at least ${least}.`;
    }
    if (given !== undefined) fields[blockId.slice(FIELD.length)] = given;
  }
  return Object.keys(errors).length > 0 ? { kind: 'wrong', errors } : { kind: 'good', fields, files };
}

function readInput(input: z.output<typeof Input>, team: string): Filled | undefined {
  if (input.selected_options !== undefined && input.selected_options !== null) {
    return input.selected_options.map((option) => option.value);
  }
  if (input.selected_conversation !== undefined && input.selected_conversation !== null) {
    return channelMailbox(team, input.selected_conversation);
  }
  return input.selected_option?.value ?? input.value ?? undefined;
}
