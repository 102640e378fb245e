/** Meeting people: before anything of theirs is stored they are known, by the name that they have now. */
import { type Call, platformOf } from '../chat/request.ts';
import type { Tools } from '../tools.ts';
import { stillIn } from './membership.ts';

export async function meet({ store }: Tools, { caller, at }: Pick<Call, 'caller' | 'at'>): Promise<void> {
  const { learner, name, locale, community } = caller;
  await store.learners.meet({ learner, name, locale, community }, at);
}

/**
 * Whoever asks by command is known by their proper name from then on (a press may carry a lesser one: Slack tells it later);
 * who is not known yet stays so.
 */
export async function keepName(tools: Tools, call: Pick<Call, 'caller' | 'at'>): Promise<void> {
  const known = await tools.store.learners.findLearner(call.caller.learner);
  if (known !== undefined && known.name !== call.caller.name) await meet(tools, call);
}

/** The community whose staff can rule on what is answered here: in a direct message that of the learner's own cohort. */
export async function staffedCommunity(tools: Tools, { caller }: Pick<Call, 'caller'>): Promise<string> {
  const { direct, community, learner, person } = caller;
  if (!direct) return community;
  const own = await tools.store.boards.communityOfLearner(learner, platformOf(community));
  return own !== undefined && (own === community || (await stillIn(tools, person, own))) ? own : community;
}

/** A direct message of somebody who is in no cohort: nobody would read a report from there. */
export const isUnstaffed = (community: string): boolean => community.endsWith(':direct');
