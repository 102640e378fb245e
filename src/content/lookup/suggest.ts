/** Completes what is being typed: exact names, aliases, beginnings, later words, typing errors, content. */
import type { Descriptions } from './descriptions.ts';
import type { Names } from './names.ts';
import { tokenize, variant } from './normalize.ts';
import type { LookupTerm, Suggestion } from './term.ts';
import { distance } from '../../chat/distance.ts';
import type { Speller } from './typos.ts';

/** Discord and Slack both show 25 choices at most (their published API descriptions). */
const MOST = 25;

interface Entry {
  readonly id: string;
  readonly shown: string;
  readonly isName: boolean;
  /** Run together, and each word apart. */
  readonly key: string;
  readonly words: readonly string[];
}

export function createSuggest(
  terms: readonly LookupTerm[],
  names: Pick<Names, 'at'>,
  speller: Pick<Speller, 'guesses'>,
  descriptions: Pick<Descriptions, 'search'>,
  starters: readonly string[],
): (typed: string, limit?: number) => readonly Suggestion[] {
  const nameOf = new Map(terms.map((term) => [term.id, term.name]));
  const entries: readonly Entry[] = terms.flatMap((term) =>
    [term.name, ...term.aliases].map((shown, i) => {
      const words = tokenize(shown).map((token) => token.text);
      return { id: term.id, shown, isName: i === 0, key: words.join(''), words };
    }),
  );
  const pinned = starters.flatMap((id): Suggestion[] => {
    const name = nameOf.get(id);
    return name === undefined ? [] : [{ id, name }];
  });

  return (typed, limit = MOST) => {
    const most = Math.max(0, Math.min(limit, MOST));
    const words = tokenize(typed.slice(0, 200)).map((token) => token.text);
    if (words.length === 0) return pinned.slice(0, most);
    const key = words.join('');
    const best = new Map<string, { rank: number; via?: string }>();
    const offer = (id: string, rank: number, via?: string): void => {
      const before = best.get(id);
      if (before !== undefined && before.rank <= rank) return;
      best.set(id, via === undefined ? { rank } : { rank, via });
    };
    for (const naming of names.at(words)) {
      offer(
        naming.id,
        naming.kind === 'name' ? 0 : naming.kind === 'alias' ? 1 : 4,
        naming.kind === 'alias' ? naming.shown : undefined,
      );
    }
    const short = variant(key);
    for (const entry of entries) {
      const rank = rankOf(entry, key, short, words);
      if (rank !== undefined) offer(entry.id, rank + (entry.isName ? 0 : 0.5), entry.isName ? undefined : entry.shown);
    }
    if (best.size < most && words.length <= 3) {
      for (const guess of speller.guesses(key))
        for (const naming of names.at([guess.word])) offer(naming.id, 4 + guess.edits);
    }
    if (best.size < most && words.some((word) => word.length > 3)) {
      for (const [i, found] of descriptions.search(words).entries()) if (found.coverage > 0.5) offer(found.id, 9 + i);
    }
    return [...best]
      .toSorted(([a, x], [b, y]) => x.rank - y.rank || compare(nameOf.get(a) ?? a, nameOf.get(b) ?? b))
      .slice(0, most)
      .map(([id, { via }]) => ({ id, name: nameOf.get(id) ?? id, ...(via !== undefined && { via }) }));
  };
}

/** By the names as they are written, and nothing else. */
export const createPlainSuggest = (
  terms: readonly LookupTerm[],
  starters: readonly string[],
): ReturnType<typeof createSuggest> =>
  createSuggest(terms, { at: () => [] }, { guesses: () => [] }, { search: () => [] }, starters);

const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

function rankOf(entry: Entry, key: string, short: string, words: readonly string[]): number | undefined {
  if (entry.key.startsWith(key) || entry.key === short) return 2;
  const [first] = words;
  if (words.length === 1 && first !== undefined) {
    if (entry.words.some((word) => word.startsWith(first))) return 3;
  } else if (words.every((word) => entry.words.some((other) => other.startsWith(word)))) return 3;
  // an error in what has been typed so far: compare with about as much of the name
  if (key.length >= 4 && entry.key[0] === key[0] && entry.key.length > key.length) {
    for (const length of [key.length, key.length + 1, key.length - 1]) {
      if (distance(key, entry.key.slice(0, length), 1) <= 1) return 6;
    }
  }
  return undefined;
}
