/* What stands in a conversation before anything was said. */
import { h, icon } from './dom.js';

/** @import { WireCommand, WireRoom } from '../wire.ts' */

/**
 * Three things to try on a first visit; only what this Sous can do.
 * @param {{ name: string, commands: readonly WireCommand[], send: (text: string) => void, write: (text: string) => void, close: () => void }} options
 */
export function drawWelcome({ name, commands, send, write, close }) {
  const has = (/** @type {string} */ wanted) => commands.some((command) => command.name === wanted);
  /** @type {[string, string, () => void][]} */
  const tries = [['What is a database?', 'Ask in plain words', () => send('What is a database?')]];
  if (has('what')) tries.push(['/what is:', 'Look a word up, with suggestions', () => write('/what is:')]);
  if (has('quiz')) tries.push(['/quiz', 'Test yourself with a few questions', () => write('/quiz ')]);
  for (const command of commands) {
    if (tries.length >= 3) break;
    if (!command.staff && !has('what'))
      tries.push([`/${command.name}`, command.description, () => write(`/${command.name} `)]);
  }
  const node = h(
    'section',
    { class: 'welcome', 'aria-labelledby': 'welcome-title' },
    h('h2', { id: 'welcome-title' }, `Welcome, ${name}`),
    h(
      'p',
      {},
      'I am Sous. I explain how the back end works, the part of an app that nobody sees. Three things to try:',
    ),
    h(
      'ul',
      { class: 'tries' },
      ...tries
        .slice(0, 3)
        .map(([label, note, go]) =>
          h(
            'li',
            {},
            h('button', { class: 'try', type: 'button', onclick: go }, h('b', {}, label), h('span', {}, note)),
          ),
        ),
    ),
    h(
      'button',
      { class: 'quiet icon-button', type: 'button', 'aria-label': 'Close the welcome', onclick: close },
      icon('close'),
    ),
  );
  node.dataset['state'] = `welcome ${name} ${tries.length}`;
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
