/** Keeps the drills' worker processes running while they are killed. */
import type { WorkerOrders } from './drop-worker.ts';
import { startWorker, type Worker } from './processes.ts';

export interface Crew {
  /** How many were killed. */
  readonly deaths: number;
  /** How often one stood still. */
  readonly stalls: number;
  /** Whoever stands still until then goes on. */
  wake(): void;
  stop(): Promise<void>;
}

/** So many processes at a time: a dead one is replaced by the next generation. */
export function startCrew(count: number, orders: (nth: number, generation: number) => WorkerOrders): Crew {
  const workers = new Set<Worker>();
  let stopping = false;
  let deaths = 0;
  let stalls = 0;
  const stallsOf = (worker: Worker): number => worker.lines.filter((line) => line === 'stall').length;
  const keep = (nth: number, generation: number): void => {
    const worker = startWorker('drop-worker', orders(nth, generation));
    workers.add(worker);
    void worker.ended.then((how) => {
      workers.delete(worker);
      stalls += stallsOf(worker);
      if (stopping) return;
      deaths += 1;
      if (how !== 'SIGKILL') throw new Error(`a worker ended by itself (${how}): ${worker.complaints()}`);
      keep(nth, generation + 1);
    });
  };
  for (let nth = 0; nth < count; nth += 1) keep(nth, 0);
  return {
    get deaths() {
      return deaths;
    },
    get stalls() {
      return stalls + [...workers].reduce((sum, worker) => sum + stallsOf(worker), 0);
    },
    wake: () => {
      for (const worker of workers) worker.wake();
    },
    stop: async () => {
      stopping = true;
      const ended = [...workers].map((worker) => worker.ended);
      for (const worker of workers) worker.kill();
      await Promise.all(ended);
    },
  };
}
