/** The phrases of intents, found in what somebody says: word by word, but for slips, small words and what is polite. */
import { isKnownWord } from '../lookup/names.ts';
import { stem, tokenize, variant } from '../lookup/normalize.ts';
import { createSpeller, type Speller } from '../lookup/typos.ts';
import { CHAT, GRAMMAR } from '../lookup/words.ts';
import { type Intent, SLOT } from '../schema.ts';

export interface Heard {
  readonly intent: Intent;
  /** The words in the place of `{what}`. */
  readonly what?: string;
  /** Words of it were misspelled. */
  readonly mended?: true;
}

export interface Phrases {
  /** The whole text is a phrase. */
  phraseOf(text: string): Heard | undefined;
  /** It has nearly all words of one; `alike`, 0 to 1: how near it comes at least. */
  likeOf(text: string, alike?: number): Heard | undefined;
  /** It has the words of a cue of what is urgent, whatever else it says. */
  urgentIn(text: string): Heard | undefined;
  /** It has all words of a cue; of several, the one that says most. `always`: of one that needs nothing else. */
  cueIn(text: string, always: boolean): Heard | undefined;
}

/** Words that are read; words in the place of `{what}`. */
const MOST_WORDS = 30;
const MOST_WHAT = 10;
/** The same where they are put beside something: a longer sentence stands for itself. */
const MOST_BESIDE = 3;
/** In a longer sentence the words of a cue stand together by chance. Words. */
const MOST_WITH_CUE = 14;
/** Words between two of a cue; telling words beside it. */
const MOST_BETWEEN = 1;
const MOST_BESIDES = 1;
/** How alike two sets of words are, 0 to 1, to be taken for each other. */
const ALIKE = 0.8;

/** What people write short, in full. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/[‘’ʼ´`]/gu, "'"],
  [/\bi'?m\b/gu, 'i am'],
  [/\bi'?ve\b/gu, 'i have'],
  [/\bi'll\b/gu, 'i will'],
  [/\bi'?d like\b/gu, 'i would like'],
  [/\blet'?s\b/gu, 'let us'],
  [/\byou'?re\b|\bu r\b|\bur\b/gu, 'you are'],
  [/\b(do|does|did|is|are|was)n'?t\b/gu, '$1 not'],
  [/\bcan'?t\b|\bcannot\b/gu, 'can not'],
  [/\bwon'?t\b/gu, 'will not'],
  [/\b(what|that|how|where|who|there|it)'?s\b/gu, '$1 is'],
  [/\bgimme\b/gu, 'give me'],
  [/\blemme\b/gu, 'let me'],
  [/\bwanna\b/gu, 'want to'],
  [/\bu\b/gu, 'you'],
  [/\br\b/gu, 'are'],
  [/\b(?:pls|plz|plss)\b/gu, 'please'],
];

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));
/** Words without which a phrase is the same. */
const LOOSE = words(
  `a an the please just really so very quite then now too also again well oh ah um uh hmm ok okay hey hi hello sous bot tutor
  buddy dude man bro friend sir lol haha kindly actually maybe like um yeah yes some any right today`,
);
const ARTICLES = words('a an the');
/** Beginnings and ends of the same kind. */
const OPENINGS = [
  'can you',
  'could you',
  'would you',
  'will you',
  'can i have',
  'can i get',
  'could i have',
  'may i have',
  'i want you to',
  'i would like you to',
  'i would like to have',
  'i would like to',
  'i would like',
  'i want to have',
  'i want to',
  'i want',
  'i need to',
  'i need',
  'i think',
  'i guess',
  'do you mind',
  'let us',
  'sorry but',
  'sorry',
  'but',
  'and',
  'wait',
].map((text) => text.split(' '));
const CLOSINGS = ['for me', 'with me', 'to me', 'thanks', 'thank you', 'if possible', 'if you can', 'mate'].map(
  (text) => text.split(' '),
);

/** Words that point at what was talked about. */
export const POINTS = /\b(?:that|this|it|i got|i understood|i understand|my understanding)\b/iu;

/** Its words but for those that make no difference. */
export const telling = (text: string): string[] => wordsOf(text).filter((word) => !LOOSE.has(word));

