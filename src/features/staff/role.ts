/** Says no to whoever may not: each of these throws a Refusal with a way on. */
import { didYouMean } from '../../chat/again.ts';
import type { Refusal } from '../../chat/reply.ts';
import type { Caller } from '../../chat/request.ts';
import { actsAsStaff, ownCohort } from '../../classroom/staff.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

/** @throws Refusal for members */
export async function staffOnly(tools: Tools, caller: Caller): Promise<void> {
  if (!(await actsAsStaff(tools, caller))) throw forOthers('That is for the staff of this community.');
}

/** What is for everybody is a press away. */
const forOthers = (message: string): Refusal =>
  didYouMean(message, [
    { label: 'What is next for me', command: 'next' },
    { label: 'What I can do', command: 'help' },
  ]);

/** @throws Refusal for everybody else */
export function ownerOnly(caller: Caller): void {
  if (!caller.admin)
    throw forOthers(
      'That is for the staff of this community who administer it: whoever manages the server or workspace.',
    );
}

/** The cohort of a staff member's press, which is one of this community. @throws Refusal */
export async function cohortOfStaff(tools: Tools, caller: Caller, id: string): Promise<Cohort> {
  const cohort = await ownCohort(tools, caller, id);
  if (cohort !== undefined) return cohort;
  throw didYouMean('That cohort is not in this community any more.', [{ label: 'Those that are', command: 'setup' }]);
}
