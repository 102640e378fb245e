/** Which cohort somebody means: the one they named, the one whose channel they are in, else the one they are in most. */
import { type Near, nearest } from '../chat/near.ts';
import { type Caller, platformOf } from '../chat/request.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';
import { seenIn, stillIn } from './membership.ts';

/** In a direct message people reach their own cohorts; more than these nobody is in. */
const MOST_OWN = 25;

type Home = Pick<Cohort, 'community' | 'place'>;

/** It is of the caller's community, or they press in its very channel (which may be shared with guests). */
const standsHere = (caller: Caller, cohort: Home): boolean =>
  cohort.community === caller.community || cohort.place === caller.place;

/** A direct message on a platform that does not tell of which community it is: all of the caller's own count. */
const isOpenDirect = ({ direct, community }: Caller): boolean => direct && community.endsWith(':direct');

/**
 * Whether a press may reach a cohort that it names by its id. Where no community is told it is one of the caller's own (`own`:
 * they have answered in it) on the same platform, and they have not left its community since.
 */
export async function reaches(
  tools: Tools,
  caller: Caller,
  cohort: Home,
  own: () => Promise<boolean>,
): Promise<boolean> {
  if (standsHere(caller, cohort)) return true;
  if (!isOpenDirect(caller) || platformOf(cohort.community) !== platformOf(caller.community)) return false;
  return (await own()) && stillIn(tools, caller.person, cohort.community);
}

/** The cohort with this id, when the caller may reach it. */
export async function reachableCohort(tools: Tools, caller: Caller, id: string): Promise<Cohort | undefined> {
  const cohort = await tools.store.cohorts.findCohort(id);
  if (cohort === undefined) return undefined;
  const own = async (): Promise<boolean> => (await tools.store.boards.memberOf(id, caller.learner)) !== undefined;
  return (await reaches(tools, caller, cohort, own)) ? cohort : undefined;
}

/** Those of this community, the caller's own first; in a direct message, the caller's own of that platform. */
export async function reachableCohorts(tools: Tools, caller: Caller): Promise<readonly Cohort[]> {
  const { store } = tools;
  if (!caller.direct) seenIn(tools, caller);
  const [here, mine] = await Promise.all([
    caller.direct ? [] : store.cohorts.cohortsOf(caller.community),
    store.boards.cohortsOfLearner(caller.learner),
  ]);
  if (!caller.direct) {
    const rank = (cohort: Cohort): number => (mine.includes(cohort.id) ? mine.indexOf(cohort.id) : mine.length);
    return here.toSorted((a, b) => rank(a) - rank(b));
  }
  const found = await store.cohorts.findCohorts(mine.slice(0, MOST_OWN));
  const own = mine.flatMap((id) => found.get(id) ?? []);
  const there = await Promise.all(own.map(async (cohort) => reaches(tools, caller, cohort, async () => true)));
  return own.filter((_, index) => there[index]);
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

/** The cohort whose plan is the caller's: that of the channel, else their own, else the only one there is. */
export async function plannedFor(tools: Tools, caller: Caller): Promise<Cohort | undefined> {
  const all = await reachableCohorts(tools, caller);
  const here = all.find(({ place }) => place === caller.place);
  if (here !== undefined || caller.direct || all.length < 2) return here ?? all[0];
  const mine = await tools.store.boards.cohortsOfLearner(caller.learner);
  return all.find(({ id }) => mine.includes(id));
}
