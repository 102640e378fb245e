/** How high each card is where the latest message stands, in CSS pixels. `draw`: the page's module that draws. */
export function heights(
  article: unknown,
  what: { readonly draw: unknown; readonly cards: readonly unknown[] },
): readonly number[];
