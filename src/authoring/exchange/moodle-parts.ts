/** Each shape of a question as the elements that Moodle's XML has for it. */
import type { Question } from '../../content/schema.ts';
import { shapeOf } from '../../questions/index.ts';
import type { Shapes } from '../../questions/shapes.ts';
import { bucketsAsPairs, lostReasons, noWildcard, PAIR_FEEDBACK, shareOfRight, wrongIdeas } from './moodle-shapes.ts';
import { tag, words } from './xml.ts';

export interface MoodleParts {
  readonly type: string;
  /** Markdown. */
  readonly stem: string;
  /** Stands behind the stem, in a fence; absent: the question's own. */
  readonly code?: string;
  readonly elements: readonly string[];
  /** What Moodle has no place for. */
  readonly lost?: readonly string[];
}

/** A string says why Moodle cannot carry the question. */
export function moodlePartsOf(question: Question): MoodleParts | string {
  const shape = shapeOf(question);
  if (shape === undefined) return 'Moodle has no questions of this kind.';
  switch (shape.as) {
    case 'choice':
      return choices(shape, true);
    case 'choices':
      return choices(shape, false);
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
      return gaps(shape, question.code?.text);
    case 'sequence':
      return 'its pieces to be put in order have no fields in Moodle that are the same.';
    case 'steps':
      return 'Moodle knows no questions in two steps.';
    default:
      return shape satisfies never;
  }
}

/** An element with a text of ours, which is Markdown. */
export const told = (name: string, text: string, more: Readonly<Record<string, string | number>> = {}): string =>
  tag(name, [tag('text', words(text))], { ...more, format: 'markdown' });
/** One with words that are shown as they are. */
const answer = (text: string, fraction: number, feedback: string, more: readonly string[] = []): string =>
  tag('answer', [tag('text', words(text)), told('feedback', feedback), ...more], { fraction, format: 'plain_text' });

function choices({ stem, options }: Shapes['choices'], single: boolean): MoodleParts {
  const share = single ? 100 : shareOfRight(options);
  return {
    type: 'multichoice',
    stem,
    elements: [
      tag('single', String(single)),
      ...options.map((one) => answer(one.text, one.right === true ? share : single ? 0 : -share, one.feedback)),
    ],
    lost: wrongIdeas(options),
  };
}

const truth = ({ statement, answer: right, feedback, because }: Shapes['truth']): MoodleParts => ({
  type: 'truefalse',
  stem: statement,
  elements: [true, false].map((one) =>
    answer(String(one), one === right ? 100 : 0, one === right ? feedback.right : feedback.wrong),
  ),
  lost: lostReasons(because),
});

const typed = ({ stem, accept, near = [], feedback }: Shapes['typed']): MoodleParts => ({
  type: 'shortanswer',
  stem,
  elements: [
    tag('usecase', '0'),
    ...accept.map((one) => answer(noWildcard(one), 100, feedback.right)),
    ...near.map((one) => answer(noWildcard(one.text), 50, one.feedback)),
    answer('*', 0, feedback.wrong),
  ],
});

const within = (tolerance: number): string[] => [tag('tolerance', String(tolerance))];

const number = ({ stem, answer: right, within: span = 0, roughly, unit, feedback }: Shapes['number']): MoodleParts => ({
  type: 'numerical',
  stem,
  elements: [
    answer(String(right), 100, feedback.right, within(span)),
    ...(roughly === undefined ? [] : [answer(String(right), 50, feedback.wrong, within(roughly))]),
    answer('*', 0, feedback.wrong, within(0)),
    ...(unit === undefined
      ? []
      : [tag('units', [tag('unit', [tag('multiplier', '1'), tag('unit_name', words(unit))])]), tag('showunits', '3')]),
  ],
});

const pair = (left: string, right: string): string =>
  tag('subquestion', [tag('text', words(left)), tag('answer', [tag('text', words(right))])], { format: 'plain_text' });

const pairs = ({ stem, pairs: all, spares = [] }: Shapes['pairs']): MoodleParts => ({
  type: 'matching',
  stem,
  elements: [...all.map((one) => pair(one.left, one.right)), ...spares.map((spare) => pair('', spare.text))],
  lost: PAIR_FEEDBACK,
});

function buckets({ stem, buckets: all, items }: Shapes['buckets']): MoodleParts {
  const { shown, lost } = bucketsAsPairs(all, items);
  return {
    type: 'matching',
    stem,
    elements: [...items.map((item) => pair(item.text, item.bucket)), ...shown.map((bucket) => pair('', bucket))],
    lost,
  };
}

/** Signs that mean something within a gap of Cloze; its texts are HTML's. */
const inGap = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[}#~]|^=/gu, String.raw`\$&`);

function gaps({ text, gaps: all }: Shapes['gap'], code?: string): MoodleParts | string {
  const shown = `${text}\n${code ?? ''}`;
  const places = [...shown.matchAll(/\((\d)\)/gu)].map(([, digit]) => Number(digit));
  if (places.length !== all.length || places.some((place, index) => place !== index + 1))
    return 'the numbers in brackets of its text are not those of its gaps, each once and in turn.';
  const texts = all.flatMap((gap) => [...gap.accept, ...(gap.choices ?? [])]);
  if (texts.some((one) => /\\|\n|^\s|\s$|^%-?\d/u.test(one))) return 'a gap holds signs that Cloze has no place for.';
  const cloze = all.map(({ accept, choices: listed, feedback }) => {
    const answers = (listed ?? accept).map((one) => {
      const right = accept.includes(one);
      return `${right ? '=' : ''}${inGap(listed === undefined ? noWildcard(one) : one)}${right ? `#${inGap(feedback)}` : ''}`;
    });
    return `{1:${listed === undefined ? 'SHORTANSWER' : 'MULTICHOICE'}:${answers.join('~')}}`;
  });
  const filled = (words: string): string =>
    words.replaceAll(/\((\d)\)/gu, (_, digit: string) => cloze[Number(digit) - 1] ?? '');
  const unlisted = all.some((gap) => gap.accept.some((one) => gap.choices?.includes(one) === false));
  return {
    type: 'cloze',
    stem: filled(text),
    ...(code !== undefined && { code: filled(code) }),
    elements: [],
    lost: unlisted ? ['answers that are none of its choices'] : [],
  };
}
