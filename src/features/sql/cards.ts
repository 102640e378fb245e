/** The cards of the lab: a data set, a result, a mistake, a plan. */
import {
  type Block,
  button,
  buttons,
  type Card,
  card,
  code,
  file,
  note,
  picture,
  sideBySide,
  table,
  text,
  title,
} from '../../chat/card.ts';
import { LIMITS } from '../../chat/limits.ts';
import { md } from '../../chat/markdown.ts';
import { counted, cut } from '../../chat/words.ts';
import type { Dataset } from '../../content/dataset.ts';
import { sheet } from '../../content/sheet.ts';
import { mixesGroups } from '../../lab/mistakes.ts';
import { tablesAlt, tablesDot, tablesText } from '../../lab/tables.ts';
import type { Cell, Rows, Tried } from '../../questions/trial.ts';
import type { Tools } from '../../tools.ts';
import { example, look, showData, whySlow, write } from './addresses.ts';

/** In the list, what stands before the id of a data set: tables have none. */
export const OTHER = ':';

export async function dataCard(tools: Tools, dataset: Dataset): Promise<Card> {
  const { id, title: name, about } = dataset;
  const drawn = await tools.pictures.draw(`tables-${id}.dot`, tablesDot(dataset));
  return {
    summary: `SQL: ${name}`,
    ...card(
      title(name),
      text(md`${about}`),
      text(tablesText(dataset)),
      picture(drawn, tablesAlt(dataset)),
      note('Try whatever you like: every query gets a fresh copy, so nothing can break.'),
      buttons(
        button(write({ data: id }), 'Write SQL', 'main'),
        button(example({ data: id }), 'Show an example'),
        button(whySlow({ data: id }), 'Why is it slow?'),
      ),
      list(tools, dataset),
    ),
  };
}

function list({ library }: Tools, { id, tables }: Dataset): Block {
  const others = [...library.content.datasets.values()].filter((one) => one.id !== id);
  return {
    kind: 'pick',
    press: look({ data: id }),
    label: others.length === 0 ? 'Look at a table' : 'Look at a table, or at other data',
    of: 'options',
    options: [
      ...tables.map(({ name, what }) => ({ value: name, label: name, note: cut(what, LIMITS.optionNote) })),
      ...others.map((one) => ({
        value: `${OTHER}${one.id}`,
        label: one.title,
        note: cut(one.about, LIMITS.optionNote),
      })),
    ].slice(0, LIMITS.options),
  };
}

/** Characters of the statement that stand above its result. */
const LONGEST_ECHO = 700;
/** Rows on a card; the others are in the file. */
const MOST_ROWS = 15;
/** Characters of the table, padding included. */
const ROOM = 2_000;

/** What became of a statement. */
export function triedCard(dataset: Dataset, statement: string, tried: Tried): Card {
  const said = statement.trim();
  return card(
    code(cut(said === '' ? '(nothing)' : said, LONGEST_ECHO), 'sql'),
    ...toldOf(dataset, statement, tried),
    buttons(
      button(write({ data: dataset.id }), tried.kind === 'rows' ? 'Write another' : 'Try again', 'main'),
      button(showData({ data: dataset.id }), 'The tables'),
    ),
  );
}

function toldOf(dataset: Dataset, statement: string, tried: Tried): readonly Block[] {
  switch (tried.kind) {
    case 'rows':
      return resultBlocks(dataset, statement, tried);
    case 'mistake':
      return [text(`**Not yet.** ${tried.words} ${tried.where ?? ''}`.trim())];
    case 'slow':
      return [
        text('**I stopped it after a second.** It had far too many rows to look at.'),
        note('A `JOIN` without its `ON` puts every row beside every other one; a `WITH RECURSIVE` needs an end.'),
      ];
    case 'big':
      return [
        text('**I stopped it.** It needed more memory than there is for one query: ask for fewer or shorter values.'),
      ];
    case 'busy':
      return [
        text(
          '**Nothing was run yet.** Many are trying something at this very moment. Give it a few seconds, then try again.',
        ),
      ];
    default:
      return tried satisfies never;
  }
}

