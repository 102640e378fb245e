/** Long work in steps, so that people can be answered in between: content is read and indexed while presses come in. */
import { setImmediate } from 'node:timers/promises';

/** Each `yield` ends a step. A step takes as long as one file, question or term. */
export type Steps<T> = Generator<undefined, T>;

/** Milliseconds of work after which everybody else has a turn. */
const SLICE_MS = 2;

export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** For whoever has nothing else to do, such as a command of an author. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
