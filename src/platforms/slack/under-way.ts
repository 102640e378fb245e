/** Events under way: a platform that stops gives them a little time, because their answers travel over HTTP. */
import { setTimeout as wait } from 'node:timers/promises';

export interface UnderWay {
  track(work: Promise<void>): void;
  /** Resolves when nothing is under way, or after so many milliseconds; gives back how many are left. */
  drained(most: number): Promise<number>;
}

export function createUnderWay(): UnderWay {
  const all = new Set<Promise<void>>();
  return {
    track(work) {
      const tracked = work.finally(() => all.delete(tracked));
      all.add(tracked);
    },
    async drained(most) {
      const done = new AbortController();
      const late = wait(most, undefined, { signal: done.signal }).catch(() => undefined);
      await Promise.race([Promise.all(all), late]);
      done.abort();
      return all.size;
    },
  };
}
