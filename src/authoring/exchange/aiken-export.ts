/** Questions as Aiken, which has words, letters and a right one, and nothing else. */
import { plain } from '../../chat/markdown.ts';
import type { Question } from '../../content/schema.ts';
import { shapeOf } from '../../questions/index.ts';
import type { Exported } from './exported.ts';

const EVERY = 'every question: without all but its text, its options and which of them is right';

export function exportAiken(questions: Iterable<Question>): Exported {
  const losses: string[] = [];
  const blocks: string[] = [];
  for (const question of questions) {
    const block = blockOf(question);
    if (typeof block === 'string') losses.push(`${question.id}: left out, ${block}`);
    else {
      if (block.marked) losses.push(`${question.id}: without the marks of its text`);
      blocks.push(block.text);
    }
  }
  return { text: blocks.join('\n'), losses: [EVERY, ...losses], count: blocks.length };
}

/** A string says why Aiken cannot carry it. */
function blockOf(question: Question): { readonly text: string; readonly marked: boolean } | string {
  const shape = shapeOf(question);
  if (shape?.as !== 'choice') return 'Aiken knows questions with one right option alone.';
  if (question.code !== undefined) return 'Aiken has no place for its code.';
  const stem = plain(shape.stem).trim();
  const texts = shape.options.map((one) => one.text.trim());
  if (texts.some((text) => text.includes('\n'))) return 'an option of it has several lines.';
  if (stem.split('\n').some((line) => /^\s*(?:[A-Z][.)]|ANSWER\s*:)/iu.test(line)))
    return 'a line of it begins as an option does.';
  const letter = (index: number): string => String.fromCodePoint(65 + index);
  const right = shape.options.findIndex((one) => one.right === true);
  return {
    // a blank line would end it
    text: [
      stem.replaceAll(/\n\s*\n/gu, '\n'),
      ...texts.map((text, index) => `${letter(index)}. ${text}`),
      `ANSWER: ${letter(right)}\n`,
    ].join('\n'),
    marked: stem !== shape.stem,
  };
}
