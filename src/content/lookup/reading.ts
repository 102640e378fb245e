/** Reads a question: which of its words name terms, after typing errors are mended, and where its sentences end. */
import { isTechnical } from './little.ts';
import { isKnownWord, KIND_WORDS, MOST_WORDS, type Naming, type Names } from './names.ts';
import { type Token, tokenize, variant } from './normalize.ts';
import type { Via } from './term.ts';
import type { Speller } from './typos.ts';
import { CHAT, FRAME, GRAMMAR } from './words.ts';

/** A place in the question that names one term, or several that share a name. */
export interface Mention {
  /** Position of the first word, and of the one after the last. */
  readonly start: number;
  readonly end: number;
  /** At least one; best first. */
  readonly namings: readonly Naming[];
  readonly via: Via;
  /** Ordinary English as well, so it counts only in computing company or where it is all that is asked. */
  readonly everyday: boolean;
  readonly little: boolean;
}

/** A sentence, from word `start` to before word `end`. */
export interface Clause {
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly tokens: readonly Token[];
  /** The words with typing errors mended, as many as tokens. */
  readonly words: readonly string[];
  readonly mentions: readonly Mention[];
  /** For each word: the mention that it belongs to. */
  readonly owner: readonly (Mention | undefined)[];
  readonly clauses: readonly Clause[];
}

export interface Reader {
  readonly names: Names;
  readonly speller: Speller;
  /** A word that the texts of the glossary use, and so no typing error. */
  knows(word: string): boolean;
}

/** Mending costs time: of a long message, only so many unknown words are looked at, the last ones. */
const MOST_MENDED = 10;
/** Longer messages are not taken for a single misspelled name. */
const MOST_FOR_WHOLE = 16;

export function readQuestion(question: string, reader: Reader): Reading {
  const tokens = tokenize(question);
  const raw = tokens.map((token) => token.text);
  const mended = mend(raw, tokens, reader);
  const mentions: Mention[] = [];
  const owner: (Mention | undefined)[] = raw.map(() => undefined);
  for (let at = 0; at < raw.length;) {
    const mention = shared(at, mended, reader.names) ?? longest(at, raw, mended, tokens, reader.names);
    if (mention === undefined) {
      at += 1;
      continue;
    }
    mentions.push(mention);
    owner.fill(mention, mention.start, mention.end);
    at = mention.end;
  }
  const reading: Reading = { tokens, words: mended, mentions, owner, clauses: clausesOf(tokens) };
  return tokens.length <= MOST_FOR_WHOLE ? withWhole(reading, reader) : reading;
}

/**
 * A short question whose subject, as a whole, is a name with an error in a word that is right elsewhere: "web serve".
 * Only what remains between the words that ask is tried, and only when no name covers it.
 */
function withWhole(reading: Reading, reader: Reader): Reading {
  const isFrame = (at: number): boolean => {
    const word = reading.words[at] ?? '';
    return reading.owner[at] === undefined && (GRAMMAR.has(word) || FRAME.has(word));
  };
  let start = 0;
  let end = reading.words.length;
  while (start < end && isFrame(start)) start += 1;
  while (end > start && isFrame(end - 1)) end -= 1;
  const words = reading.tokens.slice(start, end).map((token) => token.text);
  const covered = reading.owner[start]?.end === end;
  if (covered || words.length < 2 || words.length > MOST_WORDS) return reading;
  if (words.some((word) => /^(?:and|or|vs|versus|v)$/u.test(word))) return reading;
  const joined = words.join('');
  const guess = reader.speller.guesses(joined)[0];
  if (guess === undefined || joined.length < 8 || guess.edits > (joined.length < 12 ? 1 : 2)) return reading;
  const namings = reader.names.at([guess.word]);
  if (namings.length === 0) return reading;
  const whole: Mention = { start, end, namings, via: 'typo', everyday: false, little: false };
  const mentions = [...reading.mentions.filter((one) => one.end <= start || one.start >= end), whole];
  return { ...reading, mentions, owner: reading.owner.map((one, at) => (at >= start && at < end ? whole : one)) };
}

function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at]?.gap !== 'strong') continue;
    clauses.push({ start, end: at });
    start = at;
  }
  return clauses;
}

