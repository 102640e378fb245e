/** Short answer: a word or phrase is typed and compared kindly. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, feedback, stem, typedFeedback } from './kind.ts';
import { matchTyped } from './typed.ts';

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
  grade(question, moves) {
    const typed = [moves[0] ?? ''].flat()[0] ?? '';
    const remark = (score: number, words: string) => ({
      score,
      remarks: [{ text: typed, right: score === 1, chosen: true, feedback: words }],
    });
    const shown = question.accept[0] ?? '';
    const match = matchTyped(typed, question.accept, { others: question.near.map((one) => one.text) });
    if (match === 'exact') return remark(1, question.feedback.right);
    if (match === 'slip') return remark(1, `${question.feedback.right} Check the spelling: **${escape(shown)}**.`);
    const near = question.near.find((one) => matchTyped(typed, [one.text]) !== 'no');
    return near === undefined ? remark(0, question.feedback.wrong) : remark(0.5, near.feedback);
  },
  reveal: (question) => escape(question.accept[0] ?? ''),
  solution: (question) => [question.accept[0] ?? ''],
});
