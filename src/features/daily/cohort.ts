/** Which cohort somebody means: the one they named, the one whose channel they are in, else the one they are in most. */
import { cut } from '../../chat/words.ts';
import { card, note, text } from '../../chat/card.ts';
import type { Suggestion } from '../../chat/command.ts';
import { md } from '../../chat/markdown.ts';
import { Refusal } from '../../chat/reply.ts';
import { type Caller, platformOf } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

/** Characters of a list of names: a community may have many cohorts, and one sentence has little room. */
const MOST_NAMES = 400;

/**
 * Whether a press may reach a cohort that it names by its id: it is of the caller's community, or they press in its very
 * channel (which may be shared with guests), or in a direct message on the same platform, where no community is told.
 */
export const ofCaller = (caller: Caller, cohort: Pick<Cohort, 'community' | 'place'>): boolean =>
  cohort.community === caller.community ||
  cohort.place === caller.place ||
  (caller.direct && platformOf(cohort.community) === platformOf(caller.community));

/** The option by which commands let people name a cohort. */
export const cohortOption = (tools: Tools) => ({
  kind: 'text' as const,
  description: 'Which cohort; yours unless you say',
  max: 60,
  suggest: async (typed: string, caller: Caller): Promise<readonly Suggestion[]> =>
    (await reachable(tools, caller))
      .filter((cohort) => cohort.name.toLowerCase().includes(typed.toLowerCase()))
      .map((cohort) => ({ label: cohort.name, value: cohort.name })),
});

/** Undefined when there is none yet. @throws Refusal when a name fits none. */
export async function findCohort(tools: Tools, caller: Caller, name?: string): Promise<Cohort | undefined> {
  const all = await reachable(tools, caller);
  if (name !== undefined) {
    const wanted = name.toLowerCase();
    const named =
      all.find((cohort) => cohort.name.toLowerCase() === wanted) ??
      all.find((cohort) => cohort.name.toLowerCase().includes(wanted));
    if (named !== undefined) return named;
    const names = cut(all.map((cohort) => cohort.name).join(', '), MOST_NAMES);
    throw new Refusal(md`I know no cohort “${name}” here.` + (names === '' ? '' : md` There is: ${names}.`));
  }
  return all.find((cohort) => cohort.place === caller.place) ?? all[0];
}

/** The cohorts that the caller has answered in and can reach from here, where they answered most first. */
export async function ownCohorts(tools: Tools, caller: Caller): Promise<readonly Cohort[]> {
  const [all, mine] = await Promise.all([
    reachable(tools, caller),
    tools.store.boards.cohortsOfLearner(caller.learner),
  ]);
  return all.filter((cohort) => mine.includes(cohort.id));
}

/** @throws Refusal when there is none. */
export async function cohortFor(tools: Tools, caller: Caller, name?: string): Promise<Cohort> {
  const found = await findCohort(tools, caller, name);
  if (found !== undefined) return found;
  throw new Refusal('There is no daily drop here yet.', noCohort(caller).blocks);
}

const noCohort = (caller: Caller) =>
  card(
    caller.direct
      ? text('Answer one drop in the channel of your cohort, and I know you here too.')
      : note('Staff set it up with `/tutor setup`, in two minutes. Until then `/quiz` asks whenever you like.'),
  );

/** Those of this community, the caller's own first; in a direct message, the caller's own of that platform. */
async function reachable({ store }: Tools, caller: Caller): Promise<readonly Cohort[]> {
  const [here, mine] = await Promise.all([
    caller.direct ? [] : store.cohorts.cohortsOf(caller.community),
    store.boards.cohortsOfLearner(caller.learner),
  ]);
  if (!caller.direct) {
    const rank = (cohort: Cohort): number => (mine.includes(cohort.id) ? mine.indexOf(cohort.id) : mine.length);
    return here.toSorted((a, b) => rank(a) - rank(b));
  }
  const found = await Promise.all(mine.slice(0, 25).map(async (id) => store.cohorts.findCohort(id)));
  return found.filter((cohort) => cohort !== undefined);
}
