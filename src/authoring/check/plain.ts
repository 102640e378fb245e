/** Markdown in a text that is shown as it is: on a button or in a list its marks would stand there themselves. */
import { partsOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';

/** Code, bold and links; a template string such as \`Hello ${name}\` is code of its own, and stays as it is. */
const MARKS = /`(?![^`]*\$\{)[^`]+`|(?<![\w*])\*\*(?=[^\s*])[^*]+(?<=[^\s*])\*\*(?![\w*])|\[[^\]]+\]\(https?:[^)]*\)/u;

export const checkPlain: Check = (folder, report) => {
  for (const question of folder.content.questions.values()) {
    for (const { path, text, plain } of partsOf(question)) {
      const [mark] = plain === true ? (MARKS.exec(text) ?? []) : [];
      if (mark === undefined) continue;
      report.error(
        question.file,
        folder.lineOf(question.file, path, question.id),
        `this text is shown as it is, marks and all: write ${mark} without Markdown.`,
      );
    }
  }
};
