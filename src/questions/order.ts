/** Order: three to six steps are pressed in turn. */
import { z } from 'zod';
import { commonFields, defineKind, feedback, part, plainPart, stem } from './kind.ts';
import { itemsIn, numbered } from './sheet.ts';
import {
  judgeSequence,
  sequenceCount,
  sequenceLuck,
  sequenceRemarks,
  sequenceReveal,
  sequenceSolution,
  sequenceTurn,
  sequenceWords,
} from './sequence.ts';

const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('order'),
  stem,
  items: z
    .array(z.strictObject({ text: z.string().min(1).max(72), why: feedback }))
    .min(3)
    .max(6),
});
const pieces = (question: z.output<typeof schema>) =>
  question.items.map((item) => ({ text: item.text, feedback: item.why }));

export const order = defineKind({
  name: 'order',
  schema,
  stem: (question) => question.stem,
  turn: (question, seed, moves) => sequenceTurn(pieces(question), question.items.length, seed, moves, 'step'),
  judge: (question, moves) => judgeSequence(question.items.length, question.items.length, moves),
  count: (question, verdict) => sequenceCount(question.items.length, verdict, 'step'),
  luck: (question) => sequenceLuck(question.items.length),
  remarks: (question, verdict) => sequenceRemarks(pieces(question), question.items.length, verdict),
  reveal: (question) => sequenceReveal(pieces(question), question.items.length),
  solution: (question) => sequenceSolution(question.items.length, question.items.length),
  answerWords: (question, moves) => sequenceWords(pieces(question), question.items.length, moves),
  parts: (question) => [
    part('stem', question.stem, 'stem'),
    ...question.items.flatMap(({ text, why }, index) => [
      plainPart('claim', text, 'items', index, 'text'),
      part('feedback', why, 'items', index, 'why'),
    ]),
  ],
  sheet: {
    write: (question) => ({
      stem: question.stem,
      ...numbered(question.items.map(({ text, why }) => ({ option: text, feedback: why }))),
    }),
    read: (cells) => ({
      stem: cells.get('stem'),
      items: itemsIn(cells).map((item) => ({ text: item.text, why: item.feedback })),
    }),
  },
  shape: { as: 'sequence', give: (question) => question },
});
