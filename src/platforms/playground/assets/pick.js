/* Pick lists: one of several as a list box, several as check boxes with a button for when one is done. */
import { h } from './dom.js';

/** @import { WireOption, WirePick } from '../wire.ts' */

let made = 0;
/** @param {string} what */
const nextId = (what) => `${what}-${++made}`;

/** @param {WirePick} pick @param {import('./draw.js').OnPress} onPress @returns {HTMLElement} */
export function drawPick(pick, onPress) {
  return pick.max > 1 ? drawSeveral(pick, onPress) : drawOne(pick, onPress);
}

/** @param {WireOption} option */
const words = ({ label, note }) => [
  h('span', { class: 'option-label' }, label),
  note !== undefined && h('span', { class: 'option-note' }, note),
];

/** @param {WirePick} pick @param {import('./draw.js').OnPress} onPress @returns {HTMLElement} */
function drawOne({ press, label, options, min, folded }, onPress) {
  const labelId = nextId('pick');
  let active = Math.max(
    0,
    options.findIndex((option) => option.picked),
  );
  const items = options.map((option, index) =>
    h(
      'li',
      {
        role: 'option',
        id: `${labelId}-${index}`,
        'aria-selected': option.picked === true ? 'true' : 'false',
        onclick: () => choose(index),
      },
      ...words(option),
    ),
  );
  /** @type {HTMLUListElement} */
  const list = h(
    'ul',
    {
      class: 'options',
      role: 'listbox',
      tabindex: 0,
      'aria-labelledby': labelId,
      onkeydown: (event) => key(event),
      // by keyboard only: under a finger nothing may move
      onfocus: () => list.matches(':focus-visible') && move(active),
    },
    ...items,
  );
  list.addEventListener('blur', () => items[active]?.classList.remove('active'));
  // a long list opens where the choice of now is; once it stands on the page
  requestAnimationFrame(() => {
    const [picked, frame] = [items[active]?.getBoundingClientRect(), list.getBoundingClientRect()];
    if (picked !== undefined) list.scrollTop += picked.top - frame.top - (frame.height - picked.height) / 2;
  });

  /** @param {number} index */
  const move = (index) => {
    items[active]?.classList.remove('active');
    active = (index + items.length) % items.length;
    const item = items[active];
    if (item === undefined) return;
    item.classList.add('active');
    list.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  };
  /** @param {number} index */
  const choose = (index) => {
    const option = options[index];
    if (option === undefined || list.getAttribute('aria-disabled') === 'true') return;
    // picking what is picked already takes it back where that is allowed
    onPress(press, min === 0 && option.picked === true ? [] : [option.value], list);
  };
  /** @param {Event} event */
  const key = (event) => {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: items.length - 1 };
    if (event.key in steps) move(steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (event.key.length === 1) {
      const wanted = event.key.toLowerCase();
      const next = options.findIndex((_, i) =>
        at(active + 1 + i)
          .label.toLowerCase()
          .replace(/^[#@]/u, '')
          .startsWith(wanted),
      );
      if (next === -1) return;
      move(active + 1 + next);
    } else return;
    event.preventDefault();
  };
  /** @param {number} index */
  const at = (index) => options[index % options.length] ?? { label: '', value: '' };
  return folded === true
    ? h('details', { class: 'pick folded' }, h('summary', { class: 'pick-label', id: labelId }, label), list)
    : h('div', { class: 'pick' }, h('p', { class: 'pick-label', id: labelId }, label), list);
}

/** @param {WirePick} pick @param {import('./draw.js').OnPress} onPress @returns {HTMLElement} */
function drawSeveral({ press, label, options, min, max, done: send }, onPress) {
  const hintId = nextId('hint');
  const boxes = options.map((option) => {
    // an attribute: the page knows what was ticked since
    return h('input', { type: 'checkbox', value: option.value, checked: option.picked === true });
  });
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  /** @type {HTMLButtonElement} */
  const done = h(
    'button',
    {
      class: 'button plain',
      type: 'button',
      'aria-describedby': hintId,
      onclick: () => onPress(press, picked(), done),
    },
    send,
  );
  const check = () => (done.disabled = picked().length < min || picked().length > max);
  check();
  return h(
    'fieldset',
    { class: 'pick', onchange: check },
    h('legend', { class: 'pick-label' }, label),
    h(
      'div',
      { class: 'options' },
      ...options.map((option, index) => h('label', {}, boxes[index], h('span', {}, ...words(option)))),
    ),
    h('div', { class: 'buttons' }, done, h('span', { class: 'pick-hint', id: hintId }, howMany(min, max))),
  );
}

/** @param {number} min @param {number} max */
export function howMany(min, max) {
  if (min === max) return `Pick ${min}.`;
  return min === 0 ? `Pick up to ${max}.` : `Pick ${min} to ${max}.`;
}
