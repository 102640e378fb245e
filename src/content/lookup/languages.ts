/**
 * Courses in other languages than English. The look-up knows the grammar of English questions; a language says which of its own
 * words are which of those ("qué es" is "what is"), and a stemmer makes one of the forms of all others. So there is one
 * look-up, and a language is a table.
 */
import { stemmer as spanish } from '@orama/stemmers/spanish';

export const LANGUAGES = ['en', 'es'] as const;
export type LanguageId = (typeof LANGUAGES)[number];

interface Language {
  /** Turns of phrase, without accents and in lower case, with what they are in English; of two that begin alike the longer first. */
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

const BY_ID: Readonly<Record<LanguageId, Language | undefined>> = { en: undefined, es: SPANISH };

/** So that "pan" is bread, and no English pan: no English word ends so. */
const MARK = 'zq';
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
  const phrases = new Map(language.phrases);
  // a phrase where one stands, else a word
  const pieces = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...phrases.keys()].join('|')})(?![\\p{L}\\p{N}])|[\\p{L}\\p{N}]+`,
    'gu',
  );
  return (text) =>
    text
      .normalize('NFD')
      .replaceAll(/\p{M}+/gu, '')
      .toLowerCase()
      .replaceAll(/[¿¡]/gu, ' ')
      .replaceAll(pieces, (piece) => phrases.get(piece) ?? read(piece));
}
