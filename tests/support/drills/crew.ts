/** Keeps the drills' worker processes running while they are killed. */
import type { WorkerOrders } from './drop-worker.ts';
import { startWorker, type Worker } from './processes.ts';

export interface Crew {
  /** How many were killed. */
  readonly deaths: number;
  /** How often one stood still. */
  readonly stalls: number;
  /** What the dead ones printed. */
  readonly lines: readonly string[];
  /** Whoever stands still until then goes on. */
  wake(): void;
  stop(): Promise<void>;
}

/** So many processes at a time: a dead one is replaced by the next generation, which may heed what the dead have printed. */
export function startCrew(
  count: number,
  orders: (nth: number, generation: number, lines: readonly string[]) => WorkerOrders,
): Crew {
  const workers = new Set<Worker>();
  let stopping = false;
  let deaths = 0;
  let stalls = 0;
  const lines: string[] = [];
  const stallsOf = (worker: Worker): number => worker.lines.filter((line) => line === 'stall').length;
  const keep = (nth: number, generation: number): void => {
    const worker = startWorker('drop-worker', orders(nth, generation, lines));
    workers.add(worker);
    void worker.ended.then((how) => {
      workers.delete(worker);
      stalls += stallsOf(worker);
      lines.push(...worker.lines);
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
    lines,
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
