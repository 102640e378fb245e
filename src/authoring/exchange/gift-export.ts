/** Questions as GIFT, for Moodle and whoever reads it; what GIFT cannot carry is said, question by question. */
import type { Question } from '../../content/schema.ts';
import type { Exported } from './exported.ts';
import { escaped, markdown, type Parts, partsOf } from './gift-parts.ts';
import { tagsOf } from './tags.ts';

export function exportGift(questions: Iterable<Question>): Exported {
  const losses: string[] = [];
  const blocks: string[] = [];
  for (const question of questions) {
    const parts = partsOf(question);
    if (typeof parts === 'string') {
      losses.push(`${question.id}: left out, ${parts}`);
      continue;
    }
    const lost = [...(parts.lost ?? []), ...(question.hint === undefined ? [] : ['the hint'])];
    if (lost.length > 0) losses.push(`${question.id}: without ${lost.join(', ')}`);
    blocks.push(blockOf(question, parts));
  }
  return { text: blocks.join('\n'), losses, count: blocks.length };
}

/** The question, with a line above it that says what GIFT has no place for. */
function blockOf(question: Question, { stem, answers, after }: Parts): string {
  const { id, code, explanation } = question;
  const tags = tagsOf(question).map((tag) => `[tag:${tag}]`);
  const shown = code === undefined ? '' : `\n\n\`\`\`${code.language}\n${code.text}\n\`\`\``;
  const before = after === undefined ? `${markdown(stem + shown)} ` : markdown(stem);
  const within = [...answers, `####${markdown(explanation)}`].join('\n');
  return `// [id:${id}] ${tags.join(' ')}\n::${escaped(id)}::${before}{\n${within}\n}${escaped(after ?? '')}\n`;
}
