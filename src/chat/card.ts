/** The neutral picture of a message: only what every platform draws natively. */
import { LIMITS } from './limits.ts';
import { codeSpan, md, type Markdown } from './markdown.ts';
import type { Press } from './press.ts';
import { cut } from './words.ts';

/** A picture made by us; platforms upload the bytes, they never load a URL. */
export interface Picture {
  /** A file name ending in `.png`, e.g. `request-trip.png`; the same picture keeps the same name. */
  readonly name: string;
  readonly png: Uint8Array;
}

/** What files can be, and how their names end. */
export const FILE_ENDINGS = {
  'text/csv': 'csv',
  'application/json': 'json',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/yaml': 'yaml',
} as const;
export type FileType = keyof typeof FILE_ENDINGS;

/** A file to keep, made by us: platforms hand out exactly this content, as UTF-8. `file` makes one. */
export type FileBlock = {
  readonly kind: 'file';
  /** ASCII letters, digits, `.`, `_`, `-` and the ending of its type: what every platform leaves as it is. */
  readonly name: string;
  readonly type: FileType;
  readonly content: string;
  /** What is in it, in a few plain words. */
  readonly label: string;
};

/** `main` at most once in a card: what most people want next. `danger` is for what cannot be undone; `quiet` for what few need. */
export type ButtonStyle = 'main' | 'plain' | 'danger' | 'quiet';

export type Button =
  | {
      readonly kind: 'press';
      readonly press: Press;
      readonly label: string;
      readonly style?: ButtonStyle;
      readonly disabled?: boolean;
      /** Of a lettered choice: what the letter stands for, in plain text. See `lettered`. */
      readonly words?: string;
      /** The words are code. */
      readonly code?: true;
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string };

export interface PickOption {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly picked?: boolean;
}

/** A list to pick from. What was picked arrives as `picked` of the press: values, or the platform's ids. */
export type Pick = {
  readonly kind: 'pick';
  readonly press: Press;
  /** Said to screen readers and shown while nothing is picked. */
  readonly label: string;
} & (
  | {
      readonly of: 'options';
      readonly options: readonly PickOption[];
      readonly min?: number;
      readonly max?: number;
      /** What the button that sends several choices says, where the platform needs one: "Save weekdays". */
      readonly done?: string;
      /** A way on that few take: closed until it is opened, also where lists stand open. */
      readonly folded?: true;
    }
  /** The platform's own picker. `picked` holds the id chosen before (a mailbox for channels). */
  | { readonly of: 'channel' | 'role'; readonly picked?: string }
);

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  /** `choices`: it tells what the letters on the buttons below it stand for; where buttons hold words it is left out. */
  | { readonly kind: 'text'; readonly text: Markdown; readonly choices?: true }
  /** Smaller and quieter than text. */
  | { readonly kind: 'note'; readonly text: Markdown }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string }
  /** Cells are plain text; the first row of `rows` is data, not the head. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Things side by side: the first cell of a row names it, the others hold whole sentences, which wrap. */
      readonly sentences?: true;
    }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly alt: string }
  | FileBlock
  | { readonly kind: 'rule' }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | Pick;

export type Table = Extract<Block, { kind: 'table' }>;

export interface Card {
  readonly blocks: readonly Block[];
  /** A color beside the words, where the platform has one; never the only sign of anything. */
  readonly tone?: 'plain' | 'good' | 'bad';
  /** One plain line for notifications and lists; made from the blocks when absent. */
  readonly summary?: string;
  /** What the talk is about once this is shown; absent: nothing new. Platforms need not know. */
  readonly about?: About;
}

/** What is talked about, in ids; what is absent stays as it was, and null ends it. */
export interface About {
  /** Such as `term:cookie` or `lesson:open-a-page`. */
  readonly topic?: string | null;
  /** The item of a run that asks its question. */
  readonly asked?: { readonly run: string; readonly item: number } | null;
}

export const card = (...blocks: readonly (Block | undefined | false)[]): Card => ({
  blocks: blocks.filter((block): block is Block => block !== undefined && block !== false),
});
export const title = (text: string): Block => ({ kind: 'title', text });
export const text = (markdown: Markdown): Block => ({ kind: 'text', text: markdown });
export const note = (markdown: Markdown): Block => ({ kind: 'note', text: markdown });
export const code = (source: string, language?: string): Block =>
  language === undefined ? { kind: 'code', text: source } : { kind: 'code', text: source, language };
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  head,
  rows,
});
/** `things` side by side; each row says one thing of all of them. */
export const sideBySide = (
  things: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): Block => ({
  kind: 'table',
  // a cell that platforms with tables draw above the names of the rows; empty ones are refused
  head: ['Side by side', ...things],
  rows: rows.map(({ name, cells }) => [name, ...cells]),
  sentences: true,
});
/** Without an image (it could not be drawn) the card says in words what would be seen. */
export const picture = (image: Picture | undefined, alt: string): Block =>
  image === undefined ? note(md`Picture: ${cut(alt, 300)}`) : { kind: 'picture', picture: image, alt };
/** `words` become the name: `progress Été 2` is called `progress-ete-2.csv`; words without ASCII letters leave no trace. */
export const file = (words: string, type: FileType, content: string, label: string): FileBlock => {
  const bare = words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const stem = bare.replaceAll(/[^a-z0-9]+/gu, '-').slice(0, LIMITS.fileName - 10);
  const name = `${stem.replaceAll(/^-+|-+$/gu, '') || 'file'}.${FILE_ENDINGS[type]}`;
  return { kind: 'file', name, type, content: content.toWellFormed(), label };
};
export const rule: Block = { kind: 'rule' };
/** A row of at most five buttons; undefined ones are left out. */
export const buttons = (...list: readonly (Button | undefined | false)[]): Block | undefined => {
  const kept = list.filter((button): button is Button => button !== undefined && button !== false);
  return kept.length === 0 ? undefined : { kind: 'buttons', buttons: kept };
};
export const button = (press: Press, label: string, style: ButtonStyle = 'plain'): Button => ({
  kind: 'press',
  press,
  label,
  style,
});
/** As many rows as they need. */
export const rowsOf = (all: readonly Button[]): readonly Block[] =>
  Array.from({ length: Math.ceil(all.length / LIMITS.buttons) }, (_, row) => ({
    kind: 'buttons',
    buttons: all.slice(row * LIMITS.buttons, (row + 1) * LIMITS.buttons),
  }));
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/**
 * Choices in full, and a letter for each to press: labels of buttons are too short for whole sentences.
 * `place`: of the letter, where it is not the choice's own place (0 is A). `code`: they are.
 */
export function lettered(
  choices: readonly { readonly text: string; readonly press: Press; readonly place?: number }[],
  code = false,
): readonly Block[] {
  const letter = (index: number): string => LETTERS[choices[index]?.place ?? index] ?? '?';
  const all = choices.map(({ text: words, press }, index) => ({
    ...button(press, letter(index)),
    words,
    ...(code && { code }),
  }));
  const lines = letteredLines(
    choices.map(({ text: words }) => words),
    code,
    letter,
  );
  return [{ kind: 'text', text: lines, choices: true }, ...rowsOf(all)];
}
/** Choices as they stand above their letters, when there is nothing to press. */
export const letteredLines = (
  choices: readonly string[],
  code = false,
  letter = (index: number): string => LETTERS[index] ?? '?',
): Markdown =>
  choices
    .map((words, index) => (code ? `**${letter(index)}**  ${codeSpan(words)}` : md`**${letter(index)}**  ${words}`))
    .join('  \n');
export const link = (url: string, label: string): Button => ({ kind: 'link', url, label });
