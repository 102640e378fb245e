/** What is sent to a thread of the lab, and what comes back. */
import type { Rows } from '../questions/trial.ts';

export interface Work {
  /** Makes the data set. */
  readonly script: string;
  readonly given?: string;
  readonly statement: string;
  readonly writes: boolean;
  readonly after?: string;
}

export type Outcome =
  | ({ readonly kind: 'rows' } & Rows)
  | { readonly kind: 'big' }
  /** `message`: the engine's own words. */
  | { readonly kind: 'error'; readonly message: string };

export interface Done {
  readonly outcomes: readonly Outcome[];
  /** What the thread's engine holds, used or not: its memory never shrinks. */
  readonly bytes: number;
}
