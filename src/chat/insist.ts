/**
 * What is done about a passing error of a platform while somebody waits for an answer: one rule for all platforms, as two
 * tables. What is said unasked, for which nobody waits, has the outbox's.
 */
import type { PostError } from './platform.ts';

/**
 * What a failed call has left behind. `refused`: nothing, and another try would not help. `busy`: nothing yet, so it is
 * sent again when the platform says (`retryAfter`, milliseconds). `doubt`: nobody knows.
 */
export interface Trouble {
  readonly outcome: PostError['outcome'];
  readonly retryAfter?: number | undefined;
}

/**
 * What a call does, and so what follows a doubt. What may stand is looked for first, wherever the caller can look; `again`:
 * it is sent once more also where that is not possible.
 */
export const DEEDS = {
  /** Asks, opens, replaces or removes: twice is the same as once. */
  set: { again: true },
  /** Tells something to whoever asked, where nobody else sees it: rather twice than never. */
  tell: { again: true },
  /** Says something where others see it: rather never than twice. */
  say: { again: false },
} as const;
export type Deed = keyof typeof DEEDS;

/** How long it is worth the trouble, and how long to wait before each further try, all in milliseconds. */
export const WAITS = {
  /** The platform takes it for three seconds only: the first answer to a press, the form that it opens. */
  door: { within: 2_500, pauses: [100, 400] },
  /** Somebody looks at where the answer is to be. */
  answer: { within: 30_000, pauses: [300, 1_000, 3_000, 8_000] },
  /** A part of something that is tried again as a whole, if need be. */
  errand: { within: 5_000, pauses: [300, 1_000] },
} as const satisfies Readonly<Record<string, { within: number; pauses: readonly number[] }>>;
export type Wait = keyof typeof WAITS;

export interface Patience {
  /** Milliseconds since 1970. */
  now(): number;
  pause(ms: number): Promise<void>;
}

export interface Insistence<T> extends Patience {
  readonly deed: Deed;
  readonly wait: Wait;
  trouble(error: unknown): Trouble;
  /** What an earlier try has left behind; undefined when it is certainly not there. */
  look?(): Promise<T | undefined>;
  /** What a further try is told when an earlier one was taken; undefined when it means something else. */
  taken?(error: unknown): T | undefined;
}

/** @throws what the last try threw, when it is no use to go on. */
export async function insist<T>(call: () => Promise<T>, how: Insistence<T>): Promise<T> {
  const rest = restOf(how);
  let doubted = false;
  for (;;) {
    let error: unknown;
    try {
      return await call();
    } catch (thrown) {
      error = thrown;
    }
    const taken = doubted ? how.taken?.(error) : undefined;
    if (taken !== undefined) return taken;
    const trouble = how.trouble(error);
    doubted ||= trouble.outcome === 'doubt';
    const blind = DEEDS[how.deed].again;
    if (trouble.outcome === 'refused' || (doubted && how.look === undefined && !blind)) throw error;
    if (!(await rest(trouble))) throw error;
    if (!doubted || how.look === undefined) continue;
    const seen = await looked(how.look, rest, how);
    if (seen.kind === 'there') return seen.it;
    if (seen.kind === 'hidden' && !blind) throw error;
  }
}

type Rest = (trouble: Trouble) => Promise<boolean>;

/** Waits for the next try; false when there is no time or no try left. What it has waited counts, also if clocks stand still. */
function restOf({ now, pause, wait }: Insistence<unknown>): Rest {
  const { within, pauses } = WAITS[wait];
  const begun = now();
  let tries = 0;
  let waited = 0;
  return async ({ outcome, retryAfter }) => {
    const own = pauses[tries];
    const ms = outcome === 'busy' && retryAfter !== undefined ? Math.max(retryAfter, pauses[0]) : own;
    if (ms === undefined || Math.max(waited, now() - begun) + ms > within) return false;
    tries += 1;
    waited += ms;
    await pause(ms);
    return true;
  };
}

type Seen<T> = { readonly kind: 'there'; readonly it: T } | { readonly kind: 'missing' | 'hidden' };

/** Looking changes nothing, so it is repeated as long as there is time. */
async function looked<T>(look: () => Promise<T | undefined>, rest: Rest, how: Insistence<T>): Promise<Seen<T>> {
  for (;;) {
    try {
      const it = await look();
      return it === undefined ? { kind: 'missing' } : { kind: 'there', it };
    } catch (error) {
      const trouble = how.trouble(error);
      if (trouble.outcome === 'refused' || !(await rest(trouble))) return { kind: 'hidden' };
    }
  }
}
