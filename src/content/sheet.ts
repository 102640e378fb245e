/** Rows as CSV for spreadsheets: read by all of them, and run by none. */
import { stringify } from 'csv-stringify/sync';

/** What spreadsheets run: a leading =, +, - or @ (also full-width), after spaces too; a leading tab or line break. */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
const GUARDED = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** Text that no spreadsheet runs: an apostrophe before what looks like a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
/** The reverse; what a person typed without a guard stays as it is. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/** Texts that look like formulas get an apostrophe; numbers, which are never typed by people, stay as they are. */
export const sheet = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : guarded(cell)))),
    {
      // the mark at the beginning tells spreadsheets that it is UTF-8
      bom: true,
      record_delimiter: 'windows',
      // a lone line feed would end the row for most readers, a semicolon or tab the cell for some; some trim what is bare
      quoted_match: /[\r\n;\t]|^\s|\s$/u,
    },
  );
