/** What an answer is worth here: as it was judged, and as staff of the community have ruled. */
import type { Markdown } from '../chat/markdown.ts';
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import { countOf, isDisputable, isUnknown, judge, worthOf } from '../questions/index.ts';
import { type Count, type Moves, shareOf, type Verdict } from '../questions/kind.ts';
import type { Answer } from '../storage/answer-shapes.ts';
import type { RulingOnItem } from '../storage/rulings.ts';
import { isRight } from '../tutor/score.ts';

/** The verdict's own score, or full marks where staff have accepted this very answer or voided the question. 0 to 1. */
export function ruledScore(
  rulings: readonly RulingOnItem[],
  { id, version }: Question,
  moves: Moves,
  verdict: Verdict,
): number {
  const ruled = rulings.some(
    (one) =>
      one.question === id && one.version === version && (one.kind === 'void' || one.moves === JSON.stringify(moves)),
  );
  return ruled ? 1 : verdict.score;
}

/** As it was judged when it was given; answers from before verdicts were kept are judged now, by the same version. */
export const verdictOf = async (
  question: Question,
  { verdict, moves }: Pick<Answer, 'verdict' | 'moves'>,
): Promise<Verdict> => verdict ?? judge(question, moves);

/**
 * How a score came about, so that the number which is shown explains it. `ruled`: staff counted it as right. `earlier`: it was
 * paid by a rule of its time, by which the count would have been worth something else; it stays what it was.
 */
export interface Marked {
  readonly by: 'count' | 'ruled' | 'earlier';
  /** Absent where there is nothing to count. */
  readonly count?: Count;
  /** What it is worth, and why, of a partly right answer where that is no matter of counting. */
  readonly worth?: Markdown;
}

/** Of an answer to this very version of the question. `score`: what counts. */
export function markedOf(question: Question, score: number, verdict: Verdict): Marked {
  const count = countOf(question, verdict);
  if (isRight(score)) return { by: isRight(verdict.score) ? 'count' : 'ruled', ...(count && { count }) };
  const worth = worthOf(question, verdict);
  if (count === undefined) return { by: 'count', ...(worth !== undefined && { worth }) };
  return { by: Math.abs(shareOf(count) - score) < 1e-6 ? 'count' : 'earlier', count };
}

/** Whether a learner may say that this answer is right: it was typed, and is not taken for right. */
export const mayBeRight = (question: Question, { score, moves }: Pick<Answer, 'score' | 'moves'>): boolean =>
  isDisputable(question) && !isRight(score) && !isUnknown(moves);

/** For the wrong ideas that were chosen, what helps, as Markdown; at most two. */
export const remediesFor = ({ content }: Library, { ideas }: Verdict): readonly string[] =>
  ideas.flatMap((id) => content.misconceptions.get(id)?.remedy ?? []).slice(0, 2);
