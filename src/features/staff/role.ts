/** Who may do what: owners set things up, instructors run the course, members learn. Everything staff do is written down. */
import type { Call } from '../../chat/command.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Caller } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

export type Role = 'owner' | 'instructor' | 'member';

/** `owner`: who administers the community on the platform. `instructor`: by name, or by a role of the platform. */
export async function roleOf({ store }: Tools, caller: Caller): Promise<Role> {
  if (caller.admin) return 'owner';
  const { community, learner, roles } = caller;
  return (await store.staff.isInstructor(community, learner, roles)) ? 'instructor' : 'member';
}

/** @throws Refusal for members */
export async function staffOnly(tools: Tools, caller: Caller): Promise<void> {
  if ((await roleOf(tools, caller)) === 'member')
    throw new Refusal('That is for the staff of this community. `/help` lists what is for everybody.');
  await tools.store.staff.renewPulses(caller.community, caller.learner, tools.now());
}

/** @throws Refusal for everybody else */
export function ownerOnly(caller: Caller): void {
  if (!caller.admin)
    throw new Refusal(
      'That is for the staff of this community who administer it: whoever manages the server or workspace.',
    );
}

/** The cohort of a staff member's press, which is one of this community. @throws Refusal */
export async function cohortHere({ store }: Tools, caller: Caller, id: string): Promise<Cohort> {
  const cohort = await store.cohorts.findCohort(id);
  if (cohort === undefined || cohort.community !== caller.community)
    throw new Refusal('That cohort is not in this community any more. `/tutor setup` shows those that are.');
  return cohort;
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
