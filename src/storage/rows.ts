/** Many rows in one statement with one parameter, on either driver: they travel as JSON. */
import { getTableColumns, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';

/**
 * Inserts whole rows (every column named: no default is filled in); rows that stand already are left as they are. What is
 * the same in all of them travels once: most of what a row costs is its JSON.
 */
export async function insertRows<T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly Required<InferInsertModel<T>>[],
): Promise<void> {
  const all = rows as readonly Readonly<Record<string, unknown>>[];
  const [first] = all;
  if (first === undefined) return;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    column,
    same: all.every((row) => row[key] === first[key]),
  }));
  const values = columns.map(({ key, column, same }) =>
    same ? sql`${textOf(column, first[key])}::text::${sql.raw(column.getSQLType())}` : sql.identifier(column.name),
  );
  const changing = columns.filter(({ same }) => !same);
  const shape = changing.map(({ column }) => `"${column.name}" ${column.getSQLType()}`).join(', ');
  const changes = all.map((row) =>
    Object.fromEntries(changing.map(({ key, column }) => [column.name, jsonOf(column, row[key])])),
  );
  const from = changing.length === 0 ? sql`` : sql` from ${recordset(changes, shape)}`;
  await db
    .insert(table)
    .select(sql`select ${sql.join(values, sql`, `)}${from}`)
    .onConflictDoNothing();
}

/** A value as Postgres reads it from JSON. */
const jsonOf = (column: PgColumn, value: unknown): unknown =>
  value === null || column.dataType === 'json' ? value : column.mapToDriverValue(value);

/** The same as Postgres reads it from a text. */
function textOf(column: PgColumn, value: unknown): string | null {
  if (value === null) return null;
  return column.dataType === 'json' ? JSON.stringify(value) : String(jsonOf(column, value));
}

/** `jsonb_to_recordset` over one JSON parameter, to be used in `from`. `shape`: names and types, as in SQL. */
export const recordset = (rows: readonly object[], shape: string): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(${sql.raw(shape)})`;

/** The same in a prepared statement, which is run with what `numbered` makes of its rows; `n` says which row it is. */
export const preparedRecordset = (shape: string): SQL =>
  sql`jsonb_to_recordset(${sql.placeholder('rows')}::text::jsonb) as g(n integer, ${sql.raw(shape)})`;
export const numbered = (rows: readonly object[]): { readonly rows: string } => ({
  rows: JSON.stringify(rows.map((row, n) => ({ ...row, n }))),
});

/** Texts of any number as one parameter: an array in Postgres's own notation. */
export const textArray = (texts: readonly string[]): string =>
  `{${texts.map((one) => `"${one.replaceAll(/["\\]/gu, String.raw`\$&`)}"`).join(',')}}`;

/** `in` for a list of any length: the statement is the same each time. */
export const oneOf = (column: PgColumn, texts: readonly string[]): SQL =>
  sql`${column} = any(${textArray(texts)}::text[])`;
