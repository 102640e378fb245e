/**
 * What Discord refuses, checked before anything is sent. The numbers are those of Discord's published API description
 * and of its component reference (40 components and 4,000 characters of text in one message, 5 components in a modal).
 */
import {
  type APIMessageComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
} from 'discord-api-types/v10';
import type { MessageBody } from './body.ts';

/** Something that Discord would refuse. `problems` say what to shorten, one sentence each. */
export class RenderProblem extends Error {
  override readonly name = 'RenderProblem';
  readonly problems: readonly string[];
  constructor(what: string, problems: readonly string[]) {
    super(`${what} cannot be shown on Discord:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

export const DISCORD_LIMITS = {
  components: 40,
  text: 4_000,
  customId: 100,
  buttonLabel: 80,
  buttons: 5,
  url: 512,
  options: 25,
  option: 100,
  placeholder: 150,
  alt: 1_024,
  attachments: 10,
  modalTitle: 45,
  modalParts: 5,
  label: 45,
  labelNote: 100,
  typed: 4_000,
  typedPlaceholder: 100,
  radio: 10,
} as const;

class Problems {
  readonly list: string[] = [];
  readonly #ids = new Set<string>();

  length(what: string, value: string | undefined, most: number, least = 0): void {
    const size = value?.length ?? 0;
    if (size > most) this.list.push(`${what} has ${size} characters; at most ${most}: shorten "${start(value)}".`);
    if (size < least) this.list.push(`${what} is empty.`);
  }
  count(what: string, size: number, most: number, least = 0): void {
    if (size > most) this.list.push(`${what}: ${size}; at most ${most}: use fewer.`);
    if (size < least) this.list.push(`${what}: ${size}; at least ${least}.`);
  }
  id(what: string, customId: string): void {
    this.length(`${what}: its press`, customId, DISCORD_LIMITS.customId, 1);
    if (this.#ids.has(customId)) this.list.push(`${what} has the same press as another one: ${customId}.`);
    this.#ids.add(customId);
  }
}

const start = (text: string | undefined): string => `${(text ?? '').slice(0, 40).replaceAll('\n', ' ')}…`;

/** Everything about a message that Discord would refuse; empty when it is fine. */
export function checkMessage(body: MessageBody): string[] {
  const problems = new Problems();
  let components = 0;
  let text = 0;
  const visit = (component: APIMessageComponent): void => {
    components += 1;
    switch (component.type) {
      case ComponentType.TextDisplay:
        text += component.content.length;
        if (component.content.trim() === '') problems.list.push('A text is empty.');
        break;
      case ComponentType.ActionRow:
        problems.count('Buttons in one row', component.components.length, DISCORD_LIMITS.buttons, 1);
        component.components.forEach(visit);
        break;
      case ComponentType.Container:
        component.components.forEach(visit);
        break;
      case ComponentType.Button:
        if ('label' in component) {
          problems.length(`The button "${start(component.label)}"`, component.label, DISCORD_LIMITS.buttonLabel, 1);
        }
        if ('custom_id' in component) problems.id(`The button "${start(customLabel(component))}"`, component.custom_id);
        if ('url' in component) problems.length('A link', component.url, DISCORD_LIMITS.url, 1);
        break;
      case ComponentType.StringSelect:
        problems.id(`The list "${start(component.placeholder)}"`, component.custom_id);
        problems.length('The label of a list', component.placeholder, DISCORD_LIMITS.placeholder);
        checkOptions(problems, component.options, component.min_values ?? 1, component.max_values ?? 1);
        break;
      case ComponentType.ChannelSelect:
      case ComponentType.RoleSelect:
        problems.id(`The list "${start(component.placeholder)}"`, component.custom_id);
        problems.length('The label of a list', component.placeholder, DISCORD_LIMITS.placeholder);
        break;
      case ComponentType.MediaGallery:
        for (const item of component.items) {
          problems.length("A picture's description", item.description ?? '', DISCORD_LIMITS.alt, 1);
        }
        break;
      default:
        break; // separators, and kinds that cards are never drawn with, have nothing to measure
    }
  };
  for (const component of body.components) visit(component);
  if (body.components.length === 0) problems.list.push('It has nothing to show.');
  problems.count('Parts (blocks, rows, buttons)', components, DISCORD_LIMITS.components);
  problems.count('Pictures and files', body.attachments.length, DISCORD_LIMITS.attachments);
  if (text > DISCORD_LIMITS.text) {
    problems.list.push(`All its text has ${text} characters; at most ${DISCORD_LIMITS.text}: split it over two cards.`);
  }
  return problems.list;
}

const customLabel = (component: object): string =>
  'label' in component && typeof component.label === 'string' ? component.label : '';

function checkOptions(
  problems: Problems,
  options: readonly { readonly label: string; readonly value: string; readonly description?: string }[],
  min: number,
  max: number,
): void {
  problems.count('Options of a list', options.length, DISCORD_LIMITS.options, 1);
  if (max > options.length || min > max || min < 0) {
    problems.list.push(`A list asks for ${min} to ${max} of ${options.length} options.`);
  }
  if (new Set(options.map((option) => option.value)).size < options.length) {
    problems.list.push('A list has two options of the same value.');
  }
  for (const option of options) {
    problems.length("An option's label", option.label, DISCORD_LIMITS.option, 1);
    problems.length("An option's value", option.value, DISCORD_LIMITS.option, 1);
    problems.length("An option's note", option.description, DISCORD_LIMITS.option);
  }
}

/** Everything about a form that Discord would refuse; empty when it is fine. */
export function checkModal(modal: APIModalInteractionResponseCallbackData): string[] {
  const problems = new Problems();
  problems.length('The title', modal.title, DISCORD_LIMITS.modalTitle, 1);
  problems.length('The press', modal.custom_id, DISCORD_LIMITS.customId, 1);
  problems.count('Fields (an introduction counts as one)', modal.components.length, DISCORD_LIMITS.modalParts, 1);
  for (const part of modal.components) {
    if (part.type === ComponentType.TextDisplay)
      problems.length('The introduction', part.content, DISCORD_LIMITS.text, 1);
    if (part.type !== ComponentType.Label) continue;
    const what = `The field "${start(part.label)}"`;
    problems.length(`${what}: its label`, part.label, DISCORD_LIMITS.label, 1);
    problems.length(`${what}: its note`, part.description, DISCORD_LIMITS.labelNote);
    const field = part.component;
    problems.id(what, field.custom_id);
    switch (field.type) {
      case ComponentType.TextInput:
        problems.length(`${what}: its placeholder`, field.placeholder, DISCORD_LIMITS.typedPlaceholder);
        problems.length(`${what}: what stands in it`, field.value, field.max_length ?? DISCORD_LIMITS.typed);
        problems.count(`${what}: its greatest length`, field.max_length ?? 1, DISCORD_LIMITS.typed, 1);
        break;
      case ComponentType.StringSelect:
        checkOptions(problems, field.options, field.min_values ?? 1, field.max_values ?? 1);
        break;
      case ComponentType.CheckboxGroup:
        checkOptions(problems, field.options, field.min_values ?? 1, field.max_values ?? field.options.length);
        problems.count(`${what}: options`, field.options.length, DISCORD_LIMITS.radio, 1);
        break;
      case ComponentType.RadioGroup:
        checkOptions(problems, field.options, 1, 1);
        problems.count(`${what}: options`, field.options.length, DISCORD_LIMITS.radio, 2);
        break;
      default:
        break; // channel and role lists come filled by Discord
    }
  }
  return problems.list;
}
