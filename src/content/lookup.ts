/** The look-up: a typed or free question becomes ranked terms, or an honest refusal. Precision before recall. */
import { comparedIn } from './lookup/comparison.ts';
import { describedIn } from './lookup/describing.ts';
import { descriptionsOf } from './lookup/descriptions.ts';
import { CERTAIN, createJudge, type Judged, SURE } from './lookup/judge.ts';
import { namesOf, type Naming } from './lookup/names.ts';
import { type Mention, type Reader, type Reading, readQuestion } from './lookup/reading.ts';
import { createSuggest } from './lookup/suggest.ts';
import type { Found, FoundTerm, Lookup, LookupTerm } from './lookup/term.ts';
import { createSpeller } from './lookup/typos.ts';
import { createVerbatim } from './lookup/verbatim.ts';
import { DEFINING, FRAME, GRAMMAR } from './lookup/words.ts';
import { atOnce, type Steps } from './slices.ts';

export type { Lookup, LookupTerm } from './lookup/term.ts';

export interface LookupOptions {
  /** Ids that `suggest` offers while nothing is typed yet; unknown ones are left out. */
  readonly starters?: readonly string[];
}

/** An answer shows at most so many terms. */
const MOST_TERMS = 5;

/** Builds its index at the first question, within a second for 300 terms; each then takes less than a millisecond. */
export function createLookup(terms: readonly LookupTerm[], options: LookupOptions = {}): Lookup {
  let engine: Lookup | undefined;
  const ready = (): Lookup => (engine ??= atOnce(indexing(terms, options)));
  return {
    find: (question) => ready().find(question),
    suggest: (typed, limit) => ready().suggest(typed, limit),
  };
}

/** The same, built in steps of a term for those who must not wait at the first question. */
export function* indexing(terms: readonly LookupTerm[], { starters = [] }: LookupOptions = {}): Steps<Lookup> {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const names = yield* namesOf(terms);
  const descriptions = yield* descriptionsOf(terms);
  yield;
  const speller = createSpeller([
    ...names.vocabulary,
    ...[...DEFINING, 'between', 'please'].filter((word) => word.length > 4),
  ]);
  yield;
  const judge = createJudge(byId);
  const verbatim = createVerbatim(terms);
  const reader: Reader = { names, speller, knows: descriptions.knows };

  const find = (question: string): Found => {
    const own = verbatim(question);
    if (own !== undefined) return { kind: 'terms', comparison: false, terms: [{ id: own, score: 1, via: 'asks' }] };
    const reading = readQuestion(question, reader);
    const judged = judge.judge(reading);
    const compared = comparedIn(reading, judged);
    if (compared.length > 1) {
      const firsts = compared.flatMap((one) => listed([one], reading).slice(0, 1));
      return {
        kind: 'terms',
        comparison: true,
        terms: unique([...firsts, ...listed(judged, reading)]).slice(0, MOST_TERMS),
      };
    }
    const named = unique(listed(judged, reading));
    const [first] = named;
    if (first !== undefined && first.score >= CERTAIN) {
      return { kind: 'terms', comparison: false, terms: named.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
    }
    const described = describedIn(reading, descriptions, judge.computing(reading));
    const all = unique([...named, ...described].toSorted((a, b) => b.score - a.score));
    const [top] = all;
    if (top !== undefined && top.score >= SURE) {
      return { kind: 'terms', comparison: false, terms: all.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
    }
    const near = all.filter((one) => one.score >= 0.35).map((one) => one.id);
    if (near.length === 0) near.push(...soundsLike(reading));
    return near.length > 0 ? { kind: 'near', didYouMean: [...new Set(near)].slice(0, MOST_TERMS) } : { kind: 'none' };
  };

  /** A single English word, such as "rooter", that is close to a name: worth offering, too little to answer by. */
  const soundsLike = (reading: Reading): string[] => {
    const asked = reading.words.filter((word) => !GRAMMAR.has(word) && !FRAME.has(word));
    const [word] = asked;
    if (word === undefined || asked.length > 1 || reading.mentions.length > 0) return [];
    return speller.guesses(word).flatMap((guess) => names.at([guess.word]).map((naming) => naming.id));
  };

  /** Of terms that share a name, those first whose topic the rest of the question is about. */
  const namingsOf = (mention: Mention, reading: Reading): readonly Naming[] => {
    if (mention.namings.length === 1) return mention.namings;
    const fits = ({ id }: Naming): number => {
      const term = byId.get(id);
      return reading.words.filter((word, at) => {
        const owner = reading.owner[at];
        if (owner === mention || term === undefined) return false;
        if (owner === undefined) return id.split('-').includes(word) || term.topic === word;
        return owner.namings.some(
          (one) => one.id !== id && (byId.get(one.id)?.topic === term.topic || term.see.includes(one.id)),
        );
      }).length;
    };
    return mention.namings.toSorted((a, b) => fits(b) - fits(a));
  };
  const listed = (judged: readonly Judged[], reading: Reading): FoundTerm[] =>
    judged.flatMap(({ mention, score }) =>
      namingsOf(mention, reading)
        .slice(0, 3)
        .map(({ id }, i) => ({ id, score: Math.min(1, score) - 0.02 * i, via: mention.via })),
    );

  return { find, suggest: createSuggest(terms, names, speller, descriptions, starters) };
}

/** Each term once, where it scores best. */
function unique(found: readonly FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.id) && seen.add(one.id));
}
