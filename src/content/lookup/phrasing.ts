/** The turns of phrase by which people ask what something is. */
import type { Clause, Mention, Reading } from './reading.ts';
import { DEFINING } from './words.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** After these a name is a circumstance, not the subject. */
export const OBLIQUE = words('in on with using for from by at into within inside via to under of than');

/** "He keeps saying …", "a folder called …": the word itself is what puzzles. */
export const QUOTING = words(
  `called named word term says said say saying mentioned mentions mentioning mention phrase keyword hear heard
    hearing talks talking talk seeing saw wrote reads see discussed discussing discuss brought`,
);

/** A name followed by one of these is being described, not asked about. */
/** "The role of a back-end developer", "the job of an API": these are no subject of their own. */
export const EMPTY_HEAD = words('role job function part type types process list set method kind');

export const RELATIVE = words('that which who whose where when');

/** Words that may stand between "what" and the name: "what exactly is a …", "why do we need …". */
const LINK = words(
  `is are was were am a an the this that these those exactly actually really even basically again please just
    does do did by with of to me us i you we about meant means mean word words term terms concept idea thing
    called for something some so like need use have should between and it its in stand stands example examples
    types type kinds kind difference what simple plain up or not from`,
);

/** The same, for names that are words of grammar: "what does GET mean", but not "what should I get". */
const STRICT_LINK = words('is are a an the exactly actually does do mean of about word term called by with what');

/** What may follow a name in a question that asks what it is. */
const AFTER = words(
  `is are do does even actually exactly again then please pls plz though tho in for used all about thanks work
  works mean means meaning stand stands definition explained and good useful to the or vs versus it`,
);

/** These ask by themselves: "idempotent meaning?". */
const MEANING = words('mean means meaning stand stands definition');

/** What stands around the name is nothing but asking. */
export function isAsking(left: readonly string[], right: readonly string[]): boolean {
  if (!right.every((word) => AFTER.has(word))) return false;
  return left.length === 0 || left.some((word) => DEFINING.has(word)) || right.some((word) => MEANING.has(word));
}

/** "What is a …", "can you explain …": words that ask lead right up to the name. */
export function leadsTo(reading: Reading, mention: Mention, clause: Clause, strict = false): boolean {
  for (let at = mention.start - 1; at >= clause.start; at -= 1) {
    const word = reading.words[at] ?? '';
    // in a chain or a list of names the lead reaches the later ones over the first
    if (reading.owner[at] !== undefined) continue;
    // "what language should I learn" asks for a choice, "what language is" does not
    const choosing = word.startsWith('wh') && at === mention.start - 1 && mention.everyday;
    if (choosing && !/^(?:is|are|was|were|do|does|means?|stands?)$/u.test(reading.words[mention.end] ?? ''))
      return false;
    if (DEFINING.has(word) && !(strict && word === 'why')) return true;
    if (word === 'how') {
      const after = reading.words.slice(mention.end, clause.end).join(' ');
      if (reading.words[mention.start - 1] === 'use' || reading.words[mention.start - 2] === 'use') return true;
      return /^(?:\w+ )?(?:works?|working|used|functions?|do|differ|different)\b/u.test(after);
    }
    if (word === 'get' && reading.words[at - 1] === 'not') return true;
    if (!(strict ? STRICT_LINK : LINK).has(word)) return false;
  }
  return false;
}
