/** True or false, and why: half the score for the verdict, half for the reason; a bare verdict is a coin toss. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import {
  choicesOf,
  commonFields,
  defineKind,
  markOptions,
  optionSchema,
  remarksOnOptions,
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
  judge(question, moves) {
    const verdict = moves[0] === String(question.answer);
    const reason = question.because[Number(moves[1])]?.right === true;
    const { marks, ideas } = markOptions(question.because, [String(moves[1])]);
    return {
      score: (verdict ? 0.5 : 0) + (reason ? 0.5 : 0),
      marks: [{ key: moves[0] === 'true' ? 'true' : 'false', right: verdict, chosen: true }, ...marks],
      ideas,
    };
  },
  remarks: (question, { marks }) => [
    ...marks.slice(0, 1).map((verdict) => ({
      text: verdict.key === 'true' ? 'True' : 'False',
      right: verdict.right,
      chosen: true,
      feedback: verdict.right ? question.feedback.right : question.feedback.wrong,
    })),
    ...remarksOnOptions(question.because, marks),
  ],
  reveal: (question) =>
    `**${question.answer ? 'True' : 'False'}**, because: ${escape(question.because.find((option) => option.right)?.text ?? '')}`,
  solution: (question) => [String(question.answer), String(question.because.findIndex((option) => option.right))],
  answerWords: (question, [verdict, because]) =>
    `${verdict === 'true' ? 'True' : 'False'}, because: ${question.because[Number(because)]?.text ?? ''}`,
});
