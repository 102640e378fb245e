/** Puts together what the ways of finding have found, and decides what answers a question, if anything does. */
import type { Answer, Asks, FoundCard } from './answer.ts';
import { askedFor } from './asking.ts';
import { cardOfKey } from './cards.ts';
import type { Descriptions } from './descriptions.ts';
import { CERTAIN, SURE } from './judge.ts';
import { partsOf, pointedAt } from './parts.ts';
import type { Alike, Phrases } from './phrases.ts';
import type { Reading } from './reading.ts';
import type { Found, FoundTerm, LookupFaq, LookupLesson, LookupTerm } from './term.ts';

/** What the answering needs; all of it is made once, of the content. */
export interface Sources {
  readonly terms: ReadonlyMap<string, LookupTerm>;
  readonly lessons: ReadonlyMap<string, LookupLesson>;
  readonly faqs: ReadonlyMap<string, LookupFaq>;
  /** The card on which each term is introduced. */
  readonly introduced: ReadonlyMap<string, FoundCard>;
  readonly phrases: Phrases;
  readonly cards: Descriptions;
  read(question: string): Reading;
  find(reading: Reading): Found;
  /** The key of what this very sentence stands under: "term:cookie", "faq:stay-logged-in". */
  verbatim(question: string): string | undefined;
}

/** As sure as a phrase that says the same may make. */
const SAME = 0.72;
/** Enough to answer where no name stands in the way. */
const LIKE = 0.56;
/** Enough where a name is only mentioned. */
const NEARLY = 0.62;
/** The name is all that is asked. */
const ASKED_FOR = 0.93;

const MOST_TERMS = 5;
const MOST_CARDS = 3;

export function answering(sources: Sources): (message: string) => readonly Answer[] {
  return (message) => {
    if (sources.verbatim(message) !== undefined) return [answer(sources, message)];
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

/** The same answer is not given twice. */
function distinct(answers: readonly Answer[]): Answer[] {
  const seen = new Set<string>();
  return answers.filter((one) => {
    const key = `${one.say ?? ''} ${one.first === 'lesson' ? JSON.stringify(one.cards[0]) : (one.terms[0]?.id ?? '')}`;
    return !seen.has(key) && seen.add(key);
  });
}

function answer(sources: Sources, question: string): Answer {
  const reading = sources.read(question);
  const asks = askedFor(reading.words);
  const own = sources.verbatim(question);
  if (own !== undefined) return led(sources, question, asks, { to: own, likeness: 1, shared: 99, whole: true }, []);
  const found = sources.find(reading);
  const terms = found.kind === 'terms' ? found.terms : [];
  if (found.kind === 'terms' && found.comparison) return termsFirst(sources, question, 'compare', terms, true);
  const like = phrasesLike(sources, reading, asks);
  const [top] = like;
  if (top !== undefined && leads(top, asks, terms[0])) return led(sources, question, asks, top, like.slice(1), terms);
  if (terms.length > 0) return termsFirst(sources, question, asks, terms, false);
  const cards = cardsOn(sources, reading);
  if ((cards[0]?.score ?? 0) >= SURE)
    return { question, asks, kind: 'found', terms: [], cards, first: 'lesson', comparison: false };
  if (found.kind === 'near')
    return {
      question,
      asks,
      kind: 'near',
      terms: found.didYouMean.map((id) => ({ id, score: 0.4, via: 'content' })),
      cards: [],
      comparison: false,
    };
  return { question, asks, kind: 'none', terms: [], cards: [], comparison: false };
}

/** A phrase that says the same goes before a name that is only mentioned, and not before one that is asked for. */
function leads({ likeness, shared, whole }: Alike, asks: Asks, named: FoundTerm | undefined): boolean {
  if (shared < 2 && !(whole && likeness >= 0.9)) return false;
  const byName = named !== undefined && named.via !== 'content' && named.via !== 'asks';
  if (!byName) return likeness >= LIKE;
  if (asks === 'what' && named.score >= ASKED_FOR) return false;
  return likeness >= (named.score >= CERTAIN ? SAME : NEARLY);
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

/** A phrase leads the answer. */
function led(
  sources: Sources,
  question: string,
  asks: Asks,
  { to, likeness }: Alike,
  others: readonly Alike[],
  named: readonly FoundTerm[] = [],
): Answer {
  const [kind, id = ''] = to.split(/:(.*)/su);
  const score = Math.max(SURE, Math.min(1, likeness));
  const faq = kind === 'faq' ? sources.faqs.get(id) : undefined;
  const first: FoundTerm[] = (faq?.terms ?? (kind === 'term' ? [id] : [])).map((term, i) => ({
    id: term,
    score: score - 0.01 * i,
    via: 'asks',
  }));
  const rest = others
    .filter((one) => one.to.startsWith('term:') && one.likeness >= 0.45)
    .map((one): FoundTerm => ({ id: one.to.slice(5), score: Math.min(score, one.likeness), via: 'asks' }));
  const terms = unique([...first, ...named, ...rest]).slice(0, MOST_TERMS);
  const card = faq === undefined ? undefined : cardOf(sources, faq, score);
  return {
    question,
    asks,
    kind: 'found',
    ...(faq !== undefined && { say: faq.say }),
    terms,
    cards: withIntroductions(sources, card === undefined ? [] : [card], terms),
    // what happens, step by step, is what lessons tell
    first: first.length === 0 || (card !== undefined && asks === 'happens') ? 'lesson' : 'term',
    comparison: false,
  };
}

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

/** Cards that speak of what the question speaks of. */
function cardsOn({ cards }: Sources, reading: Reading): FoundCard[] {
  const found = cards.search(reading.words.filter((word) => word !== ''));
  const seen = new Set<string>();
  return found
    .filter((one) => one.words >= 3)
    .map((one) => cardOfKey(one.id, Math.min(0.79, one.coverage * 0.9)))
    .filter(({ lesson }) => !seen.has(lesson) && seen.add(lesson))
    .slice(0, MOST_CARDS);
}

function unique(found: readonly FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.id) && seen.add(one.id));
}
