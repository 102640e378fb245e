/** One message a second in each channel, as Slack asks. */

export interface Pace {
  /** Waits for this channel's turn. */
  turn(channel: string): Promise<void>;
  /** Slack said to wait: nobody's turn comes in this channel before that. */
  hold(channel: string, ms: number): void;
}

const SPACING = 1_000;

export function createPace(now: () => number, pause: (ms: number) => Promise<void>): Pace {
  /** When a channel may be posted to next. */
  const free = new Map<string, number>();

  function forgetPast(at: number): void {
    if (free.size < 1_000) return;
    for (const [channel, next] of free) if (next <= at) free.delete(channel);
  }

  return {
    async turn(channel) {
      const at = now();
      forgetPast(at);
      const mine = Math.max(at, free.get(channel) ?? 0);
      // taken before waiting, so that those who come meanwhile queue behind
      free.set(channel, mine + SPACING);
      if (mine > at) await pause(mine - at);
    },
    hold(channel, ms) {
      free.set(channel, Math.max(free.get(channel) ?? 0, now() + ms));
    },
  };
}
