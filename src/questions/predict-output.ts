/** Predict the output: code is read, and one of the outputs chosen; the others are what typical misreadings give. */
import { z } from 'zod';
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
  judge: (question, moves) => judgeOne(question.options, moves[0]),
  remarks: (question, { marks }) => remarksOnOptions(question.options.map(oneLine), marks),
  reveal: (question) => `\`\`\`text\n${rightText(question.options)}\n\`\`\``,
  solution: (question) => [rightKey(question.options)],
  parts: (question) => [part('stem', question.stem, 'stem')],
  options: ({ options, keepOrder }) => ({ field: 'options', options, keepOrder, alone: true, asCode: true }),
  runs: ({ code, options }) =>
    options.some((one) => one.right)
      ? { ...code, prints: rightText(options), others: options.flatMap((one) => (one.right ? [] : [one.text])) }
      : undefined,
  sheet: optionSheet,
  shape: { as: 'choice', give: (question) => question, named: true },
});

/** Line breaks of an output as a sign that stays visible on one line. */
const oneLine = <T extends { readonly text: string }>(option: T): T => ({
  ...option,
  text: option.text.trimEnd().replaceAll('\n', ' ⏎ '),
});
