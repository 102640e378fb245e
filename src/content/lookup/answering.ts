/** Puts together what the ways of finding have found, and decides what answers a question, if anything does. */
import type { Answer, Asks, FoundCard } from './answer.ts';
import { askedFor } from './asking.ts';
import { asksUnknown } from './describing.ts';
import { CERTAIN, SURE } from './judge.ts';
import { type NamesInQuestions, unique } from './named.ts';
import { listedIn, partsOf, pointedAt } from './parts.ts';
import type { Alike, Phrases } from './phrases.ts';
import { partsOfError } from './errors.ts';
import { isAIn, isOfKind } from './kinds.ts';
import type { Reading } from './reading.ts';
import { sayingTo } from './saying.ts';
import type { FoundTerm, LookupFaq, LookupLesson, LookupTerm } from './term.ts';
import { BELIEF, type Candidate, weigh } from './weighing.ts';

/** What the answering needs; all of it is made once, of the content. */
export interface Sources extends NamesInQuestions {
  readonly terms: ReadonlyMap<string, LookupTerm>;
  readonly lessons: ReadonlyMap<string, LookupLesson>;
  readonly faqs: ReadonlyMap<string, LookupFaq>;
  /** The card on which each term is introduced. */
  readonly introduced: ReadonlyMap<string, FoundCard>;
  readonly phrases: Phrases;
  /** A word that some text of ours uses. */
  knows(word: string): boolean;
  read(question: string): Reading;
  described(reading: Reading): readonly FoundTerm[];
  /** Ids of everyday questions whose texts speak of the same. */
  told(reading: Reading): readonly FoundTerm[];
  /** Something in the question shows that computing is meant. */
  computing(reading: Reading): boolean;
  /** The key of what this very sentence stands under: "term:cookie", "faq:stay-logged-in". */
  verbatim(question: string): string | undefined;
}

/** The name is all that is asked. */
const ASKED_FOR = 0.93;
/** Worth naming beside what answers. */
const LEAST = 0.33;

const MOST_TERMS = 5;
const MOST_CARDS = 3;

export function answering(sources: Sources): (message: string) => readonly Answer[] {
  return (message) => {
    if (writtenFor(sources, message) !== undefined) return [answer(sources, message)];
    const things = listedIn(message);
    if (things.length > 2 && things.every((thing) => isNamed(sources, thing)))
      return distinct(things.map((thing) => answer(sources, thing)));
    const parts = partsOf(message);
    if (parts.length < 2) return [answer(sources, message)];
    const answers: Answer[] = [];
    for (const part of parts) {
      const before = answers.findLast((one) => one.kind === 'found')?.terms[0]?.id;
      const name = sources.terms.get(before ?? '')?.name;
      const pointed = name === undefined ? undefined : pointedAt(part, name);
      let own = answer(sources, part);
      if (pointed !== undefined && (own.kind !== 'found' || own.terms[0]?.id !== before)) {
        const meant = answer(sources, pointed);
        if (meant.kind === 'found') own = { ...meant, question: part };
      }
      answers.push(own);
    }
    const found = answers.filter((one) => one.kind === 'found');
    return found.length === 0 ? [answer(sources, message)] : distinct(found);
  };
}

/** It names a term, and nothing else is said. */
const isNamed = (sources: Sources, thing: string): boolean =>
  (sources.namedIn(sources.read(`what is ${thing}`)).named[0]?.score ?? 0) >= ASKED_FOR;

