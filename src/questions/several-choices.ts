/** Several choices: any number of three to ten options may be right. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import {
  commonFields,
  type Count,
  defineKind,
  type Mark,
  optionSchema,
  part,
  type QuestionOption,
  shareOf,
  stem,
} from './kind.ts';
import { ways } from './chance.ts';
import { choicesOf, countChosen, markOptions, optionSheet, remarksOnOptions } from './options.ts';

function counted(options: readonly QuestionOption[], marks: readonly Mark[]): Count {
  const right = marks.filter((mark) => mark.right).length;
  return countChosen(options, right, marks.length - right);
}

const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, n) => n);

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
  judge(question, moves) {
    const judged = markOptions(question.options, [moves[0] ?? []].flat());
    return { score: shareOf(counted(question.options, judged.marks)), ...judged };
  },
  count: ({ options }, { marks }) => counted(options, marks),
  /** Over all sets that may be picked, each as likely as the others. */
  luck({ options }) {
    const right = options.filter((option) => option.right).length;
    const wrong = options.length - right;
    const sum = upTo(right).flatMap((hits) =>
      upTo(wrong).map((extra) => (ways(right, hits) * ways(wrong, extra) * hits) / (right + extra)),
    );
    return sum.reduce((all, one) => all + one, 0) / (2 ** options.length - 1);
  },
  remarks: (question, { marks }) =>
    remarksOnOptions(question.options, marks).map((one) =>
      one.right && !one.chosen ? { ...one, said: 'not chosen' } : one,
    ),
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
