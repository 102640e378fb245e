/* What stands in a conversation before anything was said. */
import { h, icon } from './dom.js';

/** @import { WireRoom, WireStarter } from '../wire.ts' */

/** More would be a menu. */
const MOST = 3;

/**
 * A few things to begin with on a first visit, the best first.
 * @param {{ name: string, about: string, starters: readonly WireStarter[], send: (text: string) => void, close: () => void }} options
 */
export function drawWelcome({ name, about, starters, send, close }) {
  const tries = starters.slice(0, MOST);
  const node = h(
    'section',
    { class: 'welcome', 'aria-labelledby': 'welcome-title' },
    h('h2', { id: 'welcome-title' }, `Welcome, ${name}`),
    h('p', {}, `I am Sous. ${about} Begin with one of these, or ask me anything below.`),
    h(
      'ul',
      { class: 'tries' },
      ...tries.map(({ label, note, line }) =>
        h(
          'li',
          {},
          h(
            'button',
            { class: 'try', type: 'button', onclick: () => send(line) },
            h('b', {}, label),
            ' ',
            h('span', {}, note),
          ),
        ),
      ),
    ),
    h(
      'button',
      { class: 'quiet icon-button', type: 'button', 'aria-label': 'Close the welcome', onclick: close },
      icon('close'),
    ),
  );
  node.dataset['state'] = `welcome ${name} ${about} ${tries.map(({ label }) => label).join()}`;
  return node;
}

/** @param {WireRoom} room */
export function drawEmpty(room) {
  const words = room.direct
    ? 'This is a quiet place: only you and Sous. Ask whatever you did not want to ask in front of others.'
    : room.name === 'general'
      ? 'Nobody has said anything yet. Ask the first question; others learn from the answer too.'
      : 'Nothing on the board yet. What is planned for everybody will stand here.';
  const node = h('section', { class: 'empty' }, icon('cloche'), h('p', {}, words));
  node.dataset['state'] = `empty ${room.id}`;
  return node;
}
