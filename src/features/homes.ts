/** People's own pages (Slack's App Home): drawn again when facts changed that they did not change themselves. */
import type { Definitions } from '../chat/feature.ts';
import type { LearnerId } from '../chat/request.ts';
import { mailboxOf } from '../classroom/people.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';

/** Who did not open theirs for so long (milliseconds) finds it drawn anew when they do, and not before. */
const KEEP = 7 * 24 * 3_600_000;

export const homes = ({ store, post }: Tools): Definitions => ({
  jobs: [
    {
      name: 'homes',
      async run(now) {
        await store.homes.sweepHomes(now - KEEP);
        refresh(post, await store.homes.homesBehind(now));
      },
    },
  ],
});

/** After something of whole cohorts changed: a drop was posted, closed or taken back, their name. */
export async function refreshHomesIn(
  { store, post }: Tools,
  cohorts: readonly Pick<Cohort, 'id' | 'place'>[],
): Promise<void> {
  const ids = cohorts.filter((one) => post.hasHomes(one.place)).map((one) => one.id);
  if (ids.length > 0) refresh(post, await store.homes.homesIn(ids));
}

/** After staff of a community decided about a question: results of whoever answered it may have changed. */
export async function refreshHomesOn({ store, post }: Tools, community: string, question: string): Promise<void> {
  if (post.hasHomes(community)) refresh(post, await store.homes.homesThatAnswered(community, question));
}

function refresh(post: Tools['post'], learners: readonly string[]): void {
  for (const learner of learners) post.refreshHome(mailboxOf(learner as LearnerId));
}
