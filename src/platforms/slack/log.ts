/** Hands the lines that Slack's libraries log to our logger. */
import { type Logger as SlackLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';
import { lineOf, reasonOf } from '../../chat/fault.ts';

/**
 * Slack's libraries are chatty at `info` and log whole payloads at `debug`; people's words have no place in a log, so
 * `debug` goes nowhere and `info` becomes our `debug`.
 */
export function slackLogger(log: Logger): SlackLogger {
  const line = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? reasonOf(part) : lineOf(String(part)))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug(line(parts)),
    warn: (...parts: unknown[]) => log.warn(line(parts)),
    error: (...parts: unknown[]) => log.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
