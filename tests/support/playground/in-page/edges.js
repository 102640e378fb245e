/* Where words of a text are drawn. */

/**
 * The right edge of each name and the left edge of the points behind it, in pixels; row by row, numbered from 1.
 * @param {HTMLElement | SVGElement} pre @param {{ text: string, names: readonly string[] }} table
 * @returns {{ name: number, points: number }[]}
 */
export function edges(pre, { text, names }) {
  pre.textContent = text;
  const node = pre.firstChild ?? pre;
  /** @param {number} from @param {number} length */
  const drawn = (from, length) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, from + length);
    return range.getBoundingClientRect();
  };
  return names.map((name, at) => {
    const line = text.indexOf(`\n${at + 1}  ${name}`) + 1;
    return {
      name: drawn(text.indexOf(name, line), name.length).right,
      points: drawn(text.indexOf('70', line), 2).left,
    };
  });
}
