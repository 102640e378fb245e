/** True or false, and why: half the score for the verdict, half for the reason; a bare verdict is a coin toss. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import {
  choicesOf,
  commonFields,
  defineKind,
  optionSchema,
  remarksOf,
  rightOptionProblems,
  stem,
  typedFeedback,
} from './kind.ts';

const VERDICTS = [
  { key: 'true', text: 'True' },
  { key: 'false', text: 'False' },
];

export const trueFalse = defineKind({
  name: 'true-false',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('true-false'),
    statement: stem,
    answer: z.boolean(),
    feedback: typedFeedback,
    because: z.array(optionSchema).min(2).max(4),
  }),
  problems: (question) => rightOptionProblems(question.because, 'because'),
  stem: (question) => `**True or false?** ${question.statement}`,
  turn(question, seed, moves) {
    if (moves.length === 0) return { via: 'choose', labels: true, choices: VERDICTS };
    if (moves.length > 1) return undefined;
    return {
      via: 'choose',
      sofar: [`You said: ${moves[0] === 'true' ? 'true' : 'false'}`],
      prompt: '**Because …**',
      choices: choicesOf(question.because, seed),
    };
  },
  grade(question, moves) {
    const verdict = moves[0] === String(question.answer);
    const reason = question.because[Number(moves[1])]?.right === true;
    return {
      score: (verdict ? 0.5 : 0) + (reason ? 0.5 : 0),
      remarks: [
        {
          text: moves[0] === 'true' ? 'True' : 'False',
          right: verdict,
          chosen: true,
          feedback: verdict ? question.feedback.right : question.feedback.wrong,
        },
        ...remarksOf(question.because, new Set([String(moves[1])])),
      ],
    };
  },
  reveal: (question) =>
    `**${question.answer ? 'True' : 'False'}**, because: ${escape(question.because.find((option) => option.right)?.text ?? '')}`,
  solution: (question) => [String(question.answer), String(question.because.findIndex((option) => option.right))],
});
