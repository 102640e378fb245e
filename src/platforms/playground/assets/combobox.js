/* A text box with a list of suggestions (the ARIA combobox): the focus stays in the box, the list only has a mark. */
import { h } from './dom.js';

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [note]
 * @property {string} [mark] Words at the far end of the line.
 * @property {() => void} accept
 */

/**
 * @param {HTMLInputElement} input
 * @param {HTMLUListElement} list
 * @param {{ onCount?: (count: number) => void }} [options]
 */
export function createCombobox(input, list, { onCount } = {}) {
  /** @type {readonly Item[]} */
  let items = [];
  let active = -1;

  /** @param {number} index -1 marks none. */
  const mark = (index) => {
    active = index;
    Array.from(list.children, (node, at) => {
      node.setAttribute('aria-selected', String(at === active));
      if (at === active) node.scrollIntoView({ block: 'nearest' });
    });
    if (active === -1) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
  };

  /** @param {readonly Item[]} next @param {{ first?: boolean }} [how] `first` marks the first one at once. */
  const show = (next, { first = false } = {}) => {
    items = next;
    list.replaceChildren(
      ...items.map((item, index) =>
        h(
          'li',
          { role: 'option', id: `${list.id}-${index}`, 'aria-selected': 'false', onclick: () => accept(index) },
          h('span', { class: 'item-label' }, item.label),
          item.note !== undefined && h('span', { class: 'item-note' }, item.note),
          item.mark !== undefined && h('span', { class: 'item-mark' }, item.mark),
        ),
      ),
    );
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(items.length > 0));
    mark(first && items.length > 0 ? 0 : -1);
    list.scrollTop = 0;
    onCount?.(items.length);
  };
  const hide = () => show([]);

  /** @param {number} index */
  const accept = (index) => {
    const item = items[index];
    hide();
    item?.accept();
    input.focus();
  };

  // a press on the list must not take the focus from the box
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  input.addEventListener('blur', hide);

  return {
    show,
    hide,
    get open() {
      return items.length > 0;
    },
    /** @param {KeyboardEvent} event @returns {boolean} Whether the key was for the list. */
    key(event) {
      if (items.length === 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
      switch (event.key) {
        case 'ArrowDown':
          mark(active === items.length - 1 ? 0 : active + 1);
          break;
        case 'ArrowUp':
          mark(active <= 0 ? items.length - 1 : active - 1);
          break;
        case 'Tab':
          if (event.shiftKey) return false;
          accept(Math.max(0, active));
          break;
        case 'Enter':
          if (active === -1) return false;
          accept(active);
          break;
        case 'Escape':
          hide();
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

/** People type faster than they read: suggestions are asked for when they pause. */
const PAUSE_MS = 80;

/** Asks one question at a time: a later one makes the earlier one void. */
export function createAsker() {
  let stop = new AbortController();
  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} question
   * @param {(answer: T) => void} then Not called when another question came in between, or when there was no answer.
   */
  const ask = async (question, then) => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
    if (signal.aborted) return;
    try {
      const answer = await question(signal);
      if (!signal.aborted) then(answer);
    } catch (error) {
      // suggestions are a help and no more: without them one goes on typing, and the banner tells what is wrong
      if (!signal.aborted) console.warn('no suggestions', error);
    }
  };
  return { ask, stop: () => stop.abort() };
}

/**
 * Suggestions under a field of a form.
 * @param {HTMLInputElement} input
 * @param {HTMLUListElement} list
 * @param {(typed: string, signal: AbortSignal) => Promise<{ label: string, value: string }[]>} suggest
 */
export function suggestFor(input, list, suggest) {
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);
  const box = createCombobox(input, list);
  const asker = createAsker();
  const look = () =>
    asker.ask(
      (signal) => suggest(input.value, signal),
      (found) =>
        box.show(
          found.map(({ label, value }) => ({
            label,
            accept: () => {
              input.value = value;
            },
          })),
        ),
    );
  input.addEventListener('input', () => void look());
  input.addEventListener('blur', () => asker.stop());
  input.addEventListener('keydown', (event) => {
    if (box.key(event)) return;
    if (event.key === 'ArrowDown') void look();
  });
}
