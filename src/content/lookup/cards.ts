/** What lessons say, and the card on which each term is introduced. */
import type { FoundCard } from './answer.ts';
import type { Steps } from '../slices.ts';
import { tokenize } from './normalize.ts';
import type { LookupLesson, LookupTerm } from './term.ts';

/** Every word that lessons use: none of them is a typing error. */
export function* wordsOf(lessons: readonly LookupLesson[]): Steps<ReadonlySet<string>> {
  const words = new Set<string>();
  for (const { cards } of lessons)
    for (const { title, text } of cards) {
      yield;
      for (const token of tokenize(`${title}\n${text}`)) words.add(token.text);
    }
  return words;
}

/** For each term that a lesson introduces: the card that sets its name in bold, or else the first that says it. */
export function introductions(
  lessons: readonly LookupLesson[],
  terms: readonly LookupTerm[],
): ReadonlyMap<string, FoundCard> {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const cards = new Map<string, FoundCard>();
  for (const lesson of lessons)
    for (const id of lesson.concepts) {
      const term = byId.get(id);
      if (term === undefined || cards.has(id)) continue;
      const names = [term.name.replaceAll(/\s*\([^)]*\)/gu, ''), ...term.aliases].map((name) =>
        name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`),
      );
      const said = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})s?(?![\\p{L}\\p{N}])`, 'iu');
      const bold = new RegExp(`\\*\\*(?:the |an? )?(?:${names.join('|')})s?\\*\\*`, 'iu');
      let at = lesson.cards.findIndex(({ text }) => bold.test(text));
      if (at === -1) at = lesson.cards.findIndex(({ text, title }) => said.test(`${title}\n${text}`));
      cards.set(id, { lesson: lesson.id, card: Math.max(0, at), score: 1 });
    }
  return cards;
}
