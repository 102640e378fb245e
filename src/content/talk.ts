/**
 * What people say to a tutor beside questions: found by the words of its phrases, read and mended as the look-up reads them.
 * A phrase is the whole of what somebody says, so that no question is taken for one.
 */
import { CHAT, GRAMMAR } from './lookup/words.ts';
import type { Intent } from './schema.ts';
import { createPhrases, type Heard, wordsOf } from './talk/phrases.ts';
import { shapeOf } from './talk/shapes.ts';

export type { Heard } from './talk/phrases.ts';

export interface Overheard {
  /** The whole text is a phrase, or each of its sentences is one. */
  readonly said?: Heard;
  /** It looks like it: to be asked when nothing else is found in the text. */
  readonly maybe?: Heard;
}

export interface Talk {
  /** Never throws; looks at the beginning of long texts only. */
  hear(text: string): Overheard;
  /** It has the form of a question. */
  isQuestion(text: string): boolean;
  /** It asks for something that may be looked up: a question, or a word or two. */
  isAsking(text: string): boolean;
}

/** Nobody says more of this kind at once. Characters. */
const MOST = 600;

/** What makes sense only after something else. */
const GOES_ON: ReadonlySet<Intent['act']> = new Set(['switch', 'differ']);

/** How questions begin, and wishes to have something explained. */
const QUESTION =
  /^(?:(?:so|and|but|ok(?:ay)?|hey|hi|wait|sorry|please|well|hm+|um+|also|then)\b[\s,]*)*(?:what|whats|how|hows|why|where|when|which|who|whose|is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have|define|explain|describe|compare|difference|meaning|tell me)\b/iu;

const isQuestion = (text: string): boolean => /\?\s*$/u.test(text.trim()) || QUESTION.test(text.trim());

function isAsking(text: string): boolean {
  const list = wordsOf(text);
  const telling = list.filter((word) => !CHAT.has(word) && !GRAMMAR.has(word));
  if (telling.length === 0) return false;
  if (isQuestion(text)) return true;
  return list.length < 4 && !list.some((word) => /^(?:i|you|my|your|me|we|this|that|it)$/u.test(word));
}

export function createTalk(intents: readonly Intent[]): Talk {
  const { phraseOf, likeOf } = createPhrases(intents);
  const byWord = new Map(
    intents.flatMap((intent) => intent.words.map((word) => [word.toLowerCase(), intent] as const)),
  );
  const byShape = new Map(
    intents.flatMap((intent) => (intent.shape === undefined ? [] : [[intent.shape, intent] as const])),
  );
  const isForeign = (word: string): boolean => byWord.get(word)?.shape === 'foreign';

  /** What it looks like though no phrase says so, the likeliest first. */
  const guessAt = (text: string, parts: readonly string[], shaped: Intent | undefined): Heard | undefined => {
    const like = likeOf(text) ?? parts.map(likeOf).findLast((one) => one !== undefined);
    if (like !== undefined) return like;
    const sworn = wordsOf(text).map((word) => byWord.get(word));
    const intent = shaped ?? sworn.find((one) => one !== undefined && one.shape === undefined);
    return intent && { intent };
  };

  return {
    isQuestion,
    isAsking,
    hear(text) {
      const shape = shapeOf(text, isForeign);
      const shaped = shape === undefined ? undefined : byShape.get(shape.name);
      if (shaped !== undefined && shape?.sure === true) return { said: { intent: shaped } };
      const read = text.slice(0, MOST);
      const whole = phraseOf(read);
      if (whole !== undefined) return { said: whole };
      const parts = sentencesOf(read);
      const known = parts.map(phraseOf).filter((one) => one !== undefined);
      // a wish that says what it is about is heard among other sentences
      const about = known.findLast(({ what, intent }) => what !== undefined && !GOES_ON.has(intent.act));
      if (about !== undefined) return { said: about };
      const heavy = known.findLast(({ intent }) => !intent.light);
      const telling = heavy ?? known.at(-1);
      if (telling !== undefined && known.length === parts.length) return { said: telling };
      const maybe = heavy ?? guessAt(read, parts, shaped) ?? telling;
      return maybe === undefined ? {} : { maybe };
    },
  };
}

const sentencesOf = (text: string): string[] =>
  text.split(/[.!?;\n…]+|,\s|\s[-–—]+\s|\p{Extended_Pictographic}/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