/** One phrase, ready to be compared. */
interface Pattern {
  readonly intent: Intent;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Words that say it wherever they stand together. */
interface Cue {
  readonly intent: Intent;
  readonly always: boolean;
  readonly roots: readonly string[];
}

const spelled = (text: string): string =>
  SHORT.reduce((line, [short, full]) => line.replaceAll(short, full), text.toLowerCase());
export const wordsOf = (text: string): string[] => tokenize(spelled(text)).map((token) => token.text);
/** The same for texts that differ in capitals, points and plurals alone. */
export const keyOfText = (text: string): string => keyOf(wordsOf(text));
const keyOf = (list: readonly string[]): string => list.map(same).join(' ');
/** What points at something is one word, whichever is used. */
const same = (word: string): string => (/^(?:that|this|these|those|them|they)$/u.test(word) ? 'it' : variant(word));
const rootOf = (word: string): string => (same(word) === 'it' ? 'it' : stem(word));

/** Without what makes no difference; nothing when that is all. */
function bare(list: readonly string[]): string[] {
  let rest = list.filter((word) => !LOOSE.has(word));
  const opening = OPENINGS.find((one) => rest.length > one.length && one.every((word, at) => rest[at] === word));
  if (opening !== undefined) rest = rest.slice(opening.length);
  const closing = CLOSINGS.find(
    (one) => rest.length > one.length && one.every((word, at) => rest.at(at - one.length) === word),
  );
  return closing === undefined ? rest : rest.slice(0, -closing.length);
}

export function createPhrases(intents: readonly Intent[]): Phrases {
  const whole = new Map<string, Intent>();
  const loose = new Map<string, Intent>();
  const patterns: Pattern[] = [];
  const cues: Cue[] = [];
  const bags: { readonly intent: Intent; readonly bag: ReadonlySet<string> }[] = [];
  const vocabulary = new Set<string>();
  const first = <V>(map: Map<string, V>, key: string, value: V): void => {
    if (key !== '' && !map.has(key)) map.set(key, value);
  };
  for (const intent of intents) {
    for (const always of [true, false])
      for (const cue of always ? intent.always : intent.cues) {
        const list = wordsOf(cue);
        for (const word of list) vocabulary.add(word);
        cues.push({ intent, always, roots: list.filter((word) => !ARTICLES.has(word)).map(rootOf) });
      }
    for (const phrase of intent.phrases) {
      const [before, after] = phrase.split(SLOT).map(wordsOf);
      for (const word of [...(before ?? []), ...(after ?? [])]) vocabulary.add(word);
      if (after !== undefined && before !== undefined) {
        patterns.push({ intent, before: before.map(same), after: after.map(same) });
        continue;
      }
      first(whole, keyOf(before ?? []), intent);
      const telling = bare(before ?? []);
      // of a whole sentence, one word says too little
      if (telling.length > 1 || (before ?? []).length < 3) first(loose, keyOf(telling), intent);
      const bag = new Set(telling.map(same));
      if (bag.size > 2) bags.push({ intent, bag });
    }
  }
  // the one that says most comes first
  cues.sort((a, b) => b.roots.length - a.roots.length);
  patterns.sort((a, b) => b.before.length + b.after.length - a.before.length - a.after.length);
  const speller = createSpeller(vocabulary);
  const isRight = (word: string): boolean => vocabulary.has(word) || isKnownWord(word);

  const at = (list: readonly string[]): Intent | undefined => whole.get(keyOf(list)) ?? loose.get(keyOf(list));

  const phraseOf = (text: string): Heard | undefined => {
    const raw = wordsOf(text).slice(0, MOST_WORDS);
    if (raw.length === 0) return undefined;
    const mended = mend(raw, speller, isRight);
    const right = whole.get(keyOf(raw)) ?? at(bare(raw));
    if (right !== undefined) return { intent: right };
    const meant = whole.get(keyOf(mended)) ?? at(bare(mended));
    if (meant !== undefined) return { intent: meant, mended: true };
    return patterned(patterns, raw, mended);
  };

  const likeOf = (text: string, alike = ALIKE): Heard | undefined => {
    const said = new Set(bare(mend(wordsOf(text).slice(0, MOST_WORDS), speller, isRight)).map(same));
    if (said.size < 3) return undefined;
    let best: Heard | undefined;
    let most = alike;
    for (const { intent, bag } of bags) {
      const score = (2 * said.intersection(bag).size) / (said.size + bag.size);
      if (score >= most) [best, most] = [{ intent }, score + 0.001];
    }
    return best;
  };

  const cueIn = (text: string, always: boolean): Heard | undefined => {
    const list = mend(wordsOf(text), speller, isRight).filter((word) => !ARTICLES.has(word));
    if (list.length > MOST_WITH_CUE) return undefined;
    const roots = list.map(rootOf);
    const found = cues.find((cue) => cue.always === always && stands(cue.roots, roots, always ? 0 : MOST_BETWEEN));
    if (found === undefined) return undefined;
    // what says much besides is about something else
    const besides = list.filter(
      (word, at) => !CHAT.has(word) && !GRAMMAR.has(word) && !found.roots.includes(roots[at] ?? ''),
    );
    return besides.length > MOST_BESIDES ? undefined : { intent: found.intent };
  };

  const urgentIn = (text: string): Heard | undefined => {
    const roots = mend(wordsOf(text), speller, isRight)
      .filter((word) => !ARTICLES.has(word))
      .map(rootOf);
    const found = cues.find(({ intent, roots: cue }) => intent.urgent && stands(cue, roots, 0));
    return found && { intent: found.intent };
  };

  return { phraseOf, likeOf, urgentIn, cueIn };
}

/** Whether the words of a cue stand in it one after the other, with at most so many between two. */
const stands = (cue: readonly string[], list: readonly string[], between: number): boolean =>
  list.some((word, start) => {
    if (word !== cue[0]) return false;
    let at = start;
    return cue.slice(1).every((next) => {
      const found = list.indexOf(next, at + 1);
      if (found === -1 || found - at - 1 > between) return false;
      at = found;
      return true;
    });
  });

/** Each word that nobody knows becomes the one of a phrase that it was meant to be. */
function mend(raw: readonly string[], speller: Speller, isRight: (word: string) => boolean): string[] {
  return raw.map((word) => {
    if (word.length < 4 || isRight(word)) return word;
    const [guess] = speller.guesses(word);
    return guess !== undefined && guess.edits <= (word.length < 8 ? 1 : 2) ? guess.word : word;
  });
}

const is = (said: string | undefined, word: string): boolean => said !== undefined && same(said) === word;

function patterned(patterns: readonly Pattern[], raw: readonly string[], mended: readonly string[]): Heard | undefined {
  // a beginning that makes no difference may stand before it
  const starts = [
    0,
    ...OPENINGS.filter((one) => one.every((word, at) => mended[at] === word)).map((one) => one.length),
  ];
  let start = 0;
  while (start < mended.length && LOOSE.has(mended[start] ?? '')) start += 1;
  if (start > 0) starts.push(start);
  // "i have a question about cookies" asks for none
  const anywhere = mended.includes('have') ? [] : mended.map((_, at) => at);
  for (const { intent, before, after } of patterns) {
    const wish = (intent.act === 'quiz' || intent.act === 'lesson') && before.length > 1;
    for (const from of wish ? [...starts, ...anywhere] : starts) {
      const until = mended.length - after.length;
      const opens = before.every((word, at) => is(mended[from + at], word));
      if (!opens || !after.every((word, at) => is(mended[until + at], word))) continue;
      const what = raw.slice(from + before.length, until).filter((word) => word !== 'please');
      const empty = what.every((word) => CHAT.has(word) || GRAMMAR.has(word));
      // "and put?": of one word alone the look-up knows better
      const goesOn = intent.act === 'switch' || intent.act === 'differ';
      const most = goesOn || before.length === 0 ? MOST_BESIDE : MOST_WHAT;
      if (what.length > most || (empty && (what.length !== 1 || intent.act !== 'switch'))) continue;
      const slipped = before.some((word, at) => !is(raw[from + at], word));
      return { intent, what: what.join(' '), ...(slipped && { mended: true }) };
    }
  }
  return undefined;
}
