/** What the benchmarks share: a durable server of their own, figures, and lines that say whether a goal was met. */
import { openPostgres, type OpenDatabase } from '../../src/storage/database.ts';
import { startOwnPostgres } from '../../tests/support/postgres.ts';

export interface BenchServer {
  readonly url: string;
  readonly database: OpenDatabase;
}

/** A new server on which a commit is on the disk before it is acknowledged; gone when `run` has ended. */
export async function withServer<T>(run: (server: BenchServer) => Promise<T>, max = 20): Promise<T> {
  const server = await startOwnPostgres({ durable: true });
  try {
    const database = await openPostgres(server.url, max);
    try {
      return await run({ url: server.url, database });
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

/** The value that `part` (0 to 1) of the sorted values do not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

export const rate = (n: number): string => `${Math.round(n).toLocaleString('en')}/s`;
export const ms = (n: number): string => `${n < 10 ? n.toFixed(2) : n.toFixed(0)} ms`;

/** `(goal: at least 2.2; met)`. */
export const goal = (value: number, side: 'at least' | 'at most', target: number, unit = ''): string =>
  `(goal: ${side} ${target.toLocaleString('en')}${unit}; ${(side === 'at least' ? value >= target : value <= target) ? 'met' : 'MISSED'})`;
