/** Measures how long the event loop keeps people waiting while pictures are drawn: in the loop, as it was, and in threads. */
import { loadavg } from 'node:os';
import type { Term } from '../src/content/schema.ts';
import { realLibrary } from '../tests/support/sous.ts';
import { parseLoadOptions } from './support/arguments.ts';
import { startBot } from './support/bot.ts';
import { discordSide } from './support/discord-side.ts';
import type { DrawingGiven } from './support/drawing-sous.ts';
import { pressOnSchedule, quantile } from './support/load.ts';
import { startQuizServer } from './support/quiz.ts';
import { goal } from './support/server.ts';
import { type LoadOptions, middle, type Side } from './support/turns.ts';

export const name = 'loop';

const WAYS: readonly DrawingGiven['way'][] = ['loop', 'threads'];
const DEFAULTS: LoadOptions = { seconds: 10, rounds: 3, rate: 200, runIn: 2 };
/** One look-up in so many shows a picture, and it is drawn for it. */
const PICTURE_EACH = 20;
/** Milliseconds at p99. */
const GOAL = 30;

export interface LoopTurn {
  readonly way: DrawingGiven['way'];
  readonly round: number;
  readonly sent: number;
  readonly unanswered: number;
  /** Pictures drawn while it was measured. */
  readonly drawn: number;
  readonly complaints: readonly string[];
  /** Milliseconds that the loop of the bot was late. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** Prints a line for each turn, and the medians. About 2 minutes unless told otherwise. */
export async function run(
  print: (line: string) => void,
  given: Partial<LoadOptions> = {},
): Promise<readonly LoopTurn[]> {
  const options: LoadOptions = { ...DEFAULTS, ...given };
  print(
    `${options.rate} look-ups a second for ${options.seconds} s, ${options.rounds} rounds in turns, on a fake Discord;`,
  );
  print(
    `one in ${PICTURE_EACH} shows a picture, half of them diagrams, drawn for it: none is kept. Each bot is a process of its own.`,
  );
  print('  loop     pictures are laid out and compressed in the event loop, as they were');
  print('  threads  pictures are drawn in the threads of src/pictures');
  const asked = await termsToAsk();
  const server = await startQuizServer();
  const sides: Side[] = [];
  try {
    for (const way of WAYS) {
      const databaseUrl = await server.createDatabase();
      sides.push(
        await discordSide({
          name: way,
          commandOnly: true,
          start: async ({ token, apiUrl }) => {
            const discord = { token, apiUrl, guildId: undefined, shards: undefined };
            const bot: DrawingGiven = { way, databaseUrl, discord };
            return startBot({ module: import.meta.resolve('./support/drawing-sous.ts'), given: bot });
          },
          command: (n) => ({ name: 'what', options: { is: asked(n).name } }),
        }),
      );
    }
    const turns: LoopTurn[] = [];
    print('               loop late (ms)          answer seen (ms)');
    print('round  way         p50    p99    max      p50    p95    p99  drawn  CPU/look-up  memory  machine load');
    for (let round = 1; round <= options.rounds; round += 1)
      for (const [index, side] of sides.entries())
        turns.push(await takeTurn(print, side, { way: WAYS[index] ?? 'loop', round }, options));
    for (const way of WAYS) {
      const p99 = middle(turns.filter((turn) => turn.way === way).map(({ delay }) => delay.p99));
      const verdict = way === 'threads' ? ` ${goal(p99, 'at most', GOAL, ' ms')}` : '';
      print(`${way}: the loop was late by ${p99.toFixed(1)} ms at p99, the median of the rounds${verdict}`);
    }
    return turns;
  } finally {
    for (const side of sides) await side.stop();
    await server.stop();
  }
}

/** The term that the nth person asks for: those with pictures in turn, and the others in turn. */
async function termsToAsk(): Promise<(n: number) => Term> {
  const { content, lookup } = await realLibrary();
  const known = [...content.terms.values()].filter((term) => {
    const found = lookup.find(term.name);
    return found.kind === 'terms' && !found.comparison && found.terms[0]?.id === term.id;
  });
  const shown = known.filter((term) => term.picture !== undefined);
  const plain = known.filter((term) => term.picture === undefined);
  return (n) => {
    const list = n % PICTURE_EACH === 0 ? shown : plain;
    const term = list[Math.floor(n / (list === shown ? PICTURE_EACH : 1)) % list.length];
    if (term === undefined) throw new Error('the glossary has no such term');
    return term;
  };
}

async function takeTurn(
  print: (line: string) => void,
  side: Side,
  { way, round }: Pick<LoopTurn, 'way' | 'round'>,
  { rate, seconds, runIn }: LoadOptions,
): Promise<LoopTurn> {
  // compilers and connections warm up, and the threads begin
  await pressOnSchedule(await side.open(Math.round(runIn * rate)), { rate, runIn: 0 });
  const presses = await side.open(Math.round(seconds * rate));
  const [before, drawnBefore] = [await side.bot.usage(), (await side.bot.delay()).drawn];
  const { answered, sent, unanswered } = await pressOnSchedule(presses, { rate, runIn: 0 });
  const [{ p50, p99, max, drawn }, after] = [await side.bot.delay(), await side.bot.usage()];
  const turn: LoopTurn = {
    way,
    round,
    sent,
    unanswered,
    drawn: drawn - drawnBefore,
    complaints: side.complaints(),
    delay: { p50, p99, max },
  };
  side.tidy();
  const ms = (value: number): string => value.toFixed(1).padStart(7);
  const seen = [0.5, 0.95, 0.99].map((share) => ms(quantile(answered, share))).join('');
  const cpu = (after.cpu - before.cpu) / 1_000 / sent;
  const memory = `${Math.round(after.memory / 1_048_576)} MB`.padStart(8);
  const lost = unanswered === 0 ? '' : `  UNANSWERED: ${unanswered}`;
  const load = loadavg()[0]?.toFixed(1).padStart(8) ?? '';
  print(
    `${String(round).padStart(5)}  ${way.padEnd(8)}${ms(p50)}${ms(p99)}${ms(max)}  ${seen}${String(turn.drawn).padStart(7)}  ${ms(cpu)} ms${memory}${load}${lost}`,
  );
  for (const complaint of turn.complaints.slice(0, 3)) print(`       ! ${complaint.split('\n', 1)[0] ?? ''}`);
  return turn;
}

if (import.meta.main) await run((line) => process.stdout.write(`${line}\n`), parseLoadOptions());
