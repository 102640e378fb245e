/** Questions from a table, as spreadsheets save it: commas, semicolons or tabs, with or without a byte order mark. */
import { counted } from '../../chat/words.ts';
import { firstLine } from '../../questions/draft.ts';
import { LEVELS } from '../../questions/levels.ts';
import { kindCalled, kindFor, type KindName, readRow } from '../../questions/index.ts';
import { readNumber } from '../../questions/read-number.ts';
import type { ShapeName } from '../../questions/shapes.ts';
import { type Cells, isYes, rightOnes } from '../../questions/sheet.ts';
import { unguarded } from '../../content/sheet.ts';
import { type Filled, isOurs, type Manner, mannerOf, meantBy } from './csv-rows.ts';
import { columnsOf, isPassed } from './heads.ts';
import { firstLineOf, recordsOf, type Rows } from './records.ts';
import { type Block, CONCEPT, type Context, EXPLANATION, idMaker, leftOut, type Drafted, question } from './draft.ts';

export function importCsv(source: string, context: Context): Block[] {
  const { text, skipped } = withoutSep(source.replace(/^\ufeff/u, '').replaceAll(/\r\n?/gu, '\n'));
  const { parsed, faults } = recordsOf(text, { delimiter: delimiterOf(text), ltrim: true }, skipped);
  const [head, ...rest] = parsed;
  if (head === undefined) return [...faults];
  const rows = rest.map((one) => ({ line: firstLineOf(one) + skipped, cells: one.record }));
  return importRows({ heads: head.record, rows, faults, guarded: true }, context, 1 + skipped);
}

/** `line`: of the names of the columns. */
export function importRows({ heads, rows, faults = [], guarded = false }: Rows, { taken }: Context, line = 1): Block[] {
  const place = { line, first: firstLine(heads.join(', ')) };
  const columns = columnsOf(heads);
  if (!columns.includes('stem')) return [{ ...place, outcome: leftOut(headless(heads)) }, ...faults];
  const filled = rows.flatMap((row) =>
    row.cells.every((cell) => cell.trim() === '')
      ? []
      : [
          {
            ...row,
            filled: filledOf(row.cells, columns, isOurs(heads) ? unguarded : guarded ? bared : (cell) => cell),
          },
        ],
  );
  const manner = mannerOf(
    filled.map((row) => row.filled),
    heads,
  );
  if (typeof manner === 'string') return [{ ...place, outcome: leftOut(manner) }];
  const newId = idMaker(taken);
  const blocks = filled.map((row): Block => {
    const extra = row.cells.slice(columns.length).filter((cell) => cell.trim() !== '');
    const notes = extra.map((cell) => `the cell "${firstLine(cell)}" stands under no column.`);
    const meant = meantBy(row.filled, manner, notes);
    return {
      line: row.line,
      first: firstLine([row.filled.get('stem') ?? '', ...row.cells].find((cell) => cell.trim() !== '') ?? ''),
      outcome: typeof meant === 'string' ? leftOut(meant) : readBlock(meant, newId, notes),
    };
  });
  const about: Block[] = aboutTable(heads, columns, manner).map((reason) => ({
    ...place,
    outcome: { kind: 'passed over', reason },
  }));
  return [...about, ...[...blocks, ...faults].toSorted((a, b) => a.line - b.line)];
}

/** Excel's first line `sep=;` is no head. */
function withoutSep(text: string): { text: string; skipped: number } {
  const said = /^sep=.?\n/iu.exec(text);
  return said === null ? { text, skipped: 0 } : { text: text.slice(said[0].length), skipped: 1 };
}

function headless(heads: readonly string[]): string {
  const seen = heads.filter((head) => head.trim() !== '').slice(0, 6);
  return `the first line must name the columns, and none of its names (${seen.map(firstLine).join(', ')}) is one for the question: write "question" above the questions.`;
}

