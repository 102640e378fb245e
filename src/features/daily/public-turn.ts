/** What of a drop's question can be answered on the public message itself: one choice of a few, and nothing after it. */
import { LIMITS } from '../../chat/limits.ts';
import type { Question } from '../../content/schema.ts';
import { turnOf } from '../../questions/index.ts';
import { type Choice, seedOf } from '../../questions/kind.ts';

/** The lettered choices, in the order that everybody sees; undefined when the question has to be opened privately. */
export function publicChoices(question: Question, drop: string): readonly Choice[] | undefined {
  const seed = seedOf(drop);
  const turn = turnOf(question, seed, []);
  if (turn?.via !== 'choose' || turn.labels === true || turn.choices.length > LIMITS.buttons) return undefined;
  const [first] = turn.choices;
  return first !== undefined && turnOf(question, seed, [first.key]) === undefined ? turn.choices : undefined;
}
