/** Reads what stands after `/tutor`: a sub-command and its options, by the same data from which Discord's are made. */
import { distance } from '../../chat/distance.ts';
import type { AnyCommand, Option } from '../../chat/command.ts';
import type { Options } from '../../chat/request.ts';
import { personId } from './ids.ts';
import { unescapeSlack } from './mrkdwn.ts';

export type CommandText =
  | { readonly kind: 'menu' }
  /** `about`: the command that help was asked for. */
  | { readonly kind: 'help'; readonly about?: string }
  | { readonly kind: 'run'; readonly name: string; readonly options: Options }
  /** `near`: names that look like it, best first. */
  | { readonly kind: 'unknown'; readonly word: string; readonly near: readonly string[] };

/** `text` as Slack sends it; `team` names the people mentioned in it. */
export function readCommandText(text: string, commands: ReadonlyMap<string, AnyCommand>, team: string): CommandText {
  const [first, ...rest] = tokens(text);
  if (first === undefined) return { kind: 'menu' };
  const name = first.text.toLowerCase().replace(/^\//u, '');
  const command = commands.get(name);
  if (command !== undefined) return { kind: 'run', name, options: readOptions(command, rest, team) };
  if (name === 'help') {
    const about = rest[0]?.text.toLowerCase();
    return about !== undefined && commands.has(about) ? { kind: 'help', about } : { kind: 'help' };
  }
  return { kind: 'unknown', word: first.text.slice(0, 32), near: nearest(name, [...commands.keys()]) };
}

interface Token {
  /** The option's name in `name:value`. */
  readonly key?: string;
  readonly text: string;
  /** Words in quotes belong together and are never read as `name:value`. */
  readonly quoted: boolean;
}

/** Straight and curly quotes: phones type the curly ones. */
const TOKEN = /(?:([\p{L}\p{N}_-]{1,32}):)?(?:"([^"]*)"|[“”„]([^“”„]*)[“”])|(\S+)/gu;

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([, key, straight, curly, plain]): Token => {
    const quoted = straight ?? curly;
    if (quoted !== undefined)
      return { text: quoted, quoted: true, ...(key !== undefined && { key: key.toLowerCase() }) };
    const [, name, value] = /^([\p{L}\p{N}_-]{1,32}):(.+)$/su.exec(plain ?? '') ?? [];
    return name === undefined || value === undefined
      ? { text: plain ?? '', quoted: false }
      : { key: name.toLowerCase(), text: value, quoted: false };
  });
}

const PERSON = /^<@([A-Z0-9]{2,30})(?:\|[^>]*)?>$/u;

function readOptions(command: AnyCommand, given: readonly Token[], team: string): Options {
  const options: Record<string, string> = {};
  const names = Object.keys(command.options);
  const kindOf = (name: string): string | undefined => command.options[name]?.kind;
  const free = (wanted: (option: Option) => boolean): string | undefined =>
    names.find(
      (name) => options[name] === undefined && wanted(command.options[name] ?? { kind: 'flag', description: '' }),
    );
  const rest: Token[] = [];
  let open: string | undefined;
  for (const token of given) {
    const name = names.find((one) => one.toLowerCase() === token.key);
    const person = PERSON.test(token.text) ? free((option) => option.kind === 'person') : undefined;
    if (name !== undefined && options[name] === undefined) {
      options[name] = token.text;
      open = !token.quoted && kindOf(name) === 'text' ? name : undefined;
    } else if (person !== undefined) options[person] = token.text;
    // `is:sql injection`: what follows a text belongs to it, unless another text still has to be given
    else if (open !== undefined && free((option) => option.kind === 'text' && option.required === true) === undefined) {
      options[open] = `${options[open] ?? ''} ${whole(token)}`;
    } else rest.push(token);
  }
  placeRest(command, rest, options);
  return Object.fromEntries(Object.entries(options).map(([name, text]) => [name, readValue(text, kindOf(name), team)]));
}

/** A token as it was typed: `http://…` looks like an option and is none. */
const whole = (token: Token): string => (token.key === undefined ? token.text : `${token.key}:${token.text}`);

/** Several required texts (`/tutor compare cookie session`) share what was typed, if it falls into as many parts. */
const BETWEEN = /\s+(?:vs\.?|versus|and|with)\s+|\s*[,|]\s*/iu;

/** Words without a name go to the first text option; without one, to the open options in their order. */
function placeRest(command: AnyCommand, rest: readonly Token[], options: Record<string, string>): void {
  if (rest.length === 0) return;
  const free = Object.entries(command.options).filter(([name]) => options[name] === undefined);
  const texts = free.filter(([, option]) => option.kind === 'text');
  const [firstText] = texts;
  if (firstText === undefined) {
    free.forEach(([name], at) => {
      const token = rest[at];
      if (token !== undefined) options[name] = whole(token);
    });
    // more words than options: the last option gets them too, and its own check says what it takes
    const last = free.at(-1)?.[0];
    const more = rest.slice(free.length).map(whole).join(' ');
    if (last !== undefined && more !== '') options[last] = `${options[last] ?? ''} ${more}`;
    return;
  }
  const needed = texts.filter(([, option]) => option.required === true);
  const text = rest.map(whole).join(' ');
  if (needed.length > 1) {
    const parts = text.split(BETWEEN).filter((part) => part !== '');
    const each = parts.length === needed.length ? parts : rest.length === needed.length ? rest.map(whole) : undefined;
    if (each !== undefined) {
      needed.forEach(([name], at) => (options[name] = each[at] ?? ''));
      return;
    }
  }
  options[firstText[0]] = text;
}

/**
 * Slack turns what is mentioned in a command into `<@U1|name>`, `<#C1|name>` and `<https://…>` (`should_escape` in the
 * manifest), so that a person can be named at all.
 */
function readValue(text: string, kind: string | undefined, team: string): string {
  const [, user] = PERSON.exec(text.trim()) ?? [];
  return kind === 'person' && user !== undefined ? personId(team, user) : plainWords(text);
}

/** `<@U1|ana>`, `<#C1|general>`, `<!here>`, `<https://…|words>`; anything else in angle brackets is just that. */
const MARKUP = /<(?:([@#!])([^>|\s]+)|((?:https?|mailto|tel):[^>|\s]+))(?:\|([^>]*))?>/gu;

/** Slack's markup for mentions and links as the words that people see; entities as characters. */
export function plainWords(text: string): string {
  const shown = text.replaceAll(
    MARKUP,
    (_, mark: string | undefined, id: string | undefined, link: string | undefined, label: string | undefined) => {
      const name = label === undefined || label === '' ? (id ?? link ?? '') : label;
      if (mark === undefined) return name.replace(/^(?:mailto|tel):/u, '');
      return mark === '#' ? `#${name}` : `@${name.replace(/^@/u, '')}`;
    },
  );
  return unescapeSlack(shown);
}

/** At most three names that are few edits away from the word, or start with it. */
function nearest(word: string, names: readonly string[]): string[] {
  return names
    .flatMap((name) => {
      const most = Math.max(1, Math.floor(name.length / 2));
      const far = name.startsWith(word) || word.startsWith(name) ? 1 : distance(word, name, most);
      return far <= most ? [{ name, far }] : [];
    })
    .toSorted((a, b) => a.far - b.far || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}
