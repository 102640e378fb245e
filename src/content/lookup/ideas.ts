/** What a beginner says, and what an author writes, for the same thing. The words are data: `content/synonyms.yaml`. */
import { stem, tokenize } from './normalize.ts';
import type { LookupSynonym } from './term.ts';

export interface Ideas {
  /** The ideas that a stem stands for, as names that no word has ("~12"). */
  of(stemmed: string): readonly string[];
  /** The longest phrase at this place that has others like it: their common name ("=7"), and how many words it takes. */
  alike(stems: readonly string[], at: number): { readonly name: string; readonly words: number } | undefined;
}

/** The longest entry of `alike`, in words. */
const MOST_WORDS = 6;

export function createIdeas(synonyms: readonly LookupSynonym[]): Ideas {
  const ideas = new Map<string, string[]>();
  const phrases = new Map<string, string>();
  const starts = new Set<string>();
  for (const [index, group] of synonyms.entries()) {
    const words = 'alike' in group ? group.alike : group.near;
    for (const text of words) {
      const stems = tokenize(text).map((token) => stem(token.text));
      const [first] = stems;
      if (first === undefined) continue;
      if (stems.length === 1) ideas.set(first, [...new Set([...(ideas.get(first) ?? []), `~${index}`])]);
      if (!('alike' in group)) continue;
      starts.add(first);
      const key = stems.join(' ');
      // a word in two groups belongs to the first
      if (!phrases.has(key)) phrases.set(key, `=${index}`);
    }
  }
  return {
    of: (stemmed) => ideas.get(stemmed) ?? [],
    alike(stems, at) {
      if (!starts.has(stems[at] ?? '')) return undefined;
      for (let words = Math.min(MOST_WORDS, stems.length - at); words > 0; words -= 1) {
        const name = phrases.get(stems.slice(at, at + words).join(' '));
        if (name !== undefined) return { name, words };
      }
      return undefined;
    },
  };
}
