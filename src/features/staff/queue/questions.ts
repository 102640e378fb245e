/** Questions as instructors find them: by words of theirs, or by their id. */
import { type Block, note, text } from '../../../chat/card.ts';
import { cut } from '../../../chat/words.ts';
import type { Suggestion } from '../../../chat/command.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { escape, plain } from '../../../chat/markdown.ts';
import { candidatesOf } from '../../../classroom/candidates.ts';
import type { Question } from '../../../content/schema.ts';
import { revealOf, stemOf } from '../../../questions/index.ts';
import type { Tools } from '../../../tools.ts';

/** A question on one line, in plain text. */
export const lineOf = (question: Question): string => plain(stemOf(question)).replaceAll(/\s+/gu, ' ').trim();

/** A long explanation is cut: characters. */
const MOST_ANSWER = 1_200;

/** What staff see under a question: the answer, why, and the hint. */
export const answerBlocks = (question: Question): readonly (Block | undefined)[] => [
  text(`**The answer:**\n\n${revealOf(question)}`),
  text(
    question.explanation.length > MOST_ANSWER ? escape(cut(question.explanation, MOST_ANSWER)) : question.explanation,
  ),
  question.hint === undefined ? undefined : note(`**Hint:** ${question.hint}`),
];

export function titleOf({ library }: Tools, id: string): string {
  const question = library.content.questions.get(id);
  return question === undefined ? `${id} (withdrawn)` : lineOf(question);
}

/** The question of exactly this id, else those that fit. */
export function findQuestions(tools: Tools, typed: string): readonly Question[] {
  const exact = tools.library.content.questions.get(typed.trim());
  return exact === undefined ? matching(tools, typed) : [exact];
}

export const suggestQuestions = (tools: Tools, typed: string): readonly Suggestion[] =>
  matching(tools, typed)
    .slice(0, LIMITS.suggestions)
    .map((question) => ({ label: cut(lineOf(question), LIMITS.suggestion), value: question.id }));

/** Questions made for the daily drop, by words of theirs or their id; other ones only by their whole id. */
function matching({ library }: Tools, typed: string): readonly Question[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return candidatesOf(library, { topics: [] }).filter((question) => {
    const all = `${question.id} ${lineOf(question)}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
