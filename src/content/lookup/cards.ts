/** The cards of lessons as something that can be found, and the card on which a term is introduced. */
import type { FoundCard } from './answer.ts';
import type { Describable } from './descriptions.ts';
import type { LookupLesson, LookupTerm } from './term.ts';

/** "open-a-page#2": the third card of that lesson. */
export const keyOfCard = (lesson: string, card: number): string => `${lesson}#${card}`;

export function cardOfKey(key: string, score: number): FoundCard {
  const [lesson = '', card = '0'] = key.split('#');
  return { lesson, card: Number(card), score };
}

export const describableCards = (lessons: readonly LookupLesson[]): Describable[] =>
  lessons.flatMap((lesson) =>
    lesson.cards.map((card, at) => ({
      id: keyOfCard(lesson.id, at),
      name: card.title,
      aliases: [],
      asks: [],
      short: '',
      more: card.text,
    })),
  );

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