/** The longest name that starts at this word. */
function longest(
  at: number,
  raw: readonly string[],
  mended: readonly string[],
  tokens: readonly Token[],
  names: Names,
): Mention | undefined {
  let most = 1;
  while (most < MOST_WORDS && at + most < raw.length && tokens[at + most]?.gap !== 'strong') most += 1;
  for (let count = most; count > 0; count -= 1) {
    const end = at + count;
    const typed = raw.slice(at, end);
    let words = typed;
    let namings: readonly Naming[] = names.at(typed).filter((naming) => naming.words === count || !isTorn(typed));
    // "hashing passwords" is "password hashing"
    if (count === 2 && namings.length === 0 && typed[0]?.endsWith('ing') === true)
      namings = names.at(typed.toReversed());
    if (namings.length === 0) {
      words = mended.slice(at, end);
      if (words.every((word, i) => word === typed[i])) continue;
      namings = names.at(words);
    }
    const [first] = namings;
    if (first === undefined) continue;
    const fixed = words !== typed;
    const technical = count === 1 && isTechnical(mended, at);
    const shout = count === 1 && tokens[at]?.shout === true && (raw[at]?.length ?? 0) > 1;
    return {
      start: at,
      end: withKindWords(end, mended, tokens, names),
      namings,
      via: fixed ? 'typo' : first.kind,
      // a short word that was changed to fit is a guess; it must fit its company, too
      everyday:
        (first.everyday && !shout && !technical && !isStatus(at, raw)) ||
        (fixed && count === 1 && (raw[at]?.length ?? 0) < 6),
      little: first.little && !shout && !technical,
    };
  }
  return undefined;
}

/** "Error 403", "status 200": here the number is a status code. */
const isStatus = (at: number, words: readonly string[]): boolean =>
  /^\d{3}$/u.test(words[at] ?? '') &&
  /^(?:http|error|status|code|response)$/u.test(words[at - 1] ?? words[at + 1] ?? '');

/** "a IP" is not a misspelled API; "a p i" is one. */
const isTorn = (words: readonly string[]): boolean =>
  words.length > 1 && /^(?:a|i|is|the|an)$/u.test(words[0] ?? '') && words.some((word) => word.length > 1);

/** "Flask framework", "404 error": the kind belongs to the name, unless the two are a name of their own. */
function withKindWords(end: number, words: readonly string[], tokens: readonly Token[], names: Names): number {
  let next = end;
  while (next < words.length && next < end + 2 && tokens[next]?.gap === 'none') {
    const word = words[next] ?? '';
    const onward = words[next + 1];
    if (!KIND_WORDS.has(variant(word))) break;
    if (onward !== undefined && names.at([word, onward]).length > 0) break;
    next += 1;
  }
  return next;
}

/** "horizontal vs vertical scaling", "unit and integration tests": the first half lacks its last word. */
function shared(at: number, words: readonly string[], names: Names): Mention | undefined {
  const [first, link, second, head] = words.slice(at, at + 4);
  if (first === undefined || link === undefined || second === undefined || head === undefined) return undefined;
  if (!/^(?:and|or|vs|versus|v|from|than|to)$/u.test(link)) return undefined;
  if (first === second || GRAMMAR.has(first) || CHAT.has(first)) return undefined;
  if (names.at([second, head]).length === 0) return undefined;
  const namings = names.at([first, head]);
  const [best] = namings;
  // "request vs HTTP method" is no "request method vs HTTP method": those would be one and the same
  if (best === undefined || names.at([second, head]).some((one) => one.id === best.id)) return undefined;
  return { start: at, end: at + 1, namings, via: best.kind, everyday: best.everyday, little: false };
}

/** Each unknown word becomes what it was probably meant to be; of a name torn in two, the second half becomes "". */
function mend(raw: readonly string[], tokens: readonly Token[], reader: Reader): string[] {
  const words = [...raw];
  let left = MOST_MENDED;
  for (let at = raw.length - 1; at >= 0 && left > 0; at -= 1) {
    const word = raw[at] ?? '';
    if (word.length < 2 || isRight(word, reader)) continue;
    if (reader.names.at([word]).some((naming) => naming.kind !== 'slip')) continue;
    left -= 1;
    const before = tokens[at]?.gap === 'none' ? words[at - 1] : undefined;
    const after = tokens[at + 1]?.gap === 'none' ? words[at + 1] : undefined;
    const torn = before === undefined || GRAMMAR.has(before) ? undefined : reader.speller.guesses(before + word)[0];
    if (torn !== undefined && torn.edits === 1 && torn.word.length > 6) {
      words[at - 1] = torn.word;
      words[at] = '';
      continue;
    }
    const guesses = reader.speller.guesses(word).map((guess) => guess.word);
    const [best] = guesses;
    if (best === undefined) continue;
    words[at] =
      guesses.find(
        (guess) =>
          (before !== undefined && reader.names.at([before, guess]).length > 0) ||
          (after !== undefined && reader.names.at([guess, after]).length > 0),
      ) ??
      guesses.find((guess) => reader.names.at([guess]).length > 0) ??
      best;
  }
  return words;
}

function isRight(word: string, reader: Reader): boolean {
  return (
    /\d/u.test(word) ||
    isKnownWord(word) ||
    reader.names.vocabulary.has(word) ||
    reader.names.vocabulary.has(variant(word)) ||
    reader.knows(word)
  );
}
