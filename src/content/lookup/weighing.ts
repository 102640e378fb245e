/** Weighs what speaks for each thing that may answer a question: a phrase like it, a name in it, a text that describes it. */
import type { Asks } from './answer.ts';
import type { Alike } from './phrases.ts';
import type { FoundTerm, LookupFaq } from './term.ts';

/** What was found, each in its own way; in no order. */
export interface Evidence {
  readonly asks: Asks;
  readonly alike: readonly Alike[];
  readonly named: readonly FoundTerm[];
  readonly described: readonly FoundTerm[];
  /** Everyday questions, by their own texts. */
  readonly told: readonly FoundTerm[];
}

/** Something that may answer. */
export interface Candidate {
  /** "term:cookie" or "faq:stay-logged-in". */
  readonly to: string;
  /** 0 to 1: how sure. */
  readonly score: number;
  readonly likeness: number;
}

/** How far each kind of evidence is believed; fitted to the "tune" halves of the questions under tests/content. */
export const BELIEF = {
  /** Likeness of a phrase below this says nothing, and from `same` on as much as it can. */
  chance: 0.35,
  same: 0.9,
  phrase: 0.92,
  name: 0.78,
  /** Where somebody describes what they want the name of, and where they ask something about it. */
  text: 0.9,
  textBeside: 0.7,
  told: 0.6,
  /** What speaks for the first term of an everyday question speaks for the question as well, that much. */
  ofTerm: 0.45,
  ofOther: 0.1,
  /** How sure it must be where nothing shows that computing is meant. */
  elsewhere: 0.6,
};

/** Best first; only what something speaks for. */
export function weigh(
  { asks, alike, named, described, told }: Evidence,
  faqs: ReadonlyMap<string, LookupFaq>,
): Candidate[] {
  const phrase = new Map(alike.map((one) => [one.to, believed(one)]));
  const names = new Map<string, number>();
  for (const { id, score } of named) names.set(id, Math.max(names.get(id) ?? 0, score));
  const texts = new Map<string, number>();
  for (const { id, score } of described) texts.set(id, Math.max(texts.get(id) ?? 0, score));
  const own = new Map(told.map(({ id, score }) => [id, score]));
  const likeness = new Map(alike.map((one) => [one.to, one.likeness]));

  const naming = asks === 'what' || asks === 'other';
  const text = naming ? BELIEF.text : BELIEF.textBeside;
  const terms = new Set([...names.keys(), ...texts.keys()].map((id) => `term:${id}`));
  const candidates = [...new Set([...phrase.keys(), ...terms, ...[...own.keys()].map((id) => `faq:${id}`)])].map(
    (to): Candidate => {
      const id = to.slice(to.indexOf(':') + 1);
      const p = phrase.get(to) ?? 0;
      const [n, t] = to.startsWith('faq:')
        ? [besideOf(faqs.get(id)?.terms ?? [], names), own.get(id) ?? 0]
        : [names.get(id) ?? 0, texts.get(id) ?? 0];
      // what people ask in everyday words needs a phrase of its own: its terms do not show what is asked of them
      const counts = to.startsWith('term:') || p > 0.1 || t > 0;
      const told = to.startsWith('faq:') ? BELIEF.told : text;
      const score = counts ? 1 - (1 - p) * (1 - BELIEF.name * n) * (1 - told * t) : 0;
      return { to, score, likeness: likeness.get(to) ?? 0 };
    },
  );
  return candidates.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score || b.likeness - a.likeness);
}

function believed({ likeness, shared, same }: Alike): number {
  // one word in common is chance, unless both say it and nothing else
  if (shared < 2 && !same) return 0;
  return BELIEF.phrase * Math.max(0, Math.min(1, (likeness - BELIEF.chance) / (BELIEF.same - BELIEF.chance)));
}

/** Of an everyday question, what speaks for its terms. */
const besideOf = (terms: readonly string[], scores: ReadonlyMap<string, number>): number =>
  Math.max(0, ...terms.map((id, i) => (scores.get(id) ?? 0) * (i === 0 ? BELIEF.ofTerm : BELIEF.ofOther)));
