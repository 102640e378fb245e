/** Turns the words of a question or a phrase into what is compared of them. */
import type { Ideas } from './ideas.ts';
import { isTechnical } from './little.ts';
import type { Names } from './names.ts';
import { stem } from './normalize.ts';
import { FRAME, GRAMMAR } from './words.ts';

/** What is compared: the name of a term ("#cookie"), a group of like words ("=7"), or the stem of `word`. */
export interface Unit {
  readonly key: string;
  readonly word: string;
}

/** Says the opposite, although it is a word of grammar. */
const TURNING = new Set(['without']);
/** Says only what kind of answer is wanted. */
const FORMING = new Set('happen happens happened happening occur occurs'.split(' '));

export function unitReader(ideas: Ideas, names: Names): (words: readonly string[]) => Unit[] {
  const stems = new Map<string, string>();
  const stemOf = (word: string): string => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    if (stems.size > 20_000) stems.clear();
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
  const named = (words: readonly string[], at: number): { readonly id: string; readonly words: number } | undefined => {
    for (let count = Math.min(4, words.length - at); count > 0; count -= 1) {
      const [naming] = names.at(words.slice(at, at + count));
      if (naming === undefined || naming.words !== count || (naming.little && !isTechnical(words, at))) continue;
      return { id: naming.id, words: count };
    }
    return undefined;
  };
  const telling = (word: string): boolean =>
    TURNING.has(word) || (word !== '' && !GRAMMAR.has(word) && !FRAME.has(word) && !FORMING.has(word));
  return (words) => {
    const own = words.map(stemOf);
    const units = new Map<string, Unit>();
    const add = (key: string, word: string): void => void units.set(key, { key, word });
    for (let at = 0; at < own.length;) {
      const group = ideas.alike(own, at);
      const name = named(words, at);
      if (group !== undefined && group.words >= (name?.words ?? 0)) {
        add(group.name, '');
        at += group.words;
      } else if (name !== undefined) {
        add(`#${name.id}`, '');
        // part of a longer name is still something in common
        if (name.words > 1)
          for (let i = at; i < at + name.words; i += 1) if (telling(words[i] ?? '')) add(own[i] ?? '', words[i] ?? '');
        at += name.words;
      } else {
        if (telling(words[at] ?? '')) add(own[at] ?? '', words[at] ?? '');
        at += 1;
      }
    }
    return [...units.values()];
  };
}
