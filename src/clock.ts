/** The only user of node-cron: one tick a minute, on which every feature's jobs run, never two at once. */
import cron from 'node-cron';
import type { Job } from './chat/feature.ts';
import type { Log } from './log.ts';

export interface Clock {
  /** Runs the jobs now, unless they are running: at start, and in tests. Never rejects. */
  tick(): Promise<void>;
  /** No further tick; waits for the one under way. */
  stop(): Promise<void>;
}

export interface ClockOptions {
  readonly log: Log;
  now(): number;
  /** Called after each tick. */
  ticked?(now: number): void;
}

/**
 * A tick holds no state: what is due stays due, so a late or missed tick only delays. The process must run with TZ=UTC:
 * in a zone that changes its time node-cron 4.6 stands still for the repeated hour, whatever `timezone` says.
 */
export function startClock(jobs: readonly Job[], options: ClockOptions): Clock {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const tick = async (): Promise<void> => {
    const now = options.now();
    for (const job of jobs) {
      try {
        await job.run(now, stopping.signal);
      } catch (error) {
        // one bad job must not keep the others from running; it is tried again at the next tick
        options.log.error({ err: error, job: job.name }, 'job failed');
      }
    }
    options.ticked?.(now);
  };
  const once = async (): Promise<void> => {
    running ??= tick().finally(() => {
      running = undefined;
    });
    return running;
  };
  const task = cron.schedule('* * * * *', once, {
    timezone: 'UTC',
    noOverlap: true,
    missedExecutionTolerance: 59_000,
  });
  void once();
  return {
    tick: once,
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await running;
    },
  };
}
