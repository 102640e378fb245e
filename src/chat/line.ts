/** Reads a command as people type it, by the same data from which other platforms make fields: `quiz databases 5`, `what is: "a b"`. */
import { type AnyCommand, readOption } from './command.ts';
import type { Options } from './request.ts';

/** What a platform adds to the reading. */
export interface Reader {
  /** The person whom a word names; undefined when it names none. */
  personOf?(word: string): string | undefined;
  /** What was typed as the words that people see. */
  plain?(text: string): string;
}

/** Absent `name`: there is none. `rest`: what was typed behind a name that no command has, or that has no place. */
export interface Line {
  readonly name?: string;
  readonly options: Options;
  readonly rest?: string;
}

/** More than any command takes; what comes after is not read. Characters. */
const MOST = 4_000;
/** The name under which one slash command offers all others. */
const COMMON = 'tutor';

/** A line with or without its slash; `tutor` in front of the command's name is passed over. */
export function readLine(line: string, commands: ReadonlyMap<string, AnyCommand>, reader: Reader = {}): Line {
  const [, first = '', rest = ''] = /^\s*[/／]?\s*(\S*)\s*([^]*)$/u.exec(line.slice(0, MOST)) ?? [];
  const written = first.toLowerCase();
  const bare = written.replaceAll(/^["'“”‘’«»]+|["'“”‘’«».,!?:;]+$/gu, '');
  const name = commands.has(written) ? written : commands.has(bare) ? bare : written;
  if (name === '') return { options: {} };
  const command = commands.get(name);
  if (command !== undefined) return { name, ...readOptions(rest, command, reader) };
  if (bare === COMMON) return readLine(rest, commands, reader);
  return { name, options: {}, ...(rest !== '' && { rest: reader.plain?.(rest) ?? rest }) };
}

type Item =
  | { readonly kind: 'key'; readonly name: string }
  /** `raw` is as it stands in the line, `text` without its quotes. */
  | { readonly kind: 'word'; readonly text: string; readonly raw: string; readonly quoted: boolean };
type Word = Extract<Item, { kind: 'word' }>;

const KEY = /([\p{L}\p{N}_-]{1,32})\s*[:：﹕]\s*/uy;
const WORD = /\S+/uy;
/** Quotes of every keyboard, by their family; one closes what its like has opened, or else what another of its family has. */
const DOUBLE = /"([^"]*)"(?![\p{L}\p{N}])|[“”„‟]([^“”„‟]*)[“”„‟](?![\p{L}\p{N}])|["“”„‟＂]([^"“”„‟＂]*)["“”„‟＂]/uy;
const FRENCH = /[«»]([^«»]*)[«»]|[‹›]([^‹›]*)[‹›]|「([^」]{0,500})」|『([^』]{0,500})』|`([^`]{0,500})`/uy;
/** Apostrophes stand inside words too: these close only where a word ends, and not far off. */
const SINGLE = /['‘’‚‛＇](?=\S)((?:[^'‘’‚‛＇]|['‘’‚‛＇](?=[\p{L}\p{N}])){0,300})['‘’‚‛＇](?![\p{L}\p{N}])/uy;
/** What ends a sentence behind a quote belongs to neither. */
const SPACE = /\s+/uy;
const PAUSE = /[.,;!?]*\s*/uy;

/** Known names only, the first of each, and not between quotes. */
function itemsOf(text: string, names: readonly string[]): Item[] {
  const items: Item[] = [];
  const seen = new Set<string>();
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0] === '') return undefined;
    at += match[0].length;
    return match;
  };
  while (at < text.length) {
    if (next(SPACE)) continue;
    const start = at;
    const name = next(KEY)?.[1]?.toLowerCase() ?? '';
    if (names.includes(name) && !seen.has(name)) {
      seen.add(name);
      items.push({ kind: 'key', name });
      continue;
    }
    at = start;
    const quote = next(DOUBLE) ?? next(FRENCH) ?? next(SINGLE);
    if (quote !== undefined) {
      const inside = quote.slice(1).find((group) => (group as string | undefined) !== undefined) ?? '';
      items.push({ kind: 'word', text: inside.trim(), raw: quote[0], quoted: true });
      next(PAUSE);
    } else {
      const word = next(WORD)?.[0] ?? '';
      items.push({ kind: 'word', text: word, raw: word, quoted: false });
    }
  }
  return items;
}

/** One quoted word without its quotes; several as they were typed. */
const said = (words: readonly Word[]): string =>
  words.length === 1 ? (words[0]?.text ?? '') : words.map(({ raw }) => raw).join(' ');

/** In a sentence of more words than these, its first or last word is one of its own, and no value of another option. */
const BESIDE_CHOICE = 2;
const BESIDE_NUMBER = 4;
/** Values of several words, such as names of people, have no more than this many. */
const LONGEST_VALUE = 6;

/** What stands behind a command's name, option by option; `rest` are words that have no place. */
export function readOptions(text: string, command: AnyCommand, reader: Reader = {}): Omit<Line, 'name'> {
  const read = readItems(itemsOf(text, Object.keys(command.options)), command, reader);
  if (read.rest === undefined) return read;
  // "what a join is: a table" names no option, for then its first words would be lost
  const others = Object.entries(command.options).filter(
    ([, { kind, required }]) => kind !== 'text' || required !== true,
  );
  const items = itemsOf(
    text,
    others.map(([name]) => name),
  );
  const again = items[0]?.kind === 'word' ? readItems(items, command, reader) : read;
  return again.rest === undefined ? again : read;
}

function readItems(items: readonly Item[], command: AnyCommand, reader: Reader): Omit<Line, 'name'> {
  const given: Record<string, string> = {};
  const plain = (value: string): string => reader.plain?.(value) ?? value;
  const takes = (name: string, value: string): boolean => {
    const option = command.options[name];
    if (option === undefined || option.kind === 'text') return false;
    if (option.kind === 'person') return reader.personOf?.(value) !== undefined;
    return !('problem' in readOption(name, option, plain(value)));
  };
  const named = new Set(items.flatMap((item) => (item.kind === 'key' ? [item.name] : [])));
  const rest: Word[] = [];
  for (let at = 0; at < items.length;) {
    const item = items[at];
    at += 1;
    if (item?.kind === 'word') rest.push(item);
    if (item?.kind !== 'key') continue;
    const words: Word[] = [];
    for (let word = items[at]; word?.kind === 'word'; word = items[at]) {
      words.push(word);
      at += 1;
    }
    const isOwed = textsOf(command, given).some(({ name, required }) => required && !named.has(name));
    const length =
      command.options[item.name]?.kind !== 'text'
        ? longest(words, (value) => takes(item.name, value)) || 1
        : // what follows a text belongs to it, unless it was quoted or another text still has to be given
          words[0]?.quoted === true || isOwed
          ? 1
          : words.length;
    given[item.name] = said(words.slice(0, length));
    rest.push(...words.slice(length));
  }
  const left = placeWords(command, rest, given, takes);
  const options = Object.entries(given).map(([name, value]) => [
    name,
    (command.options[name]?.kind === 'person' ? reader.personOf?.(value) : undefined) ?? plain(value),
  ]);
  return { options: Object.fromEntries(options) as Options, ...(left !== '' && { rest: plain(left) }) };
}

const textsOf = (command: AnyCommand, given: Readonly<Record<string, string>>) =>
  Object.entries(command.options).flatMap(([name, { kind, required }]) =>
    kind === 'text' && given[name] === undefined ? [{ name, required: required === true }] : [],
  );

/** How many words from the first on make a value that is taken. */
function longest(words: readonly Word[], takes: (value: string) => boolean): number {
  for (let length = Math.min(words.length, LONGEST_VALUE); length > 0; length -= 1)
    if (takes(said(words.slice(0, length)))) return length;
  return 0;
}

/** Several required texts (`compare cookie session`) share what was typed, if it falls into as many parts. */
const BETWEEN = /\s+(?:vs\.?|versus|and|with)\s+|\s*[,|]\s*/iu;

/**
 * Words without a name: people wherever they stand; then the first and last words go to an option that takes them, as long
 * as enough is left for the texts that must be given, and no sentence is taken apart; the rest is text. Gives back what has
 * no place.
 */
function placeWords(
  command: AnyCommand,
  words: readonly Word[],
  given: Record<string, string>,
  takes: (name: string, value: string) => boolean,
): string {
  let rest = [...words];
  const needed = textsOf(command, given).filter(({ required }) => required);
  const isFree = (kinds: readonly string[]): string[] =>
    Object.entries(command.options).flatMap(([name, { kind }]) =>
      given[name] === undefined && kinds.includes(kind) ? [name] : [],
    );
  const offer = (name: string, from: number, length: number): void => {
    given[name] = said(rest.slice(from, from + length));
    rest = rest.toSpliced(from, length);
  };
  for (const name of isFree(['person'])) {
    const from = rest.findIndex((_, at) => longest(rest.slice(at), (value) => takes(name, value)) > 0);
    if (from !== -1)
      offer(
        name,
        from,
        longest(rest.slice(from), (value) => takes(name, value)),
      );
  }
  // "yes" may be a word of a text
  const kinds = textsOf(command, given).length > 0 ? ['choice', 'number'] : ['choice', 'number', 'flag'];
  for (const name of isFree(kinds)) {
    const most = command.options[name]?.kind === 'number' ? BESIDE_NUMBER : BESIDE_CHOICE;
    const lengths = Array.from({ length: Math.min(rest.length, LONGEST_VALUE) }, (_, n) => n + 1)
      .toReversed()
      .filter((length) => rest.length - length >= needed.length && rest.length - length <= most);
    const first = lengths.find((length) => takes(name, said(rest.slice(0, length))));
    const last = lengths.find((length) => takes(name, said(rest.slice(-length))));
    if (first !== undefined) offer(name, 0, first);
    else if (last !== undefined) offer(name, rest.length - last, last);
  }
  return placeText(command, rest, given);
}

function placeText(command: AnyCommand, rest: readonly Word[], given: Record<string, string>): string {
  if (rest.length === 0) return '';
  const texts = textsOf(command, given);
  const needed = texts.filter(({ required }) => required);
  const text = said(rest);
  if (needed.length > 1) {
    const parts = rest.some(({ quoted }) => quoted) ? [] : text.split(BETWEEN).filter((part) => part !== '');
    const each = parts.length === needed.length ? parts : rest.map((word) => word.text);
    if (each.length === needed.length) {
      needed.forEach(({ name }, at) => (given[name] = each[at] ?? ''));
      return '';
    }
  }
  const open = Object.entries(command.options).filter(([one]) => given[one] === undefined);
  // where nothing is text, the first open option says itself what it takes
  const hasText = Object.values(command.options).some(({ kind }) => kind === 'text');
  const name = needed[0]?.name ?? texts[0]?.name ?? (hasText ? undefined : open[0]?.[0]);
  if (name === undefined) return text;
  given[name] = text;
  return '';
}
