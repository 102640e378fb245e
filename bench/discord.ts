/** Measures Sous on Discord beside a bare discord.js bot: from a press to its acknowledgement and to the visible answer. */
import { parseLoadOptions } from './support/arguments.ts';
import { startBot } from './support/bot.ts';
import type { DiscordGiven } from './support/bare-discord.ts';
import { discordSide, type DiscordSideOptions } from './support/discord-side.ts';
import { quickSubjects, startQuizServer } from './support/quiz.ts';
import type { SousGiven } from './support/sous.ts';
import { DEFAULTS, type LoadOptions, type Side, takeTurns, type Turn } from './support/turns.ts';

export const name = 'discord';

/** Prints what is compared, a line for each turn, and the ratios. About 4 minutes unless told otherwise. */
export async function run(print: (line: string) => void, given: Partial<LoadOptions> = {}): Promise<readonly Turn[]> {
  const options: LoadOptions = { ...DEFAULTS, ...given };
  print(`${options.rate} presses a second for ${options.seconds} s, ${options.rounds} rounds in turns; each press by`);
  print(
    'another person on a card of their own. Times from the moment at which a press was due, whether or not the bot',
  );
  print("kept up, to the arrival of the bot's calls at a fake Discord on loopback. Each bot is a process of its own.");
  print('  bare  discord.js alone: every press is answered with one constant card');
  print(
    '  wire  the same, and a press waits for two statements that do nothing: the floor of an answer that is stored',
  );
  print('  toy   the Discord adapter of Sous with an app that only counts; no database');
  print('  sous  all of Sous on PostgreSQL: a press answers a quiz question, the answer is stored, the feedback drawn');
  const server = await startQuizServer();
  const sides: Side[] = [];
  try {
    const subjects = await quickSubjects();
    const database = await server.createDatabase();
    const profile = options.profile === undefined ? {} : { profile: options.profile };
    const bare = import.meta.resolve('./support/bare-discord.ts');
    const adapter = (module: string) => async (fake: DiscordGiven) => startBot({ module, given: fake, ...profile });
    const sous = async ({ token, apiUrl }: DiscordGiven) => {
      const discord = { token, apiUrl, guildId: undefined, shards: undefined };
      const given: SousGiven = { databaseUrl: database, discord };
      return startBot({ module: import.meta.resolve('./support/sous.ts'), given, ...profile });
    };
    const wire = async (fake: DiscordGiven) => adapter(bare)({ ...fake, databaseUrl: database });
    const wanted: readonly DiscordSideOptions[] = [
      {
        name: 'bare',
        start: adapter(bare),
        command: () => ({ name: 'quiz' }),
      },
      { name: 'wire', start: wire, command: () => ({ name: 'quiz' }) },
      {
        name: 'toy',
        start: adapter(import.meta.resolve('./support/toy-discord.ts')),
        command: () => ({ name: 'count' }),
      },
      {
        name: 'sous',
        start: sous,
        command: (n) => ({ name: 'quiz', options: { topic: subjects[n % subjects.length] ?? '' } }),
      },
    ];
    for (const one of wanted) if (options.only?.includes(one.name) ?? true) sides.push(await discordSide(one));
    const turns = await takeTurns(print, sides, options);
    const sent = turns.filter((turn) => turn.side === 'sous').reduce((sum, turn) => sum + turn.sent, 0);
    if (sent > 0) print(await server.tally(database, sent));
    const last = sides.find((side) => side.name === 'sous');
    if (last !== undefined) for (const line of await server.statements(database, last)) print(line);
    return turns;
  } finally {
    for (const side of sides) await side.stop();
    await server.stop();
  }
}

if (import.meta.main) await run((line) => process.stdout.write(`${line}\n`), parseLoadOptions());
