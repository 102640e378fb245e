/** Makes the rows of deliveries: what a new drop, its closing, and any other letter need. */
import { type Mailbox, platformOf } from '../chat/request.ts';
import type { PlannedRun } from '../tutor/timetable.ts';
import type { Cohort } from './cohorts.ts';
import type { deliveries } from './tables/drops.ts';

export type Delivery = typeof deliveries.$inferSelect;

/** Something to say unasked, as it is stored until it stands. */
export interface NewLetter {
  /** Names it for ever, at most 25 characters: twice the same is said once. */
  readonly key: string;
  /** The name of its kind. */
  readonly kind: string;
  readonly to: Mailbox;
  readonly cohort?: string;
  /** What it is about, as its kind wants it. */
  readonly about?: string;
  /** Whose wish or words it is. */
  readonly learner?: string;
  /** Markdown that cannot be made when it is sent. */
  readonly words?: string;
  /** When it is due, and how long from then it is worth sending, in milliseconds; now, and a day, unless said. */
  readonly at?: number;
  readonly patience?: number;
}

/** What is not a drop's own message is given up after a day. */
const PATIENCE = 24 * 3_600_000;

function row(given: Pick<Delivery, 'id' | 'kind' | 'address' | 'nextAt' | 'giveUpAt'> & Partial<Delivery>): Delivery {
  return {
    cohort: null,
    drop: null,
    about: '',
    learner: null,
    platform: platformOf(given.address),
    words: '',
    state: 'pending',
    attempts: 0,
    heldUntil: null,
    leasedBy: null,
    firstSentAt: null,
    message: null,
    lastError: null,
    ...given,
  };
}

const compact = (drop: string): string => drop.replace('-', '');

/** The delivery of a new drop's message. */
export const postRow = (cohort: Cohort, drop: string, run: PlannedRun, now: number): Delivery =>
  row({
    id: `d${compact(drop)}`,
    cohort: cohort.id,
    drop,
    kind: 'post',
    address: cohort.place,
    nextAt: Math.min(run.at, now),
    giveUpAt: run.at + cohort.catchUpMinutes * 60_000,
  });

export function letterRow({ key, kind, to, at, patience = PATIENCE, ...given }: NewLetter, now: number): Delivery {
  const nextAt = Math.min(at ?? now, now);
  return row({ ...given, id: key, kind, address: to, nextAt, giveUpAt: nextAt + patience });
}

/** What looks once more for a message that was sent twice. */
export const tidyRow = (of: Delivery): Delivery =>
  row({
    id: `${of.id}+`,
    cohort: of.cohort,
    drop: of.drop,
    learner: of.learner,
    kind: 'tidy',
    address: of.address,
    nextAt: Math.min(of.nextAt, of.firstSentAt ?? of.nextAt),
    giveUpAt: of.giveUpAt + PATIENCE,
  });

/** The delivery that a tidy is about. */
export const tidiedId = (tidy: Delivery): string => tidy.id.slice(0, -1);

/** What follows when a drop closes: its message is changed, and the reveal goes under it. `place`: where the message is. */
export const closingRows = (cohort: Pick<Cohort, 'id' | 'place' | 'reveal'>, drop: string, now: number): Delivery[] =>
  [{ kind: 'close' as const, letter: 'c' }, ...(cohort.reveal ? [{ kind: 'reveal' as const, letter: 'r' }] : [])].map(
    ({ kind, letter }) =>
      row({
        id: `${letter}${compact(drop)}`,
        cohort: cohort.id,
        drop,
        kind,
        address: cohort.place,
        nextAt: now,
        giveUpAt: now + PATIENCE,
      }),
  );

/** What follows when a drop is taken back: a change under a key of its own, because the one of closing may be done. */
export const voidRows = (cohort: Pick<Cohort, 'id' | 'place'>, drop: string, now: number): Delivery[] =>
  closingRows({ ...cohort, reveal: false }, drop, now).map((one) => ({ ...one, id: `v${one.id.slice(1)}` }));
