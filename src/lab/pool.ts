/**
 * A few threads that run statements, and the line of those who wait. A thread that takes too long is ended and replaced;
 * whoever finds the line full, or waits too long in it, is told so at once.
 */
import { START_MS, startThread, type Thread, type ThreadOptions } from './thread.ts';
import type { Done, Work } from './work.ts';

export type PoolOptions = Pick<ThreadOptions, 'failed'>;

export interface Pool {
  /** Never rejects. `lost`: its thread died, of whatever it was. */
  run(works: readonly Work[]): Promise<Done | 'slow' | 'busy' | 'lost'>;
  /** Ends the threads; who waits is told that all are busy. Another try starts them again. */
  stop(): Promise<void>;
}

const THREADS = 2;
/** A statement may run, and somebody may stand in the line, for so long. Milliseconds. */
const RUN_MS = 1_000;
const WAIT_MS = 1_000;
/** Places in the line. */
const PLACES = 16;
/** Threads end when nothing was run for so long. Milliseconds. */
const IDLE_MS = 600_000;

interface Waiting {
  readonly works: readonly Work[];
  readonly answer: (answer: Awaited<ReturnType<Pool['run']>>) => void;
  readonly patience: NodeJS.Timeout;
}

export function createPool({ failed }: PoolOptions): Pool {
  const threads = new Set<Thread>();
  const line: Waiting[] = [];
  let idle: NodeJS.Timeout | undefined;
  let stopping = false;

  const those = (state: Thread['state']): Thread[] => [...threads].filter((thread) => thread.state === state);
  const giveUp = (told: 'busy' | 'lost'): void => {
    for (const { patience, answer } of line.splice(0)) {
      clearTimeout(patience);
      answer(told);
    }
  };

  function changed(began: boolean): void {
    for (const gone of those('gone')) threads.delete(gone);
    if (stopping) return;
    // one that cannot start would not start the next time either
    if (!began) giveUp('lost');
    else wake();
  }

  /** As many threads as there is work for; one stays ready. */
  function wake(): void {
    const wanted = Math.min(THREADS, Math.max(1, line.length + those('running').length));
    while (threads.size < wanted) threads.add(startThread({ failed, changed }));
    for (const thread of those('ready')) {
      const waiting = line.shift();
      if (waiting === undefined) return;
      clearTimeout(waiting.patience);
      void thread.run(waiting.works, RUN_MS).then(waiting.answer);
    }
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    giveUp('busy');
    // a thread that ends is replaced, but not now
    stopping = true;
    const ended = [...threads].map(async (thread) => thread.end());
    stopping = false;
    await Promise.all(ended);
  }

  return {
    run: async (works) =>
      new Promise((answer) => {
        if (line.length >= PLACES) {
          answer('busy');
          return;
        }
        clearTimeout(idle);
        idle = setTimeout(() => void stop().catch(failed), IDLE_MS).unref();
        const leave = (): void => {
          const at = line.indexOf(waiting);
          if (at === -1) return;
          line.splice(at, 1);
          answer('busy');
        };
        // who comes first waits for the threads to start, which may take longer than any statement
        const hasBegun = threads.size > those('starting').length;
        const waiting: Waiting = {
          works,
          answer,
          patience: setTimeout(() => setImmediate(leave), hasBegun ? WAIT_MS : START_MS),
        };
        line.push(waiting);
        wake();
      }),
    stop,
  };
}
