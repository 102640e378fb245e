/** Decides, mention by mention, whether a sentence asks about the term or only happens to contain its name. */
import type { Clause, Mention, Reading } from './reading.ts';
import { isDone } from './little.ts';
import type { LookupTerm } from './term.ts';
import { EMPTY_HEAD, isAsking, leadsTo, OBLIQUE, QUOTING, RELATIVE } from './phrasing.ts';
import { CHAT, COMPUTING, DEFINING, ELSEWHERE, FRAME, GRAMMAR, LEARNING } from './words.ts';

/** How sure it is, 0 to 1, that the question is about this mention. */
export interface Judged {
  readonly mention: Mention;
  readonly score: number;
}

/** Enough to answer by. */
export const SURE = 0.5;
/** Enough not to look any further. */
export const CERTAIN = 0.8;

/** Names so general that beside another name they only say what sort of thing is meant: "the Flask app". */
export const BROAD: ReadonlySet<string> = new Set(
  `app apps application website websites site page pages code program programs programming data web internet
    database databases server servers developer project interface object language languages client user
    computer service software`.split(/\s+/u),
);

export interface Judge {
  /** All mentions that are worth something, best first. */
  judge(reading: Reading): Judged[];
  /** True when the message shows that computing is meant. */
  computing(reading: Reading): boolean;
}

type Terms = ReadonlyMap<string, LookupTerm>;

export function createJudge(terms: Terms): Judge {
  return {
    computing: (reading) =>
      reading.words.some((word, at) => (reading.owner[at] === undefined ? COMPUTING.has(word) : false)) ||
      reading.mentions.some((mention) => !mention.everyday),
    judge: (reading) =>
      reading.clauses
        .flatMap((clause, sentence) => {
          const mentions = reading.mentions.filter((one) => one.start >= clause.start && one.start < clause.end);
          return mentions.map((mention, i) => ({
            mention,
            // of equals, the last sentence asks; and within it the first name is the subject
            score: scoreOf(terms, reading, mention, clause, mentions) + 0.001 * sentence - 0.01 * Math.min(i, 5),
          }));
        })
        .filter((judged) => judged.score > 0)
        .toSorted((a, b) => b.score - a.score),
  };
}

const related = (terms: Terms, a: Mention, b: Mention): boolean =>
  a.namings.some((one) =>
    b.namings.some((other) => {
      const [first, second] = [terms.get(one.id), terms.get(other.id)];
      if (first === undefined || second === undefined || first.id === second.id) return false;
      return first.topic === second.topic || first.see.includes(second.id) || second.see.includes(first.id);
    }),
  );

/** Something beside the mention that speaks of computing. */
function hasCompany(terms: Terms, reading: Reading, mention: Mention, { start, end }: Clause): boolean {
  for (let at = start; at < end; at += 1) {
    const other = reading.owner[at];
    if (other === mention) continue;
    if (
      other === undefined ? COMPUTING.has(reading.words[at] ?? '') : !other.everyday || related(terms, mention, other)
    ) {
      return true;
    }
  }
  return false;
}

