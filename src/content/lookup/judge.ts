/** Decides, mention by mention, whether a sentence asks about the term or only happens to contain its name. */
import type { Clause, Mention, Reading } from './reading.ts';
import type { LookupTerm } from './term.ts';
import { CHAT, COMPUTING, DEFINING, ELSEWHERE, GRAMMAR } from './words.ts';

/** How sure it is, 0 to 1, that the question is about this mention. */
export interface Judged {
  readonly mention: Mention;
  readonly score: number;
}

/** Enough to answer by. */
export const SURE = 0.5;

/** Words that may stand between "what" and the name: "what exactly is a …", "why do we need …". */
const LINK: ReadonlySet<string> = new Set(
  `is are was were am a an the this that these those exactly actually really even basically again please just does do did by with
  of to me us i you we about meant means mean word words term terms concept idea thing called for something some so
  like need use have should between and it its in stand stands types type kinds kind difference what simple plain up or not from`.split(
    /\s+/u,
  ),
);
/** What may follow a name in a sentence that asks what it is. */
const ASKED_AFTER: ReadonlySet<string> = new Set(
  `mean means meant meaning stand stands do does work works is are used for definition explained exactly actually anyway though tho again please
  pls in vs and or good useful thing things called about then it they that`.split(/\s+/u),
);
/** After these a name is a circumstance, not the subject. */
const OBLIQUE: ReadonlySet<string> = new Set(
  'in on with using for from by at into within inside via to under of than'.split(' '),
);
/** "He keeps saying …", "a folder called …": the word itself is what puzzles. */
const QUOTING: ReadonlySet<string> = new Set(
  `called named word term says said say saying mentioned mentions mentioning mention about phrase keyword hear heard hearing talks talking
  talk seeing saw wrote reads see discussed discussing discuss`.split(/\s+/u),
);
const RELATIVE: ReadonlySet<string> = new Set('that which who whose where when'.split(' '));
/** Names so general that beside another name they only say what sort of thing is meant: "the Flask app". */
const BROAD: ReadonlySet<string> = new Set(
  `app apps application website websites site page pages code program programs programming data web internet database
  databases server servers developer project interface object language languages client user computer service software`.split(
    /\s+/u,
  ),
);

export interface Judge {
  /** All mentions that are worth something, best first. */
  judge(reading: Reading): Judged[];
  /** Words of this stretch that neither ask nor chat nor belong to a mention: what else the sentence is about. */
  unknown(reading: Reading, clause: Clause): string[];
  /** True when the whole message shows that computing is meant. */
  computing(reading: Reading): boolean;
}

