/** What the rows of somebody else's table mean in the cells that our own tables have. */
import { firstLine } from '../../questions/draft.ts';
import { kindCalled, kindFor, type KindName, shapeNameOf } from '../../questions/index.ts';
import type { ShapeName } from '../../questions/shapes.ts';
import { type Cells, MOST_PARTS } from '../../questions/sheet.ts';
import { asIs } from './as-is.ts';
import { kindIn, truthIn } from './heads.ts';
import { rightIn } from './right-cell.ts';

/** A row by the names of its columns. */
export type Filled = ReadonlyMap<string, string>;

/** What is true of the table as a whole. */
export interface Manner {
  /** The number of the first option. */
  readonly first: 0 | 1;
  /** The column of right answers is headed as in our own tables: its numbers are always places. */
  readonly places: boolean;
  /** It is one of our own tables, whose texts are Markdown; those of others are words. */
  readonly ours: boolean;
  /** Single letters in the column of answers are true and false. */
  readonly truths: boolean;
}

const numbers = Array.from({ length: MOST_PARTS }, (_, index) => index + 1);
const get = (row: Filled, column: string): string => row.get(column) ?? '';
const has = (row: Filled, column: string): boolean => get(row, column).trim() !== '';
const optionsOf = (row: Filled): string[] => {
  const last = numbers.findLast((number) => has(row, `option ${number}`)) ?? 0;
  return numbers.slice(0, last).map((number) => get(row, `option ${number}`));
};
/** The cell that says which options are right. */
const saidRight = (row: Filled): string => (has(row, 'right') ? get(row, 'right') : get(row, 'answer')).trim();

/** Whether a table is one of our own exports, or written like one. */
export const isOurs = (heads: readonly string[]): boolean =>
  ['stem', 'kind'].every((name) => heads.some((head) => head.trim().toLowerCase() === name));

/** A string says why the table cannot be read until that is mended. */
export function mannerOf(rows: readonly Filled[], heads: readonly string[]): Manner | string {
  const chosen = rows.filter((row) => optionsOf(row).length > 1);
  const names = new Set(heads.map((head) => head.trim().toLowerCase()));
  const digits = chosen.filter((row) => /^\d+(?:[\s,;|]+\d+)*$/u.test(saidRight(row)) && !textIsOption(row));
  const zero = digits.some((row) => /(?:^|\D)0(?:\D|$)/u.test(saidRight(row)));
  const full = digits.find((row) =>
    saidRight(row)
      .split(/\D+/u)
      .includes(String(optionsOf(row).length)),
  );
  if (zero && full !== undefined)
    return `the numbers of right answers begin with 0 in one row, and in another, "${firstLine(get(full, 'stem'))}", the ${optionsOf(full).length}th of ${optionsOf(full).length} options is right: write letters (A, B, C …) instead of numbers.`;
  const bare = rows.filter((row) => optionsOf(row).length === 0 && has(row, 'answer')).map((row) => get(row, 'answer'));
  const ours = isOurs(heads);
  const places = names.has('right') && (ours || names.has('stem'));
  return {
    first: zero ? 0 : 1,
    places,
    ours,
    truths: bare.length > 0 && bare.every((cell) => truthIn(cell) !== undefined),
  };
}

const textIsOption = (row: Filled): boolean => optionsOf(row).some((option) => option.trim() === saidRight(row));

/** Columns whose texts are drawn with marks. */
const MARKED = /^(?:stem|explanation|hint|(?:spare )?feedback(?: \w+)?)$/u;

/** A row as one of ours; a string says what is wrong with it. `notes` tells what was taken to mean what. */
export function meantBy(row: Filled, manner: Manner, notes: string[]): Cells | string {
  const cells = new Map(
    manner.ours ? row : [...row].map(([column, cell]) => [column, MARKED.test(column) ? asIs(cell) : cell]),
  );
  const kind = kindOf(row, cells);
  const placed = withWrongOnes(cells);
  unlabel(cells, notes);
  const options = optionsOf(cells);
  const shape = kind === undefined ? undefined : shapeNameOf(kind);
  const choosing = kind === undefined || shape === 'choice' || shape === 'choices';
  if (choosing && options.length > 1 && saidRight(cells) !== '') {
    const right = rightIn(saidRight(cells), { options, ...manner, places: placed || manner.places });
    if (typeof right === 'string') return right;
    cells.set('right', right.join(' '));
    cells.delete('answer');
  } else if (options.length === 0 && has(cells, 'right') && !has(cells, 'answer')) {
    cells.set('answer', get(cells, 'right'));
  }
  if (options.length === 0) asTruth(cells, shape, manner);
  return { get: (column) => get(cells, column), has: (column) => has(cells, column) };
}

/** The kind that the row names in our words; the words of other programs are put aside. */
function kindOf(row: Filled, cells: Map<string, string>): KindName | undefined {
  const word = get(row, 'kind').trim();
  const ours = kindCalled(word.toLowerCase().replaceAll(/[\s_]+/gu, '-'));
  const theirs = kindIn(word);
  if (word === '' || (theirs === undefined && ours === undefined)) return word === '' ? undefined : ours;
  // "multiple choice" means one of several, or several: the column of right ones tells
  if (theirs === 'options' && word.toLowerCase() !== ours) {
    cells.delete('kind');
    return undefined;
  }
  const named = theirs === 'truth' || theirs === 'typed' ? kindFor(theirs) : ours;
  if (named !== undefined) cells.set('kind', named);
  return named;
}

/** `correct` beside `incorrect 1`, `incorrect 2`: options of which the first is right. Whether that was so. */
function withWrongOnes(cells: Map<string, string>): boolean {
  const wrong = numbers.map((number) => get(cells, `wrong ${number}`)).filter((text) => text.trim() !== '');
  const right = saidRight(cells);
  if (wrong.length === 0 || right === '' || optionsOf(cells).length > 0) return false;
  [right, ...wrong].forEach((text, index) => cells.set(`option ${index + 1}`, text));
  cells.set('right', 'A');
  cells.delete('answer');
  return true;
}

const LABEL = /^\(?([a-l])[).:]\s+(?=\S)/iu;

/** Options that say their own letters, "A) GET", would say them twice. */
function unlabel(cells: Map<string, string>, notes: string[]): void {
  const options = optionsOf(cells);
  const own = options.every((text, index) => LABEL.exec(text)?.[1]?.toLowerCase() === String.fromCodePoint(97 + index));
  if (options.length < 2 || !own) return;
  options.forEach((text, index) => cells.set(`option ${index + 1}`, text.replace(LABEL, '')));
  notes.push('the letters that the options begin with are left out: each gets its own.');
}

function asTruth(cells: Map<string, string>, shape: ShapeName | undefined, { truths }: Manner): void {
  const said = truthIn(get(cells, 'answer'));
  const word = get(cells, 'answer').trim();
  if (said === undefined || (shape !== undefined && shape !== 'truth')) return;
  if (shape === 'truth' || word.length > 1 || truths) cells.set('answer', String(said));
}
