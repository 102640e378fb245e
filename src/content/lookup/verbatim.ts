/** Questions that stand in a term's `asks` word for word: authors wrote them for this term, so nothing has to be judged. */
import { tokenize, variant } from './normalize.ts';
import type { LookupTerm } from './term.ts';

/** Capitals, punctuation, contractions, British spelling and plurals make no other question. */
const keyOf = (text: string): string =>
  tokenize(text)
    .map((token) => variant(token.text))
    .join(' ');

/** The id of the term under whose `asks` this question stands; of several the first. */
export function createVerbatim(
  terms: readonly Pick<LookupTerm, 'id' | 'asks'>[],
): (question: string) => string | undefined {
  const owners = new Map<string, string>();
  for (const { id, asks } of terms)
    for (const phrase of asks) {
      const key = keyOf(phrase);
      if (!owners.has(key)) owners.set(key, id);
    }
  return (question) => owners.get(keyOf(question));
}
