/** Questions from a table, as spreadsheets save it: commas, semicolons or tabs, with or without a byte order mark. */
import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { readNumber } from '../../questions/numeric.ts';
import type { KindName } from '../../questions/index.ts';
import { columnOf, MOST_PARTS, MOST_SPARES, split, unguarded } from './cells.ts';
import {
  BECAUSE,
  type Block,
  CONCEPT,
  type Context,
  EXPLANATION,
  feedbackOr,
  firstLine,
  idMaker,
  isKind,
  leftOut,
  option,
  type Outcome,
  question,
} from './draft.ts';

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
    const cells = new Map<string, string>();
    columns.forEach((column, index) => {
      if (column !== undefined && !cells.has(column)) cells.set(column, unguarded(record[index] ?? ''));
    });
    // a record that spans several lines is told by its first
    const spanned = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const extra = record.slice(columns.length).filter((cell) => cell.trim() !== '');
    const notes = extra.map((cell) => `the cell "${firstLine(cell)}" stands under no column.`);
    return [
      {
        line: Math.max(1, info.lines - spanned),
        first: firstLine([cells.get('stem') ?? '', ...record].find((cell) => cell.trim() !== '') ?? ''),
        outcome: readRow(cells, newId, notes),
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

function readRow(cells: ReadonlyMap<string, string>, newId: ReturnType<typeof idMaker>, notes: string[]): Outcome {
  const get = (name: string): string => cells.get(name) ?? '';
  const has = (name: string): boolean => get(name).trim() !== '';
  const stem = get('stem');
  if (stem.trim() === '') return leftOut('its stem is empty.');
  const kind = kindOf(get, has);
  if (kind === undefined)
    return leftOut(
      has('kind')
        ? `"${firstLine(get('kind'))}" is not a kind of question.`
        : 'it has neither options nor an answer, so its kind cannot be told.',
    );
  const numbers = Array.from({ length: MOST_PARTS }, (_, index) => index + 1).filter((number) =>
    has(`option ${number}`),
  );
  const fields = fieldsOf(kind, get, has, numbers, stem);
  if (typeof fields === 'string') return leftOut(fields);
  const coded = has('code') && kind !== 'arrange-lines';
  const concepts = get('concepts')
    .split(/[\s,;|]+/u)
    .filter(Boolean);
  const rows = get('rows')
    .split(/[\s,;|]+/u)
    .filter(Boolean);
  const difficulty = get('difficulty').trim();
  if (difficulty !== '' && !/^[123]$/u.test(difficulty))
    notes.push(`the difficulty "${firstLine(difficulty)}" is not 1, 2 or 3.`);
  return question(
    {
      id: newId(has('id') ? get('id') : undefined, stem),
      kind,
      concepts: concepts.length > 0 ? concepts : [CONCEPT],
      ...(/^[123]$/u.test(difficulty) && { difficulty: Number(difficulty) }),
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

const isYes = (cell: string): boolean => /^(?:yes|true|x|1|y)$/iu.test(cell.trim());

type Get = (name: string) => string;
type Has = (name: string) => boolean;

/** The kind that a row names, or the one that its filled cells mean. */
function kindOf(get: Get, has: Has): KindName | undefined {
  const named = get('kind')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
  if (named !== '') {
    if (isKind(named)) return named;
    return { mc: 'one-choice', 'multiple-choice': 'one-choice', tf: 'true-false', short: 'short-answer' }[named] as
      | KindName
      | undefined;
  }
  if (/^(?:true|false)$/iu.test(get('answer').trim())) return 'true-false';
  if (has('right') && has('option 1')) return rightOnes(get('right')).length > 1 ? 'several-choices' : 'one-choice';
  if (has('accept')) return 'short-answer';
  if (has('answer')) return readNumber(get('answer'), false) === undefined ? 'short-answer' : 'numeric';
  return undefined;
}

/** Numbers of the right options: `2`, `1 3`, `1,3`, or letters. */
const rightOnes = (cell: string): number[] =>
  cell
    .split(/[\s,;|]+/u)
    .filter(Boolean)
    .map((one) => (/^[a-l]$/iu.test(one) ? one.toLowerCase().charCodeAt(0) - 96 : Number(one)));

/** A string says why the row cannot be that kind. */
function fieldsOf(
  kind: KindName,
  get: Get,
  has: Has,
  numbers: readonly number[],
  stem: string,
): Readonly<Record<string, unknown>> | string {
  const feedback = (number: number): string => feedbackOr(get(`feedback ${number}`), true);
  const order = isYes(get('keep order')) ? { keepOrder: true } : {};
  const typed = {
    feedback: { right: feedbackOr(get('feedback right'), true), wrong: feedbackOr(get('feedback wrong'), false) },
  };
  const choose = (): ReturnType<typeof option>[] | string => {
    const right = rightOnes(get('right'));
    const unknown = right.find((number) => !numbers.includes(number));
    if (unknown !== undefined) return `"right" names "${firstLine(get('right'))}", which is not one of its options.`;
    return numbers.map((number) => ({
      ...option(get(`option ${number}`), right.includes(number), get(`feedback ${number}`)),
      ...(has(`misconception ${number}`) && { misconception: get(`misconception ${number}`).trim() }),
    }));
  };
  const spares = Array.from({ length: MOST_SPARES }, (_, index) => index + 1)
    .filter((number) => has(`spare ${number}`))
    .map((number) => ({ text: get(`spare ${number}`), feedback: feedbackOr(get(`spare feedback ${number}`), false) }));
  switch (kind) {
    case 'one-choice':
    case 'several-choices':
    case 'predict-output': {
      const options = choose();
      return typeof options === 'string' ? options : { stem, options, ...order };
    }
    case 'true-false': {
      const answer = get('answer').trim().toLowerCase();
      if (answer !== 'true' && answer !== 'false') return 'its answer is neither "true" nor "false".';
      const because = numbers.length === 0 ? BECAUSE : choose();
      return typeof because === 'string' ? because : { statement: stem, answer: answer === 'true', ...typed, because };
    }
    case 'find-bug': {
      const fixes = choose();
      if (typeof fixes === 'string') return fixes;
      return { stem, line: Number(get('line')), lineFeedback: feedbackOr(get('line feedback'), true), fixes };
    }
    case 'order':
      return { stem, items: numbers.map((number) => ({ text: get(`option ${number}`), why: feedback(number) })) };
    case 'arrange-lines':
      return {
        stem,
        language: get('language').trim() || 'text',
        lines: numbers.map((number) => ({ text: get(`option ${number}`), why: feedback(number) })),
        ...(spares.length > 0 && { decoys: spares }),
      };
    case 'categorise': {
      const items = numbers.map((number) => ({
        text: get(`option ${number}`),
        bucket: get(`partner ${number}`),
        feedback: feedback(number),
      }));
      const named = split(get('buckets'));
      return { stem, buckets: named.length > 0 ? named : [...new Set(items.map((item) => item.bucket))], items };
    }
    case 'match':
      return {
        stem,
        pairs: numbers.map((number) => ({
          left: get(`option ${number}`),
          right: get(`partner ${number}`),
          feedback: feedback(number),
        })),
        ...(spares.length > 0 && { spares }),
      };
    case 'short-answer': {
      const accept = has('accept') ? split(get('accept')) : split(get('answer'));
      const near = numbers.map((number) => ({ text: get(`option ${number}`), feedback: feedback(number) }));
      return { stem, accept, ...(near.length > 0 && { near }), ...typed };
    }
    case 'numeric': {
      const number = (name: string): number | undefined => {
        const cell = get(name).trim();
        const exact = Number(cell);
        return Number.isFinite(exact) && cell !== '' ? exact : readNumber(cell, false);
      };
      const answer = number('answer');
      if (answer === undefined) return `its answer "${firstLine(get('answer'))}" is not a number.`;
      const [within, roughly] = [number('within'), number('roughly')];
      return {
        stem,
        answer,
        ...(within !== undefined && { within }),
        ...(roughly !== undefined && { roughly }),
        ...(has('unit') && { unit: get('unit') }),
        ...typed,
      };
    }
    case 'gaps':
      return {
        text: stem,
        gaps: numbers.map((number) => ({
          accept: split(get(`option ${number}`)),
          feedback: feedback(number),
          ...(has(`partner ${number}`) && { choices: split(get(`partner ${number}`)) }),
        })),
      };
    default:
      return kind satisfies never;
  }
}
