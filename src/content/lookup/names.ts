/** The names of all terms as a dictionary, however they are spaced, hyphenated, spelled or put in the plural. */
import type { Steps } from '../slices.ts';
import { EVERYDAY } from './everyday.ts';
import { tokenize, variant } from './normalize.ts';
import type { LookupTerm } from './term.ts';
import { CHAT, ELSEWHERE, GRAMMAR } from './words.ts';

export type NameKind = 'name' | 'alias' | 'slip';

/** One way to name a term. */
export interface Naming {
  readonly id: string;
  readonly kind: NameKind;
  /** As the author wrote it, for a list of suggestions. */
  readonly shown: string;
  /** Also an ordinary word, so that it needs computing company. */
  readonly everyday: boolean;
  /** How many words it has as the author wrote it. */
  readonly words: number;
  /** Even a word of grammar or small talk, such as "where": counts only where nothing else is asked about. */
  readonly little: boolean;
}

export interface Names {
  /** Best first: names before aliases before slips. `words`: one to six lower-case words. */
  at(words: readonly string[]): readonly Naming[];
  /** Every single word that occurs in a name, and every name run together: what a typing error may have meant. */
  readonly vocabulary: ReadonlySet<string>;
  readonly all: readonly Naming[];
}

/** The longest name, in words, that is looked for in a sentence. */
export const MOST_WORDS = 6;

const ORDER: Readonly<Record<NameKind, number>> = { name: 0, alias: 1, slip: 2 };

/** Words that people add to a name without saying more: "the Flask framework", "404 error". */
export const KIND_WORDS: ReadonlySet<string> = new Set(
  `framework language lang database db method error js library programming statement clause keyword command
    protocol status code format pattern attack request verb concept test testing tool software technology
    principle problem`.split(/\s+/u),
);

export function* namesOf(terms: readonly LookupTerm[]): Steps<Names> {
  const byKey = new Map<string, Naming[]>();
  const vocabulary = new Set<string>();
  const all: Naming[] = [];

  const add = (key: string, naming: Naming): void => {
    const known = byKey.get(key) ?? [];
    if (known.some((one) => one.id === naming.id)) return;
    byKey.set(
      key,
      [...known, naming].toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]),
    );
  };
  for (const term of terms) {
    yield;
    const everyday = new Set(term.everyday.map((word) => keyOf(wordsIn(word))));
    const put = (shown: string, kind: NameKind): void => {
      // "DELETE (SQL)" is also asked for as "delete"
      for (const text of new Set([shown, shown.replaceAll(/\s*\([^)]*\)/gu, '')])) {
        const words = wordsIn(text);
        if (words.length === 0 || words.length > MOST_WORDS + 2) continue;
        const key = keyOf(words);
        const [only] = words.length === 1 ? words : [];
        const little = only !== undefined && (GRAMMAR.has(only) || CHAT.has(only));
        const naming: Naming = {
          id: term.id,
          kind,
          shown,
          words: words.length,
          little,
          everyday: little || everyday.has(key) || (only !== undefined && (isOrdinary(only) || /^\d{3}$/u.test(only))),
        };
        if (text === shown) all.push(naming);
        add(words.join(''), naming);
        add(key, naming);
        if (kind === 'slip') continue;
        vocabulary.add(words.join(''));
        for (const word of words) vocabulary.add(word);
      }
    };
    put(term.name, 'name');
    for (const alias of term.aliases) put(alias, 'alias');
    for (const slip of term.slips) put(slip, 'slip');
    const initials = initialsOf(term.name);
    // no author wrote these: "I fed my cat" does not mean a front-end developer
    if (initials !== undefined && !isKnownWord(initials)) put(initials, 'alias');
  }
  return {
    at: (words) => byKey.get(words.join('')) ?? byKey.get(keyOf(words)) ?? [],
    vocabulary,
    all,
  };
}

/** An English word first, whatever else it may be. */
export function isOrdinary(word: string): boolean {
  return EVERYDAY.has(word) || EVERYDAY.has(variant(word)) || AMBIGUOUS.has(variant(word));
}

/** Words of computing that everybody uses for something else as well. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  `function server program bug loop object stack error site relation argument parameter script module instance
    thread worker scheduler provider router driver network page data information query`.split(/\s+/u),
);

/** A word that may stand uncorrected: it is English, or a name from elsewhere. */
export function isKnownWord(word: string): boolean {
  return (
    GRAMMAR.has(word) ||
    CHAT.has(word) ||
    ELSEWHERE.has(word) ||
    EVERYDAY.has(word) ||
    EVERYDAY.has(variant(word)) ||
    isInflected(word)
  );
}

function isInflected(word: string): boolean {
  const root = /^(.{2,}[^e])(?:ing|ed|er|ers|ly)$/u.exec(word)?.[1];
  if (root === undefined) return false;
  const single = /[aeiou]([^aeiou])\1$/u.test(root) ? root.slice(0, -1) : root;
  return EVERYDAY.has(root) || EVERYDAY.has(`${root}e`) || EVERYDAY.has(single);
}

const wordsIn = (text: string): string[] => tokenize(text).map((token) => token.text);

const MOST_REMEMBERED = 4_000;
const variants = new Map<string, string>();
/** A word of a question is compared in many combinations; its variant is worked out once. */
function variantOf(word: string): string {
  const known = variants.get(word);
  if (known !== undefined) return known;
  if (variants.size >= MOST_REMEMBERED) variants.clear();
  const made = variant(word);
  variants.set(word, made);
  return made;
}

function keyOf(words: readonly string[]): string {
  let key = '';
  for (const word of words) key += variantOf(word);
  return key;
}

/** "Single point of failure" -> "spof"; only for names of three words and more, shorter ones say nothing. */
function initialsOf(name: string): string | undefined {
  const words = wordsIn(name);
  return words.length >= 3 && words.every((word) => /^[a-z]/u.test(word))
    ? words.map((word) => word[0]).join('')
    : undefined;
}
