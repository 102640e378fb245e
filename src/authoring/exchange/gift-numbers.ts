/** The three forms of a number in GIFT (`5`, `5:1`, `4..6`), alone or in a list, as one number that is right, within so much. */
import type { Numerical, NumericalChoice, NumericalFormat } from 'gift-pegjs';
import { feedbackOr } from '../../questions/draft.ts';
import type { Shapes } from '../../questions/shapes.ts';
import type { Texts } from './gift-texts.ts';

interface Span {
  readonly answer: number;
  readonly within: number;
}

/** A string says why it cannot be one of our questions. */
export function numberFields(choices: Numerical['choices'], texts: Texts): Omit<Shapes['number'], 'stem'> | string {
  const list: readonly Pick<NumericalChoice, 'text' | 'weight' | 'feedback'>[] = Array.isArray(choices)
    ? choices
    : [{ text: choices, weight: null, feedback: null }];
  const spans = list.map((choice) => ({ ...choice, span: spanOf(choice.text) }));
  const full = spans.filter((one) => one.span !== undefined && (one.weight ?? 100) === 100);
  const [best] = full;
  if (best?.span === undefined) return 'it has no number that is fully right.';
  if (full.length > 1) return 'it has several numbers that are fully right; a question of ours has one.';
  const { answer, within } = best.span;
  const wrong = texts.optional(spans.find((one) => one.span === undefined)?.feedback ?? null);
  let roughly: number | undefined;
  for (const one of spans) {
    if (one === best || one.span === undefined) continue;
    const middle = Math.abs(one.span.answer - answer) < 1e-9 * Math.max(1, Math.abs(answer));
    if (middle && one.span.within > within && roughly === undefined && (one.weight ?? 0) > 0) {
      roughly = one.span.within;
      if (one.weight !== 50) texts.notes.push(`near answers earn half here, not ${String(one.weight)} %.`);
    } else texts.notes.push(`the partly right answer ${one.span.answer} is not kept.`);
    const said = texts.optional(one.feedback);
    if (said !== undefined && said !== wrong)
      texts.notes.push(`the feedback for near answers is not kept: "${said.slice(0, 60)}".`);
  }
  return {
    answer,
    ...(within > 0 && { within }),
    ...(roughly !== undefined && { roughly }),
    feedback: {
      right: feedbackOr(texts.optional(best.feedback), true),
      wrong: feedbackOr(wrong, false),
    },
  };
}

/** Undefined for the star that stands for any other answer. */
function spanOf(format: NumericalFormat): Span | undefined {
  switch (format.type) {
    case 'simple':
      return { answer: format.number ?? 0, within: 0 };
    case 'range':
      return { answer: format.number ?? 0, within: Math.abs(format.range ?? 0) };
    case 'high-low': {
      const [low, high] = [format.numberLow ?? 0, format.numberHigh ?? 0];
      return { answer: tidy((low + high) / 2), within: tidy(Math.abs(high - low) / 2) };
    }
    default:
      return undefined;
  }
}

/** Without the last digits that binary numbers add: the middle of 3.141 and 3.142 is 3.1415. */
const tidy = (value: number): number => Number(value.toPrecision(12));
