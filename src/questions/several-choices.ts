/** Several choices: any number of three to ten options may be right. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, optionSchema, part, stem } from './kind.ts';
import { choicesOf, markOptions, optionSheet, remarksOnOptions } from './options.ts';

export const severalChoices = defineKind({
  name: 'several-choices',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('several-choices'),
    stem,
    options: z.array(optionSchema).min(3).max(10),
    keepOrder: z.boolean().default(false),
  }),
  problems: (question) =>
    question.options.some((option) => option.right) ? [] : ['options: at least one must have `right: true`.'],
  stem: (question) => question.stem,
  turn: (question, seed, moves) =>
    moves.length > 0
      ? undefined
      : {
          via: 'pick',
          // a stem may say so itself
          ...(!/several may be right/iu.test(question.stem) && { prompt: '*Several may be right.*' }),
          choices: choicesOf(question.options, seed, question.keepOrder),
          min: 1,
          max: question.options.length,
        },
  /** max(0, (hits - false picks) / number right): a guess costs what it could have won. */
  judge(question, moves) {
    const judged = markOptions(question.options, [moves[0] ?? []].flat());
    const hits = judged.marks.filter((mark) => mark.right).length;
    const right = question.options.filter((option) => option.right).length;
    return { score: Math.max(0, (hits - (judged.marks.length - hits)) / right), ...judged };
  },
  remarks: (question, { marks }) => remarksOnOptions(question.options, marks),
  reveal: (question) =>
    question.options
      .filter((option) => option.right)
      .map((option) => `- ${escape(option.text)}`)
      .join('\n'),
  solution: (question) => [question.options.flatMap((option, index) => (option.right ? [String(index)] : []))],
  parts: (question) => [part('stem', question.stem, 'stem')],
  options: ({ options, keepOrder }) => ({ field: 'options', options, keepOrder, alone: true, several: true }),
  sheet: optionSheet,
  shape: { as: 'choices', give: (question) => question },
});
