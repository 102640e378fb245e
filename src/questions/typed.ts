/** How typed answers are compared: kindly, but never so kindly that a different word passes. */

/** Case, accents' encoding, spaces, punctuation, hyphens and a leading article make no difference. */
export function folded(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[-_/]+/gu, ' ')
    .replaceAll(/[^\p{L}\p{N}+#.() ]+/gu, '')
    .replaceAll(/\.(?=\s|$)/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:the|a|an) (?=.)/u, '');
}

/** Without a plural ending, so that "servers" equals "server"; short words and -ss keep theirs. */
const singular = (word: string): string =>
  word.length > 3 && /[^s]s$/u.test(word)
    ? word
        .replace(/ies$/u, 'y')
        .replace(/(?<=x|ch|sh|z)es$/u, '')
        .replace(/s$/u, '')
    : word;

const key = (raw: string): string => folded(raw).split(' ').map(singular).join('').replaceAll('.', '');

export type Match = 'exact' | 'slip' | 'no';

/**
 * Compares what was typed with what is accepted. One edit is forgiven from 5 letters on, two from 9; none where digits
 * or signs carry the meaning (codes, versions).
 */
export function matchTyped(raw: string, accepted: readonly string[]): Match {
  const given = key(raw);
  if (given === '') return 'no';
  const keys = accepted.map(key);
  if (keys.includes(given)) return 'exact';
  const slip = keys.some((one) => {
    if (/[^\p{L}]/u.test(one)) return false;
    const bound = one.length >= 9 ? 2 : one.length >= 5 ? 1 : 0;
    return bound > 0 && Math.abs(one.length - given.length) <= bound && distance(one, given, bound) <= bound;
  });
  return slip ? 'slip' : 'no';
}

/** Edits between two words (insert, delete, replace, swap neighbours); more than `bound` may come back as any larger number. */
function distance(a: string, b: string, bound: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    if (Math.min(...next) > bound) return bound + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? bound + 1;
}
