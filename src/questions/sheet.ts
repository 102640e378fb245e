/** A question as one row of a table: what kinds write into its cells, and read from them. */
import { type DraftOption, draftOption, feedbackOr, firstLine } from './draft.ts';
import type { Fields } from './shapes.ts';

/** Cells by the name of their column, on the way out; the empty ones may be left out. */
export type Row = Readonly<Record<string, string | undefined>>;

/** A row on its way in. */
export interface Cells {
  /** The words of a cell; none for a column that is not there. */
  get(column: string): string;
  /** Whether there is more than spaces in it. */
  has(column: string): boolean;
}

/** How a kind's questions stand in a table, beside the cells that all kinds have. */
export interface Sheet<Q> {
  /** Columns of its own; those in use already are shared: see docs/authoring.md. */
  readonly columns?: readonly string[];
  write(question: Q): Row;
  /** A string says why the row cannot be a question of this kind. */
  read(cells: Cells): Fields | string;
}

/** At most so many options, items, pairs or lines in one row. */
export const MOST_PARTS = 12;
export const MOST_SPARES = 2;

/** Several texts in one cell, with ` | ` between them. */
export const joined = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll(/[\\|]/gu, String.raw`\$&`)).join(' | ');

export function split(cell: string): string[] {
  if (cell.trim() === '') return [];
  const parts: string[] = [''];
  for (let at = 0; at < cell.length; at += 1) {
    const sign = cell[at] ?? '';
    if (sign === '\\' && at + 1 < cell.length) {
      parts[parts.length - 1] += cell[at + 1] ?? '';
      at += 1;
    } else if (sign === '|') parts.push('');
    else parts[parts.length - 1] += sign;
  }
  // the spaces beside the bar belong to the bar
  return parts.map((part, index) =>
    part.slice(
      index > 0 && part.startsWith(' ') ? 1 : 0,
      index < parts.length - 1 && part.endsWith(' ') ? -1 : undefined,
    ),
  );
}

export const isYes = (cell: string): boolean => /^(?:yes|true|x|1|y)$/iu.test(cell.trim());

/** `option 1`, `feedback 1`, `option 2` and so on, for each item in turn. */
export const numbered = (items: readonly Row[]): Row =>
  Object.fromEntries(
    items.flatMap((item, index) => Object.entries(item).map(([name, value]) => [`${name} ${index + 1}`, value])),
  );

interface WrittenOption {
  readonly text: string;
  readonly right: boolean;
  readonly feedback: string;
  readonly misconception?: string | undefined;
}
export const optionCells = (options: readonly WrittenOption[]): Row => ({
  ...numbered(options.map(({ text, feedback, misconception }) => ({ option: text, feedback, misconception }))),
  right: options.flatMap((one, index) => (one.right ? [index + 1] : [])).join(' '),
});
export const spareCells = (spares: readonly { readonly text: string; readonly feedback: string }[]): Row =>
  numbered(spares.map(({ text, feedback }) => ({ spare: text, 'spare feedback': feedback })));
export const typedCells = (feedback: { readonly right: string; readonly wrong: string }): Row => ({
  'feedback right': feedback.right,
  'feedback wrong': feedback.wrong,
});

const upTo = (most: number): number[] => Array.from({ length: most }, (_, index) => index + 1);
const numbersIn = (cells: Cells): number[] => upTo(MOST_PARTS).filter((number) => cells.has(`option ${number}`));

/** Numbers of the right options: `2`, `1 3`, `1,3`, or letters. */
export const rightOnes = (cell: string): number[] =>
  cell
    .split(/[\s,;|]+/u)
    .filter(Boolean)
    .map((one) => (/^[a-l]$/iu.test(one) ? one.toLowerCase().charCodeAt(0) - 96 : Number(one)));

/** The options of a row; a string says what is wrong with them. */
export function optionsIn(cells: Cells): DraftOption[] | string {
  const numbers = numbersIn(cells);
  const right = rightOnes(cells.get('right'));
  const unknown = right.find((number) => !numbers.includes(number));
  if (unknown !== undefined)
    return `"right" names "${firstLine(cells.get('right'))}", which is not one of its options.`;
  return numbers.map((number) => ({
    ...draftOption(cells.get(`option ${number}`), right.includes(number), cells.get(`feedback ${number}`)),
    ...(cells.has(`misconception ${number}`) && { misconception: cells.get(`misconception ${number}`).trim() }),
  }));
}

/** The items, pairs or lines of a row, with their partners. */
export const itemsIn = (cells: Cells): { text: string; partner: string; feedback: string }[] =>
  numbersIn(cells).map((number) => ({
    text: cells.get(`option ${number}`),
    partner: cells.get(`partner ${number}`),
    feedback: feedbackOr(cells.get(`feedback ${number}`), true),
  }));

export const sparesIn = (cells: Cells): { text: string; feedback: string }[] =>
  upTo(MOST_SPARES)
    .filter((number) => cells.has(`spare ${number}`))
    .map((number) => ({
      text: cells.get(`spare ${number}`),
      feedback: feedbackOr(cells.get(`spare feedback ${number}`), false),
    }));

export const typedIn = (cells: Cells): { feedback: { right: string; wrong: string } } => ({
  feedback: {
    right: feedbackOr(cells.get('feedback right'), true),
    wrong: feedbackOr(cells.get('feedback wrong'), false),
  },
});
