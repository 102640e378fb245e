/** Questions that ask for the same, by the words that count in them. */
import { tokenize, variant } from './normalize.ts';
import { CHAT, GRAMMAR } from './words.ts';

/**
 * The same text for "What is a Foo?", "foos" and "can you explain foo please": without what frames a question, in one
 * spelling, and in one order. Empty when there is no word in it.
 */
export function keyOf(question: string): string {
  const words = tokenize(question).map(({ text }) => text);
  const meant = words.filter((word) => !GRAMMAR.has(word) && !CHAT.has(word));
  return [...new Set((meant.length > 0 ? meant : words).map(variant))].toSorted().join(' ').slice(0, 200);
}

/** The words that count, in their own order and as they were typed but for their case: what it may be called. */
export const nameIn = (question: string): string =>
  tokenize(question)
    .map(({ text, shout }) => (shout ? text.toUpperCase() : text))
    .filter((word) => !GRAMMAR.has(word.toLowerCase()) && !CHAT.has(word.toLowerCase()))
    .join(' ');
