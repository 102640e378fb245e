/**
 * How a try fared, as the short code that is stored as the move: it names a mistake, an idea of the author or a row of the data
 * set, and never holds what was typed.
 */
import { codeSpan, escape, type Markdown } from '../chat/markdown.ts';
import type { Difference } from './sql-rows.ts';
import { type Cell, type Mistake, MISTAKES, mistakeWords } from './trial.ts';

export type Outcome =
  | { readonly kind: 'right' | 'slow' | 'big' | 'unread' }
  /** Right on the rows that are shown, and on no others. `idea`: place in the author's list of wrong queries. */
  | { readonly kind: 'half'; readonly idea?: number }
  | { readonly kind: 'idea'; readonly idea: number }
  | { readonly kind: 'mistake'; readonly mistake: Mistake; readonly near?: string }
  | { readonly kind: 'differs'; readonly told: Told };

/** A difference, with its row in words. */
type Told =
  | Extract<Difference, { kind: 'columns' | 'extra' | 'order' | 'open' }>
  | { readonly kind: 'missing'; readonly wanted: string }
  | { readonly kind: 'row'; readonly row: number; readonly wanted: string };

/** Characters of a row in words. */
const LONGEST_ROW = 90;
const rowWords = (row: readonly Cell[]): string =>
  row
    .map((cell) => cell ?? 'NULL')
    .join(', ')
    .slice(0, LONGEST_ROW);

export const differs = (found: Difference): Outcome => ({
  kind: 'differs',
  told: found.kind === 'missing' || found.kind === 'row' ? { ...found, wanted: rowWords(found.wanted) } : found,
});

/** As it is stored. */
export function outcomeCode(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'half':
      return outcome.idea === undefined ? 'half' : `half.${outcome.idea}`;
    case 'idea':
      return `idea.${outcome.idea}`;
    case 'mistake':
      return `mistake.${outcome.mistake}${outcome.near === undefined ? '' : `.${outcome.near}`}`;
    case 'differs':
      return toldCode(outcome.told);
    default:
      return outcome.kind;
  }
}

function toldCode(told: Told): string {
  switch (told.kind) {
    case 'columns':
      return `columns.${told.wanted}.${told.got}`;
    case 'open':
      return told.kind;
    case 'missing':
      return `missing.${told.wanted}`;
    case 'row':
      return `row.${told.row}.${told.wanted}`;
    default:
      return `${told.kind}.${told.row}`;
  }
}

const isMistake = (name: string): name is Mistake => (MISTAKES as readonly string[]).includes(name);

/** The reverse; what is no code of ours is `unread`. */
export function readOutcome(code: string): Outcome {
  const [, kind = '', rest = ''] = /^([a-z]+)(?:\.([\s\S]*))?$/u.exec(code) ?? [];
  const [first = '', ...more] = rest.split('.');
  const number = /^\d{1,4}$/u.test(first) ? Number(first) : undefined;
  switch (kind) {
    case 'right':
    case 'slow':
    case 'big':
      return { kind };
    case 'half':
      return number === undefined ? { kind } : { kind, idea: number };
    case 'mistake':
      if (!isMistake(first)) break;
      return { kind, mistake: first, ...(more[0] !== undefined && { near: more[0] }) };
    case 'missing':
      return { kind: 'differs', told: { kind, wanted: rest } };
    case 'open':
      return { kind: 'differs', told: { kind } };
    default:
  }
  if (number === undefined) return { kind: 'unread' };
  switch (kind) {
    case 'idea':
      return { kind, idea: number };
    case 'columns':
      return { kind: 'differs', told: { kind, wanted: number, got: Number(more[0]) || 0 } };
    case 'row':
      return { kind: 'differs', told: { kind, row: number, wanted: more.join('.') } };
    case 'extra':
    case 'order':
      return { kind: 'differs', told: { kind, row: number } };
    default:
      return { kind: 'unread' };
  }
}

/** What is said of a try that no wrong query of the author stands for. `changes`: the task is to change rows. */
export function outcomeWords(outcome: Outcome, changes: boolean): Markdown {
  switch (outcome.kind) {
    case 'mistake':
      return mistakeWords(outcome.mistake, outcome.near);
    case 'slow':
      return 'I stopped it after a second: it had far too many rows to look at. A `JOIN` needs its `ON`.';
    case 'big':
      return 'I stopped it: it needed too much memory.';
    case 'half':
      return 'Right for the rows that you see, and wrong for other rows in the same tables: it fits these ones by chance.';
    case 'differs':
      return toldWords(outcome.told, changes);
    case 'right':
      return 'These are the rows.';
    default:
      return 'I could not run that.';
  }
}

function toldWords(told: Told, changes: boolean): Markdown {
  const where = changes ? 'in the table afterwards' : 'in your result';
  switch (told.kind) {
    case 'columns':
      return `It has ${told.got} ${told.got === 1 ? 'column' : 'columns'} where ${told.wanted} ${told.wanted === 1 ? 'is' : 'are'} asked for.`;
    case 'open':
      return 'The transaction is still open, so nothing of it is final.';
    case 'extra':
      return `Row ${told.row} ${where} is the first that does not belong there.`;
    case 'order':
      return `The rows are right, their order is not: row ${told.row} is the first out of place.`;
    case 'missing':
      return `A row is missing ${where}: ${codeSpan(told.wanted)}.`;
    case 'row':
      return `Row ${told.row} ${where} is the first that differs. It should be ${codeSpan(told.wanted)}.`;
    default:
      return told satisfies never;
  }
}

/** For staff. */
export const outcomeLabel = (outcome: Outcome): string =>
  escape(outcome.kind === 'differs' ? outcome.told.kind : outcome.kind === 'mistake' ? outcome.mistake : outcome.kind);
