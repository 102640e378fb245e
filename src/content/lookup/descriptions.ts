/** Finds terms by what people say about them instead of by name. MiniSearch underneath. */
import MiniSearch, { type SearchResult } from 'minisearch';
import type { Steps } from '../slices.ts';
import type { Ideas } from './ideas.ts';
import { stem, tokenize } from './normalize.ts';
import type { LookupTerm } from './term.ts';
import { FRAME, GRAMMAR } from './words.ts';

export interface Described {
  readonly id: string;
  /** The search engine's own measure; comparable within one search only. */
  readonly score: number;
  /** 0 to 1: how much of what was said this term explains, rare words counting more. */
  readonly coverage: number;
  /** How many different words of the question occur in the term's texts. */
  readonly words: number;
  /** The best match is in the phrases that authors wrote for searching. */
  readonly via: 'asks' | 'content';
}

export interface Descriptions {
  /** At most eight, best first. `words`: lower-case words of a question; the 14 rarest of them count. */
  search(words: readonly string[]): readonly Described[];
  /** True for a word that the texts of the glossary use. */
  knows(word: string): boolean;
}

const MOST_STEMS = 14;
/** Ideas help where little was said; for a long sentence they cost more than they find. */
const MOST_WITH_IDEAS = 8;
/** An idea that half of the glossary shares finds nothing, and costs most. */
const MOST_TERMS_OF_IDEA = 60;
const FIELDS = ['name', 'asks', 'short', 'more'] as const;
type Field = (typeof FIELDS)[number];
/** An idea shared is worth less than a word shared. */
const IDEA = 0.3;
/** And a word of asking ("called", "difference") than one that says something. */
const ASKING = 0.3;
const FRAME_STEMS: ReadonlySet<string> = new Set([...FRAME].map((word) => stem(word)));
const BOOST: Readonly<Record<Field, number>> = { name: 1, asks: 3, short: 2.5, more: 1.2 };
/** How far a match in a field explains a word of the question. */
const EXPLAINS: Readonly<Record<Field, number>> = { name: 1, asks: 1, short: 0.95, more: 0.75 };

/** What can be found by what is said about it: a term, or a card of a lesson. Texts are Markdown or plain. */
export type Describable = Pick<LookupTerm, 'id' | 'name' | 'aliases' | 'asks' | 'short' | 'more'>;

export function* descriptionsOf(terms: readonly Describable[], ideas: Ideas): Steps<Descriptions> {
  const ideasOf = (stemmed: string): readonly string[] => ideas.of(stemmed);
  const frequency = new Map<string, number>();
  const known = new Set<string>();
  const stemOnce = remembered(stem);
  const index = new MiniSearch<Record<Field | 'id', string>>({
    fields: [...FIELDS],
    // a document comes in stems
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (stemmed) => [stemmed, ...ideasOf(stemmed)],
    searchOptions: {
      combineWith: 'OR',
      boost: BOOST,
      boostTerm: (term) => (term.startsWith('~') ? IDEA : FRAME_STEMS.has(term) ? ASKING : 1),
    },
  });
  for (const term of terms) {
    yield;
    const texts: Readonly<Record<Field, string>> = {
      name: [term.name, ...term.aliases].join('\n'),
      asks: term.asks.join('\n'),
      short: withoutAddresses(term.short),
      more: withoutAddresses(term.more),
    };
    const stems: string[] = [];
    const inStems = (field: Field): string => {
      const words = tokenize(texts[field]).map((token) => token.text);
      for (const word of words) known.add(word);
      const own = stemsOf(words, stemOnce);
      stems.push(...own);
      return own.join(' ');
    };
    const [name, asks, short, more] = [inStems('name'), inStems('asks'), inStems('short'), inStems('more')];
    index.add({ id: term.id, name, asks, short, more });
    yield;
    for (const one of new Set([...stems, ...stems.flatMap((stemmed) => ideasOf(stemmed))]))
      frequency.set(one, (frequency.get(one) ?? 0) + 1);
  }
  /** Rare words say more; a word that no text uses says as much as the rarest: it is something that we do not know. */
  const weight = (stemmed: string): number =>
    Math.log((terms.length + 1) / (frequency.get(stemmed) ?? 0.7)) * (FRAME_STEMS.has(stemmed) ? ASKING : 1);

  const telling = (stemmed: string): string[] =>
    ideasOf(stemmed).filter((idea) => (frequency.get(idea) ?? 0) <= MOST_TERMS_OF_IDEA);

  return {
    knows: (word) => known.has(word),
    search(words) {
      let stems = [...new Set(stemsOf(words))];
      if (stems.length > MOST_STEMS) stems = stems.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_STEMS);
      if (stems.length === 0) return [];
      const withIdeas = stems.length <= MOST_WITH_IDEAS;
      const results = index.search(stems.join(' '), {
        tokenize: (text) => text.split(' '),
        processTerm: (stemmed) => (withIdeas ? [stemmed, ...telling(stemmed)] : stemmed),
      });
      const total = stems.reduce((sum, one) => sum + weight(one), 0);
      return results.slice(0, 8).map((result) => {
        const parts = stems.map((one) => explained(result, one, ideasOf(one)));
        const coverage = parts.reduce((sum, part, i) => sum + part * weight(stems[i] ?? ''), 0) / Math.max(total, 1);
        const inAsks = Object.values(result.match).some((fields) => fields.includes('asks'));
        return {
          id: String(result.id),
          score: result.score,
          coverage,
          words: parts.filter((part) => part > 0.5).length,
          via: inAsks ? 'asks' : 'content',
        };
      });
    },
  };
}

function explained(result: SearchResult, stemmed: string, ideas: readonly string[]): number {
  const best = (key: string): number =>
    Math.max(
      0,
      ...(Object.hasOwn(result.match, key) ? (result.match[key] ?? []) : []).map((f) => EXPLAINS[f as Field]),
    );
  return Math.max(best(stemmed), ...ideas.map((idea) => 0.4 * best(idea)));
}

const stemsOf = (words: readonly string[], stemOf = stem): string[] =>
  words.filter((word) => !GRAMMAR.has(word)).map((word) => stemOf(word));

/** The texts of a glossary say the same words over and over. */
function remembered(stemOf: (word: string) => string): (word: string) => string {
  const stems = new Map<string, string>();
  return (word) => {
    const made = stems.get(word) ?? stemOf(word);
    stems.set(word, made);
    return made;
  };
}

/** Links keep their words and lose their addresses, whose parts would count as words. */
const withoutAddresses = (markdown: string): string => markdown.replaceAll(/\]\([^)\s]*\)/gu, ']');
