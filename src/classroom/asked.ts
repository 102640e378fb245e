/** Questions that the content does not answer: handed to the authors without a name, read by staff, answered one day. */
import { clean } from '../chat/markdown.ts';
import { type Call, type Caller, platformOf } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import { keyOf } from '../content/lookup/key.ts';
import type { Asked } from '../storage/asked.ts';
import type { Tools } from '../tools.ts';
import { isUnstaffed, meet, staffedCommunity } from './meeting.ts';

/** Characters of a question that is handed in. */
export const LONGEST_ASKED = 200;
/** Questions that one person hands in a day, in UTC. */
export const MOST_A_DAY = 5;

const DAY = 24 * 3_600_000;

/** `empty`: there is no word in it. `enough`: for today. `unread`: nobody would read it. */
export type NotAsked = 'empty' | 'enough' | 'unread';

/** Counts the question for the staff of the caller's community. What was asked stands nowhere beside who asked. */
export async function askAuthors(tools: Tools, call: Call, question: string): Promise<Asked | NotAsked> {
  const words = cut(clean(question), LONGEST_ASKED);
  const key = keyOf(words);
  if (key === '') return 'empty';
  const community = await readersOf(tools, call);
  if (community === undefined) return 'unread';
  await meet(tools, { ...call, caller: { ...call.caller, community } as Caller });
  const { learner } = call.caller;
  const day = Math.floor(call.at / DAY);
  const added = await tools.store.asked.addAsked(
    { id: tools.newId(), community, key, words, learner, day, most: MOST_A_DAY },
    call.at,
  );
  return added ?? 'enough';
}

/**
 * The community whose staff reads what is asked here; undefined when nobody would. A direct message of somebody in no cohort
 * is read where there is no doubt who could: where the platform has one community at most.
 */
async function readersOf(tools: Tools, call: Pick<Call, 'caller'>): Promise<string | undefined> {
  const community = await staffedCommunity(tools, call);
  if (!isUnstaffed(community)) return community;
  const all = await tools.store.asked.communitiesOf(platformOf(community));
  return all.length <= 1 ? community : undefined;
}

/** Whose questions the staff of a community reads: see `readersOf`. */
export async function readBy({ store }: Tools, community: string): Promise<readonly string[]> {
  const platform = platformOf(community);
  const [only, ...others] = await store.asked.communitiesOf(platform);
  return only === community && others.length === 0 ? [community, `${platform}:direct`] : [community];
}

/** The question, when the caller could have asked it here. */
export async function askedHere(tools: Tools, call: Pick<Call, 'caller'>, id: string): Promise<Asked | undefined> {
  const [found, community] = await Promise.all([tools.store.asked.findAsked(id), readersOf(tools, call)]);
  return found !== undefined && found.community === community ? found : undefined;
}
