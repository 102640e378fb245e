/** Finds what a misspelled word may have meant: few edits, same beginning, and fewer for shorter words. */
import { distance } from '../../chat/distance.ts';

export interface Guess {
  readonly word: string;
  readonly edits: number;
}

export interface Speller {
  /** At most three, best first; none for words that are too short to guess. */
  guesses(word: string): readonly Guess[];
}

/** How many edits a word of this length may be away: short words have too many neighbors. */
function mostEdits(length: number): number {
  if (length < 4) return 0;
  if (length < 6) return 1;
  return length < 12 ? 2 : 3;
}

interface Entry {
  readonly word: string;
  readonly mask: number;
}

export function createSpeller(words: Iterable<string>): Speller {
  const byLength = new Map<number, Entry[]>();
  for (const word of words) {
    if (word.length < 3 || /\d{2}/u.test(word)) continue;
    const same = byLength.get(word.length);
    const entry: Entry = { word, mask: maskOf(word) };
    if (same === undefined) byLength.set(word.length, [entry]);
    else same.push(entry);
  }
  return {
    guesses(word) {
      const most = mostEdits(word.length);
      if (most === 0 || word.length > 30) return [];
      const mask = maskOf(word);
      const found: Guess[] = [];
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const entry of byLength.get(length) ?? []) {
          // each edit changes the set of letters by two at most: this spares most of the work
          if (bits(mask ^ entry.mask) > 2 * most) continue;
          if (!mayStart(word, entry.word)) continue;
          const allowed = Math.min(most, mostEdits(entry.word.length));
          const edits = distance(word, entry.word, allowed);
          if (edits <= allowed && plausible(word, entry.word, edits)) found.push({ word: entry.word, edits });
        }
      }
      return found.toSorted((a, b) => weight(word, a) - weight(word, b) || (a.word < b.word ? -1 : 1)).slice(0, 3);
    },
  };
}

/** People seldom miss the first letter; where they do, they swap it with the second, or the word is long. */
function mayStart(typed: string, meant: string): boolean {
  return typed.length >= 6 || typed[0] === meant[0] || (typed[0] === meant[1] && typed[1] === meant[0]);
}

function plausible(typed: string, meant: string, edits: number): boolean {
  if (edits > 1 && typed.length === meant.length && strangeSwaps(typed, meant) > 1) return false;
  return typed[0] === meant[0] || edits === 1;
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const ALIKE = ['aeiouy', 'ckqsxz', 'bdpt', 'mn', 'fvpw', 'gj', 'lr'];

/** Letters replaced by others that neither sound alike nor lie beside them: "inflation" is no slip of "isolation". */
function strangeSwaps(typed: string, meant: string): number {
  let count = 0;
  for (let i = 0; i < typed.length; i += 1) {
    const [a, b] = [typed[i] ?? '', meant[i] ?? ''];
    if (a === b || (a === meant[i + 1] && b === typed[i + 1]) || (a === meant[i - 1] && b === typed[i - 1])) continue;
    const beside = ROWS.some(
      (row) => row.includes(a) && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1 && row.includes(b),
    );
    const shifted = meant.includes(a) && typed.includes(b);
    if (!beside && !shifted && !ALIKE.some((group) => group.includes(a) && group.includes(b))) count += 1;
  }
  return count;
}

function weight(typed: string, guess: Guess): number {
  const meant = guess.word;
  return (
    guess.edits * 10 +
    (typed[0] === meant[0] ? 0 : 4) +
    (typed.at(-1) === meant.at(-1) ? 0 : 2) +
    Math.abs(typed.length - meant.length) +
    // people leave off the end more often than they swap a letter
    (meant.startsWith(typed) ? -3 : 0) +
    // the same letters in another order are the commonest slip of all
    (lettersOf(typed) === lettersOf(meant) ? -3 : 0)
  );
}

const lettersOf = (word: string): string => word.split('').toSorted().join('');

function maskOf(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i += 1) mask |= 1 << (word.charCodeAt(i) % 31);
  return mask;
}

function bits(mask: number): number {
  let rest = mask;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}
