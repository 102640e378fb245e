/**
 * The one logger. Secrets never reach it: tokens and addresses with passwords are not logged anywhere. Nor do words of
 * people, which a failed statement carries in its parameters: they are taken out of errors here, wherever they were thrown.
 */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type Log = Logger;

/** `to`: standard output unless said. */
export const createLog = (level: string, to?: DestinationStream): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: wordless, error: wordless } },
    to ?? pino.destination(1),
  );

/** What drivers hang on an error of a statement that may have somebody's words in it. */
const VALUES = new Set(['params', 'parameters', 'args', 'detail', 'where']);
/** drizzle's message of a failed statement: the statement, and its parameters up to the end. */
const PARAMS = /\nparams: [^]*/u;
const CUT = '\nparams: (left out)';

function wordless(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const told = messagesOf(error, new Set());
  const clean = (text: string): string =>
    told.reduce((left, message) => left.replaceAll(message, message.replace(PARAMS, CUT)), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const text = clean(value);
      // what was embedded shortened is cut off as far as the text goes
      return text.replaceAll(CUT, '').includes('\nparams: ') ? text.replace(PARAMS, CUT) : text;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !VALUES.has(key));
    return Object.fromEntries(kept.map(([key, one]) => [key, walk(one)]));
  };
  return walk({ ...stdSerializers.err(error) });
}

/** Messages with parameters, of an error and all that it stands for. */
function messagesOf(error: unknown, seen: Set<unknown>): readonly string[] {
  if (!(error instanceof Error) || seen.has(error)) return [];
  seen.add(error);
  const more: unknown[] = [error.cause, ...(error instanceof AggregateError ? (error.errors as unknown[]) : [])];
  const own = PARAMS.test(error.message) ? [error.message] : [];
  // the longest first: one may have another in it
  return [...own, ...more.flatMap((one) => messagesOf(one, seen))].toSorted((a, b) => b.length - a.length);
}
