/** What an answer is worth here: as it was judged, and as staff of the community have ruled. */
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import { isDisputable, isUnknown, judge } from '../questions/index.ts';
import type { Moves, Verdict } from '../questions/kind.ts';
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

/** Whether a learner may say that this answer is right: it was typed, and is not taken for right. */
export const mayBeRight = (question: Question, { score, moves }: Pick<Answer, 'score' | 'moves'>): boolean =>
  isDisputable(question) && !isRight(score) && !isUnknown(moves);

/** For the wrong ideas that were chosen, what helps, as Markdown; at most two. */
export const remediesFor = ({ content }: Library, { ideas }: Verdict): readonly string[] =>
  ideas.flatMap((id) => content.misconceptions.get(id)?.remedy ?? []).slice(0, 2);
