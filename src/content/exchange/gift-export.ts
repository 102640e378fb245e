/** Questions as GIFT, for Moodle and whoever reads it; what GIFT cannot carry is said, question by question. */
import type { Question } from '../schema.ts';
import { stemOf } from '../../questions/index.ts';

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
    ...('keepOrder' in question && question.keepOrder ? ['keep-order'] : []),
  ];
}

interface Answers {
  /** Stem and answers. */
  readonly body: string;
  readonly lost: readonly string[];
}

/** A string says why GIFT cannot carry the question. */
function answersOf(question: Question): Answers | string {
  const code = question.code === undefined ? '' : `\n\n\`\`\`${question.code.language}\n${question.code.text}\n\`\`\``;
  const end = `####${markdown(question.explanation)}`;
  const whole = (stem: string, answers: readonly string[], lost: readonly string[] = []): Answers => ({
    body: `${markdown(stem + code)} {\n${[...answers, end].join('\n')}\n}`,
    lost,
  });
  switch (question.kind) {
    case 'one-choice':
    case 'predict-output':
      return whole(
        question.stem,
        question.options.map((one) => `${one.right ? '=' : '~'}${plainly(one.text)}#${markdown(one.feedback)}`),
        wrongIdeas(question.options),
      );
    case 'several-choices': {
      const right = question.options.filter((one) => one.right).length;
      const share = Number((100 / right).toFixed(5));
      return whole(
        question.stem,
        question.options.map(
          (one) => `~%${one.right ? '' : '-'}${share}%${plainly(one.text)}#${markdown(one.feedback)}`,
        ),
        wrongIdeas(question.options),
      );
    }
    case 'true-false':
      return whole(
        question.statement,
        [
          `${question.answer ? 'TRUE' : 'FALSE'}#${markdown(question.feedback.wrong)}#${markdown(question.feedback.right)}`,
        ],
        ['the reasons'],
      );
    case 'short-answer':
      return whole(question.stem, [
        ...question.accept.map((one) => `=${plainly(one)}#${markdown(question.feedback.right)}`),
        ...question.near.map((one) => `=%50%${plainly(one.text)}#${markdown(one.feedback)}`),
        `=%0%*#${markdown(question.feedback.wrong)}`,
      ]);
    case 'numeric': {
      const { answer, within, roughly, unit } = question;
      if ([answer, within, roughly ?? 0].some((number) => /e/u.test(String(number))))
        return 'its numbers are too large or too small for GIFT.';
      return whole(
        question.stem,
        [
          `#=${answer}:${within}#${markdown(question.feedback.right)}`,
          ...(roughly === undefined ? [] : [`=%50%${answer}:${roughly}#${markdown(question.feedback.wrong)}`]),
          `~#${markdown(question.feedback.wrong)}`,
        ],
        unit === undefined ? [] : [`the unit (${unit})`],
      );
    }
    case 'match': {
      if (question.pairs.some((pair) => pair.left.includes('->'))) return 'a left-hand side holds "->".';
      return whole(
        question.stem,
        [
          ...question.pairs.map((pair) => `=${plainly(pair.left)} -> ${escaped(pair.right)}`),
          ...question.spares.map((spare) => `= -> ${escaped(spare.text)}`),
        ],
        ['the feedback of its pairs'],
      );
    }
    case 'categorise': {
      if (question.items.some((item) => item.text.includes('->'))) return 'an item holds "->".';
      const used = new Set(question.items.map((item) => item.bucket));
      return whole(
        question.stem,
        [
          ...question.items.map((item) => `=${plainly(item.text)} -> ${escaped(item.bucket)}`),
          ...question.buckets.filter((bucket) => !used.has(bucket)).map((bucket) => `= -> ${escaped(bucket)}`),
        ],
        ['the feedback of its items'],
      );
    }
    case 'gaps': {
      const [gap, ...more] = question.gaps;
      const [before, after, ...rest] = stemOf(question).split('(1)');
      if (gap === undefined || more.length > 0) return 'GIFT has one gap in a question, not several.';
      if (after === undefined || rest.length > 0 || code !== '') return 'its gap stands in code or twice.';
      if (before?.trim() === '') return 'its gap stands at the very beginning.';
      const answers =
        gap.choices === undefined
          ? gap.accept.map((one) => `=${plainly(one)}#${markdown(gap.feedback)}`)
          : gap.choices.map(
              (one) => `${gap.accept.includes(one) ? '=' : '~'}${plainly(one)}#${markdown(gap.feedback)}`,
            );
      return {
        body: `${markdown(before ?? '')}{\n${[...answers, end].join('\n')}\n}${escaped(after)}`,
        lost: gap.choices === undefined ? [] : ['its being a gap with a list'],
      };
    }
    case 'order':
    case 'arrange-lines':
      return 'GIFT knows no questions of putting in order.';
    case 'find-bug':
      return 'GIFT knows no questions in two steps.';
    default:
      return question satisfies never;
  }
}

const wrongIdeas = (options: readonly { readonly misconception?: string | undefined }[]): string[] =>
  options.some((one) => one.misconception !== undefined) ? ['the ids of wrong ideas'] : [];
