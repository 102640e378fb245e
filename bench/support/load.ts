/** Presses on a fixed schedule, whatever the bot does: a bot that falls behind is not given time to catch up. */

/** Both in milliseconds of `performance.now()`. */
export interface Marks {
  acknowledged(at: number): void;
  /** The answer can be seen. */
  answered(at: number): void;
}
/** One person presses one button. */
export type Press = (marks: Marks) => void;

export interface Schedule {
  /** Presses a second. */
  readonly rate: number;
  /** So many presses at the beginning are made but not counted: compilers and connections warm up. */
  readonly runIn: number;
}

/** All in milliseconds from the moment at which a press was due. One entry for each counted press. */
export interface Times {
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
  /** How late the load generator itself was: part of both times above. */
  readonly late: readonly number[];
  /** Counted presses. */
  readonly pressed: number;
  /** Presses made, run-in included. */
  readonly sent: number;
  /** Presses with no answer in the end, run-in included. */
  readonly unanswered: number;
}

/** Milliseconds to wait for the last answers. */
const LAST_ANSWERS = 8_000;
/** Milliseconds before the first press. */
const LEAD = 20;

/** Makes the presses one after the other at their moments, and waits for the answers. */
export async function pressOnSchedule(presses: readonly Press[], { rate, runIn }: Schedule): Promise<Times> {
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const late: number[] = [];
  const done = Promise.withResolvers<void>();
  const start = performance.now() + LEAD;
  const due = (index: number): number => start + (index * 1_000) / rate;
  let open = presses.length;
  let next = 0;

  function press(index: number, now: number): void {
    const counted = index >= runIn;
    const moment = due(index);
    if (counted) late.push(now - moment);
    presses[index]?.({
      acknowledged: (at) => {
        if (counted) acknowledged.push(at - moment);
      },
      answered: (at) => {
        if (counted) answered.push(at - moment);
        open -= 1;
        if (open === 0) done.resolve();
      },
    });
  }

  function tick(): void {
    for (let now = performance.now(); next < presses.length && due(next) <= now; now = performance.now()) {
      press(next, now);
      next += 1;
    }
    if (next < presses.length) setTimeout(tick, Math.max(0, due(next) - performance.now()));
  }
  tick();
  const end = due(presses.length) + LAST_ANSWERS - performance.now();
  const timer = setTimeout(() => done.resolve(), end);
  await done.promise;
  clearTimeout(timer);
  return { acknowledged, answered, late, pressed: late.length, sent: next, unanswered: open };
}

/** The value below which this share (0 to 1) of the values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
