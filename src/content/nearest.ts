/** What somebody meant who wrote a word that is not known: for "do you mean …?". */

/** The word that shares most pairs of letters, when it shares most of them. */
export function nearest(word: string, among: Iterable<string>): string | undefined {
  const own = pairsOf(word);
  let best: string | undefined;
  let most = 0.5;
  for (const other of among) {
    const theirs = pairsOf(other);
    const shared = [...own].filter((pair) => theirs.has(pair)).length;
    const share = (2 * shared) / (own.size + theirs.size);
    if (share > most) [best, most] = [other, share];
  }
  return best;
}

const pairsOf = (word: string): ReadonlySet<string> =>
  new Set(Array.from({ length: word.length + 1 }, (_, at) => ` ${word.toLowerCase()} `.slice(at, at + 2)));

/** `; do you mean "apply"?`, or nothing. */
export function meant(word: string, among: Iterable<string>): string {
  const near = nearest(word, among);
  return near === undefined ? '' : `; do you mean "${near}"?`;
}
