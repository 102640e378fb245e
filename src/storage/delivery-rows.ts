/** Makes the rows of deliveries: what a new drop, its closing, and a word to somebody need. */
import { type Mailbox, platformOf } from '../chat/request.ts';
import type { PlannedRun } from '../tutor/timetable.ts';
import type { Cohort } from './cohorts.ts';
import type { deliveries } from './tables/drops.ts';

export type Delivery = typeof deliveries.$inferSelect;

/** A word to an admin (or to anybody who asked for it). `key` (at most 24 characters) names it: twice the same is told once. */
export interface NewNotice {
  readonly key: string;
  readonly cohort: string;
  readonly to: Mailbox;
  /** Markdown. */
  readonly words: string;
}

/** Notices and reveals are given up after a day. */
const PATIENCE = 24 * 3_600_000;

function row(
  given: Pick<Delivery, 'id' | 'cohort' | 'kind' | 'address' | 'nextAt' | 'giveUpAt'> & Partial<Delivery>,
): Delivery {
  return {
    drop: null,
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

export const noticeRow = ({ key, cohort, to, words }: NewNotice, now: number): Delivery =>
  row({
    id: `n${key}`.slice(0, 25),
    cohort,
    kind: 'notice',
    address: to,
    words,
    nextAt: now,
    giveUpAt: now + PATIENCE,
  });

/** What looks once more for a message that was sent twice. */
export const tidyRow = (of: Delivery): Delivery =>
  row({
    id: `${of.id}+`,
    cohort: of.cohort,
    drop: of.drop,
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
