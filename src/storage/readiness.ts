/** Whether the database would take what people do now: it answers, it is not of a newer Sous, and writing works. */
import { reasonOf } from '../chat/fault.ts';
import { within } from '../chat/within.ts';
import { madeChanges, newerWords, unknownAmong } from './changes.ts';
import type { Database } from './database.ts';
import { events } from './tables/platforms.ts';

export interface Readiness {
  /** A statement failed: it may be the database's fault. */
  failed(error: unknown): void;
  /** Why it is not ready; empty when it is. Never rejects, and never takes longer than `PATIENCE`. */
  reasons(): Promise<readonly string[]>;
}

/** Of whoever asks whether we are ready: load balancers give up after a few seconds. Milliseconds. */
const PATIENCE = 1_500;
/** Nothing is ready for so long after a write that failed for want of room. */
const STICKS = 30_000;
/** A row that is written again and again. It is swept like any event. */
const PROBE = 'readiness';

/**
 * No room (53), a broken disk (58), read-only (25006): whatever is tried next fails in the same way. Below that the embedded
 * database tells the system's own words.
 */
const NO_WRITING = /^(?:53|58|25006)|^(?:ENOSPC|EROFS|EDQUOT|EIO)$/u;
const NO_ROOM = /no space left on device|read-only file system|disk quota exceeded/iu;

export function createReadiness(db: Database, now: () => number): Readiness {
  let trouble: { readonly why: string; readonly until: number } | undefined;
  let asking: Promise<readonly string[]> | undefined;

  async function ask(): Promise<readonly string[]> {
    try {
      const newer = newerWords(unknownAmong(await madeChanges(db)));
      if (newer !== undefined) return [`the database cannot be used: ${newer}`];
      const at = now();
      await db.insert(events).values({ id: PROBE, at }).onConflictDoUpdate({ target: events.id, set: { at } });
      return [];
    } catch (error) {
      return [whyNotWritten(error) ?? 'the database does not answer'];
    }
  }

  return {
    failed(error) {
      const why = whyNotWritten(error);
      if (why !== undefined) trouble = { why, until: now() + STICKS };
    },
    async reasons() {
      if (trouble !== undefined && trouble.until > now()) return [trouble.why];
      // a server that hangs is asked once, not once for everybody who wants to know
      asking ??= ask().finally(() => (asking = undefined));
      return within(asking, PATIENCE, () => ['the database does not answer in time']);
    },
  };
}

function whyNotWritten(error: unknown): string | undefined {
  for (let at: unknown = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep += 1) {
    const { code } = at as { readonly code?: unknown };
    if ((typeof code === 'string' && NO_WRITING.test(code)) || NO_ROOM.test(at.message))
      return `the database cannot be written to: ${reasonOf(at)}`;
  }
  return undefined;
}
