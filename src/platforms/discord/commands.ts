/** The catalog's commands as Discord's application commands, and whether those registered are still the same. Pure. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { AnyCommand, Option } from '../../chat/command.ts';
import type { Catalog } from '../../chat/feature.ts';
import { RenderProblem } from './limits.ts';

/** The one command under which all staff commands stand. */
export const STAFF = 'tutor';

/**
 * Names and descriptions in other languages: locale (`de`, `pt-BR`) -> `what` or `what.is` (command, option) -> words.
 * Discord sends the original name back whatever the person saw, so nothing else needs to know.
 */
export type Localizations = Readonly<
  Record<string, Readonly<Record<string, { readonly name?: string; readonly description?: string }>>>
>;

export interface CommandOptions {
  /** Registered in one guild: contexts and installations are only for global commands. */
  readonly guild?: boolean;
  readonly localizations?: Localizations;
}

type CommandJson = RESTPostAPIChatInputApplicationCommandsJSONBody;
type MenuJson = RESTPostAPIContextMenuApplicationCommandsJSONBody;
type AnyJson = CommandJson | MenuJson;

/** What is registered: the commands, and what the menu of a message offers. */
export type Offered = Pick<Catalog, 'commands'> & Partial<Pick<Catalog, 'explain'>>;

/** @throws RenderProblem when Discord would refuse one of them */
export function renderCommands(catalog: Offered, options: CommandOptions = {}): AnyJson[] {
  const all = [...catalog.commands.values()];
  const members = all.filter((command) => command.staff !== true);
  const staff = all.filter((command) => command.staff === true);
  const words = (path: string) => localized(options.localizations ?? {}, path);
  const contexts = (where: AnyCommand['where'] | 'staff') =>
    options.guild === true
      ? {}
      : {
          integration_types: [ApplicationIntegrationType.GuildInstall],
          contexts:
            where === 'community' || where === 'staff'
              ? [InteractionContextType.Guild]
              : [InteractionContextType.Guild, InteractionContextType.BotDM],
        };
  const commands = members.map((command): CommandJson => ({
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    ...words(command.name),
    ...contexts(command.where),
    options: renderOptions(command, words),
  }));
  if (staff.length > 0) {
    commands.push({
      type: ApplicationCommandType.ChatInput,
      name: STAFF,
      description: 'For instructors and admins: set up, watch, repair.',
      ...words(STAFF),
      // In a direct message Discord knows no permissions, so there it would show staff commands to everybody.
      ...contexts('staff'),
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      options: staff.map((command): APIApplicationCommandSubcommandOption => ({
        type: ApplicationCommandOptionType.Subcommand,
        name: command.name,
        description: command.description,
        ...words(command.name),
        options: renderOptions(command, words),
      })),
    });
  }
  // the chosen message comes with its words, for which no privileged intent is needed
  const { explain } = catalog;
  const menu: MenuJson[] =
    explain === undefined
      ? []
      : [
          {
            type: ApplicationCommandType.Message,
            name: explain.name,
            ...localNames(words(explain.name)),
            ...contexts('anywhere'),
          },
        ];
  const problems = [...checkCommands(commands), ...checkMenu(menu)];
  if (problems.length > 0) throw new RenderProblem('The list of commands', problems);
  return [...commands, ...menu];
}

const localNames = ({ name_localizations: names }: ReturnType<typeof localized>) =>
  names === undefined ? {} : { name_localizations: names };

/** In the menu of a message a name is 1 to 32 characters of any kind. */
const checkMenu = (menu: readonly MenuJson[]): string[] =>
  menu.flatMap(({ name }) =>
    name.trim() === '' || name.length > 32 ? [`"${name}": a name has 1 to 32 characters.`] : [],
  );

function localized(all: Localizations, path: string) {
  const names: Record<string, string> = {};
  const descriptions: Record<string, string> = {};
  for (const [locale, words] of Object.entries(all)) {
    const found = words[path];
    if (found?.name !== undefined) names[locale] = found.name;
    if (found?.description !== undefined) descriptions[locale] = found.description;
  }
  return {
    ...(Object.keys(names).length > 0 && { name_localizations: names }),
    ...(Object.keys(descriptions).length > 0 && { description_localizations: descriptions }),
  };
}

