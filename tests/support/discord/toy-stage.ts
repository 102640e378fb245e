/** The toy app on the Discord stage, with what it ran and what was logged. */
import pino, { type Logger } from 'pino';
import type { App } from '../../../src/chat/app.ts';
import { toyApp } from '../toy.ts';
import { type DiscordStage, discordStage, type DiscordStageOptions } from './stage.ts';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly reason?: string;
  readonly err?: { readonly message: string };
}
export interface ToyStage extends DiscordStage {
  /** Every run of a handler, in order. */
  readonly ran: string[];
  readonly log: readonly LogLine[];
  /** Waits until a line of the log holds these words. */
  logged(words: string): Promise<void>;
}

/** A logger whose lines can be read back. */
export function readableLog(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  return {
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) }),
    lines,
  };
}

/** @param wrap makes another app of the toy app, e.g. a slow one */
export async function toyStage(
  options: DiscordStageOptions = {},
  wrap: (app: App) => App = (app) => app,
): Promise<ToyStage> {
  const ran: string[] = [];
  const { logger, lines } = readableLog();
  const stage = await discordStage(
    async (platform) => {
      await platform.start(wrap(toyApp(ran)));
      return { stop: () => platform.stop() };
    },
    { log: logger, ...options },
  );
  const logged = async (words: string): Promise<void> => {
    await stage.fake.world.until(`the log says "${words}"`, () => {
      const found = lines.find((line) => JSON.stringify(line).includes(words));
      // nobody tells the fake that something was logged, so it looks again at each turn
      if (found === undefined) setImmediate(() => stage.fake.world.changed());
      return found;
    });
  };
  return { ...stage, ran, log: lines, logged };
}
