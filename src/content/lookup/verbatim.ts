/** Questions that an author wrote for one entry: whoever types one word for word gets that entry, and nothing is judged. */
import { tokenize, variant } from './normalize.ts';

/** Capitals, punctuation, contractions, British spelling and plurals make no other question. */
export const keyOf = (text: string): string =>
  tokenize(text)
    .map((token) => variant(token.text))
    .join(' ');

/** The id of the entry under whose `asks` this question stands; of several the first. */
export function createVerbatim(
  entries: readonly { readonly id: string; readonly asks: readonly string[] }[],
): (question: string) => string | undefined {
  const owners = new Map<string, string>();
  for (const { id, asks } of entries)
    for (const phrase of asks) {
      const key = keyOf(phrase);
      if (!owners.has(key)) owners.set(key, id);
    }
  return (question) => owners.get(keyOf(question));
}
