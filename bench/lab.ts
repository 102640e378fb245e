/** Measures what everybody else feels while the SQL lab is under attack: the same presses without it, and with it, in turns. */
import { loadavg } from 'node:os';
import { parseLoadOptions } from './support/arguments.ts';
import { startBot } from './support/bot.ts';
import { discordSide } from './support/discord-side.ts';
import type { LabGiven } from './support/lab-sous.ts';
import { pressOnSchedule, quantile } from './support/load.ts';
import { startQuizServer } from './support/quiz.ts';
import { goal } from './support/server.ts';
import { type LoadOptions, middle, type Side } from './support/turns.ts';

export const name = 'lab';

const WAYS: readonly LabGiven['way'][] = ['calm', 'attacked'];
const DEFAULTS: LoadOptions = { seconds: 15, rounds: 3, rate: 200, runIn: 2 };
/** Of the p95 without the attack. */
const GOAL = 1.1;

export interface LabTurn {
  readonly way: LabGiven['way'];
  readonly round: number;
  readonly sent: number;
  readonly unanswered: number;
  /** Endless statements that were stopped while it was measured. */
  readonly stopped: number;
  /** Milliseconds until somebody saw their answer. */
  readonly p95: number;
}

/** Prints a line for each turn, and how many times longer the p95 is. About 2 minutes unless told otherwise. */
export async function run(
  print: (line: string) => void,
  given: Partial<LoadOptions> = {},
): Promise<readonly LabTurn[]> {
  const options: LoadOptions = { ...DEFAULTS, ...given };
  print(
    `${options.rate} look-ups a second for ${options.seconds} s, ${options.rounds} rounds in turns, on a fake Discord;`,
  );
  print('twenty people send endless statements to the lab, each a new one as soon as the last was stopped or refused.');
  const server = await startQuizServer();
  const turns: LabTurn[] = [];
  try {
    print('round  way       p50 (ms)   p95   p99  stopped  machine load');
    for (let round = 1; round <= options.rounds; round += 1)
      for (const way of WAYS) {
        // one bot at a time: the other one's attack would be felt here, too
        const side = await startSide(way, await server.createDatabase());
        try {
          turns.push(await takeTurn(print, side, { way, round }, options));
        } finally {
          await side.stop();
        }
      }
  } finally {
    await server.stop();
  }
  const [calm = 0, attacked = 0] = WAYS.map((way) =>
    middle(turns.filter((one) => one.way === way).map(({ p95 }) => p95)),
  );
  print(
    `p95 ${calm.toFixed(1)} ms without, ${attacked.toFixed(1)} ms with: ${(attacked / calm).toFixed(2)} times ${goal(attacked / calm, 'at most', GOAL)}`,
  );
  return turns;
}

const startSide = async (way: LabGiven['way'], databaseUrl: string): Promise<Side> =>
  discordSide({
    name: way,
    commandOnly: true,
    start: async ({ token, apiUrl }) => {
      const discord = { token, apiUrl, guildId: undefined, shards: undefined };
      const bot: LabGiven = { way, databaseUrl, discord };
      return startBot({ module: import.meta.resolve('./support/lab-sous.ts'), given: bot });
    },
    command: () => ({ name: 'what', options: { is: 'API' } }),
  });

async function takeTurn(
  print: (line: string) => void,
  side: Side,
  { way, round }: Pick<LabTurn, 'way' | 'round'>,
  { rate, seconds, runIn }: LoadOptions,
): Promise<LabTurn> {
  // compilers and connections warm up, and the threads begin
  await pressOnSchedule(await side.open(Math.round(runIn * rate)), { rate, runIn: 0 });
  const presses = await side.open(Math.round(seconds * rate));
  const before = (await side.bot.delay()).drawn;
  const { answered, sent, unanswered } = await pressOnSchedule(presses, { rate, runIn: 0 });
  const stopped = (await side.bot.delay()).drawn - before;
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => quantile(answered, share));
  const cells = [p50, p95, p99].map((value) => value.toFixed(1).padStart(6)).join('');
  print(
    `${String(round).padStart(5)}  ${way.padEnd(10)}${cells}${String(stopped).padStart(9)}${(loadavg()[0] ?? 0).toFixed(1).padStart(9)}`,
  );
  return { way, round, sent, unanswered, stopped, p95 };
}

if (import.meta.main) await run((line) => process.stdout.write(`${line}\n`), parseLoadOptions());
