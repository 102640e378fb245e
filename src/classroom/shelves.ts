/**
 * The own questions of communities, each seen in its own community alone. What a request or a letter is about decides which
 * library is the library there: the course, and beside it what that community added.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import { OWN, type Shelves, withOwn } from '../content/own.ts';
import type { Question } from '../content/schema.ts';
import { versionOf } from '../content/source.ts';
import type { OwnEdition } from '../storage/own.ts';
import type { Store } from '../storage/index.ts';
import type { Tools } from '../tools.ts';
import { staffedCommunity } from './meeting.ts';

/** What another process put on a shelf is known here after this long. Milliseconds. */
const FRESH = 10_000;
/** So far the moments of two processes may lie apart, and a change be seen later than it was made. Milliseconds. */
const APART = 60_000;
/** Libraries that are kept made; what they are made from is always there. */
const MADE = 64;

interface Shelf {
  readonly revision: number;
  readonly questions: readonly Question[];
}

export function createShelves(course: Library, store: Pick<Store, 'own'>): Shelves {
  const scope = new AsyncLocalStorage<Library>();
  const shelves = new Map<string, Shelf>();
  const made = new Map<string, { readonly shelf: Shelf; readonly library: Library }>();
  let seen = 0;
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const began = performance.now();
    const changed = await store.own.shelvesSince(seen - APART);
    for (const { community, revision, changedAt } of changed) {
      if (shelves.get(community)?.revision !== revision) {
        // oxlint-disable-next-line no-await-in-loop -- few change at once, and each may be long
        const editions = await store.own.readShelf(community);
        shelves.set(community, { revision, questions: editions.map(questionOf) });
      }
      seen = Math.max(seen, changedAt);
    }
    lookedAt = began;
  }

  function libraryOf(community: string): Library {
    const shelf = shelves.get(community);
    if (shelf === undefined || shelf.questions.length === 0) return course;
    const known = made.get(community);
    made.delete(community); // the latest asked stands last
    const one = known?.shelf === shelf ? known : { shelf, library: withOwn(course, shelf.questions) };
    made.set(community, one);
    const [oldest] = made.keys();
    if (made.size > MADE && oldest !== undefined) made.delete(oldest);
    return one.library;
  }

  return {
    get library() {
      return scope.getStore() ?? course;
    },
    has: () => shelves.size > 0,
    within: (community, work) => scope.run(libraryOf(community), work),
    async refresh(when) {
      if (when !== 'at once' && performance.now() - lookedAt < FRESH) return;
      // whoever changed something must not be content with a look that began before
      if (when === 'at once') await looking;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
  };
}

const questionOf = ({ id, source }: OwnEdition): Question => ({
  ...source,
  id,
  version: versionOf(source),
  file: OWN,
  fileLine: 1,
});

/** Tools whose library is that of the place where it is asked. */
export function withShelves<T extends Pick<Tools, 'library' | 'store'>>(given: T): T & Pick<Tools, 'shelves'> {
  const shelves = createShelves(given.library, given.store);
  return {
    ...given,
    shelves,
    get library() {
      return shelves.library;
    },
  };
}

/** Does what somebody asked for where they are: in a direct message that is the community of their own cohort. */
export async function whereTheyAre<T>(tools: Tools, caller: Caller, work: () => Promise<T>): Promise<T> {
  const { shelves } = tools;
  await shelves.refresh();
  return shelves.has() ? shelves.within(await staffedCommunity(tools, { caller }), work) : work();
}
