/** True or false, and why: half the score for the verdict, half for the reason; a bare verdict is a coin toss. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { draftOption, todo } from './draft.ts';
import {
  commonFields,
  type Count,
  defineKind,
  type Mark,
  optionSchema,
  part,
  shareOf,
  stem,
  typedFeedback,
  typedParts,
} from './kind.ts';
import { choicesOf, judgeOne, remarksOnOptions, rightKey, rightOptionProblems, rightText } from './options.ts';
import { itemsIn, optionCells, optionsIn, typedCells, typedIn } from './sheet.ts';

const VERDICTS = [
  { key: 'true', text: 'True' },
  { key: 'false', text: 'False' },
];

/** Reasons that an author must write, where another format has a bare true or false. */
const UNKNOWN_REASONS = [
  draftOption(todo('the right reason'), true, undefined),
  draftOption(todo('a wrong reason'), false, undefined),
];

const counted = (marks: readonly Mark[]): Count => ({
  right: marks.filter((mark) => mark.right).length,
  of: 2,
  what: 'right (the answer and the reason)',
});

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
    // told before the reason is asked for: the reasons would give it away
    const said = moves[0] === 'true' ? 'true' : 'false';
    return {
      via: 'choose',
      told: true,
      sofar: [`You said: ${said}. It is ${String(question.answer)}.`],
      prompt: `**It is ${String(question.answer)}, because …**`,
      choices: choicesOf(question.because, seed),
    };
  },
  judge(question, moves) {
    const verdict = moves[0] === String(question.answer);
    const because = judgeOne(question.because, moves[1]);
    const said = { key: moves[0] === 'true' ? 'true' : 'false', right: verdict, chosen: true };
    const marks = [said, ...because.marks];
    return { score: shareOf(counted(marks)), marks, ideas: because.ideas };
  },
  count: (_question, { marks }) => counted(marks),
  luck: ({ because }) => (1 / 2 + 1 / because.length) / 2,
  remarks: (question, { marks }) => [
    ...marks.slice(0, 1).flatMap(({ key, right }) => [
      {
        text: key === 'true' ? 'True' : 'False',
        right,
        chosen: true,
        feedback: right ? question.feedback.right : question.feedback.wrong,
      },
      ...(right
        ? []
        : [{ text: question.answer ? 'True' : 'False', right: true, chosen: false, feedback: 'So it is.' }]),
    ]),
    ...remarksOnOptions(question.because, marks),
  ],
  reveal: (question) => `**${question.answer ? 'True' : 'False'}**, because: ${escape(rightText(question.because))}`,
  solution: (question) => [String(question.answer), rightKey(question.because)],
  answerWords: (question, [verdict, because]) =>
    `${verdict === 'true' ? 'True' : 'False'}, because: ${question.because[Number(because)]?.text ?? ''}`,
  parts: ({ statement, answer, feedback }) => [
    // a false statement is a lure, not what we say
    part(answer ? 'stem' : 'lure', statement, 'statement'),
    ...typedParts(feedback),
  ],
  options: (question) => ({ field: 'because', options: question.because }),
  sheet: {
    write: ({ statement, answer, feedback, because }) => ({
      stem: statement,
      answer: String(answer),
      ...typedCells(feedback),
      ...optionCells(because),
    }),
    read(cells) {
      const answer = cells.get('answer').trim().toLowerCase();
      if (answer !== 'true' && answer !== 'false') return 'its answer is neither "true" nor "false".';
      const because = itemsIn(cells).length === 0 ? UNKNOWN_REASONS : optionsIn(cells);
      if (typeof because === 'string') return because;
      return { statement: cells.get('stem'), answer: answer === 'true', ...typedIn(cells), because };
    },
  },
  shape: {
    as: 'truth',
    give: (question) => question,
    take: ({ statement, answer, feedback }) => ({ statement, answer, feedback, because: UNKNOWN_REASONS }),
  },
  alsoCalled: ['tf'],
});
