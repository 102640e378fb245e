/** How typed answers are compared: kindly, but never so kindly that a different word passes. */
import { distance } from '../chat/distance.ts';

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

const joined = (words: string): string => words.replaceAll(/[ .]/gu, '');
/** Two answers with the same key are the same, letter by letter. */
export const keyOf = (raw: string): string => joined(folded(raw));

/** An ordinary word has a plural; an abbreviation, a name such as JavaScript and a sign have none: HTTPS is not HTTP. */
const isOrdinary = (written: string): boolean => /^\p{L}\p{Ll}{2,}$/u.test(written) && /[aeiouy]/iu.test(written);

/** The word in the plural and in the singular, whichever it is in. Some are no words at all ("cooky"): that harms nobody. */
function otherNumbers(word: string, hasSingular: boolean): string[] {
  const plurals = /(?:[sxz]|ch|sh)$/u.test(word)
    ? [`${word}es`, word.replace(/[ei]x$/u, 'ices')]
    : [word.replace(/(?<=[^aeiou])y$/u, 'ie').concat('s'), ...(word.endsWith('o') ? [`${word}es`] : [])];
  if (!hasSingular || word.length < 4 || !/[^siu]s$/u.test(word)) return plurals;
  const singulars = [
    word.slice(0, -1),
    word.replace(/(?<=[sxz]|ch|sh|o)es$/u, ''),
    word.replace(/ies$/u, 'y'),
    word.replace(/ices$/u, 'ex'),
    word.replace(/ices$/u, 'ix'),
  ];
  return [...plurals, ...singulars];
}

/**
 * Whether `given` is what is accepted, but for words in the singular or the plural. Only ordinary words are taken so; with
 * `every`, all of them are.
 */
export function isInOtherNumber(given: string, accepted: string, every = false): boolean {
  const written = accepted.split(/[-_/\s]+/u);
  const typed = keyOf(given);
  // how far into what was typed the words up to here can reach
  let ends = new Set([0]);
  for (const word of folded(accepted).split(' ')) {
    const as = written.find((one) => folded(one) === word) ?? '';
    // "Rails" is a name, not several of something
    const numbers = isOrdinary(as) ? otherNumbers(word, !/^\p{Lu}/u.test(as)) : every ? otherNumbers(word, true) : [];
    const forms = [word, ...numbers].map(joined);
    ends = new Set(
      [...ends].flatMap((end) => forms.filter((form) => typed.startsWith(form, end)).map((form) => end + form.length)),
    );
  }
  return ends.has(typed.length);
}

export type Match = 'exact' | 'slip' | 'no';

export interface Strictness {
  /** Other answers, right ones elsewhere in the question or wrong ones: whoever types one of them means it. */
  readonly others?: readonly string[];
  /** It stands in code, where `dish` is not `dishes`. */
  readonly code?: boolean;
}

/**
 * Compares what was typed with what is accepted. One edit is forgiven from 5 letters on, two from 9; none where digits
 * or signs carry the meaning (codes, versions). Ordinary words may stand in the singular or the plural.
 */
export function matchTyped(raw: string, accepted: readonly string[], strictness: Strictness = {}): Match {
  const { others = [], code = false } = strictness;
  const given = keyOf(raw);
  if (given === '') return 'no';
  const keys = accepted.map(keyOf);
  if (keys.includes(given)) return 'exact';
  if (others.some((other) => keyOf(other) === given)) return 'no';
  if (!code && accepted.some((one) => isInOtherNumber(raw, one))) return 'exact';
  // "VALUE" in place of VALUES is no slip of the finger
  if (accepted.some((one) => isInOtherNumber(raw, one, true))) return 'no';
  const slip = keys.some((one) => {
    if (/[^\p{L}]/u.test(one)) return false;
    const bound = one.length >= 9 ? 2 : one.length >= 5 ? 1 : 0;
    return bound > 0 && distance(one, given, bound) <= bound;
  });
  return slip ? 'slip' : 'no';
}
