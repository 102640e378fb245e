/** Takes a message apart into the questions that it asks. */
import { isQuestion } from './asking.ts';
import { tokenize } from './normalize.ts';
import { CHAT, GRAMMAR } from './words.ts';

/** At most so many questions of a message are answered. */
const MOST_QUESTIONS = 4;
/** Longer ones tell a story and ask at its end: those are read as a whole. */
const LONGEST = 600;

const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.text);

/** Where a sentence ends, and where "and" or a comma joins another question. */
const SENTENCE = /(?<=[?!;\n])\s*|(?<=\.)\s+/u;
const JOINED =
  /(?:,\s*|\s+)(?:and|also|plus)\s+(?:also\s+|then\s+)?(?=(?:what|whats|what's|how|why|where|who|when|which|do|does|is|are|can|should)\b)|,\s*(?=(?:what|whats|what's|how|why|where|who|when|which)\b)/iu;

/** One question a part, in their order; a message that asks one thing, or nothing by its form, comes back whole. */
export function partsOf(message: string): readonly string[] {
  const whole = message.trim();
  if (whole.length > LONGEST) return [whole];
  const sentences = whole.split(SENTENCE).filter((part) => wordsOf(part).length > 0);
  const parts = sentences.flatMap((sentence) => {
    const pieces = sentence.split(JOINED).map((piece) => piece.trim());
    return pieces.length > 1 && pieces.every((piece) => asks(piece)) ? pieces : [sentence.trim()];
  });
  const questions = parts.filter((part) => asks(part));
  return questions.length > 1 ? questions.slice(0, MOST_QUESTIONS) : [whole];
}

const LEADING = /^(?:what (?:is|are)|what's|explain|define)\s+/iu;
const LISTED = /\s*,\s*(?:and\s+|or\s+)?|\s+and\s+/iu;

/** "SQL injection, XSS and CSRF": the things that a message lists, if it does nothing else. */
export const listedIn = (message: string): readonly string[] =>
  message.length > 200
    ? []
    : message
        .trim()
        .replace(/[?.!\s]+$/u, '')
        .replace(LEADING, '')
        .split(LISTED)
        .filter((thing) => wordsOf(thing).length > 0)
        .slice(0, MOST_QUESTIONS + 1);

/** Has the form of a question, and more in it than "what is it?". */
function asks(part: string): boolean {
  const words = wordsOf(part);
  return words.length > 1 && (isQuestion(words) || part.endsWith('?')) && (words.length > 2 || tells(words));
}

const tells = (words: readonly string[]): boolean => words.some((word) => !GRAMMAR.has(word) && !CHAT.has(word));

const POINTING = /\b(?:it|that|this|one|them|they|those)\b/iu;

/** "And do I need one?": with the name of what was asked before, where a question names nothing itself. */
export function pointedAt(part: string, name: string): string | undefined {
  return POINTING.test(part) ? part.replace(POINTING, name) : undefined;
}
