/* The list of rooms, with a dot where something new was said. */
import { h, icon, part } from './dom.js';

/** @import { WireRoom } from '../wire.ts' */

/** Where one is, above the conversation. @param {WireRoom} room */
export function drawHead({ name, about, direct }) {
  part('room-name', HTMLHeadingElement).replaceChildren(h('span', { 'aria-hidden': 'true' }, direct ? '' : '#'), name);
  part('room-about', HTMLParagraphElement).textContent = about;
}

/**
 * @param {{ rooms: readonly WireRoom[], room: string, unread: ReadonlySet<string>, enter: (room: string) => void }} options
 *   `room` is where one is.
 */
export function drawRooms({ rooms, room, unread, enter }) {
  const list = part('rooms', HTMLElement);
  const groups = [
    { name: 'Channels', rooms: rooms.filter((one) => !one.direct) },
    { name: 'Direct message', rooms: rooms.filter((one) => one.direct) },
  ];
  const state = JSON.stringify([groups, room, [...unread]]);
  if (list.dataset['state'] === state) return; // drawn like this already: the focus stays where it is
  list.dataset['state'] = state;
  const focused = document.activeElement?.getAttribute('data-room') ?? undefined;
  /** @param {WireRoom} one */
  const draw = (one) =>
    h(
      'button',
      {
        class: 'room quiet',
        type: 'button',
        'data-room': one.id,
        'aria-current': one.id === room ? 'page' : undefined,
        onclick: () => enter(one.id),
      },
      one.direct ? icon('cloche') : h('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
      one.name,
      unread.has(one.id) && h('span', { class: 'unread' }, h('span', { class: 'sr-only' }, 'new messages')),
    );
  list.replaceChildren(
    ...groups.map((group) =>
      h('div', { class: 'room-group' }, h('p', { class: 'room-group-name' }, group.name), ...group.rooms.map(draw)),
    ),
  );
  const again = Array.from(list.querySelectorAll('button')).find((button) => button.dataset['room'] === focused);
  if (focused !== undefined) again?.focus();
  document.title = unread.size > 0 ? '• Sous' : 'Sous';
}
