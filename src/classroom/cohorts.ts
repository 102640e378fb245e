/** Which cohort somebody means: the one they named, the one whose channel they are in, else the one they are in most. */
import { type Near, nearest } from '../chat/near.ts';
import { type Caller, platformOf } from '../chat/request.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';

/** In a direct message people reach their own cohorts; more than these nobody is in. */
const MOST_OWN = 25;

/**
 * Whether a press may reach a cohort that it names by its id: it is of the caller's community, or they press in its very
 * channel (which may be shared with guests), or in a direct message on the same platform, where no community is told.
 */
export const ofCaller = (caller: Caller, cohort: Pick<Cohort, 'community' | 'place'>): boolean =>
  cohort.community === caller.community ||
  cohort.place === caller.place ||
  (caller.direct && platformOf(cohort.community) === platformOf(caller.community));

/** Those of this community, the caller's own first; in a direct message, the caller's own of that platform. */
export async function reachableCohorts({ store }: Tools, caller: Caller): Promise<readonly Cohort[]> {
  const [here, mine] = await Promise.all([
    caller.direct ? [] : store.cohorts.cohortsOf(caller.community),
    store.boards.cohortsOfLearner(caller.learner),
  ]);
  if (!caller.direct) {
    const rank = (cohort: Cohort): number => (mine.includes(cohort.id) ? mine.indexOf(cohort.id) : mine.length);
    return here.toSorted((a, b) => rank(a) - rank(b));
  }
  const found = await store.cohorts.findCohorts(mine.slice(0, MOST_OWN));
  return mine.flatMap((id) => found.get(id) ?? []).filter((cohort) => ofCaller(caller, cohort));
}

/** The one with this name (or id), or else the only one whose name has it in it; and those that come near. */
export function cohortNamed(all: readonly Cohort[], name: string): Near<Cohort> {
  const { found, near } = nearest(name, all, (cohort) => [cohort.name, cohort.id]);
  const wanted = name.trim().toLowerCase();
  const [only, ...others] = all.filter((cohort) => cohort.name.toLowerCase().includes(wanted));
  return { found: found ?? (others.length === 0 ? only : undefined), near };
}

/** That of the channel, else the caller's own; undefined when there is none yet. */
export const cohortHere = (all: readonly Cohort[], caller: Caller): Cohort | undefined =>
  all.find((cohort) => cohort.place === caller.place) ?? all[0];

/** The cohorts that the caller has answered in and can reach from here, where they answered most first. */
export async function ownCohorts(tools: Tools, caller: Caller): Promise<readonly Cohort[]> {
  const [all, mine] = await Promise.all([
    reachableCohorts(tools, caller),
    tools.store.boards.cohortsOfLearner(caller.learner),
  ]);
  return all.filter((cohort) => mine.includes(cohort.id));
}
