/**
 * Courses in other languages than English. The look-up knows the grammar of English questions; a language says which of its own
 * words are which of those ("qué es" is "what is"), and a stemmer makes one of the forms of all others. So there is one
 * look-up, and a language is a table.
 */
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { LookupFaq, LookupLesson, LookupSynonym, LookupTerm } from './term.ts';

export const LANGUAGES = ['en', 'es'] as const;
export type LanguageId = (typeof LANGUAGES)[number];

interface Language {
  /** Turns of phrase, without accents and in lower case, with what they are in English; the longest first. */
  readonly phrases: readonly (readonly [string, string])[];
  /** Words of grammar, by the English one. */
  readonly words: Readonly<Record<string, string>>;
  stem(word: string): string;
}

const SPANISH: Language = {
  phrases: [
    ['cual es la diferencia entre', 'what is the difference between'],
    ['que diferencia hay entre', 'what is the difference between'],
    ['en que se diferencian', 'what is the difference between'],
    ['diferencia entre', 'difference between'],
    ['para que sirven', 'what is the purpose of'],
    ['para que sirve', 'what is the purpose of'],
    ['que quiere decir', 'what is the meaning of'],
    ['que significa', 'what is the meaning of'],
    ['que pasa cuando', 'what happens when'],
    ['que pasa si', 'what happens if'],
    ['como se llama', 'what is called'],
    ['tengo que', 'do i need to'],
    ['hay que', 'do i need to'],
    ['por que', 'why'],
    ['que son', 'what are'],
    ['que es', 'what is'],
    ['como se', 'how do i'],
  ],
  words: {
    a: 'un una unos unas',
    the: 'el la los las lo',
    of: 'de del',
    to: 'a al',
    in: 'en',
    with: 'con',
    without: 'sin',
    for: 'para por',
    and: 'y e',
    or: 'o u',
    versus: 'contra',
    not: 'no',
    is: 'es esta ser',
    are: 'son estan',
    what: 'que cual cuales',
    how: 'como',
    where: 'donde',
    when: 'cuando',
    who: 'quien quienes',
    why: 'porque',
    if: 'si',
    this: 'esto este esta ese esa eso',
    it: 'se',
    my: 'mi mis',
    me: 'me',
    i: 'yo',
    you: 'tu te usted',
    can: 'puedo puede puedes',
    do: 'hago hacer haces hace',
    have: 'hay tiene tengo',
    more: 'mas',
    very: 'muy',
    much: 'mucho mucha',
    also: 'tambien',
    explain: 'explica explicame explicar',
    mean: 'significa significado',
    example: 'ejemplo ejemplos',
    hello: 'hola buenas',
    thanks: 'gracias',
    please: 'favor',
  },
  stem: spanish,
};

/** The same entries as the look-up reads them. */
export const inEnglish = (
  terms: readonly LookupTerm[],
  { lessons = [], faqs = [], ...options }: EntriesBeside,
  read: (text: string) => string,
): [readonly LookupTerm[], EntriesBeside] => [
  terms.map((term) => ({
    ...term,
    name: read(term.name),
    aliases: term.aliases.map(read),
    everyday: term.everyday.map(read),
    asks: term.asks.map(read),
    short: read(term.short),
    more: read(term.more),
  })),
  {
    ...options,
    faqs: faqs.map((faq) => ({ ...faq, asks: faq.asks.map(read) })),
    lessons: lessons.map((lesson) => ({
      ...lesson,
      title: read(lesson.title),
      cards: lesson.cards.map(({ title, text }) => ({ title, text: read(text) })),
    })),
  },
];

/** Whatever else is looked up beside terms. */
interface EntriesBeside {
  readonly starters?: readonly string[];
  readonly lessons?: readonly LookupLesson[];
  readonly faqs?: readonly LookupFaq[];
  readonly synonyms?: readonly LookupSynonym[];
}

const BY_ID: Readonly<Record<LanguageId, Language | undefined>> = { en: undefined, es: SPANISH };

/** So that "pan" is bread, and no English pan: no English word ends so. */
const MARK = 'zq';
const WORD = /[\p{L}\p{N}]+/gu;

/** Reads a text of this language as the look-up reads English; undefined for English itself. */
export function readerIn(id: LanguageId): ((text: string) => string) | undefined {
  const language = BY_ID[id];
  if (language === undefined) return undefined;
  const english = new Map(
    Object.entries(language.words).flatMap(([word, own]) => own.split(' ').map((one) => [one, word] as const)),
  );
  const known = new Map<string, string>();
  const read = (word: string): string => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size > 20_000) known.clear();
    const made = english.get(word) ?? `${language.stem(word)}${MARK}`;
    known.set(word, made);
    return made;
  };
  return (text) => {
    // as long as it was: of accents and capitals nobody is sure who types
    let plain = text
      .normalize('NFD')
      .replaceAll(/\p{M}+/gu, '')
      .toLowerCase()
      .replaceAll(/[¿¡]/gu, ' ');
    // what an English phrase becomes is not read once more
    const done: string[] = [];
    for (const [own, phrase] of language.phrases)
      plain = plain.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}])${own}(?![\\p{L}\\p{N}])`, 'gu'),
        () => `\u0000${done.push(phrase) - 1}\u0000`,
      );
    return plain
      .split('\u0000')
      .map((piece, at) => (at % 2 === 1 ? (done[Number(piece)] ?? '') : piece.replaceAll(WORD, read)))
      .join('');
  };
}
