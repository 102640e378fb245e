/** Find the bug: first the line, then the fix; half the score each. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import {
  choicesOf,
  commonFields,
  defineKind,
  feedback,
  markOptions,
  optionSchema,
  remarksOnOptions,
  rightOptionProblems,
  stem,
} from './kind.ts';

const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('find-bug'),
  stem: stem.default('One line of this is wrong. Which?'),
  code: z.strictObject({ language: z.string(), text: z.string().min(1).max(900) }),
  /** 1 is the first. */
  line: z.number().int().min(1).max(25),
  lineFeedback: feedback,
  fixes: z.array(optionSchema).min(2).max(4),
});
const linesOf = (question: z.output<typeof schema>): string[] => question.code.text.trimEnd().split('\n');

export const findBug = defineKind({
  name: 'find-bug',
  schema,
  problems: (question) => [
    ...rightOptionProblems(question.fixes, 'fixes'),
    ...(question.line > linesOf(question).length ? [`line: the code has only ${linesOf(question).length} lines.`] : []),
  ],
  stem: (question) => question.stem,
  turn(question, seed, moves) {
    const lines = linesOf(question);
    if (moves.length === 0) {
      const choices = lines.flatMap((text, index) =>
        text.trim() === '' ? [] : [{ key: String(index + 1), text: `${index + 1}: ${text.trim()}` }],
      );
      return { via: 'pick', prompt: '**Which line?**', choices, min: 1, max: 1 };
    }
    if (moves.length > 1) return undefined;
    // the line is told before the fix is asked for, so that a wrong guess does not cost both halves
    return {
      via: 'choose',
      sofar: [`You chose line ${String(moves[0])}. The bug is in line ${question.line}.`],
      prompt: '**What mends it?**',
      choices: choicesOf(question.fixes, seed),
    };
  },
  judge(question, moves) {
    const said = String(moves[0]);
    const line = Number(said) === question.line;
    const fix = question.fixes[Number(moves[1])]?.right === true;
    const { marks, ideas } = markOptions(question.fixes, [String(moves[1])]);
    return {
      score: (line ? 0.5 : 0) + (fix ? 0.5 : 0),
      marks: [{ key: 'line', right: line, chosen: true, said }, ...marks],
      ideas,
    };
  },
  remarks: (question, { marks }) => [
    ...marks.slice(0, 1).map(({ right, said = '' }) => ({
      text: `Line ${said}`,
      right,
      chosen: true,
      feedback: question.lineFeedback,
    })),
    ...remarksOnOptions(question.fixes, marks),
  ],
  reveal: (question) => `Line ${question.line}: ${escape(question.fixes.find((fix) => fix.right)?.text ?? '')}`,
  solution: (question) => [[String(question.line)], String(question.fixes.findIndex((fix) => fix.right))],
  answerWords: (question, [line, fix]) => `line ${String(line)}; ${question.fixes[Number(fix)]?.text ?? ''}`,
});
