/** Somebody who has read lessons and answered questions on them, without the presses that it takes. */
import { itemsOf } from '../../src/tutor/items.ts';
import type { Tools } from '../../src/tools.ts';
import { pointsFor } from '../../src/tutor/score.ts';

export interface Studies {
  /** How many lessons they finished, from the first on; the next one is begun. */
  readonly lessons: number;
  /** Whether they were right at the nth question of its lesson. */
  right(n: number, lesson: number): boolean;
  /** How many questions of each lesson were asked; all of them unless given. */
  readonly asked?: number;
  /** When it was, in milliseconds since 1970. */
  readonly at: number;
}

/** Answers of the learner, who must be known, in the lessons that they finished. */
export async function study(
  { library, store }: Tools,
  { learner, community }: { readonly learner: string; readonly community: string },
  { lessons, right, asked = Infinity, at }: Studies,
): Promise<void> {
  const all = [...library.content.lessons.values()];
  for (const { id, number } of all.slice(0, lessons)) {
    await store.lessons.finishLesson(learner, id, 0, at);
    const questions = [...itemsOf(library).values()].filter((item) => item.lesson === number).slice(0, asked);
    const items = questions.map((item) => ({ question: item.id, version: item.version }));
    const run = `studied-${learner}-${number}`.replaceAll(/[^a-z0-9-]/giu, '-');
    await store.runs.createRun({ id: run, learner, community, purpose: 'quiz', subject: id, items, seed: 1 }, at);
    await Promise.all(
      items.map(async ({ question, version }, item) => {
        const score = right(item, number) ? 1 : 0;
        return store.answers.recordAnswer({
          run,
          item,
          learner,
          question,
          version,
          moves: ['0'],
          score,
          points: pointsFor(score, false),
          hint: false,
          verdict: { score, marks: [{ key: '0', right: score === 1, chosen: true }], ideas: [] },
          at: at + item,
        });
      }),
    );
  }
  const next = all[lessons];
  if (next !== undefined) await store.lessons.openCard(learner, next.id, 1, at);
}
