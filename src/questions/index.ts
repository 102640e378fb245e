/** The list of question kinds: one file each, one line here; the contract test runs over all of them by itself. */
import type { z } from 'zod';
import type { Markdown } from '../chat/markdown.ts';
import type { Moves, QuestionKind, Remark, Tallied, Turn, Verdict } from './kind.ts';
import { arrangeLines } from './arrange-lines.ts';
import { categorise } from './categorise.ts';
import { findBug } from './find-bug.ts';
import { gaps } from './gaps.ts';
import { match } from './match.ts';
import { numeric } from './numeric.ts';
import { oneChoice } from './one-choice.ts';
import { order } from './order.ts';
import { predictOutput } from './predict-output.ts';
import { severalChoices } from './several-choices.ts';
import { shortAnswer } from './short-answer.ts';
import { trueFalse } from './true-false.ts';

export const KINDS = {
  'one-choice': oneChoice,
  'several-choices': severalChoices,
  'true-false': trueFalse,
  order,
  categorise,
  match,
  'short-answer': shortAnswer,
  numeric,
  gaps,
  'predict-output': predictOutput,
  'find-bug': findBug,
  'arrange-lines': arrangeLines,
} as const;

export type KindName = keyof typeof KINDS;
export const kindNames = Object.keys(KINDS) as KindName[];

/** A question as its author wrote it, checked. */
export type QuestionSource = { [K in KindName]: z.output<(typeof KINDS)[K]['schema']> }[KindName];

/** The kind of a question, with its functions ready to take it. */
function kindOf(question: QuestionSource): QuestionKind<string, z.ZodObject> {
  return KINDS[question.kind];
}

export const stemOf = (question: QuestionSource): Markdown => kindOf(question).stem(question);
export const turnOf = (question: QuestionSource, seed: number, moves: Moves): Turn | undefined =>
  kindOf(question).turn(question, seed, moves);
/** Judges complete moves, once; what comes out is kept with the answer. */
export const judge = async (question: QuestionSource, moves: Moves): Promise<Verdict> =>
  kindOf(question).judge(question, moves);
/** A verdict in words; of the very version of the question that it was judged by. */
export const remarksOn = (question: QuestionSource, verdict: Verdict): readonly Remark[] =>
  kindOf(question).remarks(question, verdict);
export const revealOf = (question: QuestionSource): Markdown => kindOf(question).reveal(question);
export const solutionOf = (question: QuestionSource, seed: number): Moves => kindOf(question).solution(question, seed);
export const problemsOf = (question: QuestionSource): string[] => kindOf(question).problems?.(question) ?? [];
/** Whether a learner may say that an answer which was not accepted is right. */
export const isDisputable = (question: QuestionSource): boolean => kindOf(question).disputable === true;
/** The options by which answers are counted; undefined where moves are something else. */
export const tallied = (question: QuestionSource): readonly Tallied[] | undefined =>
  kindOf(question).tallied?.(question);
/** Complete moves in plain words. */
export const answerWords = (question: QuestionSource, moves: Moves): string =>
  kindOf(question).answerWords?.(question, moves) ?? moves.flat().join(', ');

/** A verdict with its words. */
export interface Graded extends Verdict {
  readonly remarks: readonly Remark[];
}

/** Judges and words in one go, for kinds that need no waiting. It goes with its last caller: use `judge` and `remarksOn`. */
export function gradeOf(question: QuestionSource, moves: Moves): Graded {
  const verdict = kindOf(question).judge(question, moves);
  if (verdict instanceof Promise) throw new Error(`${question.kind} is judged in its own time`);
  return { ...verdict, remarks: remarksOn(question, verdict) };
}
