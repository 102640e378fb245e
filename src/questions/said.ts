/** What somebody writes in a chat as the answer to an open question: a letter, the text of an option, the words of a blank. */
import { LETTERS } from '../chat/card.ts';
import { distance } from '../chat/distance.ts';
import { plainName } from '../chat/near.ts';
import type { Choice, Move, Turn } from './kind.ts';

/** What people put around an answer. */
const BEFORE =
  /^(?:(?:ok(?:ay)?|hm+|uh+|um+|so|well|then|yes|maybe|probably|perhaps|definitely|wait|no|oh|(?:i )?(?:would|i'?d|i'?ll|will|'?m)? ?(?:think|guess|believe|say|choose|pick|take|try|go(?:ing)? (?:with|for))|i|that|it(?:'?s| is| must be| could be| might be| has to be)?|that'?s|(?:my |the |your )?(?:final |right |correct |best |first )?(?:answer|guess|choice|option|letter|one|number)(?: is| would be)?|let me (?:try|guess))(?=[\s,:;.!-]|$)[\s,:;.!-]*)+/iu;
const AFTER =
  /(?:[\s,.!?)]+(?:please|pls|i (?:think|guess|believe|suppose)|maybe|right|sir|final answer|is (?:right|correct|my answer|it|the answer)|of course|then))*[\s,.!?)]*$/iu;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
/** Words in the shorter of two texts that must be in the other to be taken for it. */
const OVERLAP = 0.75;
const LONG = 4;

/** Characters: nothing longer has words around its answer. */
const LONGEST = 600;

/** Without what people put around it. */
export const bareAnswer = (text: string): string => {
  if (text.length > LONGEST) return text.trim();
  const end = text.trim().replace(AFTER, '');
  const rest = end
    .replace(BEFORE, '')
    .replace(/^["'“”‘’`(]+|["'“”‘’`)]+$/gu, '')
    .trim();
  return rest === '' ? end.replace(/^[(]/u, '') : rest;
};

/** A text that can hardly be anything but the answer to some question with letters: `B`, `answer: c)`. */
export const isLetter = (text: string): boolean => /^[a-j]$/iu.test(bareAnswer(text));

/** It is nothing but letters or numbers of options, `a or b`, `1`: no word that anybody looks up. */
export const isMark = (text: string): boolean =>
  /^(?:[a-z]|[1-9])(?:(?:[\s,/&+]|\bor\b|\band\b)+(?:[a-z]|[1-9]))*$/iu.test(bareAnswer(text));

/**
 * The moves that the text makes at this turn, one after the other; undefined when it does not name what can be chosen. Whether
 * words that are typed are an answer is for others to say: each way of reading them is offered, the likeliest first.
 */
export function movesSaid(turn: Turn, text: string): readonly Move[] | undefined {
  switch (turn.via) {
    case 'choose': {
      const one = choiceSaid(turn.choices, text, turn.labels === true);
      if (one !== undefined) return [one];
      const several = lettersIn(text).flatMap((letter) => atLetter(turn.choices, letter) ?? []);
      return turn.labels !== true && several.length > 1 ? several : undefined;
    }
    case 'pick': {
      const letters = lettersIn(text);
      const parts = bareAnswer(text)
        .split(/\s*(?:[,;+&/\n]|\band\b)\s*/iu)
        .filter((part) => part !== '');
      const keys =
        letters.length > 1
          ? letters.map((letter) => atLetter(turn.choices, letter))
          : parts.map((part) => choiceSaid(turn.choices, part));
      const known = [...new Set(keys)].filter((key) => key !== undefined);
      const fits = keys.every((key) => key !== undefined) && known.length >= turn.min && known.length <= turn.max;
      if (fits) return [known];
      // one option may have a comma, or an "and", in it
      const whole = choiceSaid(turn.choices, text);
      return whole !== undefined && turn.min <= 1 ? [[whole]] : undefined;
    }
    case 'type':
      return typedIn(turn.blanks, text);
    default:
      return turn satisfies never;
  }
}

/** `A, C and B`, `ACB`: several letters and nothing else. */
function lettersIn(text: string): string[] {
  const said = bareAnswer(text).toUpperCase();
  if (/^[A-J](?:(?:[\s,;.+&>-]|\bAND\b|\bTHEN\b)+[A-J])+$/u.test(said))
    return said.replaceAll(/AND|THEN/gu, ' ').match(/[A-J]/gu) ?? [];
  const joined = /^[A-J]{2,6}$/u.test(said) && new Set(said).size === said.length && text.trim() === said;
  return joined ? said.split('') : [];
}

const atLetter = (choices: readonly Choice[], letter: string): string | undefined =>
  choices.find((choice, index) => LETTERS[choice.place ?? index] === letter.toUpperCase())?.key;

/** `labels`: the words stand on the buttons, so no letter means any of them. */
function choiceSaid(choices: readonly Choice[], text: string, labels = false): string | undefined {
  const bare = bareAnswer(text);
  const exact = [text, bare].map(plainName);
  const named = choices.find((choice) => plainName(choice.text) !== '' && exact.includes(plainName(choice.text)));
  if (named !== undefined) return named.key;
  // signs alone have no plain name
  const signs = choices.find((choice) => choice.text.trim() === bare);
  if (signs !== undefined) return signs.key;
  const place = ORDINALS.findIndex((word) =>
    new RegExp(`^(?:the )?${word}(?: one| option| answer)?$`, 'iu').test(text.trim()),
  );
  if (place !== -1) return choices[place]?.key;
  if (/^(?:the )?last(?: one| option| answer)?$/iu.test(text.trim())) return choices.at(-1)?.key;
  if (!labels && /^[a-j]$/iu.test(bare)) return atLetter(choices, bare);
  if (!labels && /^[1-9]$/u.test(bare)) return choices[Number(bare) - 1]?.key;
  return likeOne(choices, bare);
}

const wordsIn = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/** The one choice that was meant though it was not written so: a slip, or most of its words. */
function likeOne(choices: readonly Choice[], said: string): string | undefined {
  const name = plainName(said);
  if (name.length < LONG) return undefined;
  const bound = Math.floor(name.length / 6);
  const near = choices.filter((choice) => bound > 0 && distance(name, plainName(choice.text), bound) <= bound);
  if (near.length === 1) return near[0]?.key;
  const given = wordsIn(said);
  if (given.size < 3) return undefined;
  const alike = choices.filter(({ text }) => {
    const all = wordsIn(text);
    return (2 * given.intersection(all).size) / (given.size + all.size) >= OVERLAP;
  });
  return alike.length === 1 ? alike[0]?.key : undefined;
}

type Blanks = Extract<Turn, { via: 'type' }>['blanks'];

function typedIn(blanks: Blanks, text: string): readonly Move[] | undefined {
  const [only] = blanks;
  if (blanks.length === 1 && only !== undefined) {
    if (only.choices !== undefined) {
      const key = choiceSaid(only.choices, text);
      return key === undefined ? undefined : [key];
    }
    return [...new Set([bareAnswer(text), text.trim()])];
  }
  const ways = [/\n+/u, /\s*;\s*/u, /\s*,\s*/u, /\s*(?:,|\band\b|\bthen\b|->|→)\s*/iu, /\s+/u];
  for (const way of ways) {
    const parts = bareAnswer(text)
      .split(way)
      .filter((part) => part !== '');
    if (parts.length !== blanks.length) continue;
    const move = parts.map((part, at) => {
      const choices = blanks[at]?.choices;
      return choices === undefined ? part : choiceSaid(choices, part);
    });
    if (move.every((part) => part !== undefined)) return [move];
  }
  return undefined;
}
