/** Takes the parts of a message that describe something to the search by content, and says how sure the finds are. */
import type { Described, Descriptions } from './descriptions.ts';
import { opensThought, SURE } from './judge.ts';
import type { Reading } from './reading.ts';
import type { FoundTerm } from './term.ts';
import { ELSEWHERE, GRAMMAR } from './words.ts';

/** At most so many words of a message are searched by, the last ones: this bounds the time. */
const MOST_DESCRIBING = 32;
/** A name that the question spells out is surer than any description. */
const MOST_SURE = 0.79;

/** Terms that the message describes, in no order. `computing`: something in it shows that computing is meant. */
export function describedIn(
  reading: Reading,
  descriptions: Descriptions,
  computing: boolean,
  most = MOST_DESCRIBING,
): FoundTerm[] {
  return stretchesOf(reading, most).flatMap((words) => {
    if (asksUnknown(words, descriptions.knows)) return [];
    const found = descriptions.search(words);
    const [top] = found;
    if (top === undefined) return [];
    const elsewhere = words.some((word) => ELSEWHERE.has(word));
    return found.map((one) => ({ id: one.id, via: one.via, score: confidence(one, top, computing, elsewhere) }));
  });
}

/** "What is kotlin in web development": what is asked for is a word that no text here uses. */
export function asksUnknown(words: readonly string[], knows: (word: string) => boolean): boolean {
  const [, subject] =
    /\b(?:what|whats|define|explain) (?:is |are )?(?:(?:a|an|the) )?(\S+)/u.exec(words.join(' ')) ?? [];
  return subject !== undefined && !GRAMMAR.has(subject) && !knows(subject);
}

/** What asks for a word and describes nothing: "I'm looking for the name of the thing that …". */
const ASKS_FOR_A_WORD: readonly RegExp[] = [
  /\b(?:(?:looking|searching|search|look) for (?:the |a )?)?(?:names?|words?|terms?) (?:for|of)\b/gu,
  /\bwhat (?:do|does|would|is|are) (?:you|we|people|one|they|it|that|this) (?:call|called)\b/gu,
  /\b(?:is|are|it|that|this) called\b|\bthe things?\b|\bsomething\b/gu,
];

function withoutAsking(words: readonly string[]): string[] {
  let text = words.join(' ');
  for (const pattern of ASKS_FOR_A_WORD) text = text.replaceAll(pattern, ' ');
  return text.split(' ').filter((word) => word !== '');
}

/** The parts of a message that may describe something: its sentences, and of long ones the thoughts that they join. */
function stretchesOf(reading: Reading, most: number): string[][] {
  const stretches: string[][] = [];
  let left = most;
  for (const { start, end } of reading.clauses.toReversed()) {
    const parts: string[][] = [[]];
    for (let at = start; at < end; at += 1) {
      if (opensThought(reading, at) && (parts.at(-1)?.length ?? 0) > 5) parts.push([]);
      const word = reading.words[at] ?? '';
      if (word !== '') parts.at(-1)?.push(word);
    }
    const whole = parts.flat();
    for (const part of parts.length > 1 && whole.length > 16 ? [whole, ...parts] : [whole]) {
      const words = withoutAsking(part);
      const telling = words.filter((word) => !GRAMMAR.has(word)).length;
      if (telling < 2 || left < Math.min(telling, 14)) continue;
      left -= Math.min(telling, 14);
      stretches.push(words);
    }
  }
  return stretches;
}

/**
 * The engine's score grows with the number and the rarity of the words that match, so its logarithm tells a
 * description from a chance hit. The numbers were fitted to the "tune" half of tests/content/lookup-questions.yaml.
 */
function confidence(one: Described, top: Described, computing: boolean, elsewhere: boolean): number {
  if (one.words < 2) return 0;
  const evidence =
    Math.log(one.score) +
    0.45 * one.coverage +
    (computing ? 0.5 : 0) -
    (elsewhere ? 0.6 : 0) -
    // two common words meet by chance
    (one.words < 3 ? 0.65 : 0);
  const sure = Math.min(MOST_SURE, SURE + 0.3 * (evidence - 5.35));
  return Math.max(0, one === top ? sure : sure * (one.score / top.score));
}
