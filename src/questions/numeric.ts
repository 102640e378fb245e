/** Numeric: a number is typed, read leniently, and right within a tolerance. */
import { z } from 'zod';
import { commonFields, defineKind, stem, typedFeedback } from './kind.ts';

/**
 * Reads a number as people type it: `1,000`, `1.000`, `0,5`, `50 %`, `1 000`. A single comma or point followed by exactly
 * three digits is read as grouping only when `whole` says that a whole number is expected. Undefined: not a number.
 */
export function readNumber(typed: string, whole: boolean): number | undefined {
  const text = typed
    .trim()
    .replaceAll(/[\s_\u00a0\u202f'’]/gu, '')
    .replace(/[^\d.,-]+$/u, '')
    .replace(/^[^\d.,+-]+/u, '');
  if (!/^[+-]?[\d.,]*\d$/u.test(text)) return undefined;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return Number(text);
  const mark = text[last] ?? '';
  const marks = text.split(mark).length - 1;
  const mixed = text.includes('.') && text.includes(',');
  const grouped = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/u.test(text);
  if (!mixed && grouped && (marks > 1 || whole)) return Number(text.replaceAll(/[.,]/gu, ''));
  if (!mixed && marks > 1) return undefined;
  const number = Number(`${text.slice(0, last).replaceAll(/[.,]/gu, '')}.${text.slice(last + 1)}`);
  return Number.isNaN(number) ? undefined : number;
}

export const numeric = defineKind({
  name: 'numeric',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('numeric'),
    stem,
    answer: z.number(),
    within: z.number().min(0).default(0),
    roughly: z.number().min(0).optional(),
    unit: z.string().min(1).max(20).optional(),
    feedback: typedFeedback,
  }),
  problems: (question) =>
    question.roughly !== undefined && question.roughly <= question.within
      ? ['roughly: must be wider than `within`.']
      : [],
  stem: (question) => question.stem,
  turn: (question, _seed, moves) =>
    moves.length > 0
      ? undefined
      : { via: 'type', blanks: [{ label: question.unit === undefined ? 'A number' : `A number (${question.unit})` }] },
  judge(question, moves) {
    const said = [moves[0] ?? ''].flat()[0] ?? '';
    const number = readNumber(said, Number.isInteger(question.answer));
    const off = number === undefined ? Infinity : Math.abs(number - question.answer);
    // the slack is for fractions that binary numbers cannot hold, such as 0.1 + 0.2
    const slack = 1e-9 * Math.max(1, Math.abs(question.answer));
    const score = off <= question.within + slack ? 1 : off <= (question.roughly ?? -1) + slack ? 0.5 : 0;
    const key = score === 1 ? 'answer' : score > 0 ? 'roughly' : number === undefined ? 'unread' : 'other';
    return { score, marks: [{ key, right: score === 1, chosen: true, said }], ideas: [] };
  },
  remarks: ({ feedback }, { marks }) =>
    marks.map(({ key, right, said = '' }) => {
      const before = { unread: 'I could not read that as a number. ', roughly: 'Close. ' }[key] ?? '';
      return { text: said, right, chosen: true, feedback: right ? feedback.right : `${before}${feedback.wrong}` };
    }),
  reveal: (question) => `${question.answer}${question.unit === undefined ? '' : ` ${question.unit}`}`,
  solution: (question) => [String(question.answer)],
});
