/** Keeps a bug of node-cron stepped around: where the process has a zone of its own, ticks stop for the repeated hour. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startClock } from '../../src/clock.ts';

const zone = process.env['TZ'];
beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 1, 5, 55, 30) }));
afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** Ticks in ten minutes, five before New York's clocks are put back (at 06:00 UTC) and five in the repeated hour. */
async function ticksThroughTheFold(tz: string): Promise<number> {
  process.env['TZ'] = tz;
  let ticks = 0;
  const job = {
    name: 'count',
    run: async () => {
      ticks += 1;
    },
  };
  const clock = startClock([job], { log: pino({ enabled: false }), now: Date.now });
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  await clock.stop();
  return ticks - 1; // the one at start
}

test('under TZ=UTC a tick comes every minute, also while New York repeats an hour', async () => {
  expect(await ticksThroughTheFold('UTC')).toBe(10);
});

test('without it they do not: should this ever pass, the workaround can go', async () => {
  expect(await ticksThroughTheFold('America/New_York')).toBeLessThan(6);
});

test('main sets it before anything looks at the clock', () => {
  const main = readFileSync(path.resolve(import.meta.dirname, '../../src/main.ts'), 'utf8');
  expect(main.indexOf("process.env['TZ'] = 'UTC'")).toBeGreaterThan(0);
  expect(main.indexOf("process.env['TZ'] = 'UTC'")).toBeLessThan(main.indexOf('startSous(config'));
});

test('a tick under way is not begun a second time, and a bad job does not stop the next one', async () => {
  let open: (() => void) | undefined;
  let begun = 0;
  let after = 0;
  const slow = {
    name: 'slow',
    run: async () => {
      begun += 1;
      await new Promise<void>((resolve) => (open = resolve));
      throw new Error('bad');
    },
  };
  const next = {
    name: 'next',
    run: async () => {
      after += 1;
    },
  };
  const clock = startClock([slow, next], { log: pino({ enabled: false }), now: Date.now });
  await vi.advanceTimersByTimeAsync(180_000);
  expect([begun, after]).toEqual([1, 0]);
  open?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([begun, after]).toEqual([1, 1]);
  const stopped = clock.stop();
  open?.();
  await stopped;
});
