/** Markdown in a text that is shown as it is: on a button or in a list its marks would stand there themselves. */
import type { Question } from '../schema.ts';
import type { Check } from './folder.ts';
import { optionsOf } from './texts.ts';

/** Code, bold and links; a template string such as \`Hello ${name}\` is code of its own, and stays as it is. */
const MARKS = /`(?![^`]*\$\{)[^`]+`|(?<![\w*])\*\*(?=[^\s*])[^*]+(?<=[^\s*])\*\*(?![\w*])|\[[^\]]+\]\(https?:[^)]*\)/u;

export const checkPlain: Check = (folder, report) => {
  for (const question of folder.content.questions.values()) {
    for (const { path, text } of plainTexts(question)) {
      const [mark] = MARKS.exec(text) ?? [];
      if (mark === undefined) continue;
      report.error(
        question.file,
        folder.lineOf(question.file, path, question.id),
        `this text is shown as it is, marks and all: write ${mark} without Markdown.`,
      );
    }
  }
};

interface PlainText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** What is chosen from, sorted, paired, put in order, or typed. */
function plainTexts(question: Question): PlainText[] {
  const texts = (field: string, list: readonly { readonly text: string }[]): PlainText[] =>
    list.map(({ text }, index) => ({ path: [field, index, 'text'], text }));
  switch (question.kind) {
    case 'one-choice':
    case 'several-choices':
    case 'true-false':
    case 'find-bug':
      return optionsOf(question).flatMap(({ field, options }) => texts(field, options));
    case 'order':
      return texts('items', question.items);
    case 'categorise':
      return [
        ...question.buckets.map((text, index) => ({ path: ['buckets', index], text })),
        ...texts('items', question.items),
      ];
    case 'match':
      return [
        ...question.pairs.flatMap((pair, index) => [
          { path: ['pairs', index, 'left'], text: pair.left },
          { path: ['pairs', index, 'right'], text: pair.right },
        ]),
        ...texts('spares', question.spares),
      ];
    case 'gaps':
      return question.gaps.flatMap((gap, index) =>
        [...gap.accept, ...(gap.choices ?? [])].map((text) => ({ path: ['gaps', index], text })),
      );
    case 'short-answer':
      return question.accept.map((text, index) => ({ path: ['accept', index], text }));
    // what these show is code, or a number
    case 'predict-output':
    case 'arrange-lines':
    case 'numeric':
      return [];
    default:
      return question satisfies never;
  }
}