function resultBlocks(dataset: Dataset, statement: string, result: Rows): readonly Block[] {
  const shown = withoutNumbers(result);
  const { rows, columns, cut: isCut } = shown;
  if (rows.length === 0) return [text('**No row fits.** The query is fine; nothing in the data answers it.')];
  const whole = rows.length <= MOST_ROWS && columns.length <= LIMITS.tableColumns && !isCut;
  const told = `${isCut ? 'More than ' : ''}${counted(rows.length, 'row')}`;
  return [
    tableOf(shown),
    note(whole ? `${told}.` : `${told}, ${counted(columns.length, 'column')}. What does not fit here is in the file.`),
    ...(whole
      ? []
      : [
          file(
            `${dataset.id} result`,
            'text/csv',
            sheet([shown.columns, ...shown.rows.map((row) => row.map((cell) => cell ?? ''))]),
            `${told} as a table`,
          ),
        ]),
    ...(mixesGroups(statement)
      ? [
          note(
            '**Careful:** a count or sum beside a single value, and no `GROUP BY`. This database picks the value of some row; most others refuse.',
          ),
        ]
      : []),
    ...(isPlan(result) ? [note(PLAN_WORDS)] : []),
  ];
}

const PLAN_WORDS =
  'A plan: `SCAN` reads every row of the table; `SEARCH` goes straight to the rows that fit, by a key or an index.';
const isPlan = ({ columns }: Rows): boolean => columns.join() === 'id,parent,notused,detail';
/** Of a plan only its words are of use. */
const withoutNumbers = (result: Rows): Rows =>
  isPlan(result) ? { ...result, columns: ['plan'], rows: result.rows.map((row) => row.slice(3)) } : result;

function tableOf({ columns, rows }: Rows): Block {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.slice(0, LIMITS.tableColumns));
  const head = columns.slice(0, LIMITS.tableColumns);
  const longest = Math.max(6, Math.min(LIMITS.cell, Math.floor(ROOM / (shown.length + 2) / head.length) - 2));
  const fit = (words: string): string => cut(words, longest);
  return table(
    head.map((name) => fit(name.trim() === '' ? '?' : name)),
    shown.map((row) => row.map((cell) => fit(cellText(cell)))),
  );
}

/** A value as it is told: no platform shows an empty cell. */
export const cellText = (cell: Cell): string =>
  cell === null ? 'NULL' : String(cell).trim() === '' ? '(empty)' : String(cell);

/** The plan of the same query without and with its index, and how much of the table each reads. */
export async function slowCard(
  { pictures }: Tools,
  dataset: Dataset,
  [without, withIndex, matches]: readonly [Rows, Rows, Rows],
): Promise<Card> {
  const { query, index } = dataset.slow;
  const [before, after] = [planOf(without), planOf(withIndex)];
  const all = dataset.tables.find(({ name }) => before.includes(name))?.rows.length ?? 0;
  const found = matches.rows.length;
  const read = [
    { label: `Without an index: ${before}`, count: all, of: all, good: false },
    { label: `With the index: ${after}`, count: found, of: all, good: true },
  ];
  const drawn = await pictures.bars('why-slow', read);
  return {
    summary: 'Why is it slow?',
    ...card(
      title('Why is it slow?'),
      code(query, 'sql'),
      text(
        'Before a database runs a query it makes a plan. `EXPLAIN QUERY PLAN` shows it. Here is the plan of this query, and the plan after one more statement:',
      ),
      code(index, 'sql'),
      picture(drawn, `Rows that are read. Without an index: ${all} of ${all}. With the index: ${found} of ${all}.`),
      sideBySide(
        ['Without an index', 'With the index'],
        [
          { name: 'Plan', cells: [before, after] },
          {
            name: 'In words',
            cells: ['Reads every row and keeps those that fit.', 'Looks the value up and goes straight to its rows.'],
          },
          { name: 'Rows that it reads', cells: [`${all} of ${all}`, `${found} of ${all}`] },
        ],
      ),
      note(
        'With ten rows nobody notices. With ten million the left one takes seconds, and the right one is still done at once. An index must be kept up at every write, though.',
      ),
      buttons(
        button(write({ data: dataset.id }), 'Write SQL', 'main'),
        button(showData({ data: dataset.id }), 'The tables'),
      ),
    ),
  };
}

const planOf = ({ rows }: Rows): string => rows.map((row) => cellText(row[3] ?? null)).join('; ');

/** What the form asks. */
export const formIntro = ({ title: name, tables }: Dataset): string =>
  `${name}. ${tables.map((one) => `${one.name}: ${one.columns.map((column) => column.name).join(', ')}`).join('\n')}`;

export const tableQuery = (name: string): string => `SELECT * FROM ${name}`;
