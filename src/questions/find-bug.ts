/** Find the bug: first the line, then the fix; half the score each. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { feedbackOr } from './draft.ts';
import {
  commonFields,
  type Count,
  defineKind,
  feedback,
  type Mark,
  optionSchema,
  part,
  type Runnable,
  shareOf,
  stem,
} from './kind.ts';
import { choicesOf, judgeOne, remarksOnOptions, rightKey, rightOptionProblems, rightText } from './options.ts';
import { optionCells, optionsIn } from './sheet.ts';

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
type FindBug = z.output<typeof schema>;
const linesOf = (question: FindBug): string[] => question.code.text.trimEnd().split('\n');

/** The code with the line mended; undefined where the right fix is no code but plain words. */
function mended({ code, line, fixes }: FindBug): Runnable | undefined {
  const fix = rightText(fixes).replace(/^Write /u, '');
  const lines = code.text.split('\n');
  const faulty = lines[line - 1] ?? '';
  if (!isAlike(fix, faulty)) return undefined;
  const indent = /^\s*/u.exec(faulty)?.[0] ?? '';
  return { language: code.language, text: lines.with(line - 1, indent + fix.trimStart()).join('\n') };
}

/** A fix that is code shares most of its words with the line that it replaces; one in plain words does not. */
function isAlike(fix: string, line: string): boolean {
  const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const theirs = new Set(wordsOf(line));
  const own = wordsOf(fix);
  return own.length > 0 && own.filter((word) => theirs.has(word)).length / own.length > 0.5;
}

/** Lines that can be chosen; 1 is the first. */
const choosable = (question: FindBug): number[] =>
  linesOf(question).flatMap((text, index) => (text.trim() === '' ? [] : [index + 1]));

const counted = (marks: readonly Mark[]): Count => ({
  right: marks.filter((mark) => mark.right).length,
  of: 2,
  what: 'right (the line and the fix)',
});

export const findBug = defineKind({
  name: 'find-bug',
  schema,
  problems: (question) => [
    ...rightOptionProblems(question.fixes, 'fixes'),
    ...(question.line > linesOf(question).length ? [`line: the code has only ${linesOf(question).length} lines.`] : []),
  ],
  stem: (question) => question.stem,
  // numbered, so that the list below need not show it once more
  shownCode: (question) =>
    linesOf(question)
      .map((text, index) => `${String(index + 1).padStart(2)}  ${text}`.trimEnd())
      .join('\n'),
  turn(question, seed, moves) {
    if (moves.length === 0) {
      const choices = choosable(question).map((number) => ({ key: String(number), text: `Line ${number}` }));
      return { via: 'pick', prompt: '**Which line?**', choices, min: 1, max: 1 };
    }
    if (moves.length > 1) return undefined;
    // the line is told before the fix is asked for, so that a wrong guess does not cost both halves
    return {
      via: 'choose',
      told: true,
      sofar: [`You chose line ${String(moves[0])}. The bug is in line ${question.line}.`],
      prompt: '**What mends it?**',
      choices: choicesOf(question.fixes, seed),
    };
  },
  judge(question, moves) {
    const said = String(moves[0]);
    const line = Number(said) === question.line;
    const fix = judgeOne(question.fixes, moves[1]);
    const marks = [{ key: 'line', right: line, chosen: true, said }, ...fix.marks];
    return { score: shareOf(counted(marks)), marks, ideas: fix.ideas };
  },
  count: (_question, { marks }) => counted(marks),
  luck: (question) => (1 / choosable(question).length + 1 / question.fixes.length) / 2,
  remarks: (question, { marks }) => [
    ...marks.slice(0, 1).map(({ right, said = '' }) => ({
      text: `Line ${said}`,
      right,
      chosen: true,
      feedback: question.lineFeedback,
    })),
    ...remarksOnOptions(question.fixes, marks),
  ],
  reveal: (question) => `Line ${question.line}: ${escape(rightText(question.fixes))}`,
  solution: (question) => [[String(question.line)], rightKey(question.fixes)],
  answerWords: (question, [line, fix]) => `line ${String(line)}; ${question.fixes[Number(fix)]?.text ?? ''}`,
  parts: (question) => [part('stem', question.stem, 'stem'), part('feedback', question.lineFeedback, 'lineFeedback')],
  options: (question) => ({ field: 'fixes', options: question.fixes }),
  runs: mended,
  sheet: {
    write: ({ stem: asked, line, lineFeedback, fixes }) => ({
      stem: asked,
      line: String(line),
      'line feedback': lineFeedback,
      ...optionCells(fixes),
    }),
    read(cells) {
      const fixes = optionsIn(cells);
      if (typeof fixes === 'string') return fixes;
      const lineFeedback = feedbackOr(cells.get('line feedback'), true);
      return { stem: cells.get('stem'), line: Number(cells.get('line')), lineFeedback, fixes };
    },
  },
  shape: { as: 'steps', give: (question) => question },
});