export function createJudge(terms: ReadonlyMap<string, LookupTerm>): Judge {
  const related = (a: Mention, b: Mention): boolean =>
    a.namings.some((one) =>
      b.namings.some((other) => {
        const [first, second] = [terms.get(one.id), terms.get(other.id)];
        if (first === undefined || second === undefined || first.id === second.id) return false;
        return first.topic === second.topic || first.see.includes(second.id) || second.see.includes(first.id);
      }),
    );

  const unknown = (reading: Reading, { start, end }: Clause): string[] =>
    reading.words
      .slice(start, end)
      .filter(
        (word, i) => word !== '' && reading.owner[start + i] === undefined && !GRAMMAR.has(word) && !CHAT.has(word),
      );

  /** Something beside the mention that speaks of computing. */
  const hasCompany = (reading: Reading, mention: Mention, { start, end }: Clause): boolean => {
    for (let at = start; at < end; at += 1) {
      const other = reading.owner[at];
      if (other === mention) continue;
      if (other === undefined ? COMPUTING.has(reading.words[at] ?? '') : !other.everyday || related(mention, other))
        return true;
    }
    return false;
  };

  const inClause = (reading: Reading, clause: Clause, whole: Clause): Judged[] => {
    const mentions = reading.mentions.filter((one) => one.start >= clause.start && one.start < clause.end);
    const rest = unknown(reading, clause);
    const elsewhere = rest.some((word) => ELSEWHERE.has(word));
    const alone = reading.clauses.length === 1;
    return mentions.map((mention, i): Judged => {
      const left = reading.words.slice(clause.start, mention.start);
      const right = reading.words.slice(mention.end, clause.end);
      const lead = leadOf(reading, mention, clause);
      const described = right[0] !== undefined && RELATIVE.has(right[0]) && restAfter(reading, mention, clause) > 0;
      const bare =
        right.length === 0 && left.every((word) => /^(?:a|an|the|hi|hello|hey|and|so|ok|um|uh|my)$/u.test(word));
      const subject =
        !described &&
        (bare ||
          lead ||
          (/^(?:mean|means|meaning|stand|stands|definition|explained)$/u.test(right[0] ?? '') &&
            restBefore(reading, mention, clause) === 0));
      const oblique = OBLIQUE.has(left.findLast((word) => !/^(?:a|an|the|my|your|our|this|that)$/u.test(word)) ?? '');
      const quoted =
        mention.via !== 'typo' && (reading.tokens[mention.start]?.quoted === true || QUOTING.has(left.at(-1) ?? ''));
      const company = hasCompany(reading, mention, clause);
      const defining = reading.words.some((word, at) => DEFINING.has(word) && reading.owner[at] === undefined);
      const order = -0.01 * i - (oblique ? 0.12 : 0) - broadness(reading, mention, mentions[i + 1], mentions[i - 1]);

      if (mention.little) {
        if (rest.length > 0 && !company) return { mention, score: 0 };
        const whole = alone && (bare ? left.length === 0 : lead) && ownWords(right);
        return { mention, score: whole || (company && subject) ? 0.9 + order : 0 };
      }
      if (rest.length === 0 && (subject || (!mention.everyday && !described))) return { mention, score: 1 + order };
      if (mention.everyday) {
        if (subject && company && !elsewhere) return { mention, score: 0.9 + order - 0.03 * rest.length };
        if (quoted && (company || hasCompany(reading, mention, whole)))
          return { mention, score: 0.8 + order - 0.03 * rest.length };
        if (rest.length === 0 && company) return { mention, score: (described ? 0.4 : 0.7) + order };
        if (subject && hasCompany(reading, mention, whole)) return { mention, score: 0.7 + order - 0.1 * rest.length };
        return { mention, score: 0.1 };
      }
      if (subject) return { mention, score: 0.95 + order - 0.03 * rest.length - (elsewhere ? 0.4 : 0) };
      if (quoted) return { mention, score: 0.9 + order - 0.02 * rest.length - (elsewhere ? 0.3 : 0) };
      const share = mentions.length / (mentions.length + rest.length);
      return {
        mention,
        score: Math.max(
          0,
          0.3 + 0.35 * share + order + (defining ? 0.12 : 0) - (elsewhere ? 0.3 : 0) - (described ? 0.2 : 0),
        ),
      };
    });
  };

  /** Other words than grammar and small talk before and after, within the sentence. */
  const restBefore = (reading: Reading, mention: Mention, clause: Clause): number =>
    unknown(reading, { start: clause.start, end: mention.start }).length;
  const restAfter = (reading: Reading, mention: Mention, clause: Clause): number =>
    reading.words.slice(mention.end, clause.end).filter((word) => !GRAMMAR.has(word)).length;

  /** A qualifier in front of a broad word is the subject ("Flask app"), otherwise the last of a chain is ("Python function"). */
  const broadness = (
    reading: Reading,
    mention: Mention,
    next: Mention | undefined,
    before: Mention | undefined,
  ): number => {
    const wide = (one: Mention): boolean => one.end - one.start === 1 && BROAD.has(reading.words[one.start] ?? '');
    if (next !== undefined && next.start === mention.end && reading.tokens[next.start]?.gap === 'none' && !wide(next))
      return 0.05;
    if (before !== undefined && before.end === mention.start && wide(mention)) return 0.05;
    return 0;
  };

  const ownWords = (words: readonly string[]): boolean => words.every((word) => ASKED_AFTER.has(word));

  return {
    unknown,
    computing: (reading) =>
      reading.words.some((word, at) => (reading.owner[at] === undefined ? COMPUTING.has(word) : false)) ||
      reading.mentions.some((mention) => !mention.everyday),
    judge(reading) {
      const whole: Clause = { start: 0, end: reading.words.length };
      return reading.clauses
        .flatMap((clause, i) =>
          inClause(reading, clause, whole).map((judged) => ({ ...judged, score: judged.score + 0.001 * i })),
        )
        .filter((judged) => judged.score > 0)
        .toSorted((a, b) => b.score - a.score);
    },
  };
}

/** "What is a …", "can you explain …": words that ask lead right up to the name. */
function leadOf(reading: Reading, mention: Mention, clause: Clause): boolean {
  for (let at = mention.start - 1; at >= clause.start; at -= 1) {
    const word = reading.words[at] ?? '';
    const owner = reading.owner[at];
    // in a chain or a list of names the lead reaches the later ones over the first
    if (owner !== undefined) continue;
    if (DEFINING.has(word)) return true;
    if (word === 'how')
      return /\b(?:work|works|working|used|function|do|differ|different)\b/u.test(
        reading.words.slice(mention.end, clause.end).join(' '),
      );
    if (word === 'get' && reading.words[at - 1] === 'not') return true;
    if (!LINK.has(word)) return false;
  }
  return false;
}
