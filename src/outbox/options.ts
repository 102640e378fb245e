/** How patiently letters are delivered. */

export interface OutboxOptions {
  /** A send that takes longer is in doubt. The platforms bound a single call by about 10 s, and repeat it once at most. */
  readonly sendMs: number;
  /** How long a letter is one process's own; twice `sendMs` at least, so that a straggler lands before anybody looks. */
  readonly leaseMs: number;
  /** After a doubt: how long a straggler may take to land before it is looked for. */
  readonly graceMs: number;
  /** After a second send: how long the first one may take to land after all before it is looked for and removed. */
  readonly strayMs: number;
  /** The first wait after a platform was too busy, which doubles with each attempt. */
  readonly busyMs: number;
  /** The longest wait between two attempts. */
  readonly mostWaitMs: number;
  /** Sends of one platform under way at a time; platforms pace themselves. */
  readonly lanes: number;
  /** A tick ends after so long at the latest; what is left is due at the next one. */
  readonly tickMs: number;
  /** Whether this process serves a platform; what it does not serve is left to others. */
  serves(platform: string): boolean;
}

export const OUTBOX_OPTIONS: Omit<OutboxOptions, 'serves'> = {
  sendMs: 25_000,
  leaseMs: 60_000,
  graceMs: 30_000,
  strayMs: 300_000,
  busyMs: 5_000,
  mostWaitMs: 900_000,
  lanes: 256,
  tickMs: 55_000,
};
