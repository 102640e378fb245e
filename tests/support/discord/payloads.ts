/** What Discord sends when people run commands and send forms, checked as Discord's own apps check it first. */
import type { FakeDiscord } from './fake.ts';
import type { CommandIn, LabelledIn, MenuIn, ModalIn, ValueOption } from './schemas.ts';
import { modalFields, nativeOptions } from './seen.ts';
import { bytesOf, type Given, type GivenFile, isFile } from '../stage.ts';
import { messageJson } from './json.ts';
import { GUILD, type Message } from './world.ts';

export function valueOf(options: readonly { readonly label: string; readonly value: string }[], label: string): string {
  const found = options.find((option) => option.label === label || option.label === `#${label}`);
  if (found === undefined) throw new Error(`there is no "${label}" among: ${options.map((o) => o.label).join(', ')}`);
  return found.value;
}

/** The command as Discord would send it: checked by Discord's own client before anything leaves it. */
export function commandData(
  fake: FakeDiscord,
  name: string,
  given: Readonly<Record<string, string | number | boolean>>,
  typing?: { readonly option: string; readonly typed: string },
): object {
  const registered = fake.world.commands.get(GUILD) ?? fake.world.commands.get('global') ?? [];
  const [top, sub] = findCommand(registered, name);
  const known = ((sub ?? top).options ?? []) as readonly ValueOption[];
  const options = Object.entries(given).map(([key, value]): CalledOption => {
    const option = known.find((one) => one.name === key);
    if (option === undefined) throw new Error(`/${name} has no option ${key}`);
    return { name: key, type: option.type, value: optionValue(fake, option, value) };
  });
  for (const option of known) {
    if (typing === undefined && option.required === true && given[option.name] === undefined) {
      throw new Error(`Discord does not send /${name} without ${option.name}`);
    }
  }
  if (typing !== undefined) {
    const option = known.find((one) => one.name === typing.option);
    if (option?.type !== 3 || option.autocomplete !== true) throw new Error(`${typing.option} suggests nothing`);
    options.push({ name: typing.option, type: 3, value: typing.typed, focused: true });
  }
  const data = { id: top.id, type: 1, name: top.name };
  return sub === undefined ? { ...data, options } : { ...data, options: [{ type: 1, name: sub.name, options }] };
}

/** An entry in the menu of a message, chosen. */
export function menuData(fake: FakeDiscord, name: string, message: Message): object {
  const registered = fake.world.commands.get(GUILD) ?? fake.world.commands.get('global') ?? [];
  const entry = registered.find((one) => one.type === 3 && one.name === name);
  if (entry === undefined) throw new Error(`the menu of a message has no "${name}"`);
  const resolved = { messages: { [message.id]: messageJson(fake.world, message) } };
  return { id: entry.id, type: 3, name, target_id: message.id, resolved };
}

interface CalledOption {
  readonly name: string;
  readonly type: number;
  readonly value: string | number | boolean;
  readonly focused?: true;
}
type Registered = (CommandIn | MenuIn) & { readonly id: string };
function findCommand(
  registered: readonly Registered[],
  name: string,
): [CommandIn & { readonly id: string }, { readonly name: string; readonly options?: unknown } | undefined] {
  for (const command of registered) {
    if (command.type === 3) continue;
    if (command.name === name) return [command, undefined];
    const sub = (command.options ?? []).find((option) => option.type === 1 && option.name === name);
    if (sub !== undefined) return [command, sub];
  }
  throw new Error(`/${name} is not registered: ${registered.map((command) => command.name).join(', ')}`);
}

function optionValue(
  fake: FakeDiscord,
  option: ValueOption,
  value: string | number | boolean,
): string | number | boolean {
  switch (option.type) {
    case 3: {
      const text = String(value);
      const { choices = [] } = option;
      if (choices.length > 0 && !choices.some((choice) => choice.value === text)) {
        throw new Error(`${option.name} is none of: ${choices.map((choice) => choice.value).join(', ')}`);
      }
      if (text.length > (option.max_length ?? 6_000)) throw new Error(`${option.name} is too long to be typed`);
      return text;
    }
    case 4:
      if (typeof value !== 'number' || value < (option.min_value ?? 0) || value > (option.max_value ?? 9e15)) {
        throw new Error(`${option.name} does not take ${String(value)}`);
      }
      return value;
    case 5:
      return Boolean(value);
    case 6: {
      const wanted = String(value).replace(/^discord:user\//u, '');
      const user = [...fake.world.users.values()].find((one) => one.id === wanted || one.username === wanted);
      if (user === undefined) throw new Error(`there is nobody called ${wanted}`);
      return user.id;
    }
    default:
      return option satisfies never;
  }
}

export function modalData(fake: FakeDiscord, modal: ModalIn, filled: Readonly<Record<string, Given>>): object {
  const labels = modalFields(modal).map((field) => field.label);
  const stray = Object.keys(filled).find((label) => !labels.includes(label));
  if (stray !== undefined) throw new Error(`the form has no field "${stray}": ${labels.join(', ')}`);
  const components = modal.components.map((part) =>
    part.type === 18
      ? { type: 18, id: 1, component: fieldData(fake, part.label, part.component, filled[part.label]) }
      : { type: 10, id: 1 },
  );
  const attachments = Object.values(filled).flatMap((given) => (isFile(given) ? [attachment(fake, given)] : []));
  const resolved = { attachments: Object.fromEntries(attachments.map((one) => [one.id, one])) };
  return { custom_id: modal.custom_id, components, resolved };
}

/** Files lie where whoever has the address can fetch them; the same file has the same id. */
function attachment({ world, url }: FakeDiscord, given: GivenFile) {
  const known = [...world.attachments].find(([, one]) => one === given)?.[0];
  const id = known ?? world.newId();
  world.attachments.set(id, given);
  const bytes = bytesOf(given);
  return {
    id,
    filename: given.file,
    size: bytes.length,
    url: `${url}/attachments/${id}/${given.file}`,
    ephemeral: true,
  };
}

function fieldData(fake: FakeDiscord, label: string, input: LabelledIn, given: Given | undefined): object {
  const base = { type: input.type, id: 2, custom_id: input.custom_id };
  const needed = input.required ?? true;
  if (input.type === 19) {
    if (needed && given === undefined) throw new Error(`"${label}" asks for a file`);
    return { ...base, values: isFile(given) ? [attachment(fake, given).id] : [] };
  }
  if (isFile(given)) throw new Error(`"${label}" takes no file`);
  if (input.type === 4) {
    const value = given === undefined ? (input.value ?? '') : String(given);
    if (needed && value === '') throw new Error(`"${label}" must be filled in`);
    if (value.length > (input.max_length ?? 4_000)) throw new Error(`"${label}" is too long to be typed`);
    return { ...base, value };
  }
  const options = 'options' in input ? input.options : nativeOptions(fake.world, input.type);
  const preset =
    'options' in input ? input.options.filter((option) => option.default === true).map((o) => o.value) : [];
  const values = given === undefined ? preset : [given].flat().map((one) => valueOf(options, one));
  if (needed && values.length === 0) throw new Error(`"${label}" must be picked`);
  if (input.type === 21) return { ...base, value: values[0] ?? null };
  const { min_values: min = 1, max_values: max = input.type === 22 ? options.length : 1 } = input;
  if (values.length > max || (values.length < min && needed)) throw new Error(`"${label}" takes ${min} to ${max}`);
  return { ...base, values };
}
