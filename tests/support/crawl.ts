/**
 * A crawler over any stage: it runs every command of a catalog, then presses, picks, fills in and submits whatever it
 * comes to see, breadth first, and collects everything that went wrong. There is no list to keep: a new feature is
 * crawled because it is in the catalog.
 */
import type { Catalog } from '../../src/chat/feature.ts';
import { type Values, variants } from './crawl-samples.ts';
import type { Given, GivenFile, Person, Seen } from './stage.ts';

/** A field of an open form, as a stage knows it beyond its label. */
export interface CrawlField {
  readonly label: string;
  readonly kind: 'text' | 'pick' | 'file';
  readonly required: boolean;
  /** Labels of what can be picked. */
  readonly options: readonly string[];
  readonly min: number;
  readonly max: number;
}

export interface CrawlOptions {
  /** Who does it all; an admin reaches the staff commands too. */
  readonly person: Person;
  /** Somebody new for each path, so that what one path changed does not stand in the way of the next; else `person`. */
  readonly newcomer?: () => Person;
  readonly catalog: Pick<Catalog, 'commands'>;
  /** What the fake platform refused, and what was never acknowledged, so far. */
  complaints(): readonly string[];
  /** What the fields of a form take; without it every field is filled with a text. */
  readonly fieldsOf?: (form: Seen) => readonly CrawlField[];
  /** Good values for text options, as `what.is` -> `database`; else the first suggestion, else `test`. */
  readonly samples?: Readonly<Record<string, string>>;
  /** Things to say, beside commands. */
  readonly sayings?: readonly string[];
  /** How far from a command; 5 unless said. */
  readonly depth?: number;
  /** How often the same control of the same kind of message is tried; 2 unless said. */
  readonly visits?: number;
  /** Paths walked at most; 1,000 unless said. */
  readonly most?: number;
  /** Called after each press that ends a path; what it gives back is a failure of that path. */
  readonly pressed?: (press: Pressed) => Promise<readonly string[]>;
  /** Called before each step: time goes by while people read. */
  readonly reads?: () => void;
}

/** A press by its label, what stood there before, and what stands there now. */
export interface Pressed {
  readonly person: Person;
  readonly label: string;
  readonly before: Seen;
  readonly after: Seen;
}

export interface CrawlReport {
  /** Commands, presses, picks, forms and look-ups made. */
  readonly steps: number;
  /** Everything that was tried, each once: `/all`, `/all > press Form`. */
  readonly tried: readonly string[];
  /** Refusals, missing acknowledgements, error cards, each with the path that led there. Empty is good. */
  readonly failures: readonly string[];
  /** Paths that could not be walked a second time because the first walk changed what is there. */
  readonly diverged: readonly string[];
  /** The bound was hit: something may be left. */
  readonly cut: boolean;
}

type Move =
  | { readonly kind: 'command'; readonly name: string; readonly options: Values }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'press'; readonly label: string }
  | { readonly kind: 'pick'; readonly list: string; readonly options: readonly string[] }
  | { readonly kind: 'submit'; readonly fields: Readonly<Record<string, Given>> };
type Path = readonly Move[];

/** What the app says when a handler breaks or there is none, and the platforms when a card cannot be drawn. */
const BROKEN = /Something broke on my side|from an older version of me|could not show it here/u;

export async function crawl(options: CrawlOptions): Promise<CrawlReport> {
  const { person, catalog, depth = 5, visits = 2, most = 1_000 } = options;
  const failures: string[] = [];
  const diverged: string[] = [];
  const tried = new Set<string>();
  const visited = new Map<string, number>();
  let steps = 0;
  let known = options.complaints().length;
  let walks = 0;

  /** Whatever was complained of since the last look belongs to this path. */
  const listen = (path: Path): void => {
    const all = options.complaints();
    for (const complaint of all.slice(known)) failures.push(`${words(path)}: ${complaint}`);
    known = all.length;
  };

  async function walk(path: Path): Promise<Seen | undefined> {
    const who = options.newcomer?.() ?? person;
    let seen: Seen | undefined;
    for (const [at, move] of path.entries()) {
      const last = at === path.length - 1;
      if (!isThere(move, seen)) {
        diverged.push(words(path.slice(0, at + 1)));
        return undefined;
      }
      const before = seen;
      try {
        steps += 1;
        options.reads?.();
        // oxlint-disable-next-line no-await-in-loop -- a conversation has an order
        seen = await make(who, move, seen);
        if (last && move.kind === 'press' && before !== undefined && options.pressed !== undefined) {
          // oxlint-disable-next-line no-await-in-loop -- as above
          const found = await options.pressed({ person: who, label: move.label, before, after: seen });
          failures.push(...found.map((one) => `${words(path)}: ${one}`));
        }
      } catch (error) {
        const reason = `${words(path.slice(0, at + 1))}: ${error instanceof Error ? error.message : String(error)}`;
        (last ? failures : diverged).push(reason);
        listen(path);
        return undefined;
      }
      if (BROKEN.test(seen.text)) failures.push(`${words(path.slice(0, at + 1))}: ${seen.text}`);
      listen(path.slice(0, at + 1));
    }
    return seen;
  }

  for (const command of catalog.commands.values()) {
    for (const [name, option] of Object.entries(command.options)) {
      if (option.kind !== 'text' || option.suggest === undefined) continue;
      for (const typed of ['', 'a', 'no such thing `@everyone`']) {
        steps += 1;
        // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a complaint has one cause
        const found = await person.suggestions(command.name, name, typed).catch((error: unknown) => String(error));
        if (typeof found === 'string') failures.push(`suggestions of ${command.name}.${name} for "${typed}": ${found}`);
        else if (found.length > 25) failures.push(`${command.name}.${name} suggests ${found.length} things`);
        tried.add(`/${command.name} suggests ${name}`);
      }
    }
  }

  const queue: Path[] = [];
  for (const command of catalog.commands.values()) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    for (const values of await variants(options, command)) {
      queue.push([{ kind: 'command', name: command.name, options: values }]);
    }
  }
  for (const text of options.sayings ?? []) queue.push([{ kind: 'say', text }]);

  for (let path = queue.shift(); path !== undefined && walks < most; path = queue.shift()) {
    walks += 1;
    tried.add(words(path));
    // oxlint-disable-next-line no-await-in-loop -- one conversation after the other
    const seen = await walk(path);
    if (seen === undefined || path.length > depth) continue;
    for (const move of movesOf(seen, options.fieldsOf)) {
      const key = `${shape(seen)} ${words([move])}`;
      const times = visited.get(key) ?? 0;
      if (times >= visits) continue;
      visited.set(key, times + 1);
      queue.push([...path, move]);
    }
  }
  return { steps, tried: [...tried], failures, diverged, cut: queue.length > 0 };
}

