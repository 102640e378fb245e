/** A learner's streak in a cohort, worked out whenever it is asked for. */
import type { Tools } from '../tools.ts';
import { type Streak, streakOf } from '../tutor/streak.ts';

/** Undefined before their first answer there. */
export async function streakIn({ store }: Tools, cohort: string, learner: string): Promise<Streak | undefined> {
  const member = await store.boards.memberOf(cohort, learner);
  if (member === undefined) return undefined;
  const [drops, answers, pauses] = await Promise.all([
    store.drops.streakDrops(cohort),
    store.answers.answersOf(cohort, learner),
    store.streakPauses.pausesOf(learner),
  ]);
  return streakOf({ drops, answered: new Set(answers.map((one) => one.drop)), pauses, joinedAt: member.joinedAt });
}
