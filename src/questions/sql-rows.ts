/** Compares the rows of two queries: by value, and by order only where that is asked for. */
import type { Cell, Rows } from './trial.ts';

/** Where a result first differs from what was asked for; rows are counted from 1. */
export type Difference =
  | { readonly kind: 'columns'; readonly wanted: number; readonly got: number }
  /** A transaction was to be ended, and still is open; or the other way around. */
  | { readonly kind: 'open' }
  /** `row` of the answer belongs not there. */
  | { readonly kind: 'extra'; readonly row: number }
  /** `wanted` is a row that should be there and is not. */
  | { readonly kind: 'missing'; readonly wanted: readonly Cell[] }
  /** In order: that row should be this. */
  | { readonly kind: 'row'; readonly row: number; readonly wanted: readonly Cell[] }
  /** The rows are right; from that one on their order is not. */
  | { readonly kind: 'order'; readonly row: number };

/** A value as it counts: 2 is 2.0, and sums of prices may miss each other by what binary numbers cannot hold. */
const valueKey = (cell: Cell): string =>
  typeof cell === 'number' ? `#${Number(cell.toPrecision(12))}` : JSON.stringify(cell);
const keyOf = (row: readonly Cell[]): string => row.map((cell) => valueKey(cell)).join(' ');

/** Undefined when the answer has the rows that are wanted. Names of columns make no difference. */
export function firstDifference(wanted: Rows, got: Rows, ordered: boolean): Difference | undefined {
  if (wanted.columns.length !== got.columns.length)
    return { kind: 'columns', wanted: wanted.columns.length, got: got.columns.length };
  if (wanted.open !== got.open) return { kind: 'open' };
  const left = new Map<string, number>();
  for (const row of wanted.rows) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  const extra = got.rows.findIndex((row) => {
    const key = keyOf(row);
    const rest = left.get(key) ?? 0;
    left.set(key, rest - 1);
    return rest === 0;
  });
  const at = wanted.rows.findIndex((row, index) => keyOf(row) !== keyOf(got.rows[index] ?? []));
  const same = extra === -1 && wanted.rows.length === got.rows.length;
  if (same) return ordered && at !== -1 ? { kind: 'order', row: at + 1 } : undefined;
  if (ordered && at !== -1 && at < got.rows.length) return { kind: 'row', row: at + 1, wanted: wanted.rows[at] ?? [] };
  if (extra !== -1) return { kind: 'extra', row: extra + 1 };
  const missing = wanted.rows.find((row) => (left.get(keyOf(row)) ?? 0) > 0) ?? [];
  return { kind: 'missing', wanted: missing };
}
