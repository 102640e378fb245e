/** Under a daily question that was missed: what explains it, the lesson that teaches it, and that it comes back. */
import { type Block, button, buttons, note } from '../../chat/card.ts';
import { cut } from '../../chat/words.ts';
import type { Library } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { readLesson } from '../learn/addresses.ts';
import { lookUp } from '../terms.ts';

/** No statement: all of it follows from the question. */
export function missBlocks({ content, lessonOn }: Library, { concepts, lesson: own }: Question): readonly Block[] {
  const term = content.terms.get(concepts[0] ?? '');
  const lesson = content.lessons.get(own ?? lessonOn(concepts[0] ?? '') ?? '');
  const row = buttons(
    lesson !== undefined && button(readLesson({ lesson: lesson.id }), cut(`Read: ${lesson.title}`, 75), 'main'),
    term !== undefined && button(lookUp({ term: term.id }), cut(`Explain: ${term.name}`, 75)),
  );
  return [note('It is in your review now, and comes back tomorrow.'), ...(row === undefined ? [] : [row])];
}
