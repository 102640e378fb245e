/** Where *Ask the authors* leads, and the button itself. */
import { address } from '../../chat/address.ts';
import { button, type Button } from '../../chat/card.ts';
import { LIMITS } from '../../chat/limits.ts';
import { arg, sizeOf } from '../../chat/press.ts';
import { cut } from '../../chat/words.ts';

/** Hands the question in as it is. */
export const askNow = address('asked.ask', { q: arg.text });
/** Shows it once more, to be completed: longer than a press can carry. */
export const askMore = address('asked.write', { q: arg.text });

/** Characters of a question that a press carries; any letter may take nine of them. */
const MOST = 60;

/** Hands in what was asked; what is too long for a press opens a form with as much as fits. */
export function askButton(question: string): Button {
  const words = question.replaceAll(/\s+/gu, ' ').trim();
  if (words.length <= MOST && sizeOf(askNow({ q: words })) <= LIMITS.press)
    return button(askNow({ q: words }), 'Ask the authors');
  let q = cut(words, MOST);
  while (sizeOf(askMore({ q })) > LIMITS.press) q = cut(q, Math.floor(q.length * 0.8));
  return button(askMore({ q }), 'Ask the authors');
}
