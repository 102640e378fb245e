/** An answer judged and worded in one go, by way of the form in which a verdict is kept. */
import { judge, type QuestionSource, remarksOn } from '../../src/questions/index.ts';
import type { Moves, Remark, Verdict } from '../../src/questions/kind.ts';

export async function graded(
  question: QuestionSource,
  moves: Moves,
): Promise<Verdict & { readonly remarks: readonly Remark[] }> {
  const kept = JSON.parse(JSON.stringify(await judge(question, moves))) as Verdict;
  return { ...kept, remarks: remarksOn(question, kept) };
}
