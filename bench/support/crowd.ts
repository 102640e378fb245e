/** Many people, a few at a time. */

/** How many may be waiting for an answer at once while cards are opened: as much as a bot takes, and no queue. */
const AT_ONCE = 8;

/** Does the same thing `count` times, `AT_ONCE` at a time. @throws what the first one that fails throws. */
export async function inTurn<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      done.push(await act());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return done;
}

/** Milliseconds for one card to be shown. */
const PATIENCE = 10_000;

/** The value; `why` says what to tell when it does not come. */
export async function inTime<T>(value: Promise<T>, why: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(why())), PATIENCE);
  try {
    return await Promise.race([value, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
