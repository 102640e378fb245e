/** The neutral picture of a message: only what every platform draws natively. */
import { LIMITS } from './limits.ts';
import { plain, type Markdown } from './markdown.ts';
import { encodePress, type Press } from './press.ts';

/** A picture made by us; platforms upload the bytes, they never load a URL. */
export interface Picture {
  /** A file name ending in `.png`, e.g. `request-trip.png`; the same picture keeps the same name. */
  readonly name: string;
  readonly png: Uint8Array;
}

/** What files can be, and how their names end. */
const FILE_ENDINGS = { 'text/csv': 'csv', 'application/json': 'json' } as const;
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

/** `main` at most once in a card: what most people want next. `danger` is for what cannot be undone. */
export type ButtonStyle = 'main' | 'plain' | 'danger';

export type Button =
  | {
      readonly kind: 'press';
      readonly press: Press;
      readonly label: string;
      readonly style?: ButtonStyle;
      readonly disabled?: boolean;
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
  | { readonly of: 'options'; readonly options: readonly PickOption[]; readonly min?: number; readonly max?: number }
  /** The platform's own picker. `picked` holds the id chosen before (a mailbox for channels). */
  | { readonly of: 'channel' | 'role'; readonly picked?: string }
);

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Markdown }
  /** Smaller and quieter than text. */
  | { readonly kind: 'note'; readonly text: Markdown }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string }
  /** Cells are plain text; the first row of `rows` is data, not the head. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly alt: string }
  | FileBlock
  | { readonly kind: 'rule' }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | Pick;

export interface Card {
  readonly blocks: readonly Block[];
  /** A colour beside the words, where the platform has one; never the only sign of anything. */
  readonly tone?: 'plain' | 'good' | 'bad';
  /** One plain line for notifications and lists; made from the blocks when absent. */
  readonly summary?: string;
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
export const picture = (image: Picture, alt: string): Block => ({ kind: 'picture', picture: image, alt });
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
export const link = (url: string, label: string): Button => ({ kind: 'link', url, label });

