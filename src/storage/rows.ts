/** Many rows in one statement with one parameter, on either driver: they travel as JSON. */
import { getTableColumns, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';

/** Inserts whole rows (every column named: no default is filled in); rows that stand already are left as they are. */
export async function insertRows<T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly Required<InferInsertModel<T>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table));
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        columns.map(([key, column]) => {
          const value = (row as Record<string, unknown>)[key];
          const raw = column.dataType === 'json' || value === null ? value : column.mapToDriverValue(value);
          return [column.name, raw];
        }),
      ),
    ),
  );
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  await db
    .insert(table)
    .select(sql`select ${names} from jsonb_populate_recordset(null::${table}, ${json}::text::jsonb)`)
    .onConflictDoNothing();
}

/** `jsonb_to_recordset` over one JSON parameter, to be used in `from`. `shape`: names and types, as in SQL. */
export const recordset = (rows: readonly object[], shape: string): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(${sql.raw(shape)})`;

/** `in` for a list of any length, as one parameter (an array in Postgres's own notation): the statement is the same each time. */
export const oneOf = (column: PgColumn, texts: readonly string[]): SQL =>
  sql`${column} = any(${`{${texts.map((one) => `"${one.replaceAll(/["\\]/gu, String.raw`\$&`)}"`).join(',')}}`}::text[])`;
