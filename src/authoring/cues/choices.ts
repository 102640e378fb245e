/** Questions as a guesser sees them who reads the options and not the question. */
import { optionsOf, shapeOf } from '../../questions/index.ts';
import type { QuestionOption } from '../../questions/kind.ts';
import type { Question } from '../../content/schema.ts';

/** A question with exactly one right option among several. */
export interface Choice {
  readonly question: Question;
  readonly field: string;
  readonly options: readonly QuestionOption[];
  readonly keepOrder: boolean;
  readonly size: number;
  /** The place of the right option, 0 first. */
  readonly right: number;
  /** The right option is longer than every other. */
  readonly longest: boolean;
}

export function choicesOf(question: Question): Choice[] {
  const list = optionsOf(question);
  if (list === undefined || list.several === true) return [];
  const { field, options, keepOrder = false } = list;
  const right = options.findIndex((option) => option.right);
  const size = options[right]?.text.length ?? 0;
  const longest = options.every((option, index) => index === right || option.text.length < size);
  return [{ question, field, options, keepOrder, size: options.length, right, longest }];
}

/** Groups smaller than this say nothing. */
export const ENOUGH = 25;

export type Group = readonly [name: string, choices: readonly Choice[]];

/** All of them, by kind and by difficulty; groups that say something. */
export function groupsOf(choices: readonly Choice[]): Group[] {
  const kinds = Map.groupBy(choices, ({ question }) => question.kind);
  const difficulties = Map.groupBy(choices, ({ question }) => `difficulty ${question.difficulty}`);
  const groups: Group[] = [['all', choices], ...kinds, ...[...difficulties].toSorted(([a], [b]) => a.localeCompare(b))];
  return groups.filter(([, own]) => own.length >= ENOUGH);
}

/** Words that sound too strong to be true. */
export const STRONG =
  /\b(?:always|never|impossible|guaranteed?|completely|entirely|every|everything|everybody|nobody|none|nothing|all|any|in any case|must|cannot)\b/iu;

export const outermost = (
  { options }: Pick<Choice, 'options'>,
  which: 'longest' | 'shortest',
  among = options.map((_, index) => index),
): number[] => {
  const sizes = among.map((index) => options[index]?.text.length ?? 0);
  const most = which === 'longest' ? Math.max(...sizes) : Math.min(...sizes);
  return among.filter((_, index) => sizes[index] === most);
};

/** Questions of one sort that are no choice of one among several, by the name of their kind. */
export interface Sort<T> {
  readonly kind: string;
  readonly all: readonly T[];
}

/** Whether the statement holds, of questions that ask that. */
export const truthsOf = (questions: readonly Question[]): Sort<boolean> =>
  sortOf(questions, (question) => {
    const shape = shapeOf(question);
    return shape?.as === 'truth' ? shape.answer : undefined;
  });

/** The options of questions in which several may be right. */
export const severals = (questions: readonly Question[]): Sort<readonly QuestionOption[]> =>
  sortOf(questions, (question) => {
    const list = optionsOf(question);
    return list?.several === true ? list.options : undefined;
  });

function sortOf<T>(questions: readonly Question[], take: (question: Question) => T | undefined): Sort<T> {
  const found = questions.flatMap((question) => {
    const taken = take(question);
    return taken === undefined ? [] : [{ kind: question.kind, taken }];
  });
  return { kind: found[0]?.kind ?? '', all: found.map(({ taken }) => taken) };
}
