/** The terms that a question names: which of those that share a name, and which two are put side by side. */
import { comparedIn } from './comparison.ts';
import type { Judge, Judged } from './judge.ts';
import type { Names, Naming } from './names.ts';
import type { Mention, Reading } from './reading.ts';
import type { FoundTerm, LookupTerm } from './term.ts';
import type { Speller } from './typos.ts';
import { FRAME, GRAMMAR } from './words.ts';

/** Terms that a question names, best first; `compared`: two or more that it puts side by side, in its own order. */
export interface Named {
  readonly compared: readonly FoundTerm[];
  readonly named: readonly FoundTerm[];
}

export interface NamesInQuestions {
  namedIn(reading: Reading): Named;
  /** The id of the term that a name most probably stands for in this question. */
  first(mention: Mention, reading: Reading): string | undefined;
  /** Ids for a single English word, such as "rooter", that is close to a name: worth offering, too little to answer by. */
  soundsLike(reading: Reading): readonly string[];
}

export function namesInQuestions(
  terms: ReadonlyMap<string, LookupTerm>,
  judge: Judge,
  names: Names,
  speller: Speller,
): NamesInQuestions {
  const listed = (judged: readonly Judged[], reading: Reading): FoundTerm[] =>
    judged.flatMap(({ mention, score }) =>
      namingsOf(terms, mention, reading)
        .slice(0, 3)
        .map(({ id }, i) => ({ id, score: Math.min(1, score) - 0.02 * i, via: mention.via })),
    );
  return {
    namedIn(reading) {
      const judged = judge.judge(reading);
      return {
        compared: comparedIn(reading, judged).flatMap((one) => listed([one], reading).slice(0, 1)),
        named: unique(listed(judged, reading)),
      };
    },
    first: (mention, reading) => namingsOf(terms, mention, reading)[0]?.id,
    soundsLike(reading) {
      const asked = reading.words.filter((word) => !GRAMMAR.has(word) && !FRAME.has(word));
      const [word] = asked;
      if (word === undefined || asked.length > 1 || reading.mentions.length > 0) return [];
      return speller.guesses(word).flatMap((guess) => names.at([guess.word]).map((naming) => naming.id));
    },
  };
}

/** Of terms that share a name, those first whose topic the rest of the question is about. */
function namingsOf(terms: ReadonlyMap<string, LookupTerm>, mention: Mention, reading: Reading): readonly Naming[] {
  if (mention.namings.length === 1) return mention.namings;
  const fits = ({ id }: Naming): number => {
    const term = terms.get(id);
    return reading.words.filter((word, at) => {
      const owner = reading.owner[at];
      if (owner === mention || term === undefined) return false;
      if (owner === undefined) return id.split('-').includes(word) || term.topic === word;
      return owner.namings.some(
        (one) => one.id !== id && (terms.get(one.id)?.topic === term.topic || term.see.includes(one.id)),
      );
    }).length;
  };
  return mention.namings.toSorted((a, b) => fits(b) - fits(a));
}

/** Each term once, where it scores best. */
export function unique(found: readonly FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(one.id) && seen.add(one.id));
}
