/** Measures what it costs everybody that each request is measured: the same presses with it and without, in turns. */
import { parseLoadOptions } from './support/arguments.ts';
import { startBot } from './support/bot.ts';
import type { DiscordGiven } from './support/bare-discord.ts';
import { discordSide } from './support/discord-side.ts';
import { quickSubjects, startQuizServer } from './support/quiz.ts';
import { goal } from './support/server.ts';
import type { SousGiven } from './support/sous.ts';
import { DEFAULTS, type LoadOptions, middle, type Side, takeTurns, type Turn } from './support/turns.ts';

export const name = 'trace';

/** Of the p95 without measuring. */
const GOAL = 1.05;

/** Prints a line for each turn, and how many times longer the p95 is. About 2 minutes unless told otherwise. */
export async function run(print: (line: string) => void, given: Partial<LoadOptions> = {}): Promise<readonly Turn[]> {
  const options: LoadOptions = { ...DEFAULTS, ...given };
  print(
    `${options.rate} presses a second for ${options.seconds} s, ${options.rounds} rounds in turns, on a fake Discord;`,
  );
  print('each answers a question of a quiz, on PostgreSQL. Each bot is a process of its own.');
  const server = await startQuizServer();
  const sides: Side[] = [];
  try {
    const subjects = await quickSubjects();
    const databaseUrl = await server.createDatabase();
    for (const [side, measured] of [
      ['plain', false],
      ['measured', true],
    ] as const) {
      const start = async ({ token, apiUrl }: DiscordGiven) => {
        const discord = { token, apiUrl, guildId: undefined, shards: undefined };
        const bot: SousGiven = { databaseUrl, discord, measured };
        return startBot({ module: import.meta.resolve('./support/sous.ts'), given: bot });
      };
      const command = (n: number) => ({ name: 'quiz', options: { topic: subjects[n % subjects.length] ?? '' } });
      sides.push(await discordSide({ name: side, start, command }));
    }
    const turns = await takeTurns(print, sides, options);
    const [plain = 0, measured = 0] = sides.map((side) =>
      middle(turns.filter((turn) => turn.side === side.name).map(({ answered }) => answered.p95)),
    );
    print(
      `p95 ${plain.toFixed(1)} ms without, ${measured.toFixed(1)} ms with: ${(measured / plain).toFixed(2)} times ${goal(measured / plain, 'at most', GOAL)}`,
    );
    return turns;
  } finally {
    for (const side of sides) await side.stop();
    await server.stop();
  }
}

if (import.meta.main) await run((line) => process.stdout.write(`${line}\n`), parseLoadOptions());
