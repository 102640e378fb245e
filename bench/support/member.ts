/** The bot's side of a benchmark: a process of its own that starts one bot, says how it is, and stops when told to. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the benchmark asks a bot's process. */
export type Question = 'usage' | 'delay' | 'stop';

/** What it hears: first `ready`, then an answer to each question. */
export type Said =
  | { readonly kind: 'ready'; readonly url: string }
  /** Since the process began: microseconds of processor time, of all its threads; bytes of memory. */
  | { readonly kind: 'usage'; readonly cpu: number; readonly memory: number }
  /** How long the event loop kept what was due waiting, since the question before: milliseconds. */
  | {
      readonly kind: 'delay';
      readonly p50: number;
      readonly p99: number;
      readonly max: number;
      readonly drawn: number;
    };

export interface RunningBot {
  /** Where its HTTP server listens; empty for a bot that has none. */
  readonly url: string;
  /** Pictures that it drew, for a bot that counts them. */
  drawn?(): number;
  stop(): Promise<void>;
}

/** Starts the bot with what the benchmark gave it (as JSON on the command line). */
export async function serve(start: (given: never) => Promise<RunningBot>): Promise<void> {
  const bot = await start(JSON.parse(process.argv[2] ?? '{}') as never);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const say = (said: Said): void => void process.send?.(said);
  process.on('message', (question: Question) => {
    switch (question) {
      case 'usage': {
        const { user, system } = process.cpuUsage();
        return say({ kind: 'usage', cpu: user + system, memory: process.memoryUsage.rss() });
      }
      case 'delay': {
        const [p50, p99] = [delays.percentile(50) / 1e6, delays.percentile(99) / 1e6];
        say({ kind: 'delay', p50, p99, max: delays.max / 1e6, drawn: bot.drawn?.() ?? 0 });
        // not before somebody asks: it wakes the bot a thousand times a second
        delays.enable();
        return delays.reset();
      }
      case 'stop':
        // exiting in the normal way lets a profile be written
        return void bot.stop().finally(() => process.exit(0));
      default:
        question satisfies never;
    }
  });
  // a benchmark that was interrupted leaves no bot behind
  process.on('disconnect', () => process.exit(1));
  say({ kind: 'ready', url: bot.url });
}
