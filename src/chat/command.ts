/** What a person can ask for by name: defined once; parsing, help, registration, forms and types are read from it. */
import type { Call, Caller, LearnerId, Options, PersonId } from './request.ts';
import { plainDigits } from './digits.ts';
import { escape } from './markdown.ts';
import { nearest } from './near.ts';
import type { Audience, Reply } from './reply.ts';

/** One line of autocomplete: what is shown, and what is then sent. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}
/** At most 25 are used. Must answer from memory: a platform waits 3 s at most, a person far less. */
export type Suggest = (typed: string, caller: Caller) => readonly Suggestion[] | Promise<readonly Suggestion[]>;

interface Base {
  readonly description: string;
  readonly required?: boolean;
}
export interface TextOption extends Base {
  readonly kind: 'text';
  readonly suggest?: Suggest;
  /** Characters; 200 unless said. */
  readonly max?: number;
}
export interface ChoiceOption extends Base {
  readonly kind: 'choice';
  readonly choices: Readonly<Record<string, string>>; // value -> label
}
export interface NumberOption extends Base {
  readonly kind: 'number'; // whole numbers
  readonly min: number;
  readonly max: number;
}
export interface FlagOption extends Base {
  readonly kind: 'flag';
}
/** A person of this community: platforms send the person, the handler gets the learner. */
export interface PersonOption extends Base {
  readonly kind: 'person';
}
export type Option = TextOption | ChoiceOption | NumberOption | FlagOption | PersonOption;
export type OptionShape = Readonly<Record<string, Option>>;

type ValueOf<O extends Option, Who> = O extends NumberOption
  ? number
  : O extends FlagOption
    ? boolean
    : O extends PersonOption
      ? Who
      : O extends { readonly choices: infer C }
        ? Extract<keyof C, string>
        : string;
/** What was given, option by option. `Who`: what stands for a person. */
export type OptionsOf<Os extends OptionShape, Who = LearnerId> = {
  readonly [K in keyof Os]: Os[K]['required'] extends true ? ValueOf<Os[K], Who> : ValueOf<Os[K], Who> | undefined;
};
export interface Command<Os extends OptionShape> {
  /** One lower-case word. Staff commands are shown under one common name (`/tutor setup`). */
  readonly name: string;
  readonly description: string;
  /** For instructors and admins; the handler checks the role itself, the platforms hide it from others. */
  readonly staff?: boolean;
  /** `community`: makes no sense in a direct message. */
  readonly where?: 'anywhere' | 'community';
  readonly options: Os;
  /** Who sees the answer; `caller` unless said. May depend on the options (a *share* flag), before learners are known. */
  readonly audience?: Audience | ((options: OptionsOf<Os, PersonId>) => Audience);
  run(call: Call & { readonly options: OptionsOf<Os> }): Reply | Promise<Reply>;
}

/** A command whose types have been forgotten: what catalogs and platforms hold. */
export interface AnyCommand extends Omit<Command<OptionShape>, 'audience' | 'run'> {
  readonly audience?: Audience | ((options: never) => Audience);
  run(call: Call & { readonly options: never }): Reply | Promise<Reply>;
}

/**
 * A command; the types of its options are known in `run`.
 * @example
 * defineCommand({
 *   name: 'count',
 *   description: 'Counts on from a number.',
 *   options: { from: { kind: 'number', description: 'Where to begin', min: 0, max: 9 } },
 *   run: ({ options }) => show(card(text(`${(options.from ?? 0) + 1}`))),
 * });
 */
export const defineCommand = <const Os extends OptionShape>(command: Command<Os>): Command<Os> => command;

export type ParsedOptions =
  | { readonly kind: 'good'; readonly options: Record<string, string | number | boolean | undefined> }
  /** Required options that were not given: the app asks for them with a form. */
  | { readonly kind: 'missing'; readonly missing: readonly string[]; readonly options: Options }
  | { readonly kind: 'bad'; readonly problem: string };

const YES = new Set(['true', 'yes', 'y', '1', 'on']);
const NO = new Set(['false', 'no', 'n', '0', 'off']);

/** Checks what a platform delivered against the command's own options; texts are read leniently ("yes", "5"). */
export function parseOptions(command: AnyCommand, given: Options): ParsedOptions {
  const options: Record<string, string | number | boolean | undefined> = {};
  const missing: string[] = [];
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(command.options, name))
      return { kind: 'bad', problem: `There is no option called ${escape(name.slice(0, 40))} here.` };
  }
  for (const [name, option] of Object.entries(command.options)) {
    const raw = given[name];
    if (raw === undefined || raw === '') {
      if (option.required === true) missing.push(name);
      options[name] = undefined;
      continue;
    }
    const read = readOption(name, option, raw);
    if ('problem' in read) return { kind: 'bad', problem: read.problem };
    options[name] = read.value;
  }
  return missing.length > 0 ? { kind: 'missing', missing, options } : { kind: 'good', options };
}

/** Whole numbers in the digits of any keyboard; NaN for all else. */
function numberOf(raw: string | boolean): number {
  const typed = plainDigits(String(raw).normalize('NFKC')).trim();
  return /^[+-]?\d{1,15}\.?$/u.test(typed) ? Number(typed) : Number.NaN;
}

/** One option's value, or what is wrong with it. */
export function readOption(
  name: string,
  option: Option,
  raw: string | number | boolean,
): { value: string | number | boolean } | { problem: string } {
  switch (option.kind) {
    case 'text': {
      const value = String(raw);
      const max = option.max ?? 200;
      return value.length <= max ? { value } : { problem: `\`${name}\` may have at most ${max} characters.` };
    }
    case 'choice': {
      const { found: value } = nearest(String(raw), Object.keys(option.choices), (key) => [
        key,
        option.choices[key] ?? key,
      ]);
      return value === undefined
        ? { problem: `\`${name}\` is one of: ${Object.keys(option.choices).join(', ')}.` }
        : { value };
    }
    case 'number': {
      const value = typeof raw === 'number' ? raw : numberOf(raw);
      return Number.isInteger(value) && value >= option.min && value <= option.max
        ? { value }
        : { problem: `\`${name}\` is a whole number from ${option.min} to ${option.max}.` };
    }
    case 'flag': {
      if (typeof raw === 'boolean') return { value: raw };
      const typed = plainDigits(String(raw).normalize('NFKC')).trim().toLowerCase();
      if (YES.has(typed)) return { value: true };
      return NO.has(typed) ? { value: false } : { problem: `\`${name}\` is yes or no.` };
    }
    case 'person':
      return /^[a-z]+:user\/[\w.-]{1,60}$/u.test(String(raw))
        ? { value: String(raw) }
        : {
            problem: `I do not know whom \`${name}\` means. Please pick somebody from the list, or type @ and their name.`,
          };
    default:
      return option satisfies never;
  }
}
