/* What a test looks at inside the page. Each function stands alone, for it is handed over as its text. */

/** Whether nothing is wider than the screen. */
export const fits = () => document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth;

export const focusedText = () => document.activeElement?.textContent ?? '';

/** @param {unknown} node */
export const isFocused = (node) => node === document.activeElement;

/** Whether the bytes of the last picture came and could be drawn. */
export const pictureIsThere = () =>
  Array.from(document.querySelectorAll('img'), (image) => image).at(-1)?.naturalWidth === 8;

/** Whether what is picked in a list is in sight, and the list had to move for it. @param {Element} list */
export const showsPicked = (list) => {
  const [item, frame] = [list.querySelector('[aria-selected="true"]'), list.getBoundingClientRect()];
  const box = item?.getBoundingClientRect();
  return box !== undefined && list.scrollTop > 0 && box.top >= frame.top && box.bottom <= frame.bottom;
};

/** Whether one can write. */
export const isOpen = () => document.querySelector('#say:not(:disabled)') !== null;

export const scheme = () => getComputedStyle(document.documentElement).colorScheme;

/** How much red is in the ground of the page, from 0 to 255. */
export const groundRed = () => Number(/\d+/u.exec(getComputedStyle(document.documentElement).backgroundColor)?.[0]);

export const allIds = () => Array.from(document.querySelectorAll('[id]'), (node) => node.id);

/** The next Tab begins at the top of the page. */
export const toTheTop = () => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
};

/** The name of what has the focus, with a word when one cannot see that it has. */
export const focused = () => {
  const node = document.activeElement;
  if (!(node instanceof HTMLElement)) return 'nothing';
  const box = node.closest('.say-box') ?? node; // the box around the input shows its focus
  const name = node.getAttribute('aria-label') ?? (node.innerText.trim().split('\n').at(-1) || node.id);
  return [node, box].some((one) => getComputedStyle(one).outlineStyle !== 'none') ? name : `${name}, which nobody sees`;
};

/** Names of animations that move something; `appear` only waits. */
export const movingParts = () =>
  document
    .getAnimations()
    .flatMap((one) => (one instanceof CSSAnimation && one.animationName !== 'appear' ? one.animationName : []));

/** What happens to somebody who wants to put markup into the page. */
export const tryMarkup = () => {
  try {
    document.body.innerHTML = '<b>x</b>';
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.name : 'something';
  }
};

/** @param {unknown} box */
export const complaint = (box) => (box instanceof HTMLInputElement ? box.validationMessage : 'no box');

/** Whether the newest words of the conversation can be seen. */
export const atTheEnd = () => {
  const scroll = document.querySelector('#log-scroll');
  return scroll !== null && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 2;
};

/** @param {string} selector */
export const topOf = (selector) => Math.round(document.querySelector(selector)?.getBoundingClientRect().top ?? NaN);

/** Whether nothing moved for a moment, so that presses are heard. */
export const isCalm = () => document.querySelector('[data-moving]') === null;

/** Brings a control to a place of what can be seen and focuses it, without a pointer. @param {Element} control @param {'center' | 'end'} block */
export const bringTo = (control, block) => {
  control.scrollIntoView({ block });
  if (control instanceof HTMLElement) control.focus({ preventScroll: true });
};

/** Upper and lower edge of the conversation, in pixels from the top of the window. */
export const edgesOfTalk = () => {
  const { top = NaN, bottom = NaN } = document.querySelector('#log-scroll')?.getBoundingClientRect() ?? {};
  return { top, bottom };
};
