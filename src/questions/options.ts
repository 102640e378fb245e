/** What kinds have in common that offer options to choose from. */
import type { Choice, Count, Mark, Move, Moves, OptionList, Part, QuestionOption, Remark, Verdict } from './kind.ts';
import { shuffled } from './chance.ts';
import { type Cells, isYes, optionCells, optionsIn, type Row } from './sheet.ts';
import type { Fields } from './shapes.ts';

/** Choices of options, shuffled unless the author's order means something; keys are places in the author's file. */
export function choicesOf(options: readonly { readonly text: string }[], seed: number, keepOrder = false): Choice[] {
  const choices = options.map((option, index) => ({ key: String(index), text: option.text }));
  return keepOrder ? choices : shuffled(choices, seed);
}

/**
 * Each right option is a part, chosen or not, and so is each wrong one that was chosen: a miss and one too many cost alike,
 * nothing is taken away for a guess, and whoever chooses everything has many wrong parts.
 */
export function countChosen(options: readonly QuestionOption[], right: number, extra: number): Count {
  const missed = options.filter((option) => option.right).length - right;
  const wrong = [missed > 0 && `${missed} missed`, extra > 0 && `${extra} too many`].filter((one) => one !== false);
  // with one too many there are more parts than right options
  const what = extra > 0 ? 'parts right' : 'right';
  return { right, of: right + missed + extra, what: wrong.length === 0 ? what : `${what} (${wrong.join(', ')})` };
}

/** Marks of the options that were chosen, and the wrong ideas that they stand for. */
export function markOptions(
  options: readonly QuestionOption[],
  chosen: readonly string[],
): Pick<Verdict, 'marks' | 'ideas'> {
  const marks: Mark[] = [];
  const ideas = new Set<string>();
  options.forEach(({ right, misconception }, index) => {
    if (!chosen.includes(String(index))) return;
    marks.push({ key: String(index), right, chosen: true });
    if (!right && misconception !== undefined) ideas.add(misconception);
  });
  return { marks, ideas: [...ideas] };
}

/** One option that was chosen: all or nothing. */
export const judgeOne = (options: readonly QuestionOption[], chosen: Move | undefined): Verdict => ({
  score: options[Number(chosen)]?.right === true ? 1 : 0,
  ...markOptions(options, [String(chosen)]),
});

/** Remarks on options of which some were chosen: chosen ones first, then the right ones, then the rest. */
export function remarksOnOptions(options: readonly QuestionOption[], marks: readonly Mark[]): Remark[] {
  const chosen = new Set(marks.flatMap((mark) => (mark.chosen ? [mark.key] : [])));
  return options
    .map((option, index): Remark => ({
      text: option.text,
      right: option.right,
      chosen: chosen.has(String(index)),
      feedback: option.feedback,
      ...(option.misconception !== undefined && { misconception: option.misconception }),
    }))
    .toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || Number(b.right) - Number(a.right));
}

/** The options that moves name, in words. */
export const optionWords = (options: readonly { readonly text: string }[], moves: Moves): string =>
  moves
    .flat()
    .map((move) => options[Number(move)]?.text ?? move)
    .join(', ');

export const rightText = (options: readonly QuestionOption[]): string =>
  options.find((option) => option.right)?.text ?? '';
/** The key of the right one. */
export const rightKey = (options: readonly QuestionOption[]): string =>
  String(options.findIndex((option) => option.right));

/** A problem when the number of right options is not as it should be. */
export function rightOptionProblems(options: readonly QuestionOption[], what = 'options'): string[] {
  const right = options.filter((option) => option.right).length;
  return right === 1 ? [] : [`${what}: exactly one must have \`right: true\`; ${right} have it.`];
}

export const optionParts = ({ field, options, asCode }: OptionList): Part[] =>
  options.flatMap(({ text, right, feedback, misconception }, index): Part[] => [
    {
      path: [field, index, 'text'],
      role: right ? 'claim' : 'lure',
      text,
      plain: asCode !== true,
      ...(misconception !== undefined && { idea: misconception }),
    },
    { path: [field, index, 'feedback'], role: 'feedback', text: feedback },
  ]);

/** The row of a question that is a stem with options and nothing else. */
export const optionSheet = {
  write: (question: {
    readonly stem: string;
    readonly options: readonly QuestionOption[];
    readonly keepOrder: boolean;
  }): Row => ({
    stem: question.stem,
    'keep order': question.keepOrder ? 'yes' : '',
    ...optionCells(question.options),
  }),
  read(cells: Cells): Fields | string {
    const options = optionsIn(cells);
    if (typeof options === 'string') return options;
    return { stem: cells.get('stem'), options, ...(isYes(cells.get('keep order')) && { keepOrder: true }) };
  },
};