/** Whether what is to be done next is on the screen: another walk may have changed what is there. */
function isThere(move: Move, seen: Seen | undefined): boolean {
  switch (move.kind) {
    case 'press':
      return seen?.buttons.includes(move.label) === true;
    case 'pick':
      return (
        seen?.picks.some(
          (pick) => pick.label === move.list && move.options.every((one) => pick.options.includes(one)),
        ) === true
      );
    case 'submit':
      return seen?.form !== undefined && Object.keys(move.fields).every((label) => seen.form?.fields.includes(label));
    default:
      return true;
  }
}

async function make(person: Person, move: Move, on: Seen | undefined): Promise<Seen> {
  switch (move.kind) {
    case 'command':
      return person.command(move.name, move.options);
    case 'say':
      return person.say(move.text);
    case 'press':
      return person.press(move.label, on);
    case 'pick':
      return person.pick(move.list, move.options, on);
    case 'submit':
      return person.submit(move.fields);
    default:
      return move satisfies never;
  }
}

function movesOf(seen: Seen, fieldsOf: CrawlOptions['fieldsOf']): Move[] {
  if (seen.form !== undefined) return submissions(seen, fieldsOf);
  const moves: Move[] = [...new Set(seen.buttons)].map((label) => ({ kind: 'press', label }));
  for (const { label, options } of seen.picks) {
    const [first] = options;
    if (first !== undefined) moves.push({ kind: 'pick', list: label, options: [first] });
  }
  return moves;
}

/** What is put into fields for files. */
const A_FILE: GivenFile = { file: 'questions.gift', content: 'Is a crawler a spider? {TRUE}' };

/** A form filled in as little as it allows, and as much. */
function submissions(seen: Seen, fieldsOf: CrawlOptions['fieldsOf']): Move[] {
  const known: readonly CrawlField[] =
    fieldsOf?.(seen) ??
    (seen.form?.fields ?? []).map((label) => ({ label, kind: 'text', required: true, options: [], min: 1, max: 1 }));
  const fill = (fields: readonly CrawlField[], much: boolean): Move => ({
    kind: 'submit',
    fields: Object.fromEntries(
      fields.map((field): [string, Given] => {
        if (field.kind === 'file') return [field.label, A_FILE];
        if (field.kind === 'text') return [field.label, 'test'.slice(0, field.max)];
        return [field.label, field.options.slice(0, much ? field.max : Math.max(1, field.min))];
      }),
    ),
  });
  const needed = known.filter((field) => field.required);
  const usable = known.filter((field) => field.kind !== 'pick' || field.options.length > 0);
  return needed.length === usable.length ? [fill(usable, true)] : [fill(needed, false), fill(usable, true)];
}

/** Messages with the same controls are the same to the crawler, whatever they say; numbers do not make a difference. */
const shape = (seen: Seen): string =>
  JSON.stringify([
    seen.buttons,
    seen.picks.map((pick) => pick.label),
    seen.pictures.length,
    seen.form?.title ?? '',
    seen.private,
  ]).replaceAll(/\d+/gu, '#');

const words = (path: Path): string =>
  path
    .map((move) => {
      switch (move.kind) {
        case 'command': {
          const given = Object.entries(move.options).map(([key, value]) => ` ${key}:${String(value)}`);
          return `/${move.name}${given.join('')}`;
        }
        case 'say':
          return `say "${move.text}"`;
        case 'press':
          return `press ${move.label}`;
        case 'pick':
          return `pick ${move.options.join('+')} of ${move.list}`;
        case 'submit':
          return `submit ${Object.keys(move.fields).join(', ')}`;
        default:
          return move satisfies never;
      }
    })
    .join(' > ');
