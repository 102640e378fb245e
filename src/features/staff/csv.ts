/** Lines of CSV that a spreadsheet reads as text and never runs. */
import { guarded } from '../../content/exchange/cells.ts';

/** One line (RFC 4180), without its end. Texts that look like formulas get an apostrophe; line breaks become spaces. */
export const csvLine = (cells: readonly (string | number)[]): string => cells.map(cellOf).join(',');

function cellOf(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = guarded(cell.replaceAll(/[\r\n\u2028\u2029`]+/gu, ' '));
  return /[",;\t]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
