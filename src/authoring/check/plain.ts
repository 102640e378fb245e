/** Markdown in a text that is shown as it is: on a button or in a list its marks would stand there themselves. */
import { isTame } from '../../chat/markdown.ts';
import { partsOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';
import { textsOfTerm } from './texts.ts';

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

/** Texts that are read as Markdown, but for their length or their marks are not. */
export const checkTame: Check = ({ content, lineOf }, report) => {
  const say = (file: string, line: () => number, text: string): void => {
    if (!isTame(text))
      report.error(
        file,
        line(),
        'this text is too long, or has too many marks (* _ [ ] ` <) or quotes within quotes, to be read as Markdown.',
      );
  };
  for (const question of content.questions.values())
    for (const { path, text } of partsOf(question))
      say(question.file, () => lineOf(question.file, path, question.id), text);
  for (const term of content.terms.values()) for (const text of textsOfTerm(term)) say(term.file, () => 1, text);
  for (const { file, stations } of content.journeys.values())
    for (const [at, { text, breaks }] of stations.entries())
      for (const one of [text, breaks.ask, ...breaks.options.map(({ feedback }) => feedback)])
        say(file, () => lineOf(file, ['stations', at]), one);
  for (const lesson of content.lessons.values())
    for (const { line, parts } of lesson.cards)
      for (const part of parts) if (part.kind === 'text') say(lesson.file, () => line, part.text);
};
