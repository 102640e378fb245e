/** Each shape of a question as what GIFT puts before, into and behind its braces. */
import type { Question } from '../../content/schema.ts';
import { shapeOf } from '../../questions/index.ts';
import { bucketsAsPairs, lostReasons, noWildcard, PAIR_FEEDBACK, shareOfRight, wrongIdeas } from './moodle-shapes.ts';
import type { Shapes } from '../../questions/shapes.ts';

export interface Parts {
  readonly stem: string;
  /** A line each. */
  readonly answers: readonly string[];
  /** Given when the braces stand in the middle of a sentence. */
  readonly after?: string;
  /** What GIFT has no place for. */
  readonly lost?: readonly string[];
}

/** A string says why GIFT cannot carry the question. */
export function partsOf(question: Question): Parts | string {
  const shape = shapeOf(question);
  if (shape === undefined) return 'GIFT has no questions of this kind.';
  switch (shape.as) {
    case 'choice':
      return choice(shape);
    case 'choices':
      return choices(shape);
    case 'truth':
      return truth(shape);
    case 'typed':
      return typed(shape);
    case 'number':
      return number(shape);
    case 'pairs':
      return pairs(shape);
    case 'buckets':
      return buckets(shape);
    case 'gap':
      return gap(shape, question.code !== undefined);
    case 'sequence':
      return 'GIFT knows no questions of putting in order.';
    case 'steps':
      return 'GIFT knows no questions in two steps.';
    default:
      return shape satisfies never;
  }
}

/** Text without the signs that GIFT keeps for itself; one line, so that no blank line can end the question. */
export const escaped = (text: string): string =>
  text.replaceAll(/[\\~=#{}:]/gu, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
export const markdown = (text: string): string => `[markdown]${escaped(text)}`;
const plainly = (text: string): string => `[plain]${escaped(text)}`;

const choice = ({ stem, options }: Shapes['choice']): Parts => ({
  stem,
  answers: options.map((one) => `${one.right === true ? '=' : '~'}${plainly(one.text)}#${markdown(one.feedback)}`),
  lost: wrongIdeas(options),
});

function choices({ stem, options }: Shapes['choices']): Parts {
  const share = shareOfRight(options);
  return {
    stem,
    answers: options.map(
      (one) => `~%${one.right === true ? '' : '-'}${share}%${plainly(one.text)}#${markdown(one.feedback)}`,
    ),
    lost: wrongIdeas(options),
  };
}

const truth = ({ statement, answer, feedback, because }: Shapes['truth']): Parts => ({
  stem: statement,
  answers: [`${answer ? 'TRUE' : 'FALSE'}#${markdown(feedback.wrong)}#${markdown(feedback.right)}`],
  lost: lostReasons(because),
});

const typed = ({ stem, accept, near = [], feedback }: Shapes['typed']): Parts => ({
  stem,
  answers: [
    ...accept.map((one) => `=${plainly(noWildcard(one))}#${markdown(feedback.right)}`),
    ...near.map((one) => `=%50%${plainly(noWildcard(one.text))}#${markdown(one.feedback)}`),
    `=%0%*#${markdown(feedback.wrong)}`,
  ],
});

function number({ stem, answer, within = 0, roughly, unit, feedback }: Shapes['number']): Parts | string {
  if ([answer, within, roughly ?? 0].some((one) => /e/u.test(String(one))))
    return 'its numbers are too large or too small for GIFT.';
  return {
    stem,
    answers: [
      `#=${answer}:${within}#${markdown(feedback.right)}`,
      ...(roughly === undefined ? [] : [`=%50%${answer}:${roughly}#${markdown(feedback.wrong)}`]),
      `~#${markdown(feedback.wrong)}`,
    ],
    lost: unit === undefined ? [] : [`the unit (${unit})`],
  };
}

function pairs({ stem, pairs, spares = [] }: Shapes['pairs']): Parts | string {
  if (pairs.some((pair) => pair.left.includes('->'))) return 'a left-hand side holds "->".';
  return {
    stem,
    answers: [
      ...pairs.map((pair) => `=${plainly(pair.left)} -> ${escaped(pair.right)}`),
      ...spares.map((spare) => `= -> ${escaped(spare.text)}`),
    ],
    lost: PAIR_FEEDBACK,
  };
}

function buckets({ stem, buckets, items }: Shapes['buckets']): Parts | string {
  if (items.some((item) => item.text.includes('->'))) return 'an item holds "->".';
  const { shown, lost } = bucketsAsPairs(buckets, items);
  return {
    stem,
    answers: [
      ...items.map((item) => `=${plainly(item.text)} -> ${escaped(item.bucket)}`),
      ...shown.map((bucket) => `= -> ${escaped(bucket)}`),
    ],
    lost,
  };
}

/** One gap: the braces stand where it stands. */
function gap({ text, gaps }: Shapes['gap'], coded: boolean): Parts | string {
  const [only, ...more] = gaps;
  const [before, after, ...rest] = text.split('(1)');
  if (only === undefined || more.length > 0) return 'GIFT has one gap in a question, not several.';
  if (after === undefined || rest.length > 0 || coded) return 'its gap stands in code or twice.';
  if (before === undefined || before.trim() === '') return 'its gap stands at the very beginning.';
  const { accept, choices, feedback } = only;
  return {
    stem: before,
    answers: (choices ?? accept).map(
      (one) =>
        `${accept.includes(one) ? '=' : '~'}${plainly(choices === undefined ? noWildcard(one) : one)}#${markdown(feedback)}`,
    ),
    after,
    lost: choices === undefined ? [] : ['its being a gap with a list'],
  };
}
