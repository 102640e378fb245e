/** Who may do what: owners set things up, instructors run the course, members learn. Everything staff do is written down. */
import type { Call, Caller, LearnerId } from '../chat/request.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';
import { mailboxOf } from './people.ts';

export type Role = 'owner' | 'instructor' | 'member';

/** `owner`: who administers the community on the platform. `instructor`: by name, or by a role of the platform. */
export async function roleOf({ store }: Tools, caller: Caller): Promise<Role> {
  if (caller.admin) return 'owner';
  const { community, learner, roles } = caller;
  return (await store.staff.isInstructor(community, learner, roles)) ? 'instructor' : 'member';
}

/** False for members. Whoever acts as staff goes on getting the figures that they ordered. */
export async function actsAsStaff(tools: Tools, caller: Caller): Promise<boolean> {
  if ((await roleOf(tools, caller)) === 'member') return false;
  await tools.store.staff.renewPulses(caller.community, caller.learner, tools.now());
  return true;
}

/** A cohort of the caller's community; undefined when it is gone, or another's. */
export async function ownCohort({ store }: Tools, caller: Caller, id: string): Promise<Cohort | undefined> {
  const cohort = await store.cohorts.findCohort(id);
  return cohort?.community === caller.community ? cohort : undefined;
}

export interface Act {
  /** A verb and its object: "changed the time". */
  readonly act: string;
  /** Plain text, in names and not in ids: it is read by people. */
  readonly details?: string;
  readonly cohort?: string;
  /** Whom it concerned. */
  readonly learner?: string;
}

/** Writes down what a staff member did. */
export async function logAct({ store }: Tools, { caller, at }: Call, act: Act): Promise<void> {
  const { community, learner: by, name: byName } = caller;
  await store.staff.logDeed({ ...act, community, by, byName }, at);
}

/** What takes an instructor back, or makes one: a person by name, or a role of the platform by its id. */
export type Instructor =
  | { readonly kind: 'person'; readonly learner: string }
  | { readonly kind: 'role'; readonly role: string };

/** False when they were instructors already. */
export async function nameInstructor(tools: Tools, call: Call, whom: Instructor): Promise<boolean> {
  const { staff } = tools.store;
  const { community, learner: by } = call.caller;
  if (whom.kind === 'role') {
    const fresh = await staff.nameRole(community, whom.role, by, call.at);
    if (fresh) await logAct(tools, call, { act: 'made a role instructors' });
    return fresh;
  }
  const { learner } = whom;
  const name = await nameOf(tools, learner);
  const fresh = await staff.namePerson({ community, learner, name }, by, call.at);
  if (fresh) await logAct(tools, call, { act: 'named an instructor', details: name, learner });
  return fresh;
}

/** Whoever is no instructor any more gets no figures by themselves either. False when they were none already. */
export async function unnameInstructor(tools: Tools, call: Call, whom: Instructor): Promise<boolean> {
  const { staff, cohorts } = tools.store;
  const { community } = call.caller;
  if (whom.kind === 'role') {
    const done = await staff.unnameRole(community, whom.role);
    if (done) await logAct(tools, call, { act: 'took a role back' });
    return done;
  }
  const { learner } = whom;
  const done = await staff.unnamePerson(community, learner);
  if (!done) return false;
  for (const cohort of await cohorts.cohortsOf(community)) await staff.cancelPulse(cohort.id, learner);
  await logAct(tools, call, { act: 'took an instructor back', details: await nameOf(tools, learner), learner });
  return true;
}

/** Of somebody who never did anything here, the platform's own id of them. */
export const nameOf = async ({ store }: Tools, learner: string): Promise<string> =>
  (await store.learners.findLearner(learner))?.name ?? mailboxOf(learner as LearnerId).replace(/^.*\//u, '');
