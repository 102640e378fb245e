/** What the look-up must know of a term, and what it answers. */

/** The part of a glossary term that can be asked for; texts are Markdown or plain. */
export interface LookupTerm {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly aliases: readonly string[];
  readonly slips: readonly string[];
  /** Those names that are also ordinary words. */
  readonly everyday: readonly string[];
  /** How a beginner describes it without using its name. */
  readonly asks: readonly string[];
  readonly see: readonly string[];
  readonly short: string;
  readonly more: string;
}

/** What in the question led to the term. */
export type Via = 'name' | 'alias' | 'slip' | 'typo' | 'asks' | 'content';

export interface FoundTerm {
  readonly id: string;
  /** 0 to 1: how sure; the first of an answer is at least 0.5. */
  readonly score: number;
  readonly via: Via;
}

export type Found =
  /** Best first; a comparison starts with the terms to compare, in the order of the question. */
  | { readonly kind: 'terms'; readonly terms: readonly FoundTerm[]; readonly comparison: boolean }
  /** Not sure enough to answer, but worth offering: one to five ids. */
  | { readonly kind: 'near'; readonly didYouMean: readonly string[] }
  /** Not in the glossary. */
  | { readonly kind: 'none' };

export interface Suggestion {
  readonly id: string;
  readonly name: string;
  /** The alias that was matched, when it is not the name. */
  readonly via?: string;
}

/** A card of a lesson, as far as it can be asked for. */
export interface LookupCard {
  readonly title: string;
  /** Its texts without code, pictures and questions; Markdown or plain. */
  readonly text: string;
}

export interface LookupLesson {
  readonly id: string;
  readonly title: string;
  /** Ids of the terms that it introduces. */
  readonly concepts: readonly string[];
  readonly cards: readonly LookupCard[];
}

/** A question that people ask in everyday words, with what answers it and where to read on. */
export interface LookupFaq {
  readonly id: string;
  readonly asks: readonly string[];
  readonly say: string;
  readonly terms: readonly string[];
  /** Id of a lesson and title of the card in it. */
  readonly lesson?: string | undefined;
  readonly card?: string | undefined;
}

/** Words that may stand for each other (`alike`), or that share an idea (`near`). */
export type LookupSynonym = { readonly alike: readonly string[] } | { readonly near: readonly string[] };
