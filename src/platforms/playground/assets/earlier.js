/* The button above a conversation that brings what was said before. */
import { h, part } from './dom.js';

/** @import { WireMessage } from '../wire.ts' */

/**
 * @param {{ first: WireMessage | undefined, load: (at: number) => Promise<void> }} options `first`: the oldest message that
 *   is shown, when there are older ones.
 */
export function drawEarlier({ first, load }) {
  const place = part('before', HTMLDivElement);
  const state = first?.id ?? '';
  if (place.dataset['state'] === state) return; // the button stays, and the focus on it
  place.dataset['state'] = state;
  if (first === undefined) return place.replaceChildren();
  const button = h('button', { class: 'button plain', type: 'button' }, 'Show earlier messages');
  button.addEventListener('click', () => void load(first.at));
  return place.replaceChildren(button);
}
