/**
 * What people say to a tutor beside questions: found by the words of its phrases, read and mended as the look-up reads them.
 * A phrase is the whole of what somebody says, so that no question is taken for one.
 */
import { type LanguageId, readerIn } from './lookup/languages.ts';
import { isKnownWord } from './lookup/names.ts';
import { createSpeller } from './lookup/typos.ts';
import { CHAT, GRAMMAR } from './lookup/words.ts';
import type { Intent } from './schema.ts';
import { createPhrases, type Heard, keyOfText, wordsOf } from './talk/phrases.ts';
import { shapeOf } from './talk/shapes.ts';

export type { Heard } from './talk/phrases.ts';

export interface Overheard {
  /** The whole text is a phrase, or each of its sentences is one. */
  readonly said?: Heard;
  /** It most likely is, unless the text names what can be looked up. */
  readonly likely?: Heard;
  /** It looks like it: to be asked when nothing else is found in the text. */
  readonly maybe?: Heard;
}

export interface Talk {
  /** Never throws; looks at the beginning of long texts only. `named`: it names what can be looked up, so nothing is guessed. */
  hear(text: string, named?: boolean): Overheard;
  /** It has the form of a question. */
  isQuestion(text: string): boolean;
  /** It asks for something that may be looked up: a question, or a word or two. */
  isAsking(text: string): boolean;
}

/** Nobody says more of this kind at once. Characters. */
const MOST = 600;

/** Nearly the same words, 0 to 1. */
const MOST_ALIKE = 0.85;

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

/** `asks`: questions as authors wrote them down, which are no phrases whatever they look like. */
export function createTalk(
  intents: readonly Intent[],
  asks: readonly string[] = [],
  language: LanguageId = 'en',
): Talk {
  const inEnglish = readerIn(language) ?? ((text: string) => text);
  const asked = new Set(asks.map(keyOfText));
  const { phraseOf, likeOf, urgentIn, cueIn } = createPhrases(intents);
  const byWord = new Map(
    intents.flatMap((intent) => intent.words.map((word) => [word.toLowerCase(), intent] as const)),
  );
  const byShape = new Map(
    intents.flatMap((intent) => (intent.shape === undefined ? [] : [[intent.shape, intent] as const])),
  );
  const isForeign = (word: string): boolean => byWord.get(word)?.shape === 'foreign';

  // made when a text looks strange, which most never do
  let spelling: ReturnType<typeof spellingOf> | undefined;
  /** As far as it is known here: a word of an author's question, or one with a slip in it, is as good. */
  const isEnglish = (word: string): boolean => {
    if (isKnownWord(word)) return true;
    spelling ??= spellingOf(asks);
    return spelling(word);
  };

  /** What it looks like though no phrase says so, the likeliest first. */
  const guessAt = (text: string, parts: readonly string[], shaped: Intent | undefined): Heard | undefined => {
    if (shaped !== undefined) return { intent: shaped };
    const told = parts.map((part) => phraseOf(part) ?? cueIn(part, false)).filter((one) => one !== undefined);
    const like =
      told.findLast(({ intent }) => !intent.light) ??
      likeOf(text) ??
      parts.map((part) => likeOf(part)).findLast((one) => one !== undefined) ??
      told.at(-1);
    if (like !== undefined) return like;
    const sworn = wordsOf(text).map((word) => byWord.get(word));
    const intent = sworn.find((one) => one !== undefined && one.shape !== 'foreign');
    return intent && { intent };
  };

  return {
    isQuestion: (text) => isQuestion(inEnglish(text)),
    isAsking: (text) => isAsking(inEnglish(text)),
    hear(text, named = false) {
      const looks = shapeOf(text, isForeign, isEnglish);
      // in another language every word of it looks like that
      const shape = looks?.name === 'foreign' && language !== 'en' ? undefined : looks;
      const shaped = shape === undefined ? undefined : byShape.get(shape.name);
      if (shaped !== undefined && shape?.sure === true) return { said: { intent: shaped } };
      const read = text.slice(0, MOST);
      if (asked.has(keyOfText(read))) return {};
      const urgent = urgentIn(read);
      if (urgent !== undefined) return { said: urgent };
      // "hola" is a hello, and whoever types "next" is understood as well
      const whole = phraseOf(read) ?? phraseOf(inEnglish(read));
      if (whole !== undefined) return { said: whole };
      const parts = sentencesOf(read);
      const known = parts.map(phraseOf).filter((one) => one !== undefined);
      // a wish that says what it is about is heard among other sentences
      const about = known.findLast(({ what, intent }) => what !== undefined && !GOES_ON.has(intent.act));
      if (about !== undefined) return { said: about };
      const heavy = known.findLast(({ intent }) => !intent.light);
      const telling = heavy ?? known.at(-1);
      if (telling !== undefined && known.length === parts.length) return { said: telling };
      const always = parts.map((part) => cueIn(part, true)).findLast((one) => one !== undefined);
      if (always !== undefined) return { said: always };
      if (named) return heavy === undefined ? {} : { maybe: heavy };
      const likely = likeOf(read, MOST_ALIKE);
      const maybe = guessAt(read, parts, shaped);
      return { ...(likely !== undefined && { likely }), ...(maybe !== undefined && { maybe }) };
    },
  };
}

/** Whether a word is one of these texts, or misspells one, or one of the small words that ask. */
function spellingOf(texts: readonly string[]): (word: string) => boolean {
  const words = new Set(texts.flatMap(wordsOf));
  const { guesses } = createSpeller(words);
  const letters = (word: string): string => word.split('').toSorted().join('');
  // "hwo" is too short to guess, but has all letters of "how"
  const short = new Set([...words].filter((word) => word.length === 3).map(letters));
  return (word) =>
    words.has(word) ||
    (word.length === 3 && short.has(letters(word))) ||
    guesses(word).some(({ edits }) => edits === 1);
}

const sentencesOf = (text: string): string[] =>
  text.split(/[.!?;\n…]+|,\s|\s[-–—]+\s|\p{Extended_Pictographic}/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
