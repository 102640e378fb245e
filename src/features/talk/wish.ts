/** How a quiz is wished for in words: how hard, how long, and about what. */

const EASY = ['easy', 'easier', 'simple', 'beginner'];
const HARD = ['hard', 'harder', 'difficult', 'tough', 'advanced'];
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const COUNTED = new RegExp(`\\b(\\d{1,2}|${NUMBERS.join('|')})\\s+(?:\\w+\\s+)?questions?\\b`, 'iu');
/** What only leads from them to the topic. */
const FILLS = [
  'question',
  'questions',
  'quiz',
  'some',
  'few',
  'a',
  'an',
  'about',
  'on',
  'of',
  'in',
  'really',
  'very',
  'more',
];
/** The longest quiz. */
const MOST = 20;

export interface Wish {
  readonly topic?: string;
  readonly level?: 'easy' | 'hard';
  readonly length?: number;
}

/** The small number that a word is, in digits or letters: 0 for any other word. */
export const numberOf = (word: string): number =>
  /^\d{1,3}$/u.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase()) + 1;

/** `what`: the words that stand where the topic does, "10 hard questions on SQL". `said`: all of them. */
export function wishOf(what: string | undefined, said: string): Wish {
  let level: Wish['level'];
  let length = numberOf(COUNTED.exec(said)?.[1] ?? '');
  const words = (what ?? '').split(/\s+/u);
  while (words.length > 0) {
    const word = words[0]?.toLowerCase() ?? '';
    if (EASY.includes(word)) level = 'easy';
    else if (HARD.includes(word)) level = 'hard';
    else if (numberOf(word) > 0) length = numberOf(word);
    else if (!FILLS.includes(word) && word !== '') break;
    words.shift();
  }
  const topic = words.join(' ');
  return {
    ...(topic !== '' && { topic }),
    ...(level !== undefined && { level }),
    ...(length > 0 && { length: Math.min(MOST, length) }),
  };
}
