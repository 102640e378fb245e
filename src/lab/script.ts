/** The statements that make a data set: its tables, and their rows. */
import { type Dataset, type DatasetColumn, type DatasetTable, rowsOf } from '../content/dataset.ts';

const made = new WeakMap<Dataset, Map<boolean, string>>();

/** Made once for each data set; `hidden`: with the rows that learners are not shown. */
export function scriptOf(dataset: Dataset, hidden: boolean): string {
  const known = made.get(dataset) ?? new Map<boolean, string>();
  made.set(dataset, known);
  const script = known.get(hidden) ?? dataset.tables.map((table) => tableScript(table, hidden)).join('\n');
  known.set(hidden, script);
  return script;
}

const tableScript = (table: DatasetTable, hidden: boolean): string =>
  `CREATE TABLE "${table.name}" (${table.columns.map((column) => columnScript(column)).join(', ')});\n` +
  `INSERT INTO "${table.name}" VALUES ${rowsOf(table, hidden)
    .map((row) => `(${row.map((cell) => literal(cell)).join(', ')})`)
    .join(',\n')};`;

const columnScript = ({ name, type, key, empty, of }: DatasetColumn): string =>
  [
    `"${name}" ${type.toUpperCase()}`,
    ...(key ? ['PRIMARY KEY'] : []),
    ...(empty ? [] : ['NOT NULL']),
    ...(of === undefined ? [] : [`REFERENCES "${of}"`]),
  ].join(' ');

const literal = (cell: string | number | null): string =>
  typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell ?? 'NULL');
