/** What drills and tests of drops share: tools on a database, a cohort, and a chat platform that lives in memory. */
import type { Card } from '../../../src/chat/card.ts';
import { PostError } from '../../../src/chat/platform.ts';
import type { Mailbox, MessageRef } from '../../../src/chat/request.ts';
import { cardText } from '../../../src/chat/text.ts';
import { NO_FILES } from '../../../src/classroom/own-files.ts';
import { withShelves } from '../../../src/classroom/shelves.ts';
import { dropMail, type DropOptions, drops } from '../../../src/features/drops/index.ts';
import { createOutbox } from '../../../src/outbox/index.ts';
import type { OutboxOptions } from '../../../src/outbox/options.ts';
import type { NewCohort } from '../../../src/storage/cohorts.ts';
import type { Store } from '../../../src/storage/index.ts';
import type { Poster, Tools } from '../../../src/tools.ts';
import { realLab, realLibrary, realPictures } from '../sous.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Monday, 2 November 2026, nine o'clock in UTC. */
export const NINE = Date.UTC(2026, 10, 2, 9);

export const cohortOf = (id: string, more: Partial<NewCohort> = {}): NewCohort => ({
  id,
  community: 'fake:room/main',
  name: `Cohort ${id}`,
  place: `fake:channel/${id}`,
  zone: 'UTC',
  admin: 'fake:user/boss',
  ...more,
});

export interface Stored {
  readonly ref: MessageRef;
  readonly to: Mailbox;
  readonly key: string;
  readonly under: MessageRef | undefined;
  card: Card;
  edits: number;
}

export interface MemoryPlatform {
  readonly messages: Stored[];
  /** Messages that ever stood. */
  readonly stored: number;
  readonly poster: Poster;
  /** What goes wrong with the next posts, in order; `undefined` for nothing. `lost`: stored, but the answer is lost. */
  readonly faults: ('lost' | 'refused' | 'busy' | 'doubt' | undefined)[];
  text(key: string): string;
}

export function memoryPlatform(): MemoryPlatform {
  const messages: Stored[] = [];
  const faults: MemoryPlatform['faults'] = [];
  let n = 0;
  const poster: Poster = {
    async post(to, card, { key, under }) {
      const fault = faults.shift();
      if (fault !== undefined && fault !== 'lost')
        throw new PostError(fault, `the platform said ${fault}`, { advice: fault === 'refused' ? 'Let me in.' : '' });
      const ref: MessageRef = `fake:message/${(n += 1)}`;
      messages.push({ ref, to, key, under, card, edits: 0 });
      if (fault === 'lost') throw new PostError('doubt', 'the answer was lost');
      return ref;
    },
    async edit(ref, card) {
      const message = messages.find((one) => one.ref === ref);
      if (message === undefined) throw new PostError('refused', 'there is no such message');
      message.card = card;
      message.edits += 1;
    },
    async remove(ref) {
      const index = messages.findIndex((one) => one.ref === ref);
      if (index !== -1) messages.splice(index, 1);
    },
    find: async (to, key) => messages.filter((one) => one.to === to && one.key === key).map((one) => one.ref),
    serves: () => true,
    hasHomes: () => false,
    refreshHome: () => undefined,
    stillMember: async () => true,
    check: async () => ({ ok: true, missing: [], advice: '' }),
  };
  return {
    messages,
    get stored() {
      return n;
    },
    poster,
    faults,
    text: (key) =>
      messages
        .filter((one) => one.key === key)
        .map((one) => cardText(one.card))
        .join('\n---\n'),
  };
}

/** Tools with a clock that the test turns. */
export async function toolsOf(store: Store, post: Poster, clock: { now: number }): Promise<Tools> {
  let ids = 0;
  return withShelves({
    library: await realLibrary(),
    store,
    pictures: realPictures,
    ownFiles: NO_FILES,
    lab: realLab,
    post,
    now: () => clock.now,
    random: () => 0.5,
    newId: () => `w${process.pid}x${(ids += 1)}`,
  });
}

/** What the clock does for drops at each tick: the outbox, then what open drops show. */
export function dropJobs(tools: Tools, options: Partial<DropOptions & OutboxOptions> = {}) {
  const jobs = [createOutbox(tools, [dropMail(tools, options)], options).job, ...(drops(tools, options).jobs ?? [])];
  return {
    async run(now: number): Promise<void> {
      const failed: unknown[] = [];
      for (const job of jobs) await job.run(now).catch((error: unknown) => failed.push(error));
      if (failed.length > 0) throw failed[0];
    },
  };
}
