/** Measures Sous on Slack beside a bare Bolt app: from a press to its acknowledgement and to the visible answer. */
import { parseLoadOptions } from './support/arguments.ts';
import { startBot } from './support/bot.ts';
import type { SlackGiven } from './support/bare-slack.ts';
import { quickSubjects, startQuizServer, type QuizServer } from './support/quiz.ts';
import { slackSide, type SlackSideOptions } from './support/slack-side.ts';
import type { SousGiven } from './support/sous.ts';
import { DEFAULTS, type LoadOptions, type Side, takeTurns, type Turn } from './support/turns.ts';

export const name = 'slack';

export interface SlackTurns {
  readonly socket: readonly Turn[];
  readonly http: readonly Turn[];
}

/** Prints what is compared, then for each mode a line for each turn and the ratios. About 8 minutes unless told otherwise. */
export async function run(print: (line: string) => void, given: Partial<LoadOptions> = {}): Promise<SlackTurns> {
  const options: LoadOptions = { ...DEFAULTS, ...given };
  print(`${options.rate} presses a second for ${options.seconds} s, ${options.rounds} rounds in turns; each press by`);
  print(
    'another person on a card of their own, whose name the bot knows. Times from the moment at which a press was due,',
  );
  print(
    'whether or not the bot kept up, to the arrival of the acknowledgement and to the change of the message in a fake',
  );
  print('Slack on loopback. Each bot is a process of its own.');
  print('  bare  Bolt alone: acknowledges, and answers through the response URL with one constant card');
  print('  toy   the Slack adapter of Sous with an app that only counts; no database');
  print('  sous  all of Sous on PostgreSQL: a press answers a quiz question, the answer is stored, the feedback drawn');
  const server = await startQuizServer();
  try {
    const subjects = await quickSubjects();
    return {
      socket: await runMode('socket', print, options, server, subjects),
      http: await runMode('http', print, options, server, subjects),
    };
  } finally {
    await server.stop();
  }
}

async function runMode(
  mode: SlackSideOptions['mode'],
  print: (line: string) => void,
  options: LoadOptions,
  server: QuizServer,
  subjects: readonly string[],
): Promise<readonly Turn[]> {
  print(mode === 'socket' ? '\nSocket Mode' : '\nHTTP mode');
  const database = await server.createDatabase();
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  const adapter = (module: string) => async (fake: SlackGiven) => startBot({ module, given: fake, ...profile });
  const sous = async ({ token, apiUrl, mode: how }: SlackGiven) => {
    const slack = { mode: how, auth: { kind: 'single', botToken: token }, command: 'tutor', apiUrl } as const;
    const given: SousGiven = { databaseUrl: database, slack };
    return startBot({ module: import.meta.resolve('./support/sous.ts'), given, ...profile });
  };
  const wanted: readonly Omit<SlackSideOptions, 'mode'>[] = [
    { name: 'bare', start: adapter(import.meta.resolve('./support/bare-slack.ts')), command: () => 'quiz' },
    { name: 'toy', start: adapter(import.meta.resolve('./support/toy-slack.ts')), command: () => 'count' },
    { name: 'sous', start: sous, command: (n) => `quiz topic:"${subjects[n % subjects.length] ?? ''}"` },
  ];
  const sides: Side[] = [];
  try {
    for (const one of wanted)
      if (options.only?.includes(one.name) ?? true) sides.push(await slackSide({ ...one, mode }));
    const turns = await takeTurns(print, sides, options);
    const sent = turns.filter((turn) => turn.side === 'sous').reduce((sum, turn) => sum + turn.sent, 0);
    if (sent > 0) print(await server.tally(database, sent));
    const last = sides.find((side) => side.name === 'sous');
    if (last !== undefined) for (const line of await server.statements(database, last)) print(line);
    return turns;
  } finally {
    for (const side of sides) await side.stop();
  }
}

if (import.meta.main) await run((line) => process.stdout.write(`${line}\n`), parseLoadOptions());