/** The same answer is not given twice. */
function distinct(answers: readonly Answer[]): Answer[] {
  const seen = new Set<string>();
  return answers.filter((one) => {
    const key = `${one.say ?? ''} ${one.first === 'lesson' ? JSON.stringify(one.cards[0]) : (one.terms[0]?.id ?? '')}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The entry that an author wrote this question or error message for. */
function writtenFor({ verbatim }: Sources, question: string): string | undefined {
  const own = verbatim(question);
  if (own !== undefined) return own;
  return partsOfError(question)
    .map((part) => verbatim(part))
    .find((key) => key?.startsWith('faq:'));
}

const sameAs = (alike: readonly Alike[], to: string): 'same' | undefined =>
  alike.some((one) => one.to === to && one.same) ? 'same' : undefined;

function answer(sources: Sources, question: string): Answer {
  const reading = sources.read(question);
  const asks = askedFor(reading.words);
  const own = writtenFor(sources, question);
  if (own !== undefined) return led(sources, { question, reading, asks }, { to: own, score: 1, close: 'verbatim' });
  const kinds = kindOf(sources, { question, reading, asks });
  if (kinds !== undefined) return kinds;
  const { compared, named } = sources.namedIn(reading);
  if (compared.length > 1)
    return {
      ...termsFirst(sources, question, 'compare', unique([...compared, ...named]), true),
      compared: compared.length,
    };
  const [first] = named;
  // "what is a cookie": the name is all that is asked
  if (first !== undefined && asks === 'what' && first.score >= ASKED_FOR)
    return termsFirst(
      sources,
      question,
      asks,
      named.filter(({ score }) => score >= LEAST),
      false,
    );
  const alike = asksUnknown(reading.words, sources.knows) ? [] : phrasesLike(sources, reading, asks);
  const quick = weigh({ asks, alike, named, described: [], told: [] }, sources.faqs);
  const candidates =
    (quick[0]?.score ?? 0) >= CERTAIN
      ? quick
      : weigh({ asks, alike, named, described: sources.described(reading), told: sources.told(reading) }, sources.faqs);
  const [top] = candidates;
  if (top !== undefined && top.score >= (sources.computing(reading) ? SURE : BELIEF.elsewhere))
    return led(
      sources,
      { question, reading, asks },
      { ...top, close: sameAs(alike, top.to) },
      candidates.slice(1),
      named,
    );
  const near = candidates
    .filter(({ to, score }) => to.startsWith('term:') && score >= LEAST)
    .map(({ to }) => to.slice(5));
  if (near.length === 0) near.push(...sources.soundsLike(reading));
  return {
    question,
    asks,
    kind: near.length > 0 ? 'near' : 'none',
    terms: [...new Set(near)].slice(0, MOST_TERMS).map((id) => ({ id, score: LEAST, via: 'content' })),
    cards: [],
    comparison: false,
  };
}

/** "Is X a Y?" is answered by X, unless an author wrote what is said to it; with yes or no where the entry tells. */
function kindOf(sources: Sources, { question, reading, asks }: Asked): Answer | undefined {
  const found = isAIn(reading.words);
  if (found === undefined) return undefined;
  const [subject, kind] = [found.subject, found.kind].map((words) => {
    const [named] = sources.namedIn(sources.read(`what is ${words}`)).named;
    return named !== undefined && named.score >= ASKED_FOR ? named : undefined;
  });
  const term = sources.terms.get(subject?.id ?? '');
  if (subject === undefined || term === undefined) return undefined;
  const verdict = isOfKind(term, found.kind);
  if ((verdict === undefined && kind === undefined) || subject.id === kind?.id) return undefined;
  if (phrasesLike(sources, reading, asks).some(({ to, same }) => same && to.startsWith('faq:'))) return undefined;
  const all = unique([subject, ...(kind === undefined ? [] : [kind])]);
  const what = `${found.article} ${found.kind}`;
  const said = { say: verdict === true ? `Yes, it is ${what}.` : `No, it is not ${what}.` };
  return { ...termsFirst(sources, question, asks, all, false), ...(verdict !== undefined && said) };
}

/** Of the whole message and of each of its sentences. */
function phrasesLike({ phrases }: Sources, reading: Reading, asks: Asks): Alike[] {
  const best = new Map<string, Alike>();
  const stretches = [
    reading.words,
    ...(reading.clauses.length > 1
      ? reading.clauses.slice(-4).map(({ start, end }) => reading.words.slice(start, end))
      : []),
  ];
  for (const words of stretches)
    for (const one of phrases.like(words, asks)) {
      const before = best.get(one.to);
      if (before === undefined || before.likeness < one.likeness) best.set(one.to, one);
    }
  return [...best.values()].toSorted((a, b) => b.likeness - a.likeness);
}

/** A question, and how it was read. */
interface Asked {
  readonly question: string;
  readonly reading: Reading;
  readonly asks: Asks;
}

/** What is surest leads the answer; other terms that something speaks for follow. */
function led(
  sources: Sources,
  { question, reading, asks }: Asked,
  { to, score, close }: Pick<Candidate, 'to' | 'score'> & { readonly close: Parameters<typeof sayingTo>[2] },
  others: readonly Candidate[] = [],
  named: readonly FoundTerm[] = [],
): Answer {
  const [kind, id = ''] = to.split(/:(.*)/su);
  const faq = kind === 'faq' ? sources.faqs.get(id) : undefined;
  const say = faq && sayingTo(faq.say, reading.words, close);
  // where its sentence answers another question, what somebody names goes before what the entry is about
  const sure = named.filter((one) => one.score >= CERTAIN);
  const asked = faq !== undefined && say === undefined && !sure.some((one) => faq.terms.includes(one.id)) ? sure : [];
  const own = faq === undefined ? (kind === 'term' ? [id] : []) : namedFirst(faq.terms, named);
  const terms = unique([
    ...asked,
    ...own.map((term, i): FoundTerm => ({ id: term, score: Math.max(SURE, score - 0.01 * i), via: 'asks' })),
    ...others
      .filter((one) => one.to.startsWith('term:') && one.score >= LEAST)
      .map((one): FoundTerm => ({ id: one.to.slice(5), score: one.score, via: 'content' })),
  ]).slice(0, MOST_TERMS);
  const card = faq === undefined ? undefined : cardOf(sources, faq, score);
  return {
    question,
    asks,
    kind: 'found',
    ...(say !== undefined && faq !== undefined && { say, faq: faq.id }),
    terms,
    cards: withIntroductions(sources, card === undefined ? [] : [card], terms),
    // what happens, step by step, is what lessons tell
    first: own.length === 0 || (card !== undefined && asks === 'happens') ? 'lesson' : 'term',
    comparison: false,
  };
}

/** Of what an everyday question is about, the part that somebody names is what they ask of. */
const namedFirst = (ids: readonly string[], named: readonly FoundTerm[]): string[] => {
  const said = (id: string): number => named.find((one) => one.id === id && one.score >= SURE)?.score ?? 0;
  return ids.toSorted((a, b) => said(b) - said(a));
};

function cardOf({ lessons }: Sources, faq: LookupFaq, score: number): FoundCard | undefined {
  const lesson = lessons.get(faq.lesson ?? '');
  if (lesson === undefined) return undefined;
  const at = lesson.cards.findIndex((card) => card.title === faq.card);
  return { lesson: lesson.id, card: Math.max(0, at), score };
}

const termsFirst = (
  sources: Sources,
  question: string,
  asks: Asks,
  terms: readonly FoundTerm[],
  comparison: boolean,
): Answer => ({
  question,
  asks,
  kind: 'found',
  terms,
  cards: withIntroductions(sources, [], terms.slice(0, comparison ? 2 : 1)),
  first: 'term',
  comparison,
});

/** The cards that were found, and then those that introduce the terms. */
function withIntroductions(
  { introduced }: Sources,
  cards: readonly FoundCard[],
  terms: readonly FoundTerm[],
): FoundCard[] {
  const all = [
    ...cards,
    ...terms.flatMap(({ id, score }) => {
      const card = introduced.get(id);
      return card === undefined ? [] : [{ ...card, score }];
    }),
  ];
  const seen = new Set<string>();
  return all.filter(({ lesson }) => !seen.has(lesson) && seen.add(lesson)).slice(0, MOST_CARDS);
}
