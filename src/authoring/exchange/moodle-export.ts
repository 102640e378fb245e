/** Questions as Moodle's XML; what Moodle has no place for is said, question by question. */
import type { Question } from '../../content/schema.ts';
import { optionsOf, partsOf } from '../../questions/index.ts';
import type { Exported } from './exported.ts';
import { type MoodleParts, moodlePartsOf, told } from './moodle-parts.ts';
import { tagsOf } from './tags.ts';
import { isOdd, tag, words } from './xml.ts';

export function exportMoodle(questions: Iterable<Question>): Exported {
  const losses: string[] = [];
  const elements: string[] = [];
  for (const question of questions) {
    const parts = moodlePartsOf(question);
    if (typeof parts === 'string') {
      losses.push(`${question.id}: left out, ${parts}`);
      continue;
    }
    const odd = partsOf(question).some(({ text }) => isOdd(text));
    const lost = [...(parts.lost ?? []), ...(odd ? ['signs that XML has no place for'] : [])];
    if (lost.length > 0) losses.push(`${question.id}: without ${lost.join(', ')}`);
    elements.push(elementOf(question, parts));
  }
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${elements.join('\n')}\n</quiz>\n`;
  return { text, losses, count: elements.length };
}

function elementOf(question: Question, { type, stem, code, elements }: MoodleParts): string {
  const { id, hint, explanation } = question;
  const shown = question.code && `\n\n\`\`\`${question.code.language}\n${code ?? question.code.text}\n\`\`\``;
  const shuffled =
    type !== 'multichoice' ? [] : [tag('shuffleanswers', String(optionsOf(question)?.keepOrder !== true))];
  return tag(
    'question',
    [
      tag('name', [tag('text', words(id))]),
      told('questiontext', stem + (shown ?? '')),
      told('generalfeedback', explanation),
      tag('idnumber', words(id)),
      ...shuffled,
      ...elements,
      ...(hint === undefined ? [] : [told('hint', hint)]),
      tag(
        'tags',
        tagsOf(question).map((one) => tag('tag', [tag('text', words(one))])),
      ),
    ],
    { type },
  );
}
