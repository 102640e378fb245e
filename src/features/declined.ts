/** What Sous does not know: after one warm line, the nearest entries and what else can be done about it. */
import { type Block, type Button, buttons } from '../chat/card.ts';
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
