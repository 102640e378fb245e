/** What a person's hands do in Slack: find a button, pick from a list, fill in a form. */
import type { ActionElement, Block, InputBlock } from './blocks.ts';
import { bytesOf, type Given, type GivenFile, isFile } from '../stage.ts';
import type { Payload } from './deliver.ts';
import type { Scene, State } from './events.ts';
import { isDone } from './seen.ts';
import type { Channel, Team } from './world.ts';

export interface Found {
  readonly element: ActionElement;
  readonly block: Block;
}

const controls = (blocks: readonly Block[]): Found[] =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map((element) => ({ element, block })) : []));

/** By its label, or the only one that starts so. */
export function findButton(blocks: readonly Block[], label: string): Found {
  const buttons = controls(blocks).filter(({ element }) => element.type === 'button' && !isDone(element));
  const labeled = (found: Found): string => (found.element.type === 'button' ? found.element.text.text : '');
  const exact = buttons.find((one) => labeled(one) === label);
  const starting = buttons.filter((one) => labeled(one).startsWith(label));
  const found = exact ?? starting[0];
  if (found === undefined || (exact === undefined && starting.length > 1)) {
    throw new Error(`there is no button "${label}" among: ${buttons.map(labeled).join(', ')}`);
  }
  return found;
}

export function findPick(blocks: readonly Block[], label: string): Found {
  const lists = controls(blocks).filter(({ element }) => element.type !== 'button');
  const found = lists.find(({ element }) => 'placeholder' in element && element.placeholder?.text === label);
  if (found === undefined) throw new Error(`there is no list "${label}"`);
  return found;
}

/** The address behind the words that start so. */
export function findLink(blocks: readonly Block[], words: string): string {
  const parts = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const links = parts
    .flatMap((part) => (part.type === 'rich_text_list' ? [] : part.elements))
    .flatMap((element) => (element.type === 'link' ? [element] : []));
  const found = links.find(({ text }) => text?.startsWith(words) === true);
  if (found === undefined)
    throw new Error(`there is no link "${words}" among: ${links.map((one) => one.text).join(', ')}`);
  return found.url;
}

/** The button that hands in a list of which several can be picked. */
export function findDone(blocks: readonly Block[], list: Found): Found | undefined {
  return controls(blocks).find(({ element, block }) => block === list.block && isDone(element));
}

/** What Slack reports when these labels are picked. */
export function pickedValue(team: Team, element: ActionElement, labels: readonly string[]): Payload {
  if (element.type === 'conversations_select') return { selected_conversation: channelBy(team, labels[0] ?? '').id };
  const options = labels.map((label) => optionBy(element, label));
  return element.type === 'multi_static_select' ? { selected_options: options } : { selected_option: options[0] };
}

function optionBy(element: ActionElement | InputBlock['element'], label: string) {
  const found = 'options' in element ? element.options.find((one) => one.text.text === label) : undefined;
  if (found === undefined) throw new Error(`there is no option "${label}"`);
  return found;
}

function channelBy(team: Team, name: string): Channel {
  const found = [...team.channels.values()].find((one) => one.name === name || name.endsWith(one.id));
  if (found === undefined) throw new Error(`there is no channel "${name}"`);
  return found;
}

/** What stands in the lists of a message before anybody touched them, and after: `picked` by action id. */
export function stateOf(blocks: readonly Block[], picked: ReadonlyMap<string, Payload>): State {
  const state: Record<string, Record<string, Payload>> = {};
  for (const { element, block } of controls(blocks)) {
    if (element.type === 'button') continue;
    const initial =
      element.type === 'multi_static_select'
        ? { selected_options: element.initial_options ?? [] }
        : 'initial_option' in element
          ? { selected_option: element.initial_option ?? null }
          : {};
    const given = picked.get(element.action_id) ?? initial;
    (state[block.block_id ?? ''] ??= {})[element.action_id] = { type: element.type, ...given };
  }
  return state;
}

/** Chooses among what a field with type-ahead offers. */
export type Choose = (input: InputBlock, typed: string) => Promise<Payload>;

/** The state of a filled-in form; Slack itself refuses what is missing or too long. */
export async function fillIn(
  team: Team,
  blocks: readonly Block[],
  { fields, keep }: { fields: Readonly<Record<string, Given>>; keep: (given: GivenFile) => Payload },
  choose: Choose,
): Promise<State> {
  const inputs = blocks.filter((block) => block.type === 'input');
  for (const label of Object.keys(fields)) {
    if (!inputs.some((one) => one.label.text === label)) throw new Error(`the form has no field "${label}"`);
  }
  const state: Record<string, Record<string, Payload>> = {};
  for (const input of inputs) {
    const given = fields[input.label.text];
    if (isFile(given)) {
      if (input.element.type !== 'file_input') throw new Error(`"${input.label.text}" takes no file`);
      state[input.block_id ?? ''] = { [input.element.action_id]: { type: 'file_input', files: [keep(given)] } };
      continue;
    }
    const values = given === undefined ? [] : typeof given === 'string' ? [given] : given;
    const filled = values.filter((one) => one !== '');
    const value = filled.length === 0 ? untouched(input) : await inputValue(team, input, filled, choose);
    if (filled.length === 0 && input.optional !== true && isEmpty(value)) {
      throw new Error(`Slack asks for "${input.label.text}"`);
    }
    state[input.block_id ?? ''] = { [input.element.action_id]: { type: input.element.type, ...value } };
  }
  return state;
}

const isEmpty = (value: Payload): boolean =>
  Object.values(value).every((one) => one === null || (Array.isArray(one) && one.length === 0));

function untouched({ element }: InputBlock): Payload {
  switch (element.type) {
    case 'plain_text_input':
      return { value: element.initial_value ?? null };
    case 'file_input':
      return { files: [] };
    case 'multi_static_select':
      return { selected_options: element.initial_options ?? [] };
    case 'conversations_select':
      return { selected_conversation: element.initial_conversation ?? null };
    case 'static_select':
    case 'radio_buttons':
    case 'external_select':
      return { selected_option: element.initial_option ?? null };
    default:
      return element satisfies never;
  }
}

async function inputValue(team: Team, input: InputBlock, values: readonly string[], choose: Choose): Promise<Payload> {
  const { element } = input;
  const [first = ''] = values;
  switch (element.type) {
    case 'plain_text_input':
      if (first.length > (element.max_length ?? 3_000)) throw new Error(`"${input.label.text}" is too long for Slack`);
      return { value: first };
    case 'file_input':
      throw new Error(`"${input.label.text}" takes a file`);
    case 'external_select':
      return choose(input, first);
    case 'conversations_select':
      return { selected_conversation: channelBy(team, first).id };
    case 'multi_static_select':
      if (values.length > (element.max_selected_items ?? 100)) throw new Error('Slack lets you pick no more');
      return { selected_options: values.map((label) => optionBy(element, label)) };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: optionBy(element, first) };
    default:
      return element satisfies never;
  }
}

/** Uploads a file, as a form does before it is sent. */
export function keepFile({ world, url }: Scene, team: Team, given: GivenFile): Payload {
  const id = world.id('F');
  const bytes = bytesOf(given);
  const { file: name } = given;
  world.files.set(id, { team: team.id, name, size: bytes.length, bytes, state: 'done', shares: new Set() });
  const address = `${url}/files-pri/${team.id}-${id}/download/${name}`;
  return { id, name, size: bytes.length, mode: 'hosted', url_private_download: address };
}
