/** The first sheet of an Excel file (.xlsx) that has rows, as a table. */
import readExcel from 'read-excel-file/node';
import type { Rows } from './records.ts';

/** @throws Error in words for its author when the file is broken or has nothing in it */
export async function excelRows(bytes: Uint8Array): Promise<Rows> {
  const sheets = await readExcel(Buffer.from(bytes)).catch((error: unknown) => {
    throw new Error('the Excel file cannot be read: open it, and save it anew as .xlsx or as CSV.', { cause: error });
  });
  const table = sheets.find(({ data }) => data.length > 0)?.data ?? [];
  const all = table.map((row, at) => ({ line: at + 1, cells: row.map(cellOf) }));
  const [head, ...rows] = all;
  if (head === undefined) throw new Error('the Excel file has no rows.');
  return { heads: head.cells, rows };
}

function cellOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return String(cell).toUpperCase();
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
