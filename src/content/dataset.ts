/** A small data set for queries: its tables as authors write them, and what must be so between them. */
import { z } from 'zod';
import { idSchema } from '../questions/id.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/u, 'is lower-case letters, digits and _, at most 30, a letter first');
const TYPES = ['integer', 'real', 'text'] as const;

const columnSchema = z.strictObject({
  name,
  type: z.enum(TYPES),
  key: z.boolean().default(false).describe('The primary key.'),
  empty: z.boolean().default(false).describe('It may be NULL.'),
  of: name.optional().describe('A foreign key: the table whose key it holds.'),
});
export type DatasetColumn = z.output<typeof columnSchema>;

const cellSchema = z.union([z.string().max(60), z.number(), z.null()]);
const rowsSchema = z.array(z.array(cellSchema).max(8)).max(60);

const tableSchema = z.strictObject({
  name,
  what: z.string().trim().min(1).max(120).describe('What one row is, in a few words.'),
  columns: z.array(columnSchema).min(2).max(6),
  rows: rowsSchema.min(1),
  hidden: rowsSchema
    .min(1)
    .optional()
    .describe('The rows that answers are graded on as well; the same rows, unless given.'),
});
export type DatasetTable = z.output<typeof tableSchema>;

export const datasetSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().trim().min(1).max(40),
    about: z.string().trim().min(1).max(240),
    try: z.string().trim().min(1).max(200).describe('A first statement to begin with.'),
    slow: z
      .strictObject({ query: z.string().trim().min(1).max(200), index: z.string().trim().min(1).max(200) })
      .describe('A query that reads a whole table, and the statement that makes the index which it lacks.'),
    tables: z.array(tableSchema).min(1).max(5),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of datasetProblems(value))
      issues.push({ code: 'custom', input: value, path: [...path], message });
  });
export type Dataset = z.output<typeof datasetSchema>;

interface DatasetProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The rows of a table: those that everybody sees, or those that answers are graded on as well. */
export const rowsOf = (table: DatasetTable, hidden: boolean): DatasetTable['rows'] =>
  hidden ? (table.hidden ?? table.rows) : table.rows;

/** The tables with their columns, a line each: `products(id, name)`. */
export const tableLines = ({ tables }: Dataset): string =>
  tables.map(({ name: table, columns }) => `${table}(${columns.map((one) => one.name).join(', ')})`).join('\n');

/** What the schema cannot say: widths, types, keys, and links between tables. */
function datasetProblems({ tables }: { readonly tables: readonly DatasetTable[] }): DatasetProblem[] {
  const found: DatasetProblem[] = [];
  const names = new Set<string>();
  for (const [at, table] of tables.entries()) {
    if (names.has(table.name))
      found.push({ path: ['tables', at, 'name'], message: `two tables are called "${table.name}"` });
    names.add(table.name);
    found.push(...columnProblems(tables, table, at));
    for (const field of ['rows', 'hidden'] as const)
      if (table[field] !== undefined) found.push(...rowProblems(tables, table, field, ['tables', at, field]));
  }
  return found;
}

function columnProblems(tables: readonly DatasetTable[], table: DatasetTable, at: number): DatasetProblem[] {
  const found: DatasetProblem[] = [];
  const path = ['tables', at, 'columns'];
  const names = table.columns.map((column) => column.name);
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) found.push({ path, message: `two columns are called "${twice}"` });
  if (table.columns.filter(({ key }) => key).length !== 1)
    found.push({ path, message: 'exactly one column is the `key`' });
  for (const [index, { of }] of table.columns.entries()) {
    // rows are put in by the order of the tables
    const before = tables.slice(0, at + 1).some((other) => other.name === of);
    if (of !== undefined && !before)
      found.push({ path: [...path, index, 'of'], message: `"${of}" is not a table that stands before this one` });
  }
  return found;
}

const fits = (cell: string | number | null, { type, empty }: DatasetColumn): boolean => {
  if (cell === null) return empty;
  if (type === 'text') return typeof cell === 'string';
  return typeof cell === 'number' && (type === 'real' || Number.isInteger(cell));
};

function rowProblems(
  tables: readonly DatasetTable[],
  table: DatasetTable,
  field: 'rows' | 'hidden',
  path: readonly (string | number)[],
): DatasetProblem[] {
  const found: DatasetProblem[] = [];
  const keyAt = table.columns.findIndex(({ key }) => key);
  const keys = new Set<unknown>();
  for (const [at, row] of (table[field] ?? []).entries()) {
    if (row.length !== table.columns.length) {
      found.push({ path: [...path, at], message: `has ${row.length} values for ${table.columns.length} columns` });
      continue;
    }
    if (keys.has(row[keyAt])) found.push({ path: [...path, at], message: `the key ${row[keyAt]} is there twice` });
    keys.add(row[keyAt]);
    for (const [index, column] of table.columns.entries()) {
      const cell = row[index] ?? null;
      if (!fits(cell, column)) {
        const wanted = `${column.type === 'integer' ? 'an' : 'a'} ${column.type}`;
        found.push({ path: [...path, at], message: `${column.name}: ${JSON.stringify(cell)} is not ${wanted}` });
      } else if (cell !== null && column.of !== undefined && !keysOf(tables, column.of, field === 'hidden').has(cell))
        found.push({ path: [...path, at], message: `${column.name}: no row of "${column.of}" has the key ${cell}` });
    }
  }
  return found;
}

function keysOf(tables: readonly DatasetTable[], name: string, hidden: boolean): Set<unknown> {
  const table = tables.find((one) => one.name === name);
  if (table === undefined) return new Set();
  const at = table.columns.findIndex(({ key }) => key);
  return new Set(rowsOf(table, hidden).map((row) => row[at]));
}
