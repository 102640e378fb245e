/** Card -> plain text, and what can be pressed. Pure: golden tests hold every block. */
import type { Block, Button, Card, FileBlock, Pick } from '../../chat/card.ts';
import { type Inline, type Markdown, type Paragraph, parseMarkdown, plainInline } from '../../chat/markdown.ts';
import type { Press } from '../../chat/press.ts';
import { sentencesText, tableText, wrapped } from '../../chat/text.ts';
import { cut } from '../../chat/words.ts';
import { CHANNELS, ROLES } from './rooms.ts';

/** A button that can be pressed. */
export interface Key {
  readonly label: string;
  /** Absent on what a form asks: its own way on. */
  readonly press?: Press;
  /** Of a lettered choice: what the letter stands for. */
  readonly words?: string;
}

/** A list to pick from; several options may be picked at once where `max` is above 1. */
export interface List {
  readonly label: string;
  readonly press?: Press;
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
  readonly min: number;
  readonly max: number;
}

/** One thing that is read, from above to below. */
export type Part =
  | { readonly kind: 'title' | 'words'; readonly text: string }
  /** What letters stand for; a screen shows it beside the letters instead. */
  | { readonly kind: 'choices'; readonly text: string }
  /** Lines that stay as they are. */
  | { readonly kind: 'lines'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Screen {
  readonly parts: readonly Part[];
  readonly keys: readonly Key[];
  readonly lists: readonly List[];
}

export const EMPTY: Screen = { parts: [], keys: [], lists: [] };
/** A screen of nothing but words. */
export const saying = (text: string): Screen => ({ ...EMPTY, parts: [{ kind: 'words', text }] });

/** @param pathOf where the content of a file block can be found */
export function renderCard(card: Card, pathOf: (file: FileBlock) => string): Screen {
  return {
    parts: card.blocks.flatMap((block) => partsOf(block, pathOf)),
    keys: card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.flatMap(keysOf) : [])),
    lists: card.blocks.flatMap((block) => (block.kind === 'pick' ? [listOf(block)] : [])),
  };
}

function partsOf(block: Block, pathOf: (file: FileBlock) => string): readonly Part[] {
  switch (block.kind) {
    case 'title':
      return [{ kind: 'title', text: block.text }];
    case 'text':
    case 'note':
      return wordsOf(block.text, block.kind === 'text' && block.choices);
    case 'code':
      return [{ kind: 'lines', text: indented(block.text) }];
    case 'table':
      return block.sentences === true ? wordsOf(sentencesText(block)) : [block];
    case 'picture':
      return [{ kind: 'words', text: `(picture: ${block.alt})` }];
    case 'file':
      return [{ kind: 'lines', text: `(file: ${block.name}, ${block.label})\n${pathOf(block)}` }];
    case 'rule':
      return [{ kind: 'lines', text: '---' }];
    case 'buttons': {
      const links = block.buttons.flatMap((one) => (one.kind === 'link' ? [`${one.label}: ${one.url}`] : []));
      return links.length === 0 ? [] : [{ kind: 'lines', text: links.join('\n') }];
    }
    case 'pick':
      return [];
    default:
      return block satisfies never;
  }
}

const keysOf = (button: Button): readonly Key[] =>
  button.kind === 'link' || button.disabled === true
    ? []
    : [{ label: button.label, press: button.press, ...(button.words !== undefined && { words: button.words }) }];

function listOf(pick: Pick): List {
  const { press, label } = pick;
  switch (pick.of) {
    case 'options':
      return { press, label, options: pick.options, min: pick.min ?? 1, max: pick.max ?? 1 };
    case 'channel':
      return { press, label, options: CHANNELS, min: 1, max: 1 };
    case 'role':
      return { press, label, options: ROLES, min: 1, max: 1 };
    default:
      return pick satisfies never;
  }
}

const wordsOf = (text: Markdown, choices?: boolean): readonly Part[] =>
  parseMarkdown(text).map((paragraph) => paragraphPart(paragraph, choices));

