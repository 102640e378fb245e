/** The look-up: a typed or free question becomes ranked terms, or an honest refusal. Precision before recall. */
import { answering, type Named } from './lookup/answering.ts';
import { introductions, wordsOf } from './lookup/cards.ts';
import { comparedIn } from './lookup/comparison.ts';
import { describedIn } from './lookup/describing.ts';
import { descriptionsOf } from './lookup/descriptions.ts';
import { createIdeas } from './lookup/ideas.ts';
import { CERTAIN, createJudge, type Judged, SURE } from './lookup/judge.ts';
import { namesOf, type Naming } from './lookup/names.ts';
import { phrasesOf } from './lookup/phrases.ts';
import { type Mention, type Reader, type Reading, readQuestion } from './lookup/reading.ts';
import { createSuggest } from './lookup/suggest.ts';
import type { Found, FoundTerm, Lookup, LookupFaq, LookupLesson, LookupSynonym, LookupTerm } from './lookup/term.ts';
import { spokenOf } from './lookup/speaking.ts';
import { createSpeller } from './lookup/typos.ts';
import { createVerbatim } from './lookup/verbatim.ts';
import { DEFINING, FRAME, GRAMMAR } from './lookup/words.ts';
import { atOnce, type Steps } from './slices.ts';

export type { Answer, Asks, FoundCard } from './lookup/answer.ts';
export type { FoundTerm, Lookup, LookupLesson, LookupTerm } from './lookup/term.ts';

export interface LookupOptions {
  /** Ids that `suggest` offers while nothing is typed yet; unknown ones are left out. */
  readonly starters?: readonly string[];
  readonly lessons?: readonly LookupLesson[];
  readonly faqs?: readonly LookupFaq[];
  readonly synonyms?: readonly LookupSynonym[];
}

/** At most so many words of a message are held against the texts of everyday questions: this bounds the time. */
const MOST_TOLD = 16;
/** An answer shows at most so many terms. */
const MOST_TERMS = 5;

/** Builds its index at the first question, within a second for 300 terms; each then takes less than a millisecond. */
export function createLookup(terms: readonly LookupTerm[], options: LookupOptions = {}): Lookup {
  let engine: Lookup | undefined;
  const ready = (): Lookup => (engine ??= atOnce(indexing(terms, options)));
  return {
    ask: (message) => ready().ask(message),
    find: (question) => ready().find(question),
    suggest: (typed, limit) => ready().suggest(typed, limit),
    speaksOf: (message, most) => ready().speaksOf(message, most),
    isOurs: (question) => ready().isOurs(question),
  };
}

/** The same, built in steps of a term for those who must not wait at the first question. */
export function* indexing(
  terms: readonly LookupTerm[],
  { starters = [], lessons = [], faqs = [], synonyms = [] }: LookupOptions = {},
): Steps<Lookup> {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const ideas = createIdeas(synonyms);
  const names = yield* namesOf(terms);
  const descriptions = yield* descriptionsOf(terms, ideas);
  const faqTexts = yield* descriptionsOf(
    faqs.map(({ id, asks, say }) => ({ id, name: '', aliases: [], asks, short: say, more: '' })),
    ideas,
  );
  const said = yield* wordsOf(lessons);
  yield;
  const knows = (word: string): boolean => descriptions.knows(word) || faqTexts.knows(word) || said.has(word);
  const entries = [
    ...terms.map(({ id, asks }) => ({ id: `term:${id}`, asks })),
    ...faqs.map(({ id, asks }) => ({ id: `faq:${id}`, asks })),
  ];
  const phrases = yield* phrasesOf(
    entries.flatMap(({ id, asks }) => asks.map((text) => ({ to: id, text }))),
    ideas,
    names,
    knows,
  );
  const speller = createSpeller([
    ...names.vocabulary,
    ...[...DEFINING, 'between', 'please'].filter((word) => word.length > 4),
  ]);
  yield;
  const judge = createJudge(byId);
  const verbatim = createVerbatim(terms);
  const reader: Reader = { names, speller, knows };

  const find = (question: string): Found => {
    const own = verbatim(question);
    if (own !== undefined) return { kind: 'terms', comparison: false, terms: [{ id: own, score: 1, via: 'asks' }] };
    return judged(readQuestion(question, reader));
  };
  const judged = (reading: Reading): Found => {
    const { compared, named } = namedIn(reading);
    if (compared.length > 1)
      return { kind: 'terms', comparison: true, terms: unique([...compared, ...named]).slice(0, MOST_TERMS) };
    const [first] = named;
    if (first !== undefined && first.score >= CERTAIN) {
      return { kind: 'terms', comparison: false, terms: named.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
    }
    const all = unique([...named, ...described(reading)].toSorted((a, b) => b.score - a.score));
    const [top] = all;
    if (top !== undefined && top.score >= SURE) {
      return { kind: 'terms', comparison: false, terms: all.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
    }
    const near = all.filter((one) => one.score >= 0.35).map((one) => one.id);
    if (near.length === 0) near.push(...soundsLike(reading));
    return near.length > 0 ? { kind: 'near', didYouMean: [...new Set(near)].slice(0, MOST_TERMS) } : { kind: 'none' };
  };

  const described = (reading: Reading): FoundTerm[] => describedIn(reading, descriptions, judge.computing(reading));

  /** The terms that the question names, and those that it compares. */
  const namedIn = (reading: Reading): Named => {
    const found = judge.judge(reading);
    return {
      compared: comparedIn(reading, found).flatMap((one) => listed([one], reading).slice(0, 1)),
      named: unique(listed(found, reading)),
    };
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

  const ask = answering({
    terms: byId,
    lessons: new Map(lessons.map((lesson) => [lesson.id, lesson])),
    faqs: new Map(faqs.map((faq) => [faq.id, faq])),
    introduced: introductions(lessons, terms),
    phrases,
    read: (question) => readQuestion(question, reader),
    named: namedIn,
    described,
    told: (reading) => describedIn(reading, faqTexts, judge.computing(reading), MOST_TOLD),
    computing: judge.computing,
    soundsLike,
    verbatim: createVerbatim(entries),
  });
  const speaksOf: Lookup['speaksOf'] = (message, most = 3) => {
    const reading = readQuestion(message, reader);
    return spokenOf(reading, judge.computing(reading), (one) => namingsOf(one, reading)[0]?.id, most);
  };
  const isOurs = (question: string): boolean =>
    judge.computing(readQuestion(question, reader)) || find(question).kind !== 'none';
  return { ask, find, speaksOf, isOurs, suggest: createSuggest(terms, names, speller, descriptions, starters) };
}

/** Each term once, where it scores best. */
function unique(found: readonly FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.id) && seen.add(one.id));
}
