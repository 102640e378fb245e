/* Makes nodes. Text goes in as text and nothing else: no string ever becomes markup. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} attributes
 *   Attributes by name; `true` sets an empty one, `false` and undefined none; `onclick` and the like listen.
 * @param {...(Node | string | undefined | false | (Node | string | undefined | false)[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) if (child !== undefined && child !== false) node.append(child);
  return node;
}

/** Strokes on a field of 24 by 24. */
const ICONS = {
  moon: ['M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z'],
  sun: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
    'M12 2.5v2M12 19.500v2M4.9 4.900l1.4 1.400M17.7 17.700l1.4 1.400M2.5 12h2M19.5 12h2M4.9 19.100l1.4-1.400M17.7 6.300l1.4-1.4',
  ],
  send: ['M4.5 12h14M12.5 6l6 6-6 6'],
  eye: [
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z',
    'M12 9.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  ],
  out: [
    'M9 6H6.500A1.5 1.5 0 0 0 5 7.500v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.500V15',
    'M13 5h6v6M19 5l-8 8',
  ],
  copy: ['M9 9h9.500v10.500H9z', 'M6 15H5V4.500h9.500V6'],
  check: ['M5 12.500l4.5 4.500L19 7.5'],
  reply: ['M9.5 7L5 11.5 9.5 16', 'M5 11.500h8.500a5 5 0 0 1 5 5V18'],
  close: ['M6 6l12 12M18 6L6 18'],
  down: ['M6 9.500l6 6 6-6'],
  save: ['M12 4.500v10M7.5 10.500l4.5 4.500 4.500-4.500', 'M5 19h14'],
  cloche: ['M4 17a8 8 0 0 1 16 0z', 'M3 20h18', 'M12 9V6.5'],
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {SVGSVGElement} A drawing beside words or an aria-label, never instead of them.
 */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of ICONS[name]) {
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T} The element of page.html with this id.
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`page.html has no ${kind.name} with the id ${id}`);
}

/**
 * A round mark with the first letters of a name, in a color of the name's own.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function face(name) {
  const letters = name.split(/[\s-]+/u).flatMap((word) => Array.from(word)[0] ?? []);
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  // the letters are decoration: drawn by the style sheet, so that nobody hears them before the name
  const initials = letters.slice(0, 2).join('').toUpperCase();
  return h('span', { class: `face hue-${sum % 6}`, 'aria-hidden': 'true', 'data-initials': initials });
}

/** What this browser keeps: null when it has nothing, or keeps nothing. */
export const kept = {
  /** @param {string} name @param {Storage} [where] */
  get(name, where = localStorage) {
    try {
      return where.getItem(`sous.${name}`);
    } catch {
      return null; // storage is switched off: everything works, but for remembering
    }
  },
  /** @param {string} name @param {string} value @param {Storage} [where] */
  set(name, value, where = localStorage) {
    try {
      where.setItem(`sous.${name}`, value);
    } catch {
      // storage is switched off or full: see above
    }
  },
};
