/** Short answer: a word or phrase is typed and compared kindly. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, feedback, part, plainPart, stem, typedFeedback, typedParts } from './kind.ts';
import { itemsIn, joined, numbered, split, typedCells, typedIn } from './sheet.ts';
import { matchTyped, typedVariants } from './typed.ts';

export const shortAnswer = defineKind({
  name: 'short-answer',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('short-answer'),
    stem,
    accept: z.array(z.string().min(1).max(80)).min(1),
    near: z.array(z.strictObject({ text: z.string().min(1).max(80), feedback })).default([]),
    feedback: typedFeedback,
  }),
  stem: (question) => question.stem,
  turn: (_question, _seed, moves) =>
    moves.length > 0 ? undefined : { via: 'type', blanks: [{ label: 'Your answer' }] },
  judge(question, moves) {
    const said = [moves[0] ?? ''].flat()[0] ?? '';
    const match = matchTyped(said, question.accept, { others: question.near.map((one) => one.text) });
    if (match !== 'no') {
      const mark = { key: 'accept', right: true, chosen: true, said, ...(match === 'slip' && { note: 'slip' }) };
      return { score: 1, marks: [mark], ideas: [] };
    }
    const near = question.near.findIndex((one) => matchTyped(said, [one.text]) !== 'no');
    const key = near === -1 ? 'other' : `near.${near}`;
    return { score: near === -1 ? 0 : 0.5, marks: [{ key, right: false, chosen: true, said }], ideas: [] };
  },
  remarks: ({ accept, near, feedback }, { marks }) =>
    marks.map(({ key, right, said = '', note }) => {
      const wrong = near.find((_, index) => key === `near.${index}`)?.feedback ?? feedback.wrong;
      const slip = note === 'slip' ? ` Check the spelling: **${escape(accept[0] ?? '')}**.` : '';
      return { text: said, right, chosen: true, feedback: right ? feedback.right + slip : wrong };
    }),
  reveal: (question) => escape(question.accept[0] ?? ''),
  solution: (question) => [question.accept[0] ?? ''],
  variants: (question) => question.accept.flatMap((one) => typedVariants(one)).map((one) => [one]),
  disputable: true,
  parts: ({ stem: asked, accept, near, feedback: told }) => [
    part('stem', asked, 'stem'),
    ...typedParts(told),
    ...accept.map((text, index) => plainPart('label', text, 'accept', index)),
    ...near.map((one, index) => part('feedback', one.feedback, 'near', index, 'feedback')),
  ],
  typed: ({ accept: accepted, near }) => {
    const others = near.map((one) => one.text);
    const advice = 'list it under `near`, or accept it';
    return accepted.map((accept, index) => ({ accept, others, path: ['accept', index], advice }));
  },
  sheet: {
    write: (question) => ({
      stem: question.stem,
      accept: joined(question.accept),
      ...numbered(question.near.map((one) => ({ option: one.text, feedback: one.feedback }))),
      ...typedCells(question.feedback),
    }),
    read(cells) {
      // one answer is one text, whatever signs are in it
      const accept = cells.has('accept') ? split(cells.get('accept')) : [cells.get('answer').trim()].filter(Boolean);
      const near = itemsIn(cells).map((item) => ({ text: item.text, feedback: item.feedback }));
      return { stem: cells.get('stem'), accept, ...(near.length > 0 && { near }), ...typedIn(cells) };
    },
  },
  shape: { as: 'typed', give: (question) => question },
  alsoCalled: ['short'],
});
