/**
 * The one logger. Secrets never reach it: tokens and addresses with passwords are not logged anywhere. Nor do words of
 * people, which errors of all kinds carry: `chat/fault` says what is kept of one, wherever it was thrown.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import { faultOf, reasonOf } from './chat/fault.ts';

export type Log = Logger;

/** Characters of a line that is only words; what says more is cut. */
const LONGEST = 1_000;
const fault = (value: unknown): unknown => (value instanceof Error ? faultOf(value) : value);

/** `to`: standard output unless said. */
export const createLog = (level: string, to?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: faultOf, error: fault, reason: fault, cause: fault },
      hooks: {
        logMethod(given, method) {
          const [first, words, ...rest] = given as readonly unknown[];
          // pino takes an error's own message for the words of a line that has none
          const about = first instanceof Error ? { err: first } : first;
          const said =
            words ?? (about !== null && typeof about === 'object' && 'err' in about ? reasonOf(about.err) : undefined);
          const line = [about, said, ...rest].filter((one, at) => at === 0 || one !== undefined);
          const short = line.map((one) => (typeof one === 'string' ? one.slice(0, LONGEST) : one));
          method.apply(this, short as Parameters<typeof method>);
        },
      },
    },
    to ?? pino.destination(1),
  );
