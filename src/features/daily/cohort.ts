/** How people name a cohort, and what they are told when there is none of that name. */
import { again, didYouMean } from '../../chat/again.ts';
import { button, type Button, buttons, card, note } from '../../chat/card.ts';
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
  const message = md`I know no cohort “${name}” here.`;
  if (names === '') throw new Refusal(message, noCohort(caller).blocks);
  throw didYouMean(
    message + md` There is: ${names}.`,
    asking === undefined
      ? [{ label: 'Take a quiz', command: 'quiz' }]
      : all.map(({ name: label }) => ({ label, ...asking, options: { ...asking.options, cohort: label } })),
  );
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
  const message = caller.direct ? 'I do not know yet which cohort is yours.' : 'There is no daily question here yet.';
  throw new Refusal(message, noCohort(caller).blocks);
}

const runs = (command: string, label: string): Button | undefined => {
  const press = again(command);
  return press && button(press, label);
};

const noCohort = (caller: Caller) =>
  card(
    caller.direct
      ? note(
          'Its daily question comes in a channel. Answer one there, and I know it here, too. Without a cohort a quiz asks whenever you like.',
        )
      : note('Staff can set it up in two minutes. Until then a quiz asks whenever you like.'),
    buttons(!caller.direct && caller.admin && runs('setup', 'Set it up'), runs('quiz', 'Take a quiz')),
  );
