/** How typed answers are compared: kindly, but never so kindly that a different word passes. */
import { plainDigits } from '../chat/digits.ts';
import { distance } from '../chat/distance.ts';

/** Letters as they count: in one case (ß is SS, the i of a Turkish keyboard is an i), in one form, with plain digits. */
const oneCase = (raw: string): string =>
  plainDigits(raw.normalize('NFKC'))
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll(/[\ufe00-\ufe0f\p{Cf}]/gu, '');

/** Case, accents' encoding, spaces, punctuation and hyphens make no difference; what stands between digits does. */
function folded(raw: string): string {
  return oneCase(raw)
    .replaceAll(/(?<=\d)[, ](?=\d{3}(?!\d))/gu, '')
    .replaceAll(/(?<=\d)[,:](?=\d)/gu, '.')
    .replaceAll(/(?<![\p{L}\p{N}]\s?)-(?=\d)/gu, '−')
    .replaceAll(/[-_/]+/gu, ' ')
    .replaceAll(/[^\p{L}\p{N}\p{M}+#.()− ]+/gu, '')
    .replaceAll(/\.(?=\s|$)/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** In the file of an author a capital is meant: "a merge" has an article, "A record" is a name. */
const withoutArticle = (accepted: string): string => accepted.replace(/^\s*(?:the|a|an)\s+(?=\S)/u, '');

const joined = (words: string): string => words.replaceAll(/(?<!\d)[ .]|[ .](?!\d)/gu, '');

/** Everything but spaces and quotes. A phone makes one long dash of two hyphens. */
const codeKey = (raw: string): string =>
  oneCase(raw.replaceAll('\u2014', '--'))
    .replaceAll(/[\s"'`´‘’‚‛“”„‟«»‹›]+/gu, '')
    .replace(/(?<=[^.;])[.;]$/u, '');

/** Of an answer that is nothing but signs, the signs; of a quote, the quote. */
const keyOfWords = (words: string, raw: string): string =>
  joined(words) || codeKey(raw) || raw.normalize('NFKC').trim();

/** Two accepted answers with the same key are the same, letter by letter. */
export const keyOf = (accepted: string): string => keyOfWords(folded(withoutArticle(accepted)), accepted);

/** What was typed may begin with an article that means nothing, and with a capital because a phone wrote it. */
function keysOf(given: string): [string, string] {
  const words = folded(given);
  return [keyOfWords(words, given), keyOfWords(words.replace(/^(?:the|a|an) (?=.)/u, ''), given)];
}

/** Signs by which two expressions differ though their words do not: such an answer is compared as code. */
const EXPRESSION = /[=<>|^~*\\]|&&|^\s*!\S|(?<![\p{L}\p{N}]\s?)[-−]\d/u;

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
  return [...new Set(keysOf(given))].some((typed) => isForm(typed, withoutArticle(accepted), every));
}

function isForm(typed: string, accepted: string, every: boolean): boolean {
  const written = accepted.split(/[-_/\s]+/u);
  // how far into what was typed the words up to here can reach
  let ends = new Set([0]);
  for (const word of folded(accepted).split(' ')) {
    const as = written.find((one) => folded(one) === word) ?? '';
    // "Rails" is a name, not several of something
    const numbers = isOrdinary(as) ? otherNumbers(word, !/^\p{Lu}/u.test(as)) : every ? otherNumbers(word, true) : [];
    const forms = [word, ...numbers].map(joined);
    ends = new Set(
      [...ends].flatMap((end) =>
        forms
          // two numbers side by side are not one: 24/7 is not 247
          .map((form) => (/\d/u.test(typed[end - 1] ?? '') && /^\d/u.test(form) ? ` ${form}` : form))
          .filter((form) => typed.startsWith(form, end))
          .map((form) => end + form.length),
      ),
    );
  }
  return typed !== '' && ends.has(typed.length);
}

export type Match = 'exact' | 'slip' | 'no';

export interface Strictness {
  /** Other answers, right ones elsewhere in the question or wrong ones: whoever types one of them means it. */
  readonly others?: readonly string[];
  /** It stands in code, where `dish` is not `dishes` and `a || b` not `a && b`. */
  readonly code?: boolean;
}

/**
 * Compares what was typed with what is accepted. One edit is forgiven from 5 letters on, two from 9; none where digits
 * or signs carry the meaning (codes, versions, expressions). Ordinary words may stand in the singular or the plural.
 */
export function matchTyped(raw: string, accepted: readonly string[], strictness: Strictness = {}): Match {
  const { others = [], code = false } = strictness;
  if (raw.trim() === '') return 'no';
  const isCode = (one: string): boolean => code || EXPRESSION.test(one);
  const [literal, bare] = keysOf(raw);
  const inCode = codeKey(raw) || literal;
  const is = (one: string, key: string): boolean =>
    isCode(one) ? inCode === (codeKey(one) || keyOf(one)) : key === keyOf(one);
  const words = accepted.filter((one) => !isCode(one));
  if (accepted.some((one) => is(one, literal))) return 'exact';
  if (others.some((one) => is(one, literal))) return 'no';
  if (words.some((one) => is(one, bare))) return 'exact';
  if (others.some((one) => is(one, bare))) return 'no';
  if (words.some((one) => isInOtherNumber(raw, one))) return 'exact';
  // "VALUE" in place of VALUES is no slip of the finger
  if (accepted.some((one) => isInOtherNumber(raw, one, true))) return 'no';
  return accepted.some((one) => isSlip(isCode(one) ? inCode : bare, isCode(one) ? codeKey(one) : keyOf(one), one, raw))
    ? 'slip'
    : 'no';
}

function isSlip(given: string, key: string, accepted: string, raw: string): boolean {
  if (/[^\p{L}\p{M}]/u.test(key)) return false;
  // the A of "A record" is no letter more or less
  const [, name] = /^\s*(The|An?)\s/u.exec(accepted) ?? [];
  if (name !== undefined && !folded(raw).startsWith(`${name.toLowerCase()} `)) return false;
  const bound = key.length >= 9 ? 2 : key.length >= 5 ? 1 : 0;
  return bound > 0 && distance(key, given, bound) <= bound;
}

/** Ways of typing an accepted answer that are as right. */
export const typedVariants = (accepted: string, code = false): string[] => [
  accepted,
  accepted.toUpperCase(),
  ` ${accepted} `,
  ...(code || /[.?!;,:]$/u.test(accepted) ? [] : [`${accepted}.`]),
  ...['"', "'", '`'].map((quote) => `${quote}${accepted}${quote}`),
  `“${accepted}”`,
];
