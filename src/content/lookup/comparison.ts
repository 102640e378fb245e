/** Recognizes questions that put two or more terms side by side. */
import { type Judged, otherWords } from './judge.ts';
import type { Mention, Reading } from './reading.ts';
import { CHAT, FRAME } from './words.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Words that say outright that two things are compared, and words that may. */
const OUTRIGHT = words(
  `vs versus v difference differences diff differ differs distinguish distinguishes distinction compare compared
  comparison comparing confuse confused mix`,
);
const PERHAPS = words('different contrast same similar better worse faster or apart than');

/** Joins two sides: nothing but these between two names. */
const JOINT = words(
  `vs versus v and or from than to with the a an is as same thing different compared differ differs better worse
  faster between not it just are rather instead of like more but against over i use should do does distinguish
  distinguishes similar`,
);
/** Of these alone, nothing is joined: "the body of a request". */
const LOOSE = words('of to in with a the');

/** The mentions to compare, in the order of the question; fewer than two when it is no comparison. */
export function comparedIn(reading: Reading, judged: readonly Judged[]): readonly Judged[] {
  const scores = new Map(judged.map((one) => [one.mention, one.score]));
  for (const clause of reading.clauses.toReversed()) {
    const said = reading.words.slice(clause.start, clause.end);
    const outright = said.some((word) => OUTRIGHT.has(word));
    if (!outright && !said.some((word) => PERHAPS.has(word))) continue;
    const sides = pairOf(reading, clause.start, clause.end);
    if (sides.length < 2) continue;
    const rest = otherWords(reading, clause, outright ? CHAT : FRAME).length;
    // "an apple or a cookie" names one thing from here and one from elsewhere
    if (rest > (outright && sides.some((side) => !side.everyday) ? 4 : 1)) continue;
    return sides.map((mention) => ({ mention, score: Math.max(0.9, scores.get(mention) ?? 0) }));
  }
  return [];
}

function pairOf(reading: Reading, start: number, end: number): Mention[] {
  const mentions = reading.mentions.filter((one) => one.start >= start && one.start < end);
  let chain: Mention[] = [];
  for (const mention of mentions) {
    const last = chain.at(-1);
    if (last !== undefined) {
      const between = reading.words.slice(last.end, mention.start);
      const linked =
        (between.some((word) => !LOOSE.has(word)) && between.every((word) => JOINT.has(word))) ||
        (between.length === 0 && reading.tokens[mention.start]?.gap === 'soft');
      const same = last.namings[0]?.id === mention.namings[0]?.id;
      if (!linked || same) {
        if (chain.length > 1) return chain;
        chain = [];
      }
    }
    chain.push(mention);
  }
  return chain.length > 1 ? chain : [];
}
