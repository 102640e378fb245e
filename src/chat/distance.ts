/** How many slips of the finger lie between two words: for names, typed answers and the look-up alike. */

/**
 * Longer words are not compared: nobody mistypes one. The rows are kept, since thousands of comparisons would make as much
 * garbage.
 */
const WIDEST = 128;
const rows = [new Uint8Array(WIDEST), new Uint8Array(WIDEST), new Uint8Array(WIDEST)] as const;

/**
 * Damerau-Levenshtein (optimal string alignment): insert, drop, replace, swap neighbors. Written by hand, since libraries
 * know no swaps or no bound, and the look-up asks thousands of times for each word. More than `most` may come back as
 * `most + 1`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || b.length >= WIDEST) return most + 1;
  let [row, last, beforeLast] = rows;
  for (let j = 0; j <= b.length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let least = i;
    const code = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j += 1) {
      const same = code === b.charCodeAt(j - 1);
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      }
      row[j] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    [row, last, beforeLast] = [beforeLast, row, last];
  }
  return last[b.length] ?? most + 1;
}
