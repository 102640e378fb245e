/** What an answer to a question is: terms and cards of lessons, best first, and what answers it before all else. */
import type { Found, FoundTerm, Suggestion } from './term.ts';

/** What kind of answer a question wants. */
export type Asks =
  /** "what is a …", a bare word, a description of something whose name is wanted */
  | 'what'
  /** two or more things side by side */
  | 'compare'
  | 'how'
  | 'why'
  /** "what happens when …" */
  | 'happens'
  | 'where'
  | 'when'
  /** begins with "is", "can", "does": yes or no comes first */
  | 'whether'
  /** "do I need …", "must I …" */
  | 'need'
  /** "which … should I", "… or …?" */
  | 'which'
  /** an error message, or something that does not work */
  | 'symptom'
  /** a sentence that asks nothing by its form */
  | 'other';

export interface FoundCard {
  /** Id of the lesson. */
  readonly lesson: string;
  /** Which of its cards; 0 is the first, as in the addresses of `learn`. */
  readonly card: number;
  /** 0 to 1: how sure. */
  readonly score: number;
}

/** What one question of a message gets. */
export interface Answer {
  /** The question, as it was typed. */
  readonly question: string;
  readonly asks: Asks;
  /** `found`: sure enough to answer. `near`: terms worth offering, no more. `none`: nothing of ours. */
  readonly kind: 'found' | 'near' | 'none';
  /** Answers the question in one or two sentences, as Markdown; a yes/no question begins with yes or no. */
  readonly say?: string;
  /** Id of the everyday question whose answer that is. */
  readonly faq?: string;
  /** At most five, best first; of a comparison the terms to compare come first, in the order of the question. */
  readonly terms: readonly FoundTerm[];
  /** At most three, best first, each lesson once. */
  readonly cards: readonly FoundCard[];
  /** What somebody should see first, when something was found. */
  readonly first?: 'term' | 'lesson';
  readonly comparison: boolean;
  /** Of a comparison, how many of the terms are put side by side. */
  readonly compared?: number;
}

/** All of it is pure: the same text gives the same answer, and nothing is remembered. */
export interface Lookup {
  /** Answers each question of a message, in their order, with terms and cards of lessons. Never throws. */
  ask(message: string): readonly Answer[];
  /** The terms that a typed word or a free question is about. Never throws; reads at most the first 5,000 characters. */
  find(question: string): Found;
  /** Completes what is being typed: at most `limit` (25) terms, best first. */
  suggest(typed: string, limit?: number): readonly Suggestion[];
  /** Whether a question is about what this glossary is about, known or not. Never throws. */
  isOurs(question: string): boolean;
  /** Ids of at most `most` (3) terms that a message speaks of, in its order, whether it asks anything or not. Never throws. */
  speaksOf(message: string, most?: number): readonly string[];
}