/** How sure it is that a sentence asks about one of the mentions in it. */
function scoreOf(
  terms: Terms,
  reading: Reading,
  mention: Mention,
  clause: Clause,
  mentions: readonly Mention[],
): number {
  const whole: Clause = { start: 0, end: reading.words.length };
  const scope = scopeOf(reading, mention, clause);
  const left = reading.words.slice(scope.start, mention.start);
  const right = reading.words.slice(mention.end, scope.end);
  const rest = otherWords(reading, scope, CHAT);
  const elsewhere = otherWords(reading, clause, CHAT).some((word) => ELSEWHERE.has(word)) ? 0.35 : 0;
  const asking = isAsking(left, right);
  const described =
    RELATIVE.has(right[0] ?? '') && otherWords(reading, { start: mention.end, end: clause.end }, FRAME).length > 0;
  const bare = right.length === 0 && left.every((word) => /^(?:a|an|the|hi|hello|hey|and|so|ok|um|uh)$/u.test(word));
  const lead = leadsTo(reading, mention, clause);
  const subject =
    !described &&
    (bare || lead || (asking && otherWords(reading, { start: scope.start, end: mention.start }, FRAME).length === 0));
  const at = mentions.indexOf(mention);
  const emptyHead =
    EMPTY_HEAD.has(reading.words[mention.start] ?? '') && right[0] === 'of' && mentions[at + 1] !== undefined;
  const before = left.findLastIndex((word) => !/^(?:a|an|the|my|your|our|this|that)$/u.test(word));
  // "types of joins" is about joins, "body of a request" is not about requests
  const oblique = OBLIQUE.has(left[before] ?? '') && !(left[before] === 'of' && FRAME.has(left[before - 1] ?? ''));
  const quoted =
    reading.tokens[mention.start]?.quoted === true ||
    QUOTING.has(left.findLast((word) => !/^(?:a|an|the|about|of|like|that|this|it)$/u.test(word)) ?? '');
  const next =
    mention.end < clause.end && reading.tokens[mention.end]?.gap === 'none' ? (reading.words[mention.end] ?? '') : '';
  // "acid rain", "a Python snake": the word behind says what it is, and that is not ours
  const modifier =
    next !== '' &&
    reading.owner[mention.end] === undefined &&
    !GRAMMAR.has(next) &&
    !CHAT.has(next) &&
    !COMPUTING.has(next);
  const less = (oblique ? 0.12 : 0) + (emptyHead ? 0.3 : 0) + chained(reading, mention, mentions) + elsewhere;

  if (mention.little) {
    if (isDone(reading.words, mention.start)) return 0;
    const strict = bare
      ? left.length === 0 && reading.clauses.length === 1
      : leadsTo(reading, mention, clause, true) && asking;
    if (strict && rest.length === 0) return 0.95 - less;
    return subject && hasCompany(terms, reading, mention, scope) ? 0.95 - less : 0;
  }
  if (mention.everyday) {
    const company = hasCompany(terms, reading, mention, scope);
    const strange = neighborsOf(mention, mentions, reading).some(
      (one) => one.everyday && !related(terms, mention, one),
    );
    // "container ship": two everyday words side by side that have nothing to do with each other here
    if (strange && !company) return 0.1;
    if (subject && rest.length === 0) return 1 - less;
    if (modifier) return company ? 0.4 - less : 0;
    if (subject && company) return 0.92 - less - 0.03 * rest.length;
    const learning =
      reading.words.some((word) => LEARNING.has(word)) && reading.words.some((word) => DEFINING.has(word));
    if (quoted && (learning || hasCompany(terms, reading, mention, whole))) return 0.85 - less - 0.02 * rest.length;
    if (subject && (learning || hasCompany(terms, reading, mention, whole))) return 0.75 - less - 0.1 * rest.length;
    const meat = otherWords(reading, clause, FRAME).length;
    if (meat > 0 || !company) return 0.1;
    // "the padlock in the address bar": of nothing but names, the first is the subject, or the last of a chain
    const unnamed = left.filter((_, i) => reading.owner[scope.start + i] === undefined);
    return (unnamed.every((word) => /^(?:a|an|the|my|your)$/u.test(word)) ? 0.9 : 0.7) - less;
  }
  if (subject) return (rest.length === 0 ? 1 : 0.95 - 0.03 * rest.length) - less - (modifier ? 0.2 : 0);
  if (quoted) return 0.9 - less - 0.02 * rest.length;
  const meat = otherWords(reading, clause, FRAME).length;
  if (meat === 0 && !described) return 0.97 - less;
  const share = mentions.length / (mentions.length + meat);
  const defining = reading.words.some((word, at) => DEFINING.has(word) && reading.owner[at] === undefined);
  // several words in a row do not make a name by chance
  const long = mention.end - mention.start > 1 ? 0.1 : 0;
  return 0.36 + 0.35 * share + long + (defining ? 0.12 : 0) - (described ? 0.2 : 0) - less;
}

/** Words of this stretch that belong to no name and that are not grammar, nor in `but`. */
export function otherWords(reading: Reading, { start, end }: Clause, but: ReadonlySet<string>): string[] {
  return reading.words.slice(start, end).filter((word, i) => {
    return word !== '' && reading.owner[start + i] === undefined && !GRAMMAR.has(word) && !but.has(word);
  });
}

/** The names that stand right before and after it. */
function neighborsOf(mention: Mention, mentions: readonly Mention[], reading: Reading): Mention[] {
  return mentions.filter(
    (one) =>
      (one.end === mention.start && reading.tokens[mention.start]?.gap === 'none') ||
      (one.start === mention.end && reading.tokens[one.start]?.gap === 'none'),
  );
}

/** A comma stands before this word, or it is one that starts another thought. */
export function opensThought(reading: Reading, at: number): boolean {
  if (reading.owner[at] !== undefined && reading.owner[at]?.start !== at) return false;
  const word = reading.words[at] ?? '';
  const next = reading.words[at + 1] ?? '';
  return (
    reading.tokens[at]?.gap === 'soft' ||
    (reading.owner[at] === undefined && /^(?:but|because|so|whether)$/u.test(word)) ||
    (word === 'and' &&
      /^(?:i|we|my|it|they|he|she|why|how|what|when|whether|if|where|do|does|honestly|then)$/u.test(next))
  );
}

/** The part of the sentence around a mention: up to the next comma, or a word that starts another thought. */
function scopeOf(reading: Reading, mention: Mention, clause: Clause): Clause {
  let { start, end } = mention;
  while (start > clause.start && !opensThought(reading, start)) start -= 1;
  while (end < clause.end && !opensThought(reading, end)) end += 1;
  return { start, end };
}

/** A word in front of a broad one is the subject ("Flask app"), otherwise the last of a chain ("Python function"). */
function chained(reading: Reading, mention: Mention, mentions: readonly Mention[]): number {
  const wide = (one: Mention): boolean => one.end - one.start === 1 && BROAD.has(reading.words[one.start] ?? '');
  const at = mentions.indexOf(mention);
  const [before, next] = [mentions[at - 1], mentions[at + 1]];
  if (next !== undefined && next.start === mention.end && reading.tokens[next.start]?.gap === 'none' && !wide(next))
    return 0.05;
  return before !== undefined && before.end === mention.start && wide(mention) ? 0.05 : 0;
}
