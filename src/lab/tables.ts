/** The tables of a data set to look at: as the source of a picture, in words for those who do not see it, and as lines. */
import { codeSpan, md, type Markdown } from '../chat/markdown.ts';
import type { Dataset, DatasetColumn, DatasetTable } from '../content/dataset.ts';

/** The body of a Graphviz digraph: a box for each table, and an arrow from each foreign key to the key that it holds. */
export function tablesDot({ tables }: Dataset): string {
  const boxes = tables.map((table) => `${table.name} [label=<${boxOf(table)}>]`);
  const arrows = tables.flatMap(({ name, columns }) =>
    columns.flatMap((column) =>
      column.of === undefined ? [] : [`${name}:${column.name} -> ${column.of}:${keyOf(tables, column.of)}`],
    ),
  );
  return `rankdir=LR node [margin="0.1,0.05" fillcolor="#ffffff" color="#64748b"] ${[...boxes, ...arrows].join('\n')}`;
}

const keyOf = (tables: readonly DatasetTable[], name: string): string =>
  tables.find((table) => table.name === name)?.columns.find(({ key }) => key)?.name ?? '';

function boxOf({ name, columns }: DatasetTable): string {
  const rows = columns.map(
    (column) => `<TR><TD ALIGN="LEFT" PORT="${column.name}">${column.name}${markOf(column)}&#160;&#160;</TD></TR>`,
  );
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="2"><TR><TD ALIGN="LEFT"><B>${name}</B></TD></TR>${rows.join('')}</TABLE>`;
}

const markOf = ({ key, of }: DatasetColumn): string => (key ? ' (key)' : of === undefined ? '' : ' (link)');

/** What the picture shows, in words. */
export const tablesAlt = ({ title, tables }: Dataset): string =>
  `The tables of ${title}. ${tables
    .map(({ name, columns }) => {
      const links = columns.flatMap((column) =>
        column.of === undefined ? [] : [`${column.name} points to ${column.of}`],
      );
      return `${name}: ${columns.map((column) => column.name).join(', ')}${links.length === 0 ? '' : `; ${links.join(', ')}`}.`;
    })
    .join(' ')}`;

/** Each table with its columns, a line each. */
export const tablesText = ({ tables }: Dataset): Markdown =>
  tables
    .map(({ name, what, columns }) => `- ${codeSpan(name)}: ${columns.map(columnText).join(', ')}. *${md`${what}`}*`)
    .join('\n');

function columnText({ name, type, key, empty, of }: DatasetColumn): Markdown {
  const more = [
    type,
    ...(key ? ['key'] : []),
    ...(empty ? ['may be NULL'] : []),
    ...(of === undefined ? [] : [`of ${of}`]),
  ];
  return `${codeSpan(name)} (${more.join(', ')})`;
}
