/** Order: three to six steps are pressed in turn. */
import { z } from 'zod';
import { commonFields, defineKind, feedback, stem } from './kind.ts';
import {
  orderScore,
  placedOrder,
  sequenceRemarks,
  sequenceReveal,
  sequenceSolution,
  sequenceTurn,
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
  grade(question, moves) {
    const size = question.items.length;
    const placed = placedOrder(size, size, moves);
    return { score: orderScore(size, placed), remarks: sequenceRemarks(pieces(question), size, placed) };
  },
  reveal: (question) => sequenceReveal(pieces(question), question.items.length),
  solution: (question) => sequenceSolution(question.items.length, question.items.length),
});
