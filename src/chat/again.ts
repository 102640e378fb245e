/** A button that runs a command: what is nearly right need not be typed again. */
import { z } from 'zod';
import { address } from './address.ts';
import { button, type Button, rowsOf } from './card.ts';
import { LIMITS } from './limits.ts';
import { type Press, sizeOf } from './press.ts';
import { Refusal } from './reply.ts';
import type { Options } from './request.ts';
import { cut } from './words.ts';

/** Leads to the app itself: `c` is the command, `o` its options as a query string. */
export const runAgain = address('app.run', {
  c: z.string().max(LIMITS.commandName),
  o: z.string().max(LIMITS.press).optional(),
});

/** Undefined when it does not fit into a press. */
export function again(command: string, options: Options = {}): Press | undefined {
  const given = Object.entries(options).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const press = runAgain({ c: command, ...(given.length > 0 && { o: new URLSearchParams(given).toString() }) });
  return sizeOf(press) <= LIMITS.press ? press : undefined;
}

/** The command's name and its options. */
export const optionsOfPress = ({ args }: Press): [string, Options] => [
  args['c'] ?? '',
  Object.fromEntries(new URLSearchParams(args['o'] ?? '')),
];

export interface Meant {
  readonly label: string;
  readonly command: string;
  readonly options?: Options;
}

/** A refusal that leads on: each thing that may have been meant is a button that does it; `most` of them at most. */
export function didYouMean(message: string, meant: readonly Meant[], most: number = LIMITS.buttons): Refusal {
  const all = meant.slice(0, most).flatMap(({ label, command, options }): Button[] => {
    const press = again(command, options);
    return press === undefined ? [] : [button(press, cut(label, LIMITS.label))];
  });
  return new Refusal(message, rowsOf(all));
}
