/** Benchmarks run through, do what they should, and find what they are to find; never how fast. */
import { expect, test } from 'vitest';
import * as chaos from '../bench/chaos.ts';
import * as discord from '../bench/discord.ts';
import * as fanOut from '../bench/fan-out.ts';
import * as lab from '../bench/lab.ts';
import * as trace from '../bench/trace.ts';
import * as loop from '../bench/loop.ts';
import * as slack from '../bench/slack.ts';
import { pressOnSchedule, quantile } from '../bench/support/load.ts';
import { middle, ratiosOf, type Turn } from '../bench/support/turns.ts';

/** Half a second of 20 presses a second, and as much before it that is not counted. */
const SMALL = { seconds: 0.5, rounds: 1, rate: 20, runIn: 0.5 };
const COUNTS = { sent: 20, pressed: 10, unanswered: 0, complaints: [] };
/** Milliseconds: three bots start in turn, one of them with all content and a new database. */
const TIMEOUT = 120_000;

function expectTurns(turns: readonly Turn[], sides: readonly string[]): void {
  expect(turns.map((turn) => turn.side)).toEqual(sides);
  for (const turn of turns) {
    expect(turn).toMatchObject({ round: 1, ...COUNTS });
    expect(turn.acknowledged.p50).toBeGreaterThan(0);
    expect(turn.answered.p99).toBeGreaterThanOrEqual(turn.acknowledged.p50);
  }
}

test(
  'the Discord benchmark counts a press, and stores an answer, for each moment of its schedule',
  async () => {
    const lines: string[] = [];
    expectTurns(await discord.run((line) => lines.push(line), SMALL), ['bare', 'wire', 'toy', 'sous']);
    expect(lines).toContain('answers in the database of Sous: 20 of 20 presses');
  },
  TIMEOUT,
);

test(
  'so does the Slack benchmark, in both modes',
  async () => {
    const lines: string[] = [];
    const turns = await slack.run((line) => lines.push(line), SMALL);
    for (const mode of [turns.socket, turns.http]) expectTurns(mode, ['bare', 'toy', 'sous']);
    expect(lines.filter((line) => line === 'answers in the database of Sous: 20 of 20 presses')).toHaveLength(2);
  },
  TIMEOUT,
);

test(
  'the benchmark of the loop draws the same pictures both ways, and measures the loop',
  async () => {
    const lines: string[] = [];
    const turns = await loop.run((line) => lines.push(line), { ...SMALL, seconds: 2 });
    const counts = { round: 1, sent: 40, unanswered: 0, drawn: 2, complaints: [] };
    expect(turns).toMatchObject([
      { way: 'loop', ...counts },
      { way: 'threads', ...counts },
    ]);
    for (const { delay } of turns) expect(delay.max).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('the median of the rounds'))).toHaveLength(2);
  },
  TIMEOUT,
);

test(
  'the benchmark of measuring presses both ways',
  async () => {
    const lines: string[] = [];
    const turns = await trace.run((line) => lines.push(line), { ...SMALL, seconds: 2 });
    const counts = { unanswered: 0, complaints: [] };
    expect(turns).toMatchObject([
      { side: 'plain', ...counts },
      { side: 'measured', ...counts },
    ]);
    expect(lines.at(-1)).toMatch(/p95 .* times/u);
  },
  TIMEOUT,
);

test(
  'the benchmark of the lab attacks it in every other turn',
  async () => {
    const turns = await lab.run(() => undefined, { ...SMALL, seconds: 3 });
    expect(turns).toMatchObject([
      { way: 'calm', sent: 60, unanswered: 0, stopped: 0 },
      { way: 'attacked', sent: 60, unanswered: 0 },
    ]);
    expect(turns[1]?.stopped).toBeGreaterThan(1);
  },
  TIMEOUT,
);

test(
  'the chaos benchmark loses nothing and doubles nothing, and counts what plain retry doubles',
  async () => {
    const lines: string[] = [];
    const figures = await chaos.run((line) => lines.push(line), 60, { atOnce: true });
    const told = figures.map(({ platform, protocol, letters, lost, doubled, created }) => {
      expect(created).toBeGreaterThanOrEqual(letters + doubled);
      return { platform, protocol, letters, lost, doubles: doubled > 0 };
    });
    expect(told).toEqual([
      { platform: 'discord', protocol: 'ours', letters: 60, lost: 0, doubles: false },
      { platform: 'slack', protocol: 'ours', letters: 60, lost: 0, doubles: false },
      { platform: 'discord', protocol: 'retry', letters: 30, lost: 0, doubles: true },
      { platform: 'slack', protocol: 'retry', letters: 30, lost: 0, doubles: true },
    ]);
    expect(lines.filter((line) => line.includes('letters, killed'))).toHaveLength(4);
  },
  TIMEOUT,
);

test(
  'the fan-out benchmark posts to every channel once, and never too fast',
  async () => {
    const { tally } = await fanOut.run(() => undefined, { discord: 10, slack: 50 });
    expect(tally).toEqual({ posted: 50, keys: 50, tooFast: 0, wrong: 0 });
  },
  TIMEOUT,
);

test('a bot that answers late is measured from the moment at which each press was due', async () => {
  const held: (() => void)[] = [];
  const presses = Array.from({ length: 4 }, () => (marks: { answered(at: number): void }) => {
    held.push(() => marks.answered(performance.now()));
    // the answers to all come together, after the last press
    if (held.length === 4) for (const answer of held) answer();
  });
  const times = await pressOnSchedule(presses, { rate: 100, runIn: 1 });
  expect(times).toMatchObject({ pressed: 3, sent: 4, unanswered: 0 });
  const [first = 0, second = 0, third = 0] = times.answered;
  expect(first - second).toBeCloseTo(10, 0);
  expect(second - third).toBeCloseTo(10, 0);
  expect(third).toBeGreaterThanOrEqual(0);
});

test('percentiles are values that occurred, and the ratio compares turns of the same round', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([0.5, 0.95, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([50, 95, 99, 100]);
  const turn = (side: string, round: number, p95: number) =>
    ({ side, round, answered: { p50: 0, p95, p99: 0 } }) as Turn;
  const turns = [turn('bare', 1, 10), turn('sous', 1, 12), turn('bare', 2, 20), turn('sous', 2, 30)];
  expect(ratiosOf(turns, 'sous', 'bare', 'answered')).toEqual([1.2, 1.5]);
  expect(middle([3, 1, 2])).toBe(2);
  expect(middle([4, 1, 2, 3])).toBe(2.5);
});
