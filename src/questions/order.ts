/** Order: three to six steps are pressed in turn. */
import { z } from 'zod';
import { commonFields, defineKind, feedback, stem } from './kind.ts';
import {
  judgeSequence,
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
  remarks: (question, verdict) => sequenceRemarks(pieces(question), question.items.length, verdict),
  reveal: (question) => sequenceReveal(pieces(question), question.items.length),
  solution: (question) => sequenceSolution(question.items.length, question.items.length),
  answerWords: (question, moves) => sequenceWords(pieces(question), question.items.length, moves),
});
