/** Questions as GIFT, for Moodle and whoever reads it; what GIFT cannot carry is said, question by question. */
import { optionsOf, shapeOf } from '../../questions/index.ts';
import type { Shapes } from '../../questions/shapes.ts';
import type { Question } from '../../content/schema.ts';

export interface Exported {
  readonly text: string;
  /** What a reader of the export will not find: `id: reason`. */
  readonly losses: readonly string[];
  /** Questions in it. */
  readonly count: number;
}

export function exportGift(questions: Iterable<Question>): Exported {
  const losses: string[] = [];
  const blocks: string[] = [];
  for (const question of questions) {
    const answers = answersOf(question);
    if (typeof answers === 'string') {
      losses.push(`${question.id}: left out, ${answers}`);
      continue;
    }
    const { body, lost } = answers;
    const all = [...lost, ...(question.hint === undefined ? [] : ['the hint'])];
    if (all.length > 0) losses.push(`${question.id}: without ${all.join(', ')}`);
    const tags = tagsOf(question).map((tag) => `[tag:${tag}]`);
    blocks.push(`// [id:${question.id}] ${tags.join(' ')}\n::${escaped(question.id)}::${body}\n`);
  }
  return { text: blocks.join('\n'), losses, count: blocks.length };
}

/** Text without the signs that GIFT keeps for itself; one line, so that no blank line can end the question. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\~=#{}:]/gu, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
const markdown = (text: string): string => `[markdown]${escaped(text)}`;
const plainly = (text: string): string => `[plain]${escaped(text)}`;

function tagsOf(question: Question): string[] {
  return [
    `kind:${question.kind}`,
    ...question.concepts.map((concept) => `concept:${concept}`),
    `difficulty:${question.difficulty}`,
    ...(question.lesson === undefined ? [] : [`lesson:${question.lesson}`]),
    ...question.rows.map((row) => `row:${row}`),
    ...(question.daily ? ['daily'] : []),
    ...(optionsOf(question)?.keepOrder === true ? ['keep-order'] : []),
  ];
}

interface Answers {
  /** Stem and answers. */
  readonly body: string;
  readonly lost: readonly string[];
}

/** A string says why GIFT cannot carry the question. */
function answersOf(question: Question): Answers | string {
  const { code } = question;
  const block = code === undefined ? '' : `\n\n\`\`\`${code.language}\n${code.text}\n\`\`\``;
  const end = `####${markdown(question.explanation)}`;
  const whole = (stem: string, answers: readonly string[], lost: readonly string[] = []): Answers => ({
    body: `${markdown(stem + block)} {\n${[...answers, end].join('\n')}\n}`,
    lost,
  });
  const shape = shapeOf(question);
  if (shape === undefined) return 'GIFT has no questions of this kind.';
  switch (shape.as) {
    case 'choice':
      return whole(
        shape.stem,
        shape.options.map((one) => `${one.right === true ? '=' : '~'}${plainly(one.text)}#${markdown(one.feedback)}`),
        wrongIdeas(shape.options),
      );
    case 'choices': {
      const right = shape.options.filter((one) => one.right).length;
      const share = Number((100 / right).toFixed(5));
      return whole(
        shape.stem,
        shape.options.map(
          (one) => `~%${one.right === true ? '' : '-'}${share}%${plainly(one.text)}#${markdown(one.feedback)}`,
        ),
        wrongIdeas(shape.options),
      );
    }
    case 'truth': {
      const { right, wrong } = shape.feedback;
      return whole(
        shape.statement,
        [`${shape.answer ? 'TRUE' : 'FALSE'}#${markdown(wrong)}#${markdown(right)}`],
        shape.because === undefined ? [] : ['the reasons'],
      );
    }
    case 'typed':
      return whole(shape.stem, [
        ...shape.accept.map((one) => `=${plainly(one)}#${markdown(shape.feedback.right)}`),
        ...(shape.near ?? []).map((one) => `=%50%${plainly(one.text)}#${markdown(one.feedback)}`),
        `=%0%*#${markdown(shape.feedback.wrong)}`,
      ]);
    case 'number': {
      const { stem, answer, within = 0, roughly, unit, feedback } = shape;
      if ([answer, within, roughly ?? 0].some((number) => /e/u.test(String(number))))
        return 'its numbers are too large or too small for GIFT.';
      return whole(
        stem,
        [
          `#=${answer}:${within}#${markdown(feedback.right)}`,
          ...(roughly === undefined ? [] : [`=%50%${answer}:${roughly}#${markdown(feedback.wrong)}`]),
          `~#${markdown(feedback.wrong)}`,
        ],
        unit === undefined ? [] : [`the unit (${unit})`],
      );
    }
    case 'pairs': {
      const { stem, pairs, spares = [] } = shape;
      if (pairs.some((pair) => pair.left.includes('->'))) return 'a left-hand side holds "->".';
      return whole(
        stem,
        [
          ...pairs.map((pair) => `=${plainly(pair.left)} -> ${escaped(pair.right)}`),
          ...spares.map((spare) => `= -> ${escaped(spare.text)}`),
        ],
        ['the feedback of its pairs'],
      );
    }
    case 'buckets': {
      const { stem, buckets, items } = shape;
      if (items.some((item) => item.text.includes('->'))) return 'an item holds "->".';
      const used = new Set(items.map((item) => item.bucket));
      return whole(
        stem,
        [
          ...items.map((item) => `=${plainly(item.text)} -> ${escaped(item.bucket)}`),
          ...buckets.filter((bucket) => !used.has(bucket)).map((bucket) => `= -> ${escaped(bucket)}`),
        ],
        ['the feedback of its items'],
      );
    }
    case 'gap':
      return gapOf(shape, block !== '', end);
    case 'sequence':
      return 'GIFT knows no questions of putting in order.';
    case 'steps':
      return 'GIFT knows no questions in two steps.';
    default:
      return shape satisfies never;
  }
}

/** One gap: the braces stand where it stands. */
function gapOf({ text, gaps }: Shapes['gap'], coded: boolean, end: string): Answers | string {
  const [gap, ...more] = gaps;
  const [before, after, ...rest] = text.split('(1)');
  if (gap === undefined || more.length > 0) return 'GIFT has one gap in a question, not several.';
  if (after === undefined || rest.length > 0 || coded) return 'its gap stands in code or twice.';
  if (before?.trim() === '') return 'its gap stands at the very beginning.';
  const { accept, choices, feedback } = gap;
  const answers = (choices ?? accept).map(
    (one) => `${accept.includes(one) ? '=' : '~'}${plainly(one)}#${markdown(feedback)}`,
  );
  return {
    body: `${markdown(before ?? '')}{\n${[...answers, end].join('\n')}\n}${escaped(after)}`,
    lost: choices === undefined ? [] : ['its being a gap with a list'],
  };
}

const wrongIdeas = (options: readonly { readonly misconception?: string | undefined }[]): string[] =>
  options.some((one) => one.misconception !== undefined) ? ['the ids of wrong ideas'] : [];
