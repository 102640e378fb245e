/** What Sous does not know: after one warm line, the nearest entries and what else can be done about it. */
import { type Block, type Button, buttons } from '../chat/card.ts';
import type { Library } from '../content/library.ts';
import { keyOf } from '../content/lookup/key.ts';
import { isKnownWord } from '../content/lookup/names.ts';
import { askButton } from './asked/addresses.ts';

/** Entries that are offered; the last place of the row is kept free. */
const NEAREST = 4;

/**
 * The row under every "I don't know that", of words, comparisons and apps alike.
 * @param near what may have been meant, the nearest first
 * @param question what was asked: it can be handed to the authors
 */
export const wayOn = (near: readonly Button[], question?: string): readonly Block[] => {
  const row = buttons(...near.slice(0, NEAREST), question !== undefined && askButton(question));
  return row === undefined ? [] : [row];
};

/**
 * Whether a question is about something else than this course, so that no author need hear of it. A single word that is
 * no English may be a term of ours that has no entry.
 */
export function isOutside({ lookup }: Pick<Library, 'lookup'>, question: string): boolean {
  if (lookup.isOurs(question)) return false;
  const [word, ...more] = keyOf(question).split(' ');
  return word !== undefined && word !== '' && (more.length > 0 || isKnownWord(word));
}
