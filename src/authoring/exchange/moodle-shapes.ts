/** Moodle's models of questions, as GIFT and Moodle XML both have them, in our shapes. */
import type { TextChoice } from 'gift-pegjs';
import { draftOption, feedbackOr, firstLine } from '../../questions/draft.ts';
import { type KindName, shapeNameOf } from '../../questions/index.ts';
import type { Shape, Shapes } from '../../questions/shapes.ts';
import type { Cloze } from './gift-gaps.ts';
import type { Texts } from './gift-texts.ts';

const text = (choice: Pick<TextChoice, 'text'>, texts: Texts): string => texts.plain(choice.text);

/** `mark`: what makes an answer right in the other format. A string says why it cannot be one of our questions. */
export function choicesOf(
  found: readonly TextChoice[],
  stem: string,
  wished: KindName | undefined,
  texts: Texts,
  mark: string,
): Shape | string {
  const counted = found.map((choice) => ({ choice, right: (choice.weight ?? (choice.isCorrect ? 100 : 0)) > 0 }));
  const full = found.filter((choice) => choice.isCorrect && (choice.weight ?? 100) === 100).length;
  const right = counted.filter((one) => one.right).length;
  if (right === 0) return `none of its answers is right: ${mark}.`;
  const shares = counted.filter((one) => one.right).map(({ choice }) => choice.weight ?? 100);
  const even = Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < 0.1;
  // "=" with partly right answers beside it: one choice is best, the others lose their part
  const wishes = wished && shapeNameOf(wished);
  const single = wishes !== 'choices' && (full === 1 || (right === 1 && wished !== undefined));
  if (single) {
    if (found.some(({ weight }) => (weight ?? 0) < 0)) texts.notes.push(COSTS);
    for (const { choice, right: partly } of counted)
      if (partly && !(choice.isCorrect && (choice.weight ?? 100) === 100))
        texts.notes.push(`${String(choice.weight)} % for "${text(choice, texts)}" are not kept: here it is wrong.`);
  } else if (full > 1 && wished === undefined && counted.every(({ choice }) => choice.weight === null)) {
    texts.notes.push('Moodle takes any one of its right answers; here all of them are to be chosen.');
  } else if (!even && full !== right) {
    texts.notes.push(
      'the weights are not kept: each right choice counts the same, a wrong one as much as one that was missed.',
    );
  }
  const options = counted.map(({ choice, right: counts }) =>
    draftOption(
      text(choice, texts),
      single ? choice.isCorrect && (choice.weight ?? 100) === 100 : counts,
      texts.optional(choice.feedback),
    ),
  );
  return { as: single ? 'choice' : 'choices', stem, options };
}

export const COSTS = 'a wrong answer costs points in Moodle; here it earns none.';

/** In a typed answer a star stands for anything, and one behind a backslash for itself. */
const WILD = /(?<!\\)\*/u;
const literal = (answer: string): string => answer.replaceAll(String.raw`\*`, '*');
const STAR = 'a * in an answer stands for anything in Moodle; here it is a star.';
/** The reverse. */
export const noWildcard = (answer: string): string => answer.replaceAll('*', String.raw`\*`);

/** `embedded`: the braces stand in the middle of the sentence. */
export function typedOf(found: readonly TextChoice[], embedded: boolean, stem: string, texts: Texts): Shape | string {
  const anything = found.find((choice) => choice.text.text === '*');
  const others = found.filter((choice) => choice !== anything);
  const full = others.filter((choice) => (choice.weight ?? 100) === 100);
  const partly = others.filter((choice) => (choice.weight ?? 100) !== 100);
  if (full.length === 0) return 'none of its answers is fully right.';
  const accepted = full.map((choice) => text(choice, texts));
  const accept = accepted.map(literal);
  if (accept.every((one) => /^(?:true|false)$/iu.test(one)))
    texts.notes.push('it is typed here, as in Moodle: write {TRUE} without = for a question of true or false.');
  const [feedback, ...more] = [...new Set(full.map((choice) => texts.optional(choice.feedback) ?? ''))].filter(Boolean);
  for (const lost of more) texts.notes.push(`a second feedback for right answers is not kept: "${firstLine(lost)}".`);
  if (accepted.some((answer) => WILD.test(answer))) texts.notes.push(STAR);
  const wrong = texts.optional(anything?.feedback ?? null);
  if (embedded && partly.length === 0) {
    if (wrong !== undefined) texts.notes.push(`the feedback for wrong answers is not kept: "${firstLine(wrong)}".`);
    if (/\(\d\)/u.test(stem))
      texts.notes.push('the numbers in brackets of the text are [1], [2] here, since (1) is the gap.');
    return {
      as: 'gap',
      text: stem.replaceAll(/\((\d)\)/gu, '[$1]').replace('_____', '(1)'),
      gaps: [{ accept, feedback: feedbackOr(feedback, true) }],
    };
  }
  const near = partly.filter((choice) => (choice.weight ?? 0) > 0);
  for (const choice of near)
    if (choice.weight !== 50)
      texts.notes.push(`"${text(choice, texts)}" earns half here, not ${String(choice.weight)} %.`);
  for (const choice of partly)
    if ((choice.weight ?? 0) <= 0) texts.notes.push(`the wrong answer "${text(choice, texts)}" is not kept.`);
  return {
    as: 'typed',
    stem,
    accept,
    ...(near.length > 0 && {
      near: near.map((choice) => ({
        text: literal(text(choice, texts)),
        feedback: feedbackOr(texts.optional(choice.feedback), false),
      })),
    }),
    feedback: { right: feedbackOr(feedback, true), wrong: feedbackOr(wrong, false) },
  };
}

