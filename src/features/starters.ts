/** What a newcomer is offered to begin with, the best first: a first visit shows as many as it has room for. */
import type { Definitions, Starter } from '../chat/feature.ts';
import type { Caller } from '../chat/request.ts';
import { isDemo } from '../classroom/demo.ts';
import type { Tools } from '../tools.ts';
import { findCohort } from './daily/cohort.ts';
import { startNextLesson } from './learn/course.ts';

export const starters = (tools: Tools): Definitions => ({
  starters: async ({ caller }) => {
    const { ask } = tools.library.content.course;
    return [
      ...(await forOwners(tools, caller)),
      ...(await startNextLesson(tools, caller.learner)),
      ...(await forCohorts(tools, caller)),
      ...(ask === undefined ? [] : [{ label: ask, note: 'Ask in your own words', line: ask }]),
      { label: 'Take a quiz', note: 'Five questions, with an answer to each', line: '/quiz' },
    ];
  },
});

/** Whoever may set a cohort up, and has none yet. */
async function forOwners({ store }: Tools, { admin, community }: Caller): Promise<readonly Starter[]> {
  if (!admin || (await store.cohorts.cohortsOf(community)).some((cohort) => !isDemo(cohort))) return [];
  return [{ label: 'Set up your cohort', note: 'One question a day, in two minutes', line: '/tutor setup' }];
}

async function forCohorts(tools: Tools, caller: Caller): Promise<readonly Starter[]> {
  const cohort = await findCohort(tools, caller);
  if (cohort === undefined) return [];
  return [{ label: "Answer today's question", note: `One a day, in ${cohort.name}`, line: '/daily' }];
}
