/** Reads what a press or a form brought as a move of the turn that is open. */
import { type Fields, pickedValues } from '../../chat/form.ts';
import { LIMITS } from '../../chat/limits.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Blank, Move, Turn } from '../../questions/kind.ts';

/** @throws Refusal when a move is not among what the turn offers: a forged or garbled press. */
export function allowed(turn: Turn, given: Move): Move {
  const stale = (): Refusal => new Refusal('I could not read that answer. Please try again.');
  switch (turn.via) {
    case 'choose': {
      const key = pickedValues(given)[0];
      if (!turn.choices.some((choice) => choice.key === key) || key === undefined) throw stale();
      return key;
    }
    case 'pick': {
      const keys = [...new Set(pickedValues(given))];
      if (keys.length < turn.min || keys.length > turn.max) throw stale();
      if (!keys.every((key) => turn.choices.some((choice) => choice.key === key))) throw stale();
      return keys;
    }
    case 'type': {
      const texts = pickedValues(given).map((one, index) => one.slice(0, longestOf(turn.blanks[index])));
      if (texts.length !== turn.blanks.length) throw stale();
      if (texts.every((text) => text.trim() === '')) throw new Refusal('Please fill in at least one.');
      return turn.blanks.length === 1 ? (texts[0] ?? '') : texts;
    }
    default:
      return turn satisfies never;
  }
}

/** Characters that may be typed. */
const longestOf = (blank: Blank | undefined): number => (blank?.long === true ? 1_000 : 200);

/** The fields of the form that asks for typed answers: `b0`, `b1`, … */
export function typingFields(turn: Extract<Turn, { via: 'type' }>): Fields {
  // of several, those that somebody does not know may stay empty
  const required = turn.blanks.length === 1;
  return Object.fromEntries(
    turn.blanks.map((blank, index) => {
      const label = blank.label.slice(0, LIMITS.fieldLabel);
      return [
        `b${index}`,
        blank.choices === undefined
          ? {
              kind: 'text' as const,
              label,
              required,
              max: longestOf(blank),
              ...(blank.long === true && { long: true }),
            }
          : {
              kind: 'pick' as const,
              label,
              required,
              options: blank.choices.map((choice) => ({ value: choice.key, label: choice.text })),
            },
      ];
    }),
  );
}
