/** Questions from a table, as spreadsheets save it: commas, semicolons or tabs, with or without a byte order mark. */
import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { firstLine } from '../../questions/draft.ts';
import { LEVELS } from '../../questions/levels.ts';
import { kindCalled, kindFor, type KindName, readRow } from '../../questions/index.ts';
import { readNumber } from '../../questions/read-number.ts';
import type { ShapeName } from '../../questions/shapes.ts';
import { type Cells, isYes, rightOnes } from '../../questions/sheet.ts';
import { unguarded } from '../../content/sheet.ts';
import { columnOf } from './cells.ts';
import { type Block, CONCEPT, type Context, EXPLANATION, idMaker, leftOut, type Drafted, question } from './draft.ts';

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

export function importCsv(source: string, { taken }: Context): Block[] {
  const text = source.replace(/^\ufeff/u, '').replaceAll(/\r\n?/gu, '\n');
  const faults: Block[] = [];
  const skip = (error: CsvError | undefined): undefined => {
    const line = typeof error?.['lines'] === 'number' ? error['lines'] : 1;
    faults.push({
      line,
      first: firstLine(text.split('\n')[line - 1] ?? ''),
      outcome: leftOut(`${(error?.message ?? 'it cannot be read').split('\n')[0] ?? ''}.`),
    });
  };
  let parsed: Parsed[] = [];
  try {
    parsed = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: skip,
    }) as unknown as Parsed[];
  } catch (error) {
    skip(error as CsvError);
    return faults;
  }
  const [head, ...rows] = parsed;
  if (head === undefined) return faults;
  const columns = head.record.map(columnOf);
  if (!columns.includes('stem'))
    return [
      {
        line: 1,
        first: firstLine(head.record.join(', ')),
        outcome: leftOut('the first line must name the columns; "stem" (or "question") is missing.'),
      },
      ...faults,
    ];
  const newId = idMaker(taken);
  const seen = new Set<string>();
  const unknown = head.record.flatMap((name, index) => {
    const column = columns[index];
    if (column === undefined) return [name];
    if (seen.has(column)) return [`${name} (a second time)`];
    seen.add(column);
    return [];
  });
  const strange: Block[] =
    unknown.filter((name) => name.trim() !== '').length === 0
      ? []
      : [
          {
            line: 1,
            first: firstLine(head.record.join(', ')),
            outcome: leftOut(`these columns are not known: ${unknown.join(', ')}. docs/authoring.md lists the names.`),
          },
        ];
  const blocks = rows.flatMap(({ record, info }): Block[] => {
    if (record.every((cell) => cell.trim() === '')) return [];
    const filled = new Map<string, string>();
    columns.forEach((column, index) => {
      if (column !== undefined && !filled.has(column)) filled.set(column, unguarded(record[index] ?? ''));
    });
    const get = (column: string): string => filled.get(column) ?? '';
    const cells: Cells = { get, has: (column) => get(column).trim() !== '' };
    // a record that spans several lines is told by its first
    const spanned = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const extra = record.slice(columns.length).filter((cell) => cell.trim() !== '');
    const notes = extra.map((cell) => `the cell "${firstLine(cell)}" stands under no column.`);
    return [
      {
        line: Math.max(1, info.lines - spanned),
        first: firstLine([get('stem'), ...record].find((cell) => cell.trim() !== '') ?? ''),
        outcome: readBlock(cells, newId, notes),
      },
    ];
  });
  return [...strange, ...blocks, ...faults].toSorted((a, b) => a.line - b.line);
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
        : 'it has neither options nor an answer, so its kind cannot be told.',
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
  if (has('answer')) return readNumber(get('answer'), { whole: false }) === undefined ? 'typed' : 'number';
  return undefined;
}
