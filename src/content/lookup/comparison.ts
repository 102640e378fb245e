/** Recognizes questions that put two or more terms side by side. */
import { type Judged, otherWords } from './judge.ts';
import type { Mention, Reading } from './reading.ts';
import { CHAT, FRAME } from './words.ts';

/** Words that say outright that two things are compared, and words that may. */
const OUTRIGHT =
  /\b(?:vs|versus|v|difference|differences|diff|differs?|distinguish(?:es)?|distinction|compared?|comparison|comparing|confuse|confused|mix)\b/u;
const PERHAPS = /\b(?:different|contrast|same|similar|better|worse|faster|or|apart|than)\b/u;

/** The mentions to compare, in the order of the question; fewer than two when it is no comparison. */
export function comparedIn(reading: Reading, judged: readonly Judged[]): readonly Judged[] {
  const scores = new Map(judged.map((one) => [one.mention, one.score]));
  for (const clause of reading.clauses.toReversed()) {
    const text = reading.words.slice(clause.start, clause.end).join(' ');
    const outright = OUTRIGHT.test(text);
    if (!outright && !PERHAPS.test(text)) continue;
    const sides = pairOf(reading, clause.start, clause.end);
    if (sides.length < 2) continue;
    const rest = otherWords(reading, clause, outright ? CHAT : FRAME).length;
    // "an apple or a cookie" names one thing from here and one from elsewhere
    if (rest > (outright && sides.some((side) => !side.everyday) ? 4 : 1)) continue;
    return sides.map((mention) => ({ mention, score: Math.max(0.9, scores.get(mention) ?? 0) }));
  }
  return [];
}

/** Joins two sides: everything but these between two names, and they do not stand side by side. */
const JOINT =
  /^(?:vs|versus|v|and|or|from|than|to|with|the|a|an|is|as|same|thing|different|compared|differs?|better|worse|faster|between|not|it|just|are|rather|instead|of|like|more|but|against|over|i|use|should|do|does|distinguish(?:es)?|similar|vs)$/u;

function pairOf(reading: Reading, start: number, end: number): Mention[] {
  const mentions = reading.mentions.filter((one) => one.start >= start && one.start < end);
  let chain: Mention[] = [];
  for (const mention of mentions) {
    const last = chain.at(-1);
    if (last !== undefined) {
      const between = reading.words.slice(last.end, mention.start);
      const linked =
        (between.length > 0 &&
          between.every((word) => JOINT.test(word)) &&
          !/^(?:of|to|in|with|a|the)$/u.test(between.join(' '))) ||
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
