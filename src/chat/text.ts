/** A card as plain text: for notifications, logs, terminals and tests. */
import stringWidth from 'string-width';
import type { Block, Card, Table } from './card.ts';
import { md, type Markdown, plain } from './markdown.ts';
import { cut } from './words.ts';

/** One line that says what a card is about: its summary, or its first words. At most 150 characters. */
export function summaryOf(card: Card): string {
  const first = card.summary ?? card.blocks.map(blockText).find((text) => text.trim() !== '') ?? 'Sous';
  return cut(first, 150);
}

/** The whole card; buttons as `[label]`, link buttons as `[label → url]`, pictures by their description, files by their name. */
export function cardText(card: Card): string {
  return card.blocks.map(blockText).join('\n');
}

export function blockText(block: Block): string {
  switch (block.kind) {
    case 'title':
      return block.text;
    case 'text':
    case 'note':
      return plain(block.text);
    case 'code':
      return block.text;
    case 'table':
      return block.sentences === true ? plain(sentencesText(block)) : tableText(block.head, block.rows);
    case 'picture':
      return `(picture: ${block.alt})`;
    case 'file':
      return `(file: ${block.name}, ${block.label})`;
    case 'rule':
      return '---';
    case 'buttons':
      return block.buttons
        .map((one) => (one.kind === 'link' ? `[${one.label} → ${one.url}]` : `[${one.label}]`))
        .join(' ');
    case 'pick':
      return block.of === 'options'
        ? `(${block.label}: ${block.options.map((option) => option.label).join(' | ')})`
        : `(${block.label})`;
    default:
      return block satisfies never;
  }
}

/**
 * A table of sentences where there are no tables, or no room for columns: row by row, what is said of each thing right
 * below the other.
 */
export const sentencesText = ({ head, rows }: Table): Markdown =>
  rows
    .map(([name = '', ...cells]) => {
      const lines = cells.map((cell, index) => md`- **${head[index + 1] ?? ''}:** ${cell}`);
      return [md`**${name}**`, '', ...lines].join('\n');
    })
    .join('\n\n');

/** Letters that are written from right to left: they would take the numbers beside them along. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** A sign without width that is written from left to right. */
const LEFT_TO_RIGHT_MARK = '\u200e';

/**
 * Columns padded with spaces: for terminals and for platforms without tables of their own. Cells are as wide as they are
 * seen (a flag is two letters wide, an accent none), and stand in their columns whatever way they are written.
 */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll(/\s+/gu, ' ')));
  const widths = head.map((_, i) => Math.max(...all.map((row) => stringWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const mark = RIGHT_TO_LEFT.test(cell) ? LEFT_TO_RIGHT_MARK : '';
        return `${cell}${mark}${' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(cell)))}`;
      })
      .join('  ')
      .trimEnd();
  const [first = [], ...others] = all;
  return [line(first), widths.map((width) => '-'.repeat(width)).join('  '), ...others.map(line)].join('\n');
}

/**
 * Running text broken so that no line is wider than `columns`, but for words that are wider themselves. Lines that were
 * there stay; what goes on in another line begins with `hanging`.
 */
export function wrapped(text: string, columns: number, hanging = ''): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let open: string | undefined;
      for (const word of line.split(' ')) {
        if (open === undefined) open = word;
        else if (stringWidth(open) + 1 + stringWidth(word) <= columns) open = `${open} ${word}`;
        else {
          lines.push(open);
          open = `${hanging}${word}`;
        }
      }
      return [...lines, open].join('\n');
    })
    .join('\n');
}
