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
    const first = collect('a:1');
    await settled();
    expect(rows()).toEqual(['a:1']);
    const others = Promise.all(['b:1', 'c:1', 'd:1', 'e:1'].map(collect));
    for (let n = 0; n < 3; n += 1) {
      flights[n]?.land();
      await settled();
    }
    expect(rows()).toEqual(['a:1', 'b:1 c:1 d:1', 'e:1']);
    expect([await first, ...(await others)]).toEqual(['a:1!', 'b:1!', 'c:1!', 'd:1!', 'e:1!']);
  });

  test('those who are answered together and ask again at once fly together', async () => {
    const { collect, flights, rows, settled } = desk({ maxFlights: 2 });
    const again = Promise.all(
      ['a', 'b', 'c'].map(async (who) => [await collect(`${who}:1`), await collect(`${who}:2`)]),
    );
    await settled();
    flights[0]?.land();
    await settled();
    expect(rows()).toEqual(['a:1 b:1 c:1', 'a:2 b:2 c:2']);
    flights[1]?.land();
    expect(await again).toHaveLength(3);
  });

  test('a few fly together; a crowd is shared out among the flights there may be, and never more', async () => {
    const { collect, flights, rows, settled } = desk({ maxFlights: 2 });
    const names = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `${from + n}:1`);
    const few = names(0, 9).map(collect);
    await settled();
    const few2 = names(10, 19).map(collect);
    await settled();
    expect(rows()).toEqual([names(0, 9).join(' ')]);
    const crowd = names(20, 41).map(collect);
    await settled();
    expect(flights).toHaveLength(2);
    expect(flights[1]?.rows).toHaveLength(30);
    flights[0]?.land();
    flights[1]?.land();
    await settled();
    const last = names(50, 90).map(collect);
    await settled();
    expect(flights.slice(2).map((flight) => flight.rows.length)).toEqual([20, 20]);
    for (const flight of flights) flight.land();
    expect(await Promise.all([...few, ...few2, ...crowd, ...last])).toHaveLength(9 + 9 + 21 + 40);
  });

  test('puts rows of one key into different flights, in their order', async () => {
    const { collect, flights, rows, settled } = desk();
    const first = collect('x:0');
    await settled();
    const others = Promise.all(['a:1', 'a:2', 'b:1', 'a:3'].map(collect));
    for (let n = 0; n < 4; n += 1) {
      flights[n]?.land();
      await settled();
    }
    expect(rows()).toEqual(['x:0', 'a:1 b:1', 'a:2', 'a:3']);
    await Promise.all([first, others]);
  });

  test('tries the rows of a failed flight alone; only the bad one is refused', async () => {
    const { collect, flights, rows, settled } = desk({ bad: 'b:1' });
    const first = collect('x:0');
    await settled();
    const others = ['a:1', 'b:1', 'c:1'].map(collect);
    const all = Promise.allSettled([first, ...others]);
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
    await settled();
    flights[0]?.crash();
    await expect(first).rejects.toThrow('crashed');
    await settled();
    const second = collect('a:2');
    await settled();
    flights[1]?.land();
    expect(await second).toBe('a:2!');
  });
});