export interface Pair {
  /** Empty for a right-hand side that nothing belongs to. */
  readonly left: string;
  readonly right: string;
}

/** `wished`: the kind that tags name, since items may have a bucket each. */
export function pairsOf(found: readonly Pair[], stem: string, wished?: KindName): Shape {
  const pairs = found.filter((pair) => pair.left !== '');
  const spares = found.filter((pair) => pair.left === '').map((pair) => pair.right);
  const rights = [...new Set(pairs.map((pair) => pair.right))];
  if (rights.length < pairs.length || (wished !== undefined && shapeNameOf(wished) === 'buckets')) {
    return {
      as: 'buckets',
      stem,
      buckets: [...rights, ...spares.filter((spare) => !rights.includes(spare))],
      items: pairs.map(({ left, right }) => ({ text: left, bucket: right, feedback: feedbackOr(undefined, true) })),
    };
  }
  return {
    as: 'pairs',
    stem,
    pairs: pairs.map((pair) => ({ ...pair, feedback: feedbackOr(undefined, true) })),
    ...(spares.length > 0 && {
      spares: spares.map((spare) => ({ text: spare, feedback: feedbackOr(undefined, false) })),
    }),
  };
}

/** A text with several gaps. */
export function gapsOf({ format, text, gaps }: Cloze, texts: Texts): Extract<Shape, { as: 'gap' }> {
  const told = (words: string): string => texts.markdown({ format, text: words });
  return {
    as: 'gap',
    text: texts.markdown({ format, text }),
    gaps: gaps.map(({ answers, listed, number, several, exact }, index) => {
      const right = answers.filter((one) => one.right).map((one) => one.text);
      // in a list a star is a star
      if (!listed && right.some((one) => WILD.test(one))) texts.notes.push(STAR);
      const accept = right.map((one) => (number ? one.replace(/:.*$/su, '') : listed ? one : literal(one)));
      if (number) texts.notes.push(`how far off the number of gap ${index + 1} may be is not kept.`);
      if (exact) texts.notes.push(`capitals do not count in gap ${index + 1} here.`);
      if (several && accept.length > 1)
        texts.notes.push(`gap ${index + 1} wants all of its right answers in Moodle; here one of them is enough.`);
      if (answers.some(({ partly }) => partly))
        texts.notes.push(`answers to gap ${index + 1} that earn a part are not kept.`);
      const feedback = answers.find((one) => one.right && one.feedback !== '')?.feedback;
      const others = answers.filter((one) => one.feedback !== '' && one.feedback !== feedback);
      for (const lost of others)
        texts.notes.push(`a second feedback for gap ${index + 1} is not kept: "${firstLine(lost.feedback)}".`);
      return {
        accept,
        ...(listed && { choices: answers.map((one) => one.text) }),
        feedback: feedbackOr(feedback === undefined ? undefined : told(feedback), true),
      };
    }),
  };
}

/** A fenced block at the end of the stem becomes the question's code. */
export function codeOf(stem: string): { words: string; code?: { language: string; text: string } } {
  const fence = /^([\s\S]*?)\n*```([a-z]*)\n([\s\S]*?)\n?```\s*$/u.exec(stem);
  return fence === null
    ? { words: stem }
    : { words: (fence[1] ?? '').trim(), code: { language: fence[2] || 'text', text: fence[3] ?? '' } };
}

/** Percent that each right choice earns where several are. */
export const shareOfRight = (options: Shapes['choices']['options']): number =>
  Number((100 / options.filter((one) => one.right).length).toFixed(5));

/** What neither format has a place for, as it is told. */
export const wrongIdeas = (options: Shapes['choices']['options']): readonly string[] =>
  options.some((one) => one.misconception !== undefined) ? ['the ids of wrong ideas'] : [];
export const lostReasons = (because: Shapes['truth']['because']): readonly string[] =>
  because === undefined ? [] : ['the reasons'];
export const PAIR_FEEDBACK: readonly string[] = ['the feedback of its pairs'];

/** Buckets where there are only pairs: those that nothing belongs to are `shown` too, and the others come as they are used. */
export function bucketsAsPairs(
  buckets: readonly string[],
  items: Shapes['buckets']['items'],
): { readonly shown: readonly string[]; readonly lost: readonly string[] } {
  const used = new Set(items.map((item) => item.bucket));
  const shown = buckets.filter((bucket) => !used.has(bucket));
  const ordered = [...used, ...shown].every((bucket, index) => bucket === buckets[index]);
  return { shown, lost: ['the feedback of its items', ...(ordered ? [] : ['the order of its buckets'])] };
}
