/* How high cards are in the conversation. It stands alone, for it is handed over as its text. */

/**
 * Draws each card where the latest one stands, with the page's own code and styles.
 * @param {Element} article The latest message
 * @param {{ draw: { drawCard(...given: unknown[]): HTMLElement }, cards: readonly unknown[] }} what The page's module that draws, and cards as the server sends them
 * @returns {readonly number[]} CSS pixels
 */
export const heights = (article, { draw: { drawCard }, cards }) => {
  const place = article.querySelector('.answer');
  const chips = { commands: () => [], run: () => undefined, write: () => undefined };
  return cards.map((card) => {
    const node = drawCard(card, () => undefined, 'me', chips);
    place?.replaceChildren(node);
    return Math.round(node.getBoundingClientRect().height);
  });
};
