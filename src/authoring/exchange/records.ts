/** Rows of a text with separators, as people and programs write them: read loosely, and what cannot be read is told. */
import { type CsvError, type Info, type Options, parse } from 'csv-parse/sync';
import { firstLine } from '../../questions/draft.ts';
import { type Block, leftOut } from './draft.ts';

/** A table: the names of its columns, then its rows with the line that each stands on. */
export interface Rows {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Rows that could not be read. */
  readonly faults?: readonly Block[];
  /** Apostrophes before what looks like a formula are no part of the cells. */
  readonly guarded?: boolean;
}

export interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/** A record that spans several lines is told by its first. */
export const firstLineOf = ({ record, info }: Parsed): number =>
  Math.max(1, info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0));

/** What csv-parse says, in words for people who keep tables. */
const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED:
    'a cell begins with " and is never closed: put a " at its end, or write "" for a quote that is meant.',
  CSV_INVALID_CLOSING_QUOTE: 'a cell in quotes goes on behind its last ": write "" for a quote that is meant.',
};

/** Reads as much as can be read; each row that cannot is told once. `skipped`: lines of the file before this text. */
export function recordsOf(
  text: string,
  options: Options,
  skipped = 0,
): { readonly parsed: readonly Parsed[]; readonly faults: readonly Block[] } {
  const faults: Block[] = [];
  const skip = (error: CsvError | undefined): undefined => {
    const line = typeof error?.['lines'] === 'number' ? error['lines'] : 1;
    const reason = FAULTS[error?.code ?? ''] ?? `${(error?.message ?? 'it cannot be read').split('\n')[0] ?? ''}.`;
    const first = firstLine(text.split('\n')[line - 1] ?? '');
    // one row is told once, however often the parser stumbles over it
    if (!faults.some((fault) => fault.line === line + skipped))
      faults.push({ line: line + skipped, first, outcome: leftOut(reason) });
  };
  try {
    const parsed = parse(text, {
      ...options,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: skip,
    }) as unknown as Parsed[];
    return { parsed, faults };
  } catch (error) {
    skip(error as CsvError);
    return { parsed: [], faults };
  }
}