/** Discord wants required options first. */
function renderOptions(
  command: AnyCommand,
  words: (path: string) => ReturnType<typeof localized>,
): APIApplicationCommandBasicOption[] {
  const entries = Object.entries(command.options);
  const rank = (option: Option): number => (option.required === true ? 0 : 1);
  return entries
    .toSorted(([, a], [, b]) => rank(a) - rank(b))
    .map(([name, option]) => ({ ...renderOption(name, option), ...words(`${command.name}.${name}`) }));
}

function renderOption(name: string, option: Option): APIApplicationCommandBasicOption {
  const base = { name, description: option.description, required: option.required === true };
  switch (option.kind) {
    case 'text': {
      const text = { type: ApplicationCommandOptionType.String as const, ...base, max_length: option.max ?? 200 };
      return option.suggest === undefined ? text : { ...text, autocomplete: true };
    }
    case 'choice':
      return {
        type: ApplicationCommandOptionType.String,
        ...base,
        choices: Object.entries(option.choices).map(([value, label]) => ({ name: label, value })),
      };
    case 'number':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...base,
        min_value: option.min,
        max_value: option.max,
      };
    case 'flag':
      return { type: ApplicationCommandOptionType.Boolean, ...base };
    case 'person':
      return { type: ApplicationCommandOptionType.User, ...base };
    default:
      return option satisfies never;
  }
}

const NAME = /^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u;

/** The limits of Discord's command documentation: names, 100 commands, 25 options, 25 choices, 8,000 characters. */
function checkCommands(commands: readonly CommandJson[]): string[] {
  const problems: string[] = [];
  const most = (what: string, size: number, limit: number): void => {
    if (size > limit) problems.push(`${what}: ${size}; at most ${limit}.`);
  };
  if (new Set(commands.map((command) => command.name)).size < commands.length) {
    problems.push(`A command is called "${STAFF}", which is the name above the staff commands: rename it.`);
  }
  most('Commands', commands.length, 100);
  for (const command of commands) {
    let size = 0;
    const visit = (path: string, part: Part): void => {
      if (!NAME.test(part.name)) problems.push(`${path}: a name is lower case, 1 to 32 letters, digits, - or _.`);
      if (part.description.trim() === '') problems.push(`${path}: its description is empty.`);
      most(`${path}: characters of its description`, part.description.length, 100);
      most(`${path}: options`, part.options?.length ?? 0, 25);
      most(`${path}: choices`, part.choices?.length ?? 0, 25);
      size += part.name.length + part.description.length;
      for (const choice of part.choices ?? []) {
        most(`${path}: characters of the choice "${choice.name}"`, choice.name.length, 100);
        most(`${path}: characters of the value "${choice.value}"`, String(choice.value).length, 100);
        size += choice.name.length + String(choice.value).length;
      }
      for (const option of part.options ?? []) visit(`${path} ${option.name}`, option);
    };
    visit(`/${command.name}`, command as Part);
    most(`/${command.name}: all its characters`, size, 8_000);
  }
  return problems;
}

interface Part {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly Part[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}

/** Fields of a command that we set. What else Discord returns (ids, versions, defaults) is its own. */
const OURS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'required',
  'choices',
  'autocomplete',
  'min_value',
  'max_value',
  'max_length',
  'default_member_permissions',
  'contexts',
  'integration_types',
  'value',
];

/**
 * Whether the commands that Discord has are the ones we would register. Discord returns them in any order, with
 * fields of its own, and leaves out what equals a default.
 */
export function sameCommands(registered: readonly unknown[], wanted: readonly AnyJson[], guild = false): boolean {
  const ours = guild ? OURS.filter((key) => key !== 'contexts' && key !== 'integration_types') : OURS;
  const list = (commands: readonly unknown[]): string =>
    JSON.stringify(commands.map((command) => JSON.stringify(normal(command, ours))).toSorted());
  return list(registered) === list(wanted);
}

function normal(value: unknown, ours: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const all = value.map((item) => normal(item, ours));
    return all.every((item) => typeof item === 'number') ? all.toSorted((a, b) => a - b) : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, field]) => ours.includes(key) && !isDefault(field))
    .map(([key, field]): [string, unknown] => [
      key,
      key.endsWith('_localizations') ? sorted(Object.entries(field as object)) : normal(field, ours),
    ]);
  return sorted(entries);
}

const sorted = (entries: readonly [string, unknown][]) => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

const isDefault = (field: unknown): boolean =>
  field === undefined ||
  field === null ||
  field === false ||
  field === '' ||
  (typeof field === 'object' && Object.keys(field).length === 0);
