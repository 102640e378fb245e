/** What a learner has shown in a lesson: its tasks that were done, and its goals that were reached. */
import { type Block, note, text } from '../../chat/card.ts';
import type { Lesson } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import { isRight } from '../../tutor/score.ts';

/** By question, how the learner did last, wherever it was asked. */
export async function scoresOf({ store }: Tools, learner: string): Promise<ReadonlyMap<string, number>> {
  const latest = await store.answers.latest(learner);
  return new Map(latest.map(({ question, score }) => [question, score]));
}

/** The questions on the cards of a lesson. */
const tasksOf = ({ cards }: Lesson): readonly string[] =>
  cards.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'ask' ? part.question : [])));

/** How far somebody is with the tasks of a lesson, for the head of its cards; empty when it has none. */
export function taskCount(lesson: Lesson, scores: ReadonlyMap<string, number>): string {
  const tasks = tasksOf(lesson);
  return tasks.length === 0 ? '' : ` · ${tasks.filter((id) => scores.has(id)).length} of ${tasks.length} tasks done`;
}

/** The goals, ticked where each question that tests them was right last; and how many tasks of the cards are done. */
export function drawResults(lesson: Lesson, scores: ReadonlyMap<string, number>): readonly Block[] {
  const right = (id: string): boolean => isRight(scores.get(id) ?? 0);
  const goals = lesson.goals.map(({ can, tested }) => `${tested.every(right) ? '✅' : '▫️'} ${can}`);
  const tasks = tasksOf(lesson);
  const done = tasks.filter((id) => scores.has(id));
  const open = goals.some((line) => !line.startsWith('✅'));
  return [
    text(`**What you set out to do**\n\n${goals.join('  \n')}`),
    note(
      `Tasks on the cards: ${done.length} of ${tasks.length} done, ${done.filter(right).length} right.` +
        (open ? ' A goal gets its tick when you answer its questions right, on a card or at the end.' : ''),
    ),
  ];
}