function paragraphPart(paragraph: Paragraph, choices: boolean | undefined): Part {
  switch (paragraph.kind) {
    case 'paragraph':
      return { kind: choices === true ? 'choices' : 'words', text: inlineText(paragraph.children) };
    case 'quote':
      return { kind: 'words', text: inlineText(paragraph.children).replaceAll(/^/gmu, '> ') };
    case 'list':
      return {
        kind: 'words',
        text: paragraph.items
          .map((item, at) => `${paragraph.start === undefined ? '-' : `${paragraph.start + at}.`} ${inlineText(item)}`)
          .join('\n'),
      };
    case 'code':
      return { kind: 'lines', text: indented(paragraph.text) };
    default:
      return paragraph satisfies never;
  }
}

/** Nothing can be followed with a finger here, so an address is spelled out. */
const inlineText = (children: readonly Inline[]): string =>
  plainInline(children, (words, url) => (words === url ? words : `${words} (${url})`));

const indented = (text: string): string => text.replaceAll(/^(?=.)/gmu, '    ');

/** The whole message for a program that reads it: every line as long as it is, what letters stand for included. */
export const messageText = ({ parts }: Screen): string =>
  parts.map((part) => (part.kind === 'table' ? tableText(part.head, part.rows) : part.text)).join('\n');

/** How a screen marks what it shows. */
export interface Ink {
  strong(text: string): string;
  quiet(text: string): string;
}

/** The message for eyes: at most so many columns wide but for lines that must stay as they are, and a number before all that can be pressed. */
export function screenText(screen: Screen, columns: number, ink: Ink): string {
  const lettered = screen.keys.some(({ words }) => words !== undefined);
  const parts = screen.parts.filter(({ kind }) => kind !== 'choices' || !lettered);
  const blocks = parts.map((part) => {
    switch (part.kind) {
      case 'title':
        return ink.strong(wrapped(part.text, columns));
      case 'words':
      case 'choices':
        return part.text
          .split('\n')
          .map((line) => wrapped(line, columns, hangingOf(line)))
          .join('\n');
      case 'lines':
        return part.text;
      case 'table':
        return fittingTable(part.head, part.rows, columns);
      default:
        return part satisfies never;
    }
  });
  const all = [...blocks, keysText(screen.keys, columns, ink), ...listsText(screen, columns, ink)];
  return all.filter((one) => one !== '').join('\n\n');
}

/** What goes on below the first line of a list's item, or of a quote, stands below its words. */
function hangingOf(line: string): string {
  const [mark = ''] = /^(?:- |\d+\. |> )/u.exec(line) ?? [];
  return mark.startsWith('>') ? mark : ' '.repeat(mark.length);
}

/** Words of a choice have a line of their own; other buttons share lines as they fit. */
function keysText(keys: readonly Key[], columns: number, ink: Ink): string {
  const lines: string[] = [];
  let open = '';
  keys.forEach(({ label, words }, at) => {
    const plain = `[${at + 1}] ${label}`;
    if (words !== undefined) {
      lines.push(open, wrapped(`${plain}  ${words}`, columns, ' '.repeat(plain.length + 2)));
      open = '';
    } else if (open !== '' && open.length + 3 + plain.length > columns) {
      lines.push(open);
      open = plain;
    } else open = open === '' ? plain : `${open}   ${plain}`;
  });
  return [...lines, open]
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll(/\[\d+\]/gu, (number) => ink.strong(number));
}

function listsText({ keys, lists }: Screen, columns: number, ink: Ink): readonly string[] {
  let number = keys.length;
  return lists.map(({ label, options, max }) => {
    const several = max > 1 ? ` (up to ${max}: their numbers with a space between)` : '';
    const lines = options.map(({ label: name, note }) => {
      number += 1;
      const start = `  [${number}] `;
      const line =
        note === undefined
          ? wrapped(`${start}${name}`, columns, ' '.repeat(start.length))
          : `${start}${cut(`${name}: ${note}`, columns - start.length)}`;
      return line.replace(`[${number}]`, (found) => ink.strong(found));
    });
    return [ink.quiet(`${label}${several}`), ...lines].join('\n');
  });
}

/** Side by side where it fits, else one cell a line under the name of its column. */
function fittingTable(head: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const aligned = tableText(head, rows);
  if (aligned.split('\n').every((line) => line.length <= columns)) return aligned;
  // a column without a name names the row
  const cell = (words: string, at: number): string =>
    (head[at] ?? '') === '' ? wrapped(words, columns) : wrapped(`${head[at]}: ${words}`, columns, '  ');
  return rows.map((row) => row.map(cell).join('\n')).join('\n\n');
}
