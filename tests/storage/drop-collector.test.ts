/** Group commit by itself: who flies with whom, and what a failing flight does. */
import { describe, expect, test } from 'vitest';
import { createCollector } from '../../src/storage/collector.ts';

interface Flight {
  readonly rows: readonly string[];
  land(): void;
  crash(): void;
}

/** A collector whose flights land when the test says so. Rows are `key:value`. */
function desk(options: { maxRows?: number; maxFlights?: number; bad?: string } = {}) {
  const flights: Flight[] = [];
  const fly = (rows: readonly string[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      flights.push({
        rows,
        land: () => resolve(rows.map((row) => `${row}!`)),
        crash: () => reject(new Error('crashed')),
      });
    });
  const collect = createCollector<string, string>({
    flight: fly,
    single: async (row) => {
      if (row === options.bad) throw new Error(`bad ${row}`);
      return (await fly([row]))[0] ?? '';
    },
    keyOf: (row) => row.split(':', 1)[0] ?? '',
    ...(options.maxRows !== undefined && { maxRows: options.maxRows }),
    maxFlights: options.maxFlights ?? 1,
  });
  const rows = () => flights.map((flight) => flight.rows.join(' '));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { collect, flights, rows, settled };
}

describe('a collector', () => {
  test('writes one row at once, and what came meanwhile together, at most so many', async () => {
    const { collect, flights, rows, settled } = desk({ maxRows: 3 });
    const all = Promise.all(['a:1', 'b:1', 'c:1', 'd:1', 'e:1'].map(collect));
    expect(rows()).toEqual(['a:1']);
    for (let n = 0; n < 3; n += 1) {
      flights[n]?.land();
      await settled();
    }
    expect(rows()).toEqual(['a:1', 'b:1 c:1 d:1', 'e:1']);
    expect(await all).toEqual(['a:1!', 'b:1!', 'c:1!', 'd:1!', 'e:1!']);
  });

  test('never has two flights more than it may', async () => {
    const { collect, flights, rows, settled } = desk({ maxFlights: 2 });
    const all = Promise.all(['a:1', 'b:1', 'c:1', 'd:1'].map(collect));
    expect(rows()).toEqual(['a:1', 'b:1']);
    flights[1]?.land();
    await settled();
    expect(rows()).toEqual(['a:1', 'b:1', 'c:1 d:1']);
    flights[0]?.land();
    flights[2]?.land();
    expect(await all).toEqual(['a:1!', 'b:1!', 'c:1!', 'd:1!']);
  });

  test('puts rows of one key into different flights, in their order', async () => {
    const { collect, flights, rows, settled } = desk();
    const all = Promise.all(['x:0', 'a:1', 'a:2', 'b:1', 'a:3'].map(collect));
    for (let n = 0; n < 4; n += 1) {
      flights[n]?.land();
      await settled();
    }
    expect(rows()).toEqual(['x:0', 'a:1 b:1', 'a:2', 'a:3']);
    await all;
  });

  test('tries the rows of a failed flight alone; only the bad one is refused', async () => {
    const { collect, flights, rows, settled } = desk({ bad: 'b:1' });
    const all = Promise.allSettled(['x:0', 'a:1', 'b:1', 'c:1'].map(collect));
    flights[0]?.land();
    await settled();
    flights[1]?.crash();
    await settled();
    flights[2]?.land();
    await settled();
    flights[3]?.land();
    expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      'x:0!',
      'a:1!',
      'Error: bad b:1',
      'c:1!',
    ]);
    expect(rows()).toEqual(['x:0', 'a:1 b:1 c:1', 'a:1', 'c:1']);
  });

  test('goes on after a failure', async () => {
    const { collect, flights, settled } = desk();
    const first = collect('a:1');
    flights[0]?.crash();
    await expect(first).rejects.toThrow('crashed');
    await settled();
    const second = collect('a:2');
    flights[1]?.land();
    expect(await second).toBe('a:2!');
  });
});
