/** Reads the options of a benchmark that is run by itself: `node bench/discord.ts --seconds 5 --rounds 1`. */
import { parseArgs } from 'node:util';
import type { LoadOptions } from './turns.ts';

/** @throws TypeError for options that there are not; RangeError for numbers that are none. */
export function parseLoadOptions(args = process.argv.slice(2)): Partial<LoadOptions> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      seconds: text,
      rounds: text,
      rate: text,
      'run-in': text,
      profile: text,
      only: { type: 'string', multiple: true },
    },
  });
  const { seconds, rounds, rate, 'run-in': runIn, profile, only } = values;
  return {
    ...(seconds !== undefined && { seconds: positive('seconds', seconds) }),
    ...(rounds !== undefined && { rounds: positive('rounds', rounds) }),
    ...(rate !== undefined && { rate: positive('rate', rate) }),
    ...(runIn !== undefined && { runIn: positive('run-in', runIn) }),
    ...(profile !== undefined && { profile }),
    ...(only !== undefined && { only }),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1e6)) throw new RangeError(`--${name} takes a number above 0, not ${text}`);
  return value;
}
