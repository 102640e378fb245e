/** Numeric: a number is typed, read leniently, and right within a tolerance. */
import { z } from 'zod';
import { readNumber } from './read-number.ts';
import { firstLine } from './draft.ts';
import { commonFields, defineKind, part, stem, typedFeedback, typedParts } from './kind.ts';
import { type Cells, typedCells, typedIn } from './sheet.ts';

/** Between them they have commas, points, spaces and apostrophes, groups of two, digits of their own and the true minus. */
const LOCALES = ['en', 'de', 'fr', 'de-CH', 'en-IN', 'hi-IN-u-nu-deva', 'ar-EG', 'fa', 'sv'];

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
    const number = readNumber(said, { whole: Number.isInteger(question.answer), unit: question.unit });
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
  variants: ({ answer, unit = '' }) => {
    const whole = Number.isInteger(answer);
    const inLocale = (locale: string): string =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: whole ? 0 : 15, useGrouping: whole }).format(answer);
    const written = [String(answer), ...LOCALES.map(inLocale)];
    return [...written, `${written[0]}.`, `“${written[0]}”`, `${written[0]} ${unit}.`, `= ${written[0]}${unit}`].map(
      (one) => [one],
    );
  },
  parts: ({ stem: asked, feedback }) => [part('stem', asked, 'stem'), ...typedParts(feedback)],
  sheet: {
    write: ({ stem: asked, answer, within, roughly, unit, feedback }) => ({
      stem: asked,
      answer: String(answer),
      within: within === 0 ? '' : String(within),
      roughly: roughly === undefined ? '' : String(roughly),
      unit,
      ...typedCells(feedback),
    }),
    read(cells) {
      const answer = numberIn(cells, 'answer');
      if (answer === undefined) return `its answer "${firstLine(cells.get('answer'))}" is not a number.`;
      const [within, roughly] = [numberIn(cells, 'within'), numberIn(cells, 'roughly')];
      return {
        stem: cells.get('stem'),
        answer,
        ...(within !== undefined && { within }),
        ...(roughly !== undefined && { roughly }),
        ...(cells.has('unit') && { unit: cells.get('unit') }),
        ...typedIn(cells),
      };
    },
  },
  shape: { as: 'number', give: (question) => question },
});

function numberIn(cells: Cells, column: string): number | undefined {
  const cell = cells.get(column).trim();
  const exact = Number(cell);
  return Number.isFinite(exact) && cell !== '' ? exact : readNumber(cell, { whole: false });
}