/** A card that breaks the house limits. `problems` say what to shorten, one sentence each. */
export class CardProblem extends Error {
  override readonly name = 'CardProblem';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`This card cannot be shown everywhere:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const FILE_NAME = /^[A-Za-z0-9][\w.-]*$/u;

/** Everything about a card that some platform would refuse; empty when it is fine. */
export function cardProblems(given: Card): string[] {
  const problems: string[] = [];
  const most = (what: string, size: number, limit: number, advice = 'shorten it'): void => {
    if (size > limit) problems.push(`${what} is ${size} long; at most ${limit}: ${advice}.`);
  };
  const some = (what: string, value: string): void => {
    if (value.trim() === '') problems.push(`${what} is empty.`);
  };
  const seen = new Set<string>();
  const press = (what: string, value: Press): void => {
    try {
      const encoded = encodePress(value);
      if (seen.has(encoded)) problems.push(`${what} has the same press as another one in this card: ${encoded}.`);
      seen.add(encoded);
    } catch (error) {
      problems.push(`${what}: ${(error as Error).message}.`);
    }
  };
  let all = 0;
  let components = 0;
  const attached: string[] = [];
  if (given.blocks.length === 0) problems.push('The card has no blocks.');
  most('The card', given.blocks.length, LIMITS.blocks, 'use fewer blocks');
  given.blocks.forEach((block, index) => {
    const what = `Block ${index + 1} (${block.kind})`;
    components += 1;
    switch (block.kind) {
      case 'title':
        some(what, block.text);
        most(what, block.text.length, LIMITS.title);
        all += block.text.length + 4;
        break;
      case 'text':
      case 'note':
        some(what, plain(block.text));
        most(what, block.text.length, LIMITS.text, 'split it or shorten it');
        all += block.text.length + (block.kind === 'note' ? 4 : 0);
        break;
      case 'code':
        some(what, block.text);
        most(what, block.text.length, LIMITS.code);
        all += block.text.length + 20;
        break;
      case 'table':
        most(`${what}: the number of columns`, block.head.length, LIMITS.tableColumns);
        most(`${what}: the number of rows`, block.rows.length, LIMITS.tableRows);
        for (const row of [block.head, ...block.rows]) {
          if (row.length !== block.head.length)
            problems.push(`${what}: a row has ${row.length} cells, not ${block.head.length}.`);
          for (const cell of row) most(`${what}: the cell "${cell.slice(0, 20)}…"`, cell.length, LIMITS.cell);
        }
        all += tableSize(block.head, block.rows);
        break;
      case 'picture':
        some(`${what}: alt`, block.alt);
        most(`${what}: alt`, block.alt.length, LIMITS.alt);
        if (block.picture.png.length === 0) problems.push(`${what} has no bytes.`);
        components += 1;
        attached.push(`${index} ${block.picture.name}`); // two pictures may have one name
        break;
      case 'file':
        some(`${what}: label`, block.label);
        most(`${what}: label`, block.label.length, LIMITS.fileLabel);
        most(`${what}: name`, block.name.length, LIMITS.fileName);
        if (!FILE_NAME.test(block.name) || !block.name.endsWith(`.${FILE_ENDINGS[block.type]}`)) {
          problems.push(
            `${what} is called "${block.name}"; ${block.type} wants a name like progress.${FILE_ENDINGS[block.type]}.`,
          );
        }
        if (attached.includes(block.name)) problems.push(`${what} has the same name as another file: ${block.name}.`);
        some(`${what}: content`, block.content);
        most(`${what}: content, in bytes,`, Buffer.byteLength(block.content), LIMITS.fileBytes, 'split it');
        attached.push(block.name);
        break;
      case 'rule':
        break;
      case 'buttons':
        if (block.buttons.length === 0) problems.push(`${what} has no buttons.`);
        most(`${what}: the number of buttons`, block.buttons.length, LIMITS.buttons, 'use a second row');
        components += block.buttons.length;
        for (const one of block.buttons) {
          some(`${what}: a label`, one.label);
          most(`${what}: the label "${one.label.slice(0, 20)}…"`, one.label.length, LIMITS.label);
          if (one.kind === 'press') press(`${what}: "${one.label}"`, one.press);
          else {
            most(`${what}: the link of "${one.label}"`, one.url.length, LIMITS.link);
            if (!/^https?:\/\//u.test(one.url)) problems.push(`${what}: the link of "${one.label}" is not http(s).`);
          }
        }
        break;
      case 'pick':
        components += 1;
        some(`${what}: label`, block.label);
        most(`${what}: label`, block.label.length, LIMITS.placeholder);
        press(what, block.press);
        if (block.of === 'options') optionProblems(what, block, problems, most);
        break;
      default:
        block satisfies never;
    }
  });
  most('The text of the card in all', all, LIMITS.cardText, 'split it over two cards');
  most('The number of parts (blocks, buttons, rows)', components, LIMITS.components, 'use fewer');
  most('The number of pictures and files', attached.length, LIMITS.attachments, 'use fewer');
  return problems;
}

/** Characters of a table drawn with padded columns, as on platforms that have no tables of their own. */
function tableSize(head: readonly string[], rows: readonly (readonly string[])[]): number {
  const width = head.reduce(
    (sum, cell, i) => sum + Math.max(cell.length, ...rows.map((r) => r[i]?.length ?? 0)) + 2,
    0,
  );
  return (rows.length + 2) * (width + 1) + 10;
}

function optionProblems(
  what: string,
  block: Extract<Pick, { of: 'options' }>,
  problems: string[],
  most: (what: string, size: number, limit: number, advice?: string) => void,
): void {
  const { options, min = 1, max = 1 } = block;
  if (options.length === 0) problems.push(`${what} has no options.`);
  most(`${what}: the number of options`, options.length, LIMITS.options, 'offer fewer');
  if (min < 0 || max < 1 || min > max || max > options.length) {
    problems.push(`${what} asks for ${min} to ${max} of ${options.length} options.`);
  }
  if (new Set(options.map((option) => option.value)).size !== options.length) {
    problems.push(`${what} has two options of the same value.`);
  }
  for (const option of options) {
    if (option.label.trim() === '') problems.push(`${what}: an option's label is empty.`);
    most(`${what}: the option "${option.label.slice(0, 20)}…"`, option.label.length, LIMITS.optionLabel);
    most(`${what}: the value "${option.value.slice(0, 20)}…"`, option.value.length, LIMITS.optionValue);
    most(`${what}: the note of "${option.label}"`, option.note?.length ?? 0, LIMITS.optionNote);
  }
}
