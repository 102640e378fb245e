/* What can be told of a page's accessibility by looking at it: names, sizes, contrast. */

/** Controls that a screen reader could only call "button". */
export const namelessControls = () => {
  const controls = document.querySelectorAll(
    'button, a[href], input, textarea, select, [role=listbox], [role=option], [tabindex="0"], img, dialog',
  );
  /** @param {string | null} ids */
  const words = (ids) =>
    (ids ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ');
  return Array.from(controls).flatMap((node) => {
    const typed = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
    const labels = typed ? Array.from(node.labels ?? [], (label) => label.textContent) : [node.textContent];
    const alternative = node.querySelector('img')?.alt ?? '';
    const own = node instanceof HTMLImageElement ? node.alt : '';
    const decorative = node instanceof HTMLImageElement && node.alt === '' && node.closest('.brand') !== null;
    const others = [node.getAttribute('aria-label'), words(node.getAttribute('aria-labelledby'))];
    const named = [...labels, ...others, alternative, own].some((name) => (name ?? '').trim() !== '');
    return named || decorative || node.closest('[hidden]') !== null ? [] : node.outerHTML.slice(0, 120);
  });
};

/**
 * Visible controls lower than so many pixels.
 * @param {number} least
 */
export const smallTargets = (least) => {
  const controls = document.querySelectorAll(
    'button, a.button, [role=option], .options > label, input[type=text], textarea',
  );
  return Array.from(controls).flatMap((node) => {
    const { width, height } = node.getBoundingClientRect();
    const quiet = node.matches('.copy, .reply, .icon-button'); // small on purpose, with room around them
    return width === 0 || height >= (quiet ? 24 : least) ? [] : `${height} px: ${node.outerHTML.slice(0, 100)}`;
  });
};

/**
 * Texts whose contrast with what lies behind them is below the ratio (WCAG 2: 4.5 for text of this size).
 * @param {number} least
 */
export const lowContrasts = (least) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (canvas === null) throw new Error('no canvas');
  /** @param {string} color */
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return { red, green, blue, alpha: alpha / 255 };
  };
  /** @param {Element | null} node */
  const behind = (node) => {
    for (let at = node; at !== null; at = at.parentElement) {
      const ground = read(getComputedStyle(at).backgroundColor);
      if (ground.alpha > 0.99) return ground;
    }
    return read('white');
  };
  /** @param {number} value */
  const part = (value) => {
    const share = value / 255;
    return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  /** @param {ReturnType<typeof read>} color */
  const light = ({ red, green, blue }) => 0.212_6 * part(red) + 0.715_2 * part(green) + 0.072_2 * part(blue);
  /** @type {Set<string>} */
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const node = text.parentElement;
    const words = text.textContent?.trim() ?? '';
    if (node === null || words === '' || !node.checkVisibility({ opacityProperty: true })) continue;
    if (node.closest(':disabled, [aria-disabled=true], .sr-only') !== null) continue; // exempt in WCAG, or not seen
    const lights = [light(read(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    if (ratio < least) bad.add(`${ratio.toFixed(2)}: "${words.slice(0, 40)}" in .${node.className}`);
  }
  return [...bad];
};
