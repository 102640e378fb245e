/** What stands of a drop when somebody presses something of it: it, its cohort and its question; and whether it is open. */
import { Refusal } from '../../chat/reply.ts';
import type { Caller } from '../../chat/request.ts';
import type { Question } from '../../content/schema.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { ofCaller } from './cohort.ts';

export interface Standing {
  readonly drop: Drop;
  readonly cohort: Cohort;
  /** As it is now, which may be another version than the one that was posted: see `changed`. */
  readonly question: Question;
}

/** A drop is open for a week at most and there is one a day, so that never more stand open at once. */
export const MOST_OPEN = 8;

/** Posted, and time is left. */
export const isOpen = (drop: Drop, at: number): boolean =>
  (drop.state === 'posted' || drop.state === 'due') && drop.closedAt === null && at < drop.closesAt;

/** Whether the authors changed the question after the drop was made: then letters that were posted mean nothing now. */
export const changed = ({ drop, question }: Standing): boolean =>
  drop.version !== null && drop.version !== question.version;

/** The drops of a cohort that can be answered for the board now, the latest first. */
export const openIn = async ({ store }: Tools, cohort: string, at: number): Promise<readonly Drop[]> =>
  (await store.drops.latestDrops(cohort, { limit: MOST_OPEN })).filter(
    (drop) => drop.question !== null && isOpen(drop, at),
  );

/** @throws Refusal when the drop, or its question, is gone. */
export async function standingOf({ library, store }: Tools, id: string): Promise<Standing> {
  const drop = await store.drops.findDrop(id);
  const cohort = drop === undefined ? undefined : await store.cohorts.findCohort(drop.cohort);
  if (drop === undefined || cohort === undefined)
    throw new Refusal('That drop is gone. `/daily` shows those that stand.');
  const question = library.content.questions.get(drop.question ?? '');
  if (question === undefined)
    throw new Refusal('The question of that drop was withdrawn by its authors; it counts for nothing.');
  return { drop, cohort, question };
}

/** The same for a press, whose ids anybody can make up. @throws Refusal when it is of another community, too. */
export async function standingFor(tools: Tools, caller: Caller, id: string): Promise<Standing> {
  const standing = await standingOf(tools, id);
  if (!ofCaller(caller, standing.cohort)) throw new Refusal('That drop is of another community. `/daily` shows yours.');
  return standing;
}