/** What others put an apostrophe before so that no spreadsheet runs it; one with a space behind it is a word's. */
const bared = (cell: string): string => cell.replace(/^'(?=[=+\-@\t])/u, '');

function filledOf(
  record: readonly string[],
  columns: readonly (string | undefined)[],
  bare: (cell: string) => string,
): Filled {
  const filled = new Map<string, string>();
  columns.forEach((column, index) => {
    const cell = bare(record[index] ?? '');
    if (column !== undefined && (filled.get(column) ?? '').trim() === '') filled.set(column, cell);
  });
  return filled;
}

/** What is to be known about the table before its rows. */
function aboutTable(heads: readonly string[], columns: readonly (string | undefined)[], { first }: Manner): string[] {
  const seen = new Set<string>();
  const left = heads.filter((head, index) => {
    const column = columns[index];
    const again = column !== undefined && seen.has(column);
    if (column !== undefined) seen.add(column);
    return head.trim() !== '' && (column === undefined || again);
  });
  const strange = left.filter((head) => !isPassed(head));
  return [
    ...(left.length === 0
      ? []
      : [
          `not kept: ${counted(left.length, 'column')}, ${left.map((head) => `"${firstLine(head)}"`).join(', ')}.` +
            (strange.length === 0 ? '' : ' docs/authoring.md lists the names of columns that are.'),
        ]),
    ...(first === 1
      ? []
      : ['a right answer is 0 somewhere, so 0 is taken for the first option, 1 for the second, and so on.']),
  ];
}

/** The sign that divides the first line: whichever of comma, semicolon and tab stands there most outside quotes. */
function delimiterOf(text: string): string {
  const head = (text.split('\n').find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/gu, '');
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function readBlock(cells: Cells, newId: ReturnType<typeof idMaker>, notes: string[]): Drafted {
  const { get, has } = cells;
  const stem = get('stem');
  if (stem.trim() === '') return leftOut('its stem is empty.');
  const kind = kindOf(cells);
  if (kind === undefined)
    return leftOut(
      has('kind')
        ? `"${firstLine(get('kind'))}" is not a kind of question.`
        : has('option 1')
          ? 'no option is called right: write its letter under "right".'
          : 'it has neither options nor an answer: write options under A, B, C, or what is right under "answer".',
    );
  const fields = readRow(kind, cells);
  if (typeof fields === 'string') return leftOut(fields);
  // a kind whose answer is code has the language for itself
  const coded = has('code') && !('language' in fields);
  const concepts = wordsIn(get('concepts'));
  const rows = wordsIn(get('rows'));
  const level = LEVELS.find((one) => one === get('level').trim().toLowerCase());
  // many people head the column of the difficulty "level"
  const difficulty = (has('difficulty') || level !== undefined ? get('difficulty') : get('level')).trim();
  if (has('difficulty') && has('level') && level === undefined)
    notes.push(`the level "${firstLine(get('level'))}" is not one of ${LEVELS.join(', ')}.`);
  if (difficulty !== '' && !/^[123]$/u.test(difficulty))
    notes.push(`the difficulty "${firstLine(difficulty)}" is not 1, 2 or 3.`);
  return question(
    {
      id: newId(has('id') ? get('id') : undefined, stem),
      kind,
      concepts: concepts.length > 0 ? concepts : [CONCEPT],
      ...(/^[123]$/u.test(difficulty) && { difficulty: Number(difficulty) }),
      ...(level !== undefined && { level }),
      ...(has('lesson') && { lesson: get('lesson').trim() }),
      ...(isYes(get('daily')) && { daily: true }),
      ...(rows.length > 0 && { rows }),
      ...fields,
      ...(coded && { code: { language: get('language').trim() || 'text', text: get('code') } }),
      ...(has('hint') && { hint: get('hint') }),
      explanation: has('explanation') ? get('explanation') : EXPLANATION,
    },
    notes,
  );
}

const wordsIn = (cell: string): string[] => cell.split(/[\s,;|]+/u).filter(Boolean);

/** The kind that a row names, or the one that its filled cells mean. */
function kindOf({ get, has }: Cells): KindName | undefined {
  const named = get('kind')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
  if (named !== '') return kindCalled(named);
  const shape = shapeIn({ get, has });
  return shape && kindFor(shape);
}

function shapeIn({ get, has }: Cells): ShapeName | undefined {
  if (/^(?:true|false)$/iu.test(get('answer').trim())) return 'truth';
  if (has('right') && has('option 1')) return rightOnes(get('right')).length > 1 ? 'choices' : 'choice';
  if (has('accept')) return 'typed';
  if (has('answer')) return isNumber(get('answer').trim()) ? 'number' : 'typed';
  return undefined;
}

/** A number and nothing else: of `%20`, `007` or `20 minutes` the rest means something too. */
const isNumber = (text: string): boolean =>
  /^[-+−]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[ .,'’\u{a0}\u{202f}]\d{3})+)(?:[.,]\d+)?$/u.test(text) &&
  readNumber(text, { whole: false }) !== undefined;
