/** A card as plain text: for notifications, logs, terminals and tests. */
import type { Block, Card } from './card.ts';
import { plain } from './markdown.ts';

/** One line that says what a card is about: its summary, or its first words. At most 150 characters. */
export function summaryOf(card: Card): string {
  const first = card.summary ?? card.blocks.map(blockText).find((text) => text.trim() !== '') ?? 'Sous';
  const line = first.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= 150
    ? line
    : `${line
        .slice(0, 149)
        .toWellFormed()
        .replace(/\ufffd$/u, '')}…`;
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
      return tableText(block.head, block.rows);
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

/** Columns padded with spaces: for terminals and for platforms without tables of their own. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
