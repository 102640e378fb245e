/** The look-up: a typed or a free question becomes ranked glossary terms, or an honest refusal. Precision before recall. */
import { createDescriptions, type Described } from './lookup/descriptions.ts';
import { comparedIn } from './lookup/comparison.ts';
import { CERTAIN, createJudge, type Judged, opensThought, SURE } from './lookup/judge.ts';
import { createNames } from './lookup/names.ts';
import { type Reader, type Reading, readQuestion } from './lookup/reading.ts';
import { createSuggest } from './lookup/suggest.ts';
import type { Found, FoundTerm, Lookup, LookupTerm } from './lookup/term.ts';
import { createSpeller } from './lookup/typos.ts';
import { DEFINING, ELSEWHERE, GRAMMAR } from './lookup/words.ts';

export type { Found, FoundTerm, Lookup, LookupTerm, Suggestion, Via } from './lookup/term.ts';

export interface LookupOptions {
  /** Ids that `suggest` offers while nothing is typed yet; unknown ones are left out. */
  readonly starters?: readonly string[];
}

/** An answer shows at most so many terms. */
const MOST_TERMS = 5;
/** Descriptions are looked for with at most so many words of a message, the last ones: this bounds the time. */
const MOST_DESCRIBING = 32;

/** Builds its index at the first question, within a second for 300 terms; a question then takes well under a millisecond. */
export function createLookup(terms: readonly LookupTerm[], options: LookupOptions = {}): Lookup {
  let engine: Lookup | undefined;
  const ready = (): Lookup => (engine ??= build(terms, options.starters ?? []));
  return {
    find: (question) => ready().find(question),
    suggest: (typed, limit) => ready().suggest(typed, limit),
  };
}

function build(terms: readonly LookupTerm[], starters: readonly string[]): Lookup {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const names = createNames(terms);
  const descriptions = createDescriptions(terms);
  const speller = createSpeller([
    ...names.vocabulary,
    ...[...DEFINING, 'between', 'please'].filter((word) => word.length > 4),
  ]);
  const judge = createJudge(byId);
  const reader: Reader = { names, speller, knows: descriptions.knows };

  const find = (question: string): Found => {
    const reading = readQuestion(question, reader);
    const judged = judge.judge(reading);
    const compared = comparedIn(reading, judged);
    if (compared.length > 1) {
      const firsts = compared.map(({ mention, score }): FoundTerm => ({
        id: best(mention, reading).id,
        score,
        via: mention.via,
      }));
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
    const described = describedBy(reading);
    const all = unique([...named, ...described].toSorted((a, b) => b.score - a.score));
    const [top] = all;
    if (top === undefined) return { kind: 'none' };
    if (top.score >= SURE) {
      return { kind: 'terms', comparison: false, terms: all.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
    }
    const near = all.filter((one) => one.score >= 0.35).map((one) => one.id);
    return near.length > 0 ? { kind: 'near', didYouMean: near.slice(0, MOST_TERMS) } : { kind: 'none' };
  };

  /** Of terms that share a name, the one whose topic the rest of the question is about. */
  const best = (mention: Judged['mention'], reading: Reading) =>
    rankedNamings(mention, reading)[0] ?? mention.namings[0]!;
  const rankedNamings = (mention: Judged['mention'], reading: Reading) => {
    if (mention.namings.length === 1) return mention.namings;
    const fits = (id: string): number => {
      const term = byId.get(id);
      if (term === undefined) return 0;
      return reading.words.filter((word, at) => {
        const owner = reading.owner[at];
        if (owner === mention) return false;
        if (owner === undefined) return id.split('-').includes(word) || term.topic === word;
        return owner.namings.some(
          (one) => one.id !== id && (byId.get(one.id)?.topic === term.topic || term.see.includes(one.id)),
        );
      }).length;
    };
    return mention.namings.toSorted((a, b) => fits(b.id) - fits(a.id));
  };
  const listed = (judged: readonly Judged[], reading: Reading): FoundTerm[] =>
    judged.flatMap(({ mention, score }) =>
      rankedNamings(mention, reading)
        .slice(0, 3)
        .map((naming, i) => ({ id: naming.id, score: score - 0.02 * i, via: mention.via })),
    );

  const describedBy = (reading: Reading): FoundTerm[] => {
    const computing = judge.computing(reading);
    return stretchesOf(reading).flatMap((words) => {
      if (asksUnknown(words, descriptions.knows)) return [];
      const found = descriptions.search(words);
      const [top] = found;
      if (top === undefined) return [];
      const elsewhere = words.some((word) => ELSEWHERE.has(word));
      return found.map((one): FoundTerm => {
        const score = confidence(one, top, computing, elsewhere);
        return { id: one.id, via: one.via, score };
      });
    });
  };

  return { find, suggest: createSuggest(terms, names, speller, descriptions, starters) };
}

/** "What is kotlin in web development": what is asked for is a word that no text here uses. */
function asksUnknown(words: readonly string[], knows: (word: string) => boolean): boolean {
  const [, subject] =
    /\b(?:what|whats|define|explain) (?:is |are )?(?:(?:a|an|the) )?(\S+)/u.exec(words.join(' ')) ?? [];
  return subject !== undefined && !GRAMMAR.has(subject) && !knows(subject);
}

/** What asks for a word and describes nothing: "I'm looking for the name of the thing that …". */
const ASKS_FOR_A_WORD =
  /\b(?:(?:looking|searching|search|look) for (?:the |a )?)?(?:names?|words?|terms?) (?:for|of)\b|\bwhat (?:do|does|would|is|are) (?:you|we|people|one|they|it|that|this) (?:call|called)\b|\b(?:is|are|it|that|this) called\b|\bthe things?\b|\bsomething\b/gu;

/** The parts of a message that may describe something: its sentences, and of long ones the thoughts that they join. */
function stretchesOf(reading: Reading): string[][] {
  const stretches: string[][] = [];
  let left = MOST_DESCRIBING;
  for (const { start, end } of reading.clauses.toReversed()) {
    const parts: string[][] = [[]];
    for (let at = start; at < end; at += 1) {
      if (opensThought(reading, at) && (parts.at(-1)?.length ?? 0) > 5) parts.push([]);
      const word = reading.words[at] ?? '';
      if (word !== '') parts.at(-1)?.push(word);
    }
    const whole = parts.flat();
    for (const part of parts.length > 1 && whole.length > 16 ? [whole, ...parts] : [whole]) {
      const words = part.join(' ').replaceAll(ASKS_FOR_A_WORD, ' ').split(' ').filter(Boolean);
      const telling = words.filter((word) => !GRAMMAR.has(word)).length;
      if (telling < 2 || left < Math.min(telling, 14)) continue;
      left -= Math.min(telling, 14);
      stretches.push(words);
    }
  }
  return stretches;
}

/**
 * The engine's score grows with the number and the rarity of the words that match, so its logarithm tells a description from
 * a chance hit; the numbers were fitted to the "tune" half of tests/content/lookup-questions.yaml.
 */
function confidence(one: Described, top: Described, computing: boolean, elsewhere: boolean): number {
  if (one.words < 2) return 0;
  const evidence =
    Math.log(one.score) +
    0.45 * one.coverage +
    (computing ? 0.5 : 0) -
    (elsewhere ? 0.6 : 0) -
    // two common words meet by chance
    (one.words < 3 ? 0.65 : 0);
  const sure = Math.min(0.79, SURE + 0.3 * (evidence - 5.35));
  return Math.max(0, one === top ? sure : sure * (one.score / top.score));
}

/** Each term once, where it scores best. */
function unique(found: readonly FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.id) && seen.add(one.id));
}
