/** One choice: exactly one of two to five options is right. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import {
  choicesOf,
  commonFields,
  defineKind,
  markOptions,
  optionSchema,
  optionWords,
  remarksOnOptions,
  rightOptionProblems,
  stem,
  tallyOf,
} from './kind.ts';

export const oneChoice = defineKind({
  name: 'one-choice',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('one-choice'),
    stem,
    options: z.array(optionSchema).min(2).max(5),
    keepOrder: z.boolean().default(false),
  }),
  problems: (question) => rightOptionProblems(question.options),
  stem: (question) => question.stem,
  turn: (question, seed, moves) =>
    moves.length > 0 ? undefined : { via: 'choose', choices: choicesOf(question.options, seed, question.keepOrder) },
  judge(question, moves) {
    const chosen = String(moves[0]);
    return {
      score: question.options[Number(chosen)]?.right === true ? 1 : 0,
      ...markOptions(question.options, [chosen]),
    };
  },
  remarks: (question, { marks }) => remarksOnOptions(question.options, marks),
  reveal: (question) => escape(question.options.find((option) => option.right)?.text ?? ''),
  solution: (question) => [String(question.options.findIndex((option) => option.right))],
  answerWords: (question, moves) => optionWords(question.options, moves),
  tallied: (question) => tallyOf(question.options),
});
