/** Several bots in turns under the same load, and the figures of each turn. */
import type { Bot } from './bot.ts';
import { type Press, pressOnSchedule, quantile } from './load.ts';

/** One bot with a fake platform of its own, as its people see it. */
export interface Side {
  /** Short: `bare`, `toy`, `sous`. The first side is the one that the others are compared with. */
  readonly name: string;
  readonly bot: Bot;
  /** So many people, none of whom was here before, ask for a card with buttons; gives each one's first button. */
  open(people: number): Promise<readonly Press[]>;
  /** What the fake refused, and what the bot did not acknowledge. */
  complaints(): readonly string[];
  /** Forgets what is over, so that memory does not grow from turn to turn. */
  tidy(): void;
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Seconds that are counted in each turn. */
  readonly seconds: number;
  readonly rounds: number;
  /** Presses a second. */
  readonly rate: number;
  /** Seconds before the counted ones. */
  readonly runIn: number;
  /** A folder for CPU profiles of the bots. */
  readonly profile?: string;
  /** Only these sides; all unless said. */
  readonly only?: readonly string[];
}
export const DEFAULTS: LoadOptions = { seconds: 20, rounds: 3, rate: 200, runIn: 2 };

/** In milliseconds. */
export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}
export interface Turn {
  readonly side: string;
  readonly round: number;
  /** Presses made, run-in included. */
  readonly sent: number;
  /** Presses made and counted. */
  readonly pressed: number;
  readonly unanswered: number;
  readonly complaints: readonly string[];
  readonly acknowledged: Figures;
  readonly answered: Figures;
  /** How late the load generator made its presses. */
  readonly late: Figures;
  /** Milliseconds of processor time of the bot for each press. */
  readonly cpu: number;
  /** Bytes of memory of the bot at the end. */
  readonly memory: number;
  /** Share of the time in which the process of the fake and the load generator was busy: 0 to 1. */
  readonly busy: number;
}

const figuresOf = (values: readonly number[]): Figures => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
});

/** How far a side may be from the first one: the 95th percentiles, and the processor time of a press. */
const GOALS: Readonly<Record<string, { readonly p95: number; readonly cpu?: number }>> = {
  // like with like: a constant card for a constant card
  toy: { p95: 1.3 },
  // with an answer that is read, judged and stored
  sous: { p95: 1.6, cpu: 1.4 },
};

/** Each round gives each side one turn: A B C A B C … */
export async function takeTurns(
  print: (line: string) => void,
  sides: readonly Side[],
  options: LoadOptions,
): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  print('                        acknowledged (ms)          answer seen (ms)');
  print('round  bot   presses    p50    p95    p99      p50    p95    p99   CPU/press  memory   late p99  fake busy');
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const side of sides) {
      const turn = await takeTurn(side, round, options);
      turns.push(turn);
      print(lineOf(turn));
      for (const complaint of turn.complaints.slice(0, 3)) print(`       ! ${complaint.split('\n', 1)[0] ?? ''}`);
    }
  }
  compare(print, sides, turns);
  return turns;
}

async function takeTurn(side: Side, round: number, { seconds, rate, runIn }: LoadOptions): Promise<Turn> {
  const warming = Math.round(runIn * rate);
  const presses = await side.open(warming + Math.round(seconds * rate));
  const before = await side.bot.usage();
  const idle = performance.eventLoopUtilization();
  const times = await pressOnSchedule(presses, { rate, runIn: warming });
  const busy = performance.eventLoopUtilization(idle).utilization;
  const after = await side.bot.usage();
  const turn: Turn = {
    side: side.name,
    round,
    sent: times.sent,
    pressed: times.pressed,
    unanswered: times.unanswered,
    complaints: side.complaints(),
    acknowledged: figuresOf(times.acknowledged),
    answered: figuresOf(times.answered),
    late: figuresOf(times.late),
    cpu: (after.cpu - before.cpu) / 1_000 / times.sent,
    memory: after.memory,
    busy,
  };
  side.tidy();
  return turn;
}

const ms = (value: number): string => value.toFixed(value < 100 ? 2 : 0).padStart(7);
const three = ({ p50, p95, p99 }: Figures): string => `${ms(p50)}${ms(p95)}${ms(p99)}`;

function lineOf(turn: Turn): string {
  const megabytes = `${Math.round(turn.memory / 1_048_576)} MB`.padStart(8);
  const busy = `${Math.round(turn.busy * 100)} %`.padStart(10);
  const lost = turn.unanswered === 0 ? '' : `  UNANSWERED: ${turn.unanswered}`;
  const names = `${String(turn.round).padStart(5)}  ${turn.side.padEnd(5)}${String(turn.pressed).padStart(8)}`;
  return `${names}${three(turn.acknowledged)}  ${three(turn.answered)}  ${ms(turn.cpu)} ms${megabytes} ${ms(turn.late.p99)} ms${busy}${lost}`;
}

function compare(print: (line: string) => void, [base, ...others]: readonly Side[], turns: readonly Turn[]): void {
  if (base === undefined || others.length === 0) return;
  print(`each bot in relation to ${base.name} in the same round: p95, and processor time of a press`);
  for (const { name } of others) {
    for (const what of ['acknowledged', 'answered', 'cpu'] as const) {
      const ratios = ratiosOf(turns, name, base.name, what);
      const median = middle(ratios);
      const goal = GOALS[name]?.[what === 'cpu' ? 'cpu' : 'p95'];
      const verdict = goal === undefined ? '' : ` (at most ${goal}: ${median <= goal ? 'met' : 'MISSED'})`;
      const each = ratios.map((ratio) => ratio.toFixed(2)).join('  ');
      print(`  ${name.padEnd(5)} ${what.padEnd(13)} ${each}   median ${median.toFixed(2)}${verdict}`);
    }
  }
}

/** One side divided by another, round by round: the p95 of a time, or processor time. */
export function ratiosOf(
  turns: readonly Turn[],
  side: string,
  base: string,
  what: 'acknowledged' | 'answered' | 'cpu',
): readonly number[] {
  return turns
    .filter((turn) => turn.side === side)
    .map((turn) => {
      const other = turns.find((one) => one.side === base && one.round === turn.round);
      return other === undefined ? Number.NaN : figure(turn, what) / figure(other, what);
    });
}

const figure = (turn: Turn, what: 'acknowledged' | 'answered' | 'cpu'): number =>
  what === 'cpu' ? turn.cpu : turn[what].p95;

/** The median; of an even number of values the mean of the two in the middle. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}
