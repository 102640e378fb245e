/** What answers do to review lists. */
import type { ReviewChange } from '../storage/answer-shapes.ts';
import { isRight } from '../tutor/score.ts';
import { afterRecall, type Memory, newMemory, recallOf } from '../tutor/review.ts';

interface Answered {
  readonly score: number;
  readonly hint: boolean;
  /** The press. */
  readonly at: number;
}

/**
 * A question that is missed comes on the list; one that is on it is rated when it was due. Undefined: nothing changes.
 * `memory`: what is remembered of it, absent when it is not on the list. `adds`: a miss puts it there. `early`: it is rated
 * before it is due, since it was reviewed on purpose.
 */
export function reviewAfter(
  { score, hint, at }: Answered,
  memory: Memory | undefined,
  { adds, early = false }: { readonly adds: boolean; readonly early?: boolean },
): ReviewChange | undefined {
  const recall = recallOf(score, hint);
  if (memory === undefined)
    return adds && !isRight(score) ? { memory: afterRecall(newMemory(at), recall, at) } : undefined;
  // an answer elsewhere before it is due is no review: it would push the date out for nothing
  return memory.due > at && !early ? undefined : { memory: afterRecall(memory, recall, at), was: memory.due };
}
