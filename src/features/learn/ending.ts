/** The runs that lessons begin: what they are about, and what follows them, the next card or the end of the lesson. */
import { button, buttons, text } from '../../chat/card.ts';
import type { Lesson } from '../../content/schema.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import type { Ending } from '../player/end.ts';
import { openLesson, showCourse } from './addresses.ts';
import { drawResults, scoresOf } from './results.ts';

/** `lesson#card` for a question inside a lesson, `lesson#checks` for the ones at its end. */
export const subjectOf = (lesson: string, card: number | 'checks'): string => `${lesson}#${card}`;

function readSubject({ library }: Tools, run: Run): { lesson: Lesson | undefined; at: string } {
  const [id = '', at = ''] = run.subject.split('#');
  return { lesson: library.content.lessons.get(id), at };
}

export const lessonEnding = (tools: Tools): Ending => ({
  next(run) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson === undefined || at === 'checks') return undefined;
    const card = Number(at);
    const parts = lesson.cards[card]?.parts ?? [];
    const asked = parts.filter((part) => part.kind === 'ask').length;
    // a card with several questions, or with more below its question, is gone back to, or the rest would be missed
    return asked > 1 || parts.at(-1)?.kind !== 'ask'
      ? button(openLesson({ lesson: lesson.id, card }), 'Back to the card', 'main')
      : button(openLesson({ lesson: lesson.id, card: card + 1 }), 'Go on with the lesson', 'main');
  },
  heading(run, right) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson === undefined || at !== 'checks') return undefined;
    // a replay asks for what was missed alone
    const how = run.items.length < lesson.checks.length ? 'once more' : 'finished';
    return `Lesson ${lesson.number} ${how}: ${right} of ${run.attempts.size} right`;
  },
  async blocks(call, run) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson === undefined || at !== 'checks') return [];
    await tools.store.lessons.finishLesson(run.learner, lesson.id, lesson.cards.length - 1, call.at);
    const following = [...tools.library.content.lessons.values()].find((one) => one.number > lesson.number);
    const row = buttons(
      following !== undefined &&
        button(openLesson({ lesson: following.id, card: 0 }), `Next lesson: ${following.title}`.slice(0, 75), 'main'),
      button(showCourse(), 'All lessons'),
    );
    const results = drawResults(lesson, await scoresOf(tools, run.learner));
    return [...results, text(lesson.next), ...(row === undefined ? [] : [row])];
  },
});
