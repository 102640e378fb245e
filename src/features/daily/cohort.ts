/** How people name a cohort, and what they are told when there is none of that name. */
import { didYouMean } from '../../chat/again.ts';
import { card, note, text } from '../../chat/card.ts';
import type { Suggestion } from '../../chat/command.ts';
import { md } from '../../chat/markdown.ts';
import { plainName } from '../../chat/near.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Caller, Options } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import { cohortHere, cohortNamed, reachableCohorts } from '../../classroom/cohorts.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

/** Characters of a list of names: a community may have many cohorts, and one sentence has little room. */
const MOST_NAMES = 400;

/** The option by which commands let people name a cohort. */
export const cohortOption = (tools: Tools) => ({
  kind: 'text' as const,
  description: 'Which cohort; yours unless you say',
  max: 60,
  suggest: async (typed: string, caller: Caller): Promise<readonly Suggestion[]> =>
    (await reachableCohorts(tools, caller))
      .filter((cohort) => plainName(cohort.name).includes(plainName(typed)))
      .map((cohort) => ({ label: cohort.name, value: cohort.name })),
});

/** The command that asks, so that a cohort whose name comes near can be a button that runs it. */
export interface Asking {
  readonly command: string;
  readonly options?: Options;
}

/** Undefined when there is none yet. @throws Refusal when a name fits none. */
export async function findCohort(
  tools: Tools,
  caller: Caller,
  name?: string,
  asking?: Asking,
): Promise<Cohort | undefined> {
  const all = await reachableCohorts(tools, caller);
  if (name === undefined) return cohortHere(all, caller);
  const { found, near } = cohortNamed(all, name);
  if (found !== undefined) return found;
  if (asking !== undefined && near.length > 0) throw cohortsNear(name, near, asking);
  const names = cut(all.map((cohort) => cohort.name).join(', '), MOST_NAMES);
  throw new Refusal(md`I know no cohort “${name}” here.` + (names === '' ? '' : md` There is: ${names}.`));
}

export const cohortsNear = (name: string, near: readonly Cohort[], { command, options }: Asking): Refusal =>
  didYouMean(
    md`I know no cohort “${cut(name, 60)}” here. Did you mean:`,
    near.map(({ id, name: label }) => ({ label, command, options: { ...options, cohort: id } })),
  );

/** @throws Refusal when there is none. */
export async function cohortFor(tools: Tools, caller: Caller, name?: string, asking?: Asking): Promise<Cohort> {
  const found = await findCohort(tools, caller, name, asking);
  if (found !== undefined) return found;
  throw new Refusal('There is no daily question here yet.', noCohort(caller).blocks);
}

const noCohort = (caller: Caller) =>
  card(
    caller.direct
      ? text('Answer one daily question in the channel of your cohort, and I know you here too.')
      : note('Staff set it up with `/tutor setup`, in two minutes. Until then `/quiz` asks whenever you like.'),
  );
