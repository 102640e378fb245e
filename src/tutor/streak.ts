/** The streak: a pure account of a learner's drops, one reason each, which anybody can check and a program can redo. */

/** A drop of the cohort, as a streak sees it. */
export interface StreakDrop {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `open`: there is still time. `void` and `missed` (never posted) have no place in the order. */
  readonly state: 'open' | 'closed' | 'void' | 'missed';
  /** Milliseconds since 1970. */
  readonly opensAt: number;
  readonly closesAt: number;
}

/** Milliseconds; without an end it lasts. */
export interface Pause {
  readonly from: number;
  readonly until?: number;
}

export interface StreakInput {
  /** In order. */
  readonly drops: readonly StreakDrop[];
  /** Ids of the drops that the learner answered in time. */
  readonly answered: ReadonlySet<string>;
  readonly pauses: readonly Pause[];
  /** Milliseconds: drops that closed before it do not concern the learner. */
  readonly joinedAt: number;
}

/**
 * `answered` is the only one that adds to a streak. `frozen`: missed, a freeze held it. `broken`: missed without one.
 * `nothing`: missed, and there was no streak. The others cost nothing.
 */
export type StreakReason =
  | 'answered'
  | 'frozen'
  | 'broken'
  | 'nothing'
  | 'paused'
  | 'void'
  | 'not-posted'
  | 'open'
  | 'before';

export interface StreakLine {
  readonly drop: string;
  readonly date: string;
  readonly reason: StreakReason;
  /** After this drop. */
  readonly streak: number;
  readonly freezes: number;
  /** This answer earned a freeze. */
  readonly earned: boolean;
}

export interface Streak {
  readonly current: number;
  readonly best: number;
  readonly freezes: number;
  /** One for each drop, in order. */
  readonly lines: readonly StreakLine[];
}

/** A freeze is earned by every so many answers in a row, and so many can be held. */
export const FREEZE_EVERY = 7;
export const MOST_FREEZES = 2;

/**
 * Counts the cohort's posted drops, not days, so no time zone can break a streak. A drop that staff voided still counts for
 * those who had answered it: what is decided later only ever mends upward.
 */
export function streakOf({ drops, answered, pauses, joinedAt }: StreakInput): Streak {
  let current = 0;
  let best = 0;
  let freezes = 0;
  const lines = drops.map((drop): StreakLine => {
    let earned = false;
    const reason = ((): StreakReason => {
      if (answered.has(drop.id)) {
        current += 1;
        best = Math.max(best, current);
        earned = current % FREEZE_EVERY === 0 && freezes < MOST_FREEZES;
        if (earned) freezes += 1;
        return 'answered';
      }
      const free = costsNothing(drop, pauses, joinedAt);
      if (free !== undefined) return free;
      if (current === 0) return 'nothing';
      if (freezes > 0) {
        freezes -= 1;
        return 'frozen';
      }
      current = 0;
      return 'broken';
    })();
    return { drop: drop.id, date: drop.date, reason, streak: current, freezes, earned };
  });
  return { current, best, freezes, lines };
}

function costsNothing(drop: StreakDrop, pauses: readonly Pause[], joinedAt: number): StreakReason | undefined {
  if (drop.state === 'void') return 'void';
  if (drop.state === 'missed') return 'not-posted';
  if (drop.closesAt <= joinedAt) return 'before';
  // a pause that touches the time it was open excuses it: nobody has to reckon in hours
  if (pauses.some((pause) => pause.from < drop.closesAt && (pause.until ?? Infinity) > drop.opensAt)) return 'paused';
  return drop.state === 'open' ? 'open' : undefined;
}
