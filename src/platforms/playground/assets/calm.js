/*
 * Keeps the hand safe while the page changes: what is pressed is what stood there when the finger came down. After a change
 * that moves controls, presses wait for a moment; the eye needs that long anyway.
 */

/** Milliseconds: a double click is two presses within so long. */
const PAUSE_MS = 500;

/** What does something when it is pressed; links only lead somewhere. */
const CONTROLS = ':is(.card, .tries) :is(button, label, [role=option])';

/** @param {EventTarget | null} target */
const controlAt = (target) => (target instanceof Element ? target.closest(CONTROLS) : null);

/** Where the page itself put the focus last. @type {{ control: Element, until: number } | undefined} */
let given;

/** @param {HTMLElement} area Where presses are watched. */
export function createCalm(area) {
  let until = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Element | null} */
  let touched = null;
  /** The words of the control that was pressed last: to press the same one again by a key is meant. */
  let last = '';

  /** @param {Event} event */
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  /** Whether the page has just put the focus there, and it was somewhere else before. @param {Element} control */
  const isGiven = (control) =>
    control === given?.control && performance.now() < given.until && control.textContent !== last;
  area.addEventListener('pointerdown', (event) => (touched = controlAt(event.target)), true);
  area.addEventListener(
    'click',
    (event) => {
      const control = controlAt(event.target);
      if (control === null) return;
      if (event.detail === 0) {
        if (isGiven(control)) return stop(event);
      } else if (performance.now() < until || (touched !== null && touched !== control && !control.contains(touched))) {
        return stop(event); // or the finger came down on something else, which is gone
      }
      last = control.textContent ?? '';
    },
    true,
  );
  // a key that is held down presses once
  area.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      const at = event.target;
      if (event.repeat && controlAt(at) !== null) stop(event);
      else if (at instanceof Element && at.matches('[role=listbox]') && isGiven(at)) stop(event);
    },
    true,
  );

  return {
    /** Controls moved: nothing is pressed for a moment. The style sheet makes controls deaf for so long. */
    pause() {
      until = performance.now() + PAUSE_MS;
      area.dataset['moving'] = '';
      clearTimeout(timer);
      timer = setTimeout(() => delete area.dataset['moving'], PAUSE_MS);
    },
  };
}

/** What can be pressed in a message, and where: the same words mean that nothing moved. @param {HTMLElement} node */
export function placesIn(node) {
  return Array.from(node.querySelectorAll(CONTROLS), (control) => {
    const { top, left } = control.getBoundingClientRect();
    return `${Math.round(top)} ${Math.round(left)} ${control.textContent}`;
  }).join('\n');
}

/**
 * Puts a node in the place of another. What was ticked and not sent yet stays ticked; the focus stays on the same control,
 * else it goes to the one thing to do next: never to another control that happens to stand there.
 * @param {HTMLElement} old @param {HTMLElement} node
 */
export function replaceCalmly(old, node) {
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && old.contains(focused) ? focused : undefined;
  const thread = old.querySelector(':scope > .thread');
  const inThread = inside !== undefined && thread?.contains(inside) === true;
  if (thread !== null) node.append(thread);
  const words = inside === undefined ? '' : nameOf(inside, old);
  keepTicks(old, node);
  old.replaceWith(node);
  if (inside === undefined) return;
  if (inThread) return inside.focus({ preventScroll: true });
  focusNext(node, words);
}

/** What a control is called, the box of a list and a list itself by their labels. @param {Element} control @param {Element} where */
function nameOf(control, where) {
  const by = control.getAttribute('aria-labelledby');
  const label = by === null ? control.closest('label') : where.querySelector(`[id="${by}"]`);
  return (label ?? control).textContent ?? '';
}

/**
 * The focus goes to the control with these words, else to the main button, else to the message itself.
 * @param {HTMLElement} node @param {string} [words]
 */
export function focusNext(node, words = '') {
  const controls = Array.from(
    node.querySelectorAll('article button, article a[href], article [role=listbox], article input'),
  );
  const same = controls.find((one) => words !== '' && nameOf(one, node) === words);
  const next = same ?? node.querySelector('article .button.main') ?? node.querySelector('article');
  if (!(next instanceof HTMLElement) || next.matches(':disabled')) return;
  given = { control: next, until: performance.now() + PAUSE_MS };
  next.focus({ preventScroll: true });
}

/** @param {HTMLElement} old @param {HTMLElement} node */
function keepTicks(old, node) {
  const lists = (/** @type {HTMLElement} */ where) => Array.from(where.querySelectorAll('fieldset.pick'));
  for (const before of lists(old)) {
    const boxes = boxesOf(before);
    if (boxes.every((box) => box.checked === box.defaultChecked)) continue;
    const label = before.querySelector('legend')?.textContent;
    const after = lists(node).find((list) => list.querySelector('legend')?.textContent === label);
    const now = after === undefined ? [] : boxesOf(after);
    // what the server holds changed meanwhile: then its word counts
    const same =
      now.length === boxes.length &&
      now.every((box, at) => box.value === boxes[at]?.value && box.defaultChecked === boxes[at].defaultChecked);
    if (after === undefined || !same) continue;
    for (const [at, box] of now.entries()) box.checked = boxes[at]?.checked === true;
    after.dispatchEvent(new Event('change'));
  }
}

/** @param {Element} list @returns {HTMLInputElement[]} */
const boxesOf = (list) => Array.from(list.querySelectorAll('input'));
