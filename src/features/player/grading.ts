/** What an answer is worth here, and what helps against the wrong ideas in it: the same for runs and for drops. */
import type { Library } from '../../content/library.ts';
import type { Markdown } from '../../chat/markdown.ts';
import type { Question } from '../../content/schema.ts';
import { gradeOf } from '../../questions/index.ts';
import type { Moves, Verdict } from '../../questions/kind.ts';
import type { Run } from '../../storage/runs.ts';

/** The kind's own grade, or full marks where staff have accepted this very answer or voided the question. */
export function ruledScore(rulings: Run['rulings'], question: Question, moves: Moves): number {
  const ruled = rulings.some(
    (one) =>
      one.question === question.id &&
      one.version === question.version &&
      (one.kind === 'void' || one.moves === JSON.stringify(moves)),
  );
  return ruled ? 1 : gradeOf(question, moves).score;
}

/** For the wrong ideas that were chosen, what helps; at most two. */
export function remediesFor({ content }: Library, verdict: Verdict): Markdown[] {
  return verdict.ideas.flatMap((id) => content.misconceptions.get(id)?.remedy ?? []).slice(0, 2);
}
