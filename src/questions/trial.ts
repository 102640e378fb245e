/**
 * What a kind may ask to be run before a typed text becomes a move: statements of SQL against a small data set. Kinds stay
 * pure: whoever asks the question hands in the runner, and what was typed ends there.
 */
import { codeSpan, type Markdown } from '../chat/markdown.ts';

/** One statement against a fresh copy of a data set. */
export interface Trial {
  /** Id of the data set. */
  readonly dataset: string;
  /** With the rows that learners are not shown. */
  readonly hidden?: boolean;
  /** Statements of the author that were run before, such as `BEGIN`. */
  readonly given?: string;
  readonly statement: string;
  /** It may change something. */
  readonly writes?: boolean;
  /** Then these rows are what counts, as another connection would see them afterwards: a query of the author. */
  readonly after?: string;
}

/** A value in a result: blobs are told as text. */
export type Cell = string | number | null;

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** There were more rows, or longer texts, than are kept. */
  readonly cut: boolean;
  /** A transaction had begun and was not ended: what it changed is not in the rows. */
  readonly open?: true;
}

export const MISTAKES = [
  'no-column',
  'no-table',
  'comma',
  'quote',
  'end',
  'aggregate',
  'having',
  'clauses',
  'ambiguous',
  'constraint',
  'function',
  'syntax',
  'empty',
  'several',
  'refused',
  'reads-only',
  'other',
] as const;
/** What went wrong with a statement, as beginners meet it. */
export type Mistake = (typeof MISTAKES)[number];

export type Tried =
  | ({ readonly kind: 'rows' } & Rows)
  /** `near`: the name in the data set that was probably meant. `words` and `where` (the place) may hold what was typed. */
  | {
      readonly kind: 'mistake';
      readonly mistake: Mistake;
      readonly near?: string;
      readonly words: Markdown;
      readonly where?: Markdown;
    }
  /** It was stopped: it took too long, or too much memory. */
  | { readonly kind: 'slow' | 'big' }
  /** It was not run: too many others are running theirs. */
  | { readonly kind: 'busy' };

/** Runs all of them, one after the other, within one time limit; the answers come in the same order. */
export type Runner = (trials: readonly Trial[]) => Promise<readonly Tried[]>;

/** What became of a text that was run: the move, and what to tell of it once. */
export interface TriedMove {
  /** How it fared: a code of the kind, never the text. It is stored. */
  readonly move: string;
  /** May hold words that were typed, and is shown to whoever typed them. */
  readonly told?: Markdown;
}

/** How a kind whose typed texts are run turns them into moves. */
export interface Trials<Q> {
  /** Id of the data set that it is asked about. */
  dataset(question: Q): string;
  /** Whether a text in a chat is a try at all. */
  looks(text: string): boolean;
  /** Undefined when nothing can be run at the moment. */
  tried(question: Q, text: string, run: Runner): Promise<TriedMove | undefined>;
  /** What somebody types to make this move: for tests. */
  typed(question: Q, move: string): string;
  /** What the check of content finds when it runs what the author wrote; one sentence a problem. */
  problems(question: Q, run: Runner): Promise<string[]>;
}

const SAID: Readonly<Record<Mistake, Markdown>> = {
  'no-column': 'There is no column with that name in the tables of your `FROM`.',
  'no-table': 'There is no table with that name.',
  comma: 'A comma is missing or too many: between columns stands one, before `FROM` none.',
  quote: "A quote is missing: a text stands between two of them, like `'Bread'`.",
  end: 'The statement stops too early: something is still open, or missing at the end.',
  aggregate:
    'A count or sum cannot stand there: `WHERE` looks at single rows, before there are groups. `HAVING`, after `GROUP BY`, looks at groups.',
  having: '`HAVING` looks at groups, so it needs a `GROUP BY` before it. For single rows take `WHERE`.',
  clauses:
    'The parts of a query stand in one order: `SELECT`, `FROM`, `JOIN`, `WHERE`, `GROUP BY`, `HAVING`, `ORDER BY`, `LIMIT`.',
  ambiguous: 'Two of the tables have a column of that name: say which, like `products.id`.',
  constraint:
    'The table refuses that row: it would break one of its rules (a key, `NOT NULL`, or a link to another table).',
  function: 'There is no such function, or it takes another number of values.',
  syntax:
    'I cannot read it from there on. Look at the word before that place, too: a word may be missing or stand in the wrong order.',
  empty: 'There is no statement in it yet. Try `SELECT * FROM` and the name of a table.',
  several: 'One statement at a time, please: the first `;` ends it.',
  refused:
    'That statement has no place here: the lab takes queries (`SELECT`, `WITH`, `EXPLAIN QUERY PLAN`) and, where a task asks for it, changes of rows.',
  'reads-only': 'Here you only read: begin with `SELECT` or `WITH`. Nothing was changed.',
  other: 'The database could not do that.',
};

/** A mistake in plain words; `near` is the name in the data set that was probably meant. */
export const mistakeWords = (mistake: Mistake, near?: string): Markdown =>
  near === undefined ? SAID[mistake] : `${SAID[mistake]} Did you mean ${codeSpan(near)}?`;
