/** The look-up: a typed or free question becomes ranked terms, or an honest refusal. Precision before recall. */
import type { Lookup } from './lookup/answer.ts';
import { answering } from './lookup/answering.ts';
import { introductions, wordsOf } from './lookup/cards.ts';
import { describedIn } from './lookup/describing.ts';
import { descriptionsOf } from './lookup/descriptions.ts';
import { createIdeas } from './lookup/ideas.ts';
import { CERTAIN, createJudge, SURE } from './lookup/judge.ts';
import { namesInQuestions, type NamesInQuestions, unique } from './lookup/named.ts';
import { namesOf } from './lookup/names.ts';
import { phrasesOf } from './lookup/phrases.ts';
import { type Reader, type Reading, readQuestion } from './lookup/reading.ts';
import { type LanguageId, readerIn } from './lookup/languages.ts';
import { createPlainSuggest, createSuggest } from './lookup/suggest.ts';
import type { Found, FoundTerm, LookupFaq, LookupLesson, LookupSynonym, LookupTerm } from './lookup/term.ts';
import { spokenOf } from './lookup/speaking.ts';
import { createSpeller } from './lookup/typos.ts';
import { createVerbatim } from './lookup/verbatim.ts';
import { DEFINING } from './lookup/words.ts';
import { atOnce, type Steps } from './slices.ts';

export type { Answer, FoundCard, Lookup } from './lookup/answer.ts';
export { pointedAt } from './lookup/parts.ts';
export type { LookupLesson, LookupTerm } from './lookup/term.ts';

export interface LookupOptions {
  /** Ids that `suggest` offers while nothing is typed yet; unknown ones are left out. */
  readonly starters?: readonly string[];
  readonly lessons?: readonly LookupLesson[];
  readonly faqs?: readonly LookupFaq[];
  readonly synonyms?: readonly LookupSynonym[];
  /** Of the entries, and of whoever asks; English unless given. */
  readonly language?: LanguageId;
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
    isOurs: (question) => ready().isOurs(question),
    speaksOf: (message, most) => ready().speaksOf(message, most),
  };
}

/** The same, built in steps of a term for those who must not wait at the first question. */
export function* indexing(
  terms: readonly LookupTerm[],
  { language = 'en', ...options }: LookupOptions = {},
): Steps<Lookup> {
  const read = readerIn(language);
  if (read === undefined) return yield* indexingEnglish(terms, options);
  const asked = yield* indexingEnglish(...inEnglish(terms, options, read));
  return {
    ask(message) {
      const answers = asked.ask(read(message));
      // what is told again of a message that asks one thing is what somebody typed
      return answers.length === 1 ? answers.map((one) => ({ ...one, question: message })) : answers;
    },
    find: (question) => asked.find(read(question)),
    isOurs: (question) => asked.isOurs(read(question)),
    speaksOf: (message, most) => asked.speaksOf(read(message), most),
    suggest: createPlainSuggest(terms, options.starters ?? []),
  };
}

/** The same entries as the look-up reads them. What is shown of them stays as it is. */
const inEnglish = (
  terms: readonly LookupTerm[],
  { lessons = [], faqs = [], ...options }: EnglishOptions,
  read: (text: string) => string,
): [readonly LookupTerm[], EnglishOptions] => [
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

type EnglishOptions = Omit<LookupOptions, 'language'>;

function* indexingEnglish(
  terms: readonly LookupTerm[],
  { starters = [], lessons = [], faqs = [], synonyms = [] }: EnglishOptions,
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
  const naming = namesInQuestions(byId, judge, names, speller);
  const reader: Reader = { names, speller, knows };
  const described = (reading: Reading): FoundTerm[] => describedIn(reading, descriptions, judge.computing(reading));
  const verbatim = createVerbatim(terms);

  const find: Lookup['find'] = (question) => {
    const own = verbatim(question);
    if (own !== undefined) return { kind: 'terms', comparison: false, terms: [{ id: own, score: 1, via: 'asks' }] };
    return termsIn(readQuestion(question, reader), naming, described);
  };
  return {
    ask: answering({
      ...naming,
      terms: byId,
      lessons: new Map(lessons.map((lesson) => [lesson.id, lesson])),
      faqs: new Map(faqs.map((faq) => [faq.id, faq])),
      introduced: introductions(lessons, terms),
      phrases,
      knows,
      read: (question) => readQuestion(question, reader),
      described,
      told: (reading) => describedIn(reading, faqTexts, judge.computing(reading), MOST_TOLD),
      computing: judge.computing,
      verbatim: createVerbatim(entries),
    }),
    find,
    isOurs: (question) => judge.computing(readQuestion(question, reader)) || find(question).kind !== 'none',
    speaksOf(message, most = 3) {
      const reading = readQuestion(message, reader);
      return spokenOf(reading, judge.computing(reading), (one) => naming.first(one, reading), most);
    },
    suggest: createSuggest(terms, names, speller, descriptions, starters),
  };
}

/** What a question names goes before what it describes, which costs more to find. */
function termsIn(
  reading: Reading,
  { namedIn, soundsLike }: NamesInQuestions,
  described: (reading: Reading) => readonly FoundTerm[],
): Found {
  const { compared, named } = namedIn(reading);
  if (compared.length > 1)
    return { kind: 'terms', comparison: true, terms: unique([...compared, ...named]).slice(0, MOST_TERMS) };
  const certain = (named[0]?.score ?? 0) >= CERTAIN;
  const all = certain ? named : unique([...named, ...described(reading)].toSorted((a, b) => b.score - a.score));
  if ((all[0]?.score ?? 0) >= SURE)
    return { kind: 'terms', comparison: false, terms: all.filter((one) => one.score >= 0.3).slice(0, MOST_TERMS) };
  const near = all.filter((one) => one.score >= 0.35).map((one) => one.id);
  if (near.length === 0) near.push(...soundsLike(reading));
  return near.length > 0 ? { kind: 'near', didYouMean: [...new Set(near)].slice(0, MOST_TERMS) } : { kind: 'none' };
}
