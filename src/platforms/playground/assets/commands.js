/* What the message box can offer for a command line that is being typed. The server reads the line by the same rules. */

/** @import { WireCommand, WireCommandOption, WirePerson } from '../wire.ts' */

/**
 * @typedef {{ label: string, note?: string, mark?: string, text: string }} Offer `text`: the line after taking the offer.
 * @typedef {{ name: string, start: number, from: number }} Mark Where `name:` stands, and where its value begins.
 */

/**
 * @param {string} line
 * @param {readonly WireCommand[]} commands
 * @returns {readonly WireCommand[] | undefined} Commands that fit while the name is being typed; undefined past the name.
 */
export function fittingCommands(line, commands) {
  const typed = /^\/(\S*)$/u.exec(line)?.[1]?.toLowerCase();
  if (typed === undefined) return undefined;
  const starts = commands.filter((command) => command.name.startsWith(typed));
  const holds = commands.filter((command) => !starts.includes(command) && command.name.includes(typed));
  return [...starts, ...holds];
}

/** The line after choosing a command: at the value of its first required option, if it has one. @param {WireCommand} command */
export function lineFor(command) {
  const needed = command.options.find((option) => option.required);
  if (needed !== undefined) return `/${command.name} ${needed.name}:`;
  return command.options.length > 0 ? `/${command.name} ` : `/${command.name}`;
}

/**
 * @param {string} line
 * @param {readonly WireCommand[]} commands
 * @returns {{ command: WireCommand, rest: string, head: string, marks: readonly Mark[], option: WireCommandOption | undefined, typed: string } | undefined}
 *   Where one is in a command line: the option whose value is being typed, and what of it is there.
 */
export function readLine(line, commands) {
  const [, name = '', gap = '', rest = ''] = /^\/(\S+)(\s+)([^]*)$/u.exec(line) ?? [];
  const command = commands.find((one) => one.name === name.toLowerCase());
  if (command === undefined) return undefined;
  const marks = findMarks(rest, command);
  const last = marks.at(-1);
  const typed = rest.slice(last?.from ?? 0);
  const option = last === undefined ? undefined : command.options.find((one) => one.name === last.name);
  return { command, rest, head: `/${name}${gap}`, marks, option, typed };
}

/** Quotes of every keyboard, where they are no apostrophes. */
const QUOTED = /["“”„][^"“”„]*["“”„]|[«»][^«»]*[«»]|「[^」]*」/gu;

/** @param {string} rest @param {WireCommand} command @returns {Mark[]} */
function findMarks(rest, command) {
  const quoted = [...rest.matchAll(QUOTED)].map((match) => [match.index, match.index + match[0].length]);
  /** @type {Mark[]} */
  const marks = [];
  for (const match of rest.matchAll(/(?<=^|\s)([\p{L}\p{N}_-]{1,32})\s?[:：]/gu)) {
    const name = (match[1] ?? '').toLowerCase();
    const known = command.options.some((option) => option.name === name) && !marks.some((mark) => mark.name === name);
    const inside = quoted.some(([from = 0, to = 0]) => match.index > from && match.index < to);
    if (known && !inside) marks.push({ name, start: match.index, from: match.index + match[0].length });
  }
  return marks;
}

/** The text option that words without a name belong to. @param {NonNullable<ReturnType<typeof readLine>>} at */
export const positional = ({ command, marks }) =>
  command.options.find((option) => option.kind === 'text' && !marks.some((mark) => mark.name === option.name));

/**
 * @param {NonNullable<ReturnType<typeof readLine>>} at
 * @param {readonly WirePerson[]} people
 * @returns {Offer[]} Values and options that can be told without asking the server.
 */
export function offersAt(at, people) {
  const { command, rest, head, marks, option, typed } = at;
  const value = typed.trim().toLowerCase();
  const known = option === undefined ? [] : valuesOf(option, people);
  const complete = known.some((one) => one.value.toLowerCase() === value || one.label.toLowerCase() === value);
  const before = head + rest.slice(0, marks.at(-1)?.from ?? 0);
  const values = complete
    ? []
    : known
        .filter((one) => one.label.toLowerCase().includes(value) || one.value.toLowerCase().includes(value))
        .map((one) => ({
          label: one.label,
          mark: one.value === one.label.toLowerCase() ? undefined : one.value,
          text: `${before}${one.value} `,
        }));
  return [...values.map(withoutUndefined), ...optionOffers(at, command, head, complete)];
}

/** @param {{ label: string, mark: string | undefined, text: string }} offer @returns {Offer} */
const withoutUndefined = ({ mark, ...offer }) => (mark === undefined ? offer : { ...offer, mark });

/** @param {WireCommandOption} option @param {readonly WirePerson[]} people */
function valuesOf(option, people) {
  if (option.kind === 'person') return people.map(({ name }) => ({ value: `@${name}`, label: `@${name}` }));
  return option.choices ?? [];
}

/**
 * Options that are not there yet: where a value has just ended, or as the word under the cursor begins.
 * @param {NonNullable<ReturnType<typeof readLine>>} at
 * @param {WireCommand} command @param {string} head @param {boolean} complete
 * @returns {Offer[]}
 */
function optionOffers({ rest, marks, option, typed }, command, head, complete) {
  const word = /(?<=^|\s)\S*$/u.exec(rest)?.[0] ?? '';
  const between =
    option === undefined
      ? word !== '' || rest.trim() === '' || rest.endsWith(' ')
      : typed.trim() !== '' && (complete || / \S*$/u.test(typed));
  if (!between) return [];
  const part = complete && word !== '' && !rest.endsWith(' ') ? '' : word;
  const kept =
    part === '' ? (rest === '' || rest.endsWith(' ') ? rest : `${rest} `) : rest.slice(0, rest.length - part.length);
  return command.options
    .filter(({ name }) => !marks.some((mark) => mark.name === name) && name.startsWith(part.toLowerCase()))
    .map(({ name, description, required }) => ({
      label: `${name}:`,
      note: description,
      ...(required && { mark: 'required' }),
      text: `${head}${kept}${name}:`,
    }));
}

/** A line that says how a command is written. @param {WireCommand} command */
export const shapeOf = (command) =>
  [`/${command.name}`, ...command.options.map(({ name, required }) => (required ? `${name}:` : `[${name}:]`))].join(
    ' ',
  );
