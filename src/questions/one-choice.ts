/** One choice: exactly one of two to five options is right. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, optionSchema, part, stem } from './kind.ts';
import {
  choicesOf,
  judgeOne,
  optionSheet,
  remarksOnOptions,
  rightKey,
  rightOptionProblems,
  rightText,
} from './options.ts';

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
  judge: (question, moves) => judgeOne(question.options, moves[0]),
  remarks: (question, { marks }) => remarksOnOptions(question.options, marks),
  reveal: (question) => escape(rightText(question.options)),
  solution: (question) => [rightKey(question.options)],
  parts: (question) => [part('stem', question.stem, 'stem')],
  options: ({ options, keepOrder }) => ({ field: 'options', options, keepOrder, alone: true }),
  sheet: optionSheet,
  shape: { as: 'choice', give: (question) => question },
  alsoCalled: ['mc', 'multiple-choice'],
});
