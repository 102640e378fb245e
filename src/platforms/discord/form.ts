/** A form as Discord's modal: one label for each field, with the input that serves it best. Pure. */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Field, OpenForm } from '../../chat/form.ts';
import { LIMITS } from '../../chat/limits.ts';
import { encodePress } from '../../chat/press.ts';
import { checkModal, DISCORD_LIMITS, RenderProblem } from './limits.ts';
import { escapeText } from './markdown.ts';
import { channelDefaults, renderOption, roleDefaults } from './render.ts';

/**
 * Discord names the button of every modal itself (*Submit*), so `form.submit` has no place to go.
 * @throws RenderProblem when Discord would refuse it; it says what to shorten.
 */
export function renderForm(form: OpenForm): APIModalInteractionResponseCallbackData {
  const labels = Object.entries(form.fields).map(([name, field]): APILabelComponent => ({
    type: ComponentType.Label,
    label: field.label,
    ...(field.note !== undefined && field.note !== '' && { description: field.note }),
    component: renderField(name, field),
  }));
  const modal: APIModalInteractionResponseCallbackData = {
    custom_id: encodePress(form.press),
    title: form.title,
    components: withIntro(form.intro, labels),
  };
  const problems = checkModal(modal);
  if (problems.length > 0) throw new RenderProblem(`The form "${form.title}"`, problems);
  return modal;
}

/**
 * The introduction is a part of its own while there is room for one (five parts in all); beside five fields it goes
 * in front of the first field's note. Too long for that, it ends in an ellipsis: it stands on the message as well.
 */
function withIntro(
  intro: string | undefined,
  labels: readonly APILabelComponent[],
): APIModalInteractionResponseCallbackData['components'] {
  if (intro === undefined || intro.trim() === '') return [...labels];
  if (labels.length < DISCORD_LIMITS.modalParts) {
    return [{ type: ComponentType.TextDisplay, content: escapeText(intro) }, ...labels];
  }
  return labels.map((label, i) =>
    i === 0
      ? {
          ...label,
          description: shortened([intro, label.description].filter(Boolean).join(' ').replaceAll(/\s+/gu, ' ')),
        }
      : label,
  );
}

const shortened = (words: string): string =>
  words.length <= LIMITS.fieldNote ? words : `${words.slice(0, LIMITS.fieldNote - 1).trimEnd()}…`;

function renderField(name: string, field: Field): APIComponentInLabel {
  const required = field.required === true;
  switch (field.kind) {
    case 'text':
      return {
        type: ComponentType.TextInput,
        custom_id: name,
        style: field.long === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required,
        max_length: Math.min(field.max ?? LIMITS.typed, LIMITS.typed),
        ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
        ...(field.value !== undefined && { value: field.value }),
      };
    case 'pick':
      return renderChoice(name, field, required);
    case 'channel':
      return {
        type: ComponentType.ChannelSelect,
        custom_id: name,
        ...demand(required),
        ...channelDefaults(field.value),
      };
    case 'role':
      return { type: ComponentType.RoleSelect, custom_id: name, ...demand(required), ...roleDefaults(field.value) };
    case 'file':
      return { type: ComponentType.FileUpload, custom_id: name, ...demand(required) };
    default:
      return field satisfies never;
  }
}

/** Discord refuses `required` beside a `min_values` of 0. */
const demand = (required: boolean) => ({ required, min_values: required ? 1 : 0, max_values: 1 });

/**
 * Few options are shown at once: as a radio group when exactly one must be picked (a radio button cannot be taken
 * back, so it does not serve an optional question), as checkboxes when there may be several. Long lists fold up.
 */
function renderChoice(name: string, field: Extract<Field, { kind: 'pick' }>, required: boolean): APIComponentInLabel {
  const max = field.max ?? 1;
  const min = required ? Math.max(1, field.min ?? 1) : 0;
  const options = field.options.map(renderOption);
  const few = options.length <= DISCORD_LIMITS.radio;
  if (few && required && max === 1 && options.length > 1) {
    return { type: ComponentType.RadioGroup, custom_id: name, required, options };
  }
  const bounds = { required, min_values: min, max_values: max };
  return few && max > 1
    ? { type: ComponentType.CheckboxGroup, custom_id: name, ...bounds, options }
    : { type: ComponentType.StringSelect, custom_id: name, ...bounds, options };
}
