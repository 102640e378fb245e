/** Says no to whoever may not: each of these throws a Refusal with a way on. */
import { Refusal } from '../../chat/reply.ts';
import type { Caller } from '../../chat/request.ts';
import { actsAsStaff, ownCohort } from '../../classroom/staff.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

/** @throws Refusal for members */
export async function staffOnly(tools: Tools, caller: Caller): Promise<void> {
  if (!(await actsAsStaff(tools, caller)))
    throw new Refusal('That is for the staff of this community. `/help` lists what is for everybody.');
}

/** @throws Refusal for everybody else */
export function ownerOnly(caller: Caller): void {
  if (!caller.admin)
    throw new Refusal(
      'That is for the staff of this community who administer it: whoever manages the server or workspace.',
    );
}

/** The cohort of a staff member's press, which is one of this community. @throws Refusal */
export async function cohortOfStaff(tools: Tools, caller: Caller, id: string): Promise<Cohort> {
  const cohort = await ownCohort(tools, caller, id);
  if (cohort !== undefined) return cohort;
  throw new Refusal('That cohort is not in this community any more. `/tutor setup` shows those that are.');
}
