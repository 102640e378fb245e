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

/** Where a lesson goes on after a question that stood on a card; undefined when it stood on none. */
export function cardAfter(tools: Tools, run: Run) {
  if (run.purpose !== 'lesson') return undefined;
  const { lesson, at } = readSubject(tools, run);
  if (lesson === undefined || at === 'checks') return undefined;
  const card = Number(at);
  const parts = lesson.cards[card]?.parts ?? [];
  const asked = parts.filter((part) => part.kind === 'ask').length;
  // a card with several questions, or with more below its question, is gone back to, or the rest would be missed
  const same = asked > 1 || parts.at(-1)?.kind !== 'ask';
  return { lesson, card: same ? card : card + 1, same };
}

export const lessonEnding = (tools: Tools): Ending => ({
  next(run) {
    const after = cardAfter(tools, run);
    return (
      after &&
      button(
        openLesson({ lesson: after.lesson.id, card: after.card }),
        after.same ? 'Back to the card' : 'Go on with the lesson',
        'main',
      )
    );
  },
  heading(run, right) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson === undefined || at !== 'checks') return undefined;
    // a replay asks for what was missed alone
    const how = run.items.length < lesson.checks.length ? 'once more' : 'finished';
    return `Lesson ${lesson.number} ${how}: ${right} of ${run.attempts.size} right`;
  },
  async settle(call, run) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson !== undefined && at === 'checks')
      await tools.store.lessons.finishLesson(run.learner, lesson.id, lesson.cards.length - 1, call.at);
  },
  async blocks(run, step) {
    const { lesson, at } = readSubject(tools, run);
    if (lesson === undefined || at !== 'checks') return [];
    const following = [...tools.library.content.lessons.values()].find((one) => one.number > lesson.number);
    const isNext = step?.kind === 'lesson' && step.lesson === following?.id;
    const row = buttons(
      following !== undefined &&
        !isNext &&
        button(openLesson({ lesson: following.id, card: 0 }), `Next lesson: ${following.title}`.slice(0, 75)),
      button(showCourse(), 'All lessons'),
    );
    const results = drawResults(lesson, await scoresOf(tools, run.learner));
    return [...results, text(lesson.next), ...(row === undefined ? [] : [row])];
  },
});
