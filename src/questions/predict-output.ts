/** Predict the output: code is read, and one of the outputs chosen; the others are what typical misreadings give. */
import { z } from 'zod';
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

export const predictOutput = defineKind({
  name: 'predict-output',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('predict-output'),
    stem: stem.default('What does this print?'),
    code: z.strictObject({ language: z.string(), text: z.string().min(1).max(900) }),
    options: z.array(optionSchema).min(2).max(5),
    keepOrder: z.boolean().default(false),
  }),
  problems: (question) => rightOptionProblems(question.options),
  stem: (question) => question.stem,
  turn: (question, seed, moves) =>
    moves.length > 0
      ? undefined
      : { via: 'choose', choices: choicesOf(question.options.map(oneLine), seed, question.keepOrder) },
  judge(question, moves) {
    const chosen = String(moves[0]);
    return {
      score: question.options[Number(chosen)]?.right === true ? 1 : 0,
      ...markOptions(question.options, [chosen]),
    };
  },
  remarks: (question, { marks }) => remarksOnOptions(question.options.map(oneLine), marks),
  reveal: (question) => `\`\`\`text\n${question.options.find((option) => option.right)?.text ?? ''}\n\`\`\``,
  solution: (question) => [String(question.options.findIndex((option) => option.right))],
  answerWords: (question, moves) => optionWords(question.options, moves),
  tallied: (question) => tallyOf(question.options),
});

/** Line breaks of an output as a sign that stays visible on one line. */
const oneLine = <T extends { readonly text: string }>(option: T): T => ({
  ...option,
  text: option.text.trimEnd().replaceAll('\n', ' ⏎ '),
});
