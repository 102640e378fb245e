/** The one logger. Secrets never reach it: tokens and addresses with passwords are not logged anywhere. */
import { type Logger, pino } from 'pino';

export type Log = Logger;

export const createLog = (level: string): Log => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
