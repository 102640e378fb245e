/**
 * Whether somebody is still in a community: asked of the platform where nothing else tells, which is in direct messages and
 * before something is sent unasked. An act in the community itself is proof, and costs nothing.
 */
import type { Caller, CommunityId, PersonId } from '../chat/request.ts';
import { PostError } from '../chat/platform.ts';
import { within } from '../chat/within.ts';
import type { Poster, Tools } from '../tools.ts';

/** An answer of the platform holds for so long: about one person in one community it is asked once in that time. Milliseconds. */
export const KEEP = 6 * 3_600_000;
/** After no answer it is not asked again before. */
const AGAIN = 5 * 60_000;
/** Somebody waits for a reply: what comes later is for the next time. */
const PATIENCE = 1_000;
/** Calls of this process in a minute, whoever they are about: posts and answers come first. */
const MOST_CALLS = 120;
/** Facts kept at hand. */
const MOST_KEPT = 50_000;

interface Fact {
  readonly member: boolean;
  /** Until then it is not asked again. */
  readonly until: number;
}

interface Memory {
  readonly facts: Map<string, Fact>;
  readonly asking: Map<string, Promise<boolean>>;
  /** When the latest calls were made. */
  calls: number[];
}

/** What was said by the platforms behind one poster; gone with the process, which then asks again. */
const memories = new WeakMap<Poster, Memory>();

function memoryOf({ post }: Pick<Tools, 'post'>): Memory {
  const known = memories.get(post) ?? { facts: new Map(), asking: new Map(), calls: [] };
  memories.set(post, known);
  return known;
}

const keyOf = (person: PersonId, community: string): string => `${person} ${community}`;

/**
 * What the platform said last, and no longer ago than `KEEP`. When it does not say, or too much is asked, what it said before
 * goes on to hold; whoever nothing is known of counts as a member. So an outage takes nothing from anybody, and nobody who is
 * known to have left comes back by it.
 */
export async function stillIn(tools: Tools, person: PersonId, community: string): Promise<boolean> {
  const memory = memoryOf(tools);
  const key = keyOf(person, community);
  const known = memory.facts.get(key);
  const now = tools.now();
  if (known !== undefined && known.until > now) return known.member;
  const otherwise = known?.member ?? true;
  memory.calls = memory.calls.filter((at) => at > now - 60_000);
  if (!memory.asking.has(key) && memory.calls.length >= MOST_CALLS) return otherwise;
  const asked =
    memory.asking.get(key) ?? ask(tools, memory, person, community, otherwise).finally(() => memory.asking.delete(key));
  memory.asking.set(key, asked);
  return within(asked, PATIENCE, () => otherwise);
}

/** Whether the platform said that they left. Asks nobody: for what goes out to thousands in one minute. */
export function hasLeft(tools: Tools, person: PersonId, community: string): boolean {
  return memoryOf(tools).facts.get(keyOf(person, community))?.member === false;
}

/** They act there, so they are there; the platform need not be asked, and whoever came back is back at once. */
export function seenIn(tools: Tools, { person, community }: Pick<Caller, 'person' | 'community'>): void {
  remember(memoryOf(tools), keyOf(person, community), { member: true, until: tools.now() + KEEP });
}

async function ask(
  tools: Tools,
  memory: Memory,
  person: PersonId,
  community: string,
  before: boolean,
): Promise<boolean> {
  memory.calls.push(tools.now());
  const key = keyOf(person, community);
  try {
    const member = await tools.post.stillMember(person, community as CommunityId);
    remember(memory, key, { member, until: tools.now() + KEEP });
    return member;
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    remember(memory, key, { member: before, until: tools.now() + AGAIN });
    return before;
  }
}

function remember({ facts }: Memory, key: string, fact: Fact): void {
  facts.delete(key);
  if (facts.size >= MOST_KEPT) facts.delete(facts.keys().next().value ?? '');
  facts.set(key, fact);
}
