/** What of a drop's question can be answered on the public message itself: one choice of a few, and nothing after it. */
import { LIMITS } from '../../chat/limits.ts';
import type { Question } from '../../content/schema.ts';
import { turnOf } from '../../questions/index.ts';
import type { Choice } from '../../questions/kind.ts';

/** The lettered choices, in the order that everybody sees; undefined when the question has to be opened privately. */
export function publicChoices(question: Question, drop: string): readonly Choice[] | undefined {
  const seed = seedOf(drop);
  const turn = turnOf(question, seed, []);
  if (turn?.via !== 'choose' || turn.labels === true || turn.choices.length > LIMITS.buttons) return undefined;
  const [first] = turn.choices;
  return first !== undefined && turnOf(question, seed, [first.key]) === undefined ? turn.choices : undefined;
}

/** A seed from any text (FNV-1a, 32 bit): the same on every machine. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
