/** How a cohort's daily drop does: whether the next one will come, how the last one went, how long the questions last. */
import { PostError } from '../chat/platform.ts';
import type { Mailbox } from '../chat/request.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Delivery } from '../storage/deliveries.ts';
import type { Drop } from '../storage/drops.ts';
import type { Tools } from '../tools.ts';
import { type Stock, stockOf } from '../tutor/drop-bag.ts';
import { nextRuns, type PlannedRun } from '../tutor/timetable.ts';
import { candidatesOf } from './candidates.ts';

/** Whether a place can be posted to. `missing`: permissions by the platform's own names; `advice`: what to do. */
export type PlaceHealth =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly missing: readonly string[]; readonly advice: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly advice: string };

export type NextDrop =
  | { readonly kind: 'paused' }
  /** The plan has no day left. */
  | { readonly kind: 'none' }
  /** Milliseconds since 1970. */
  | { readonly kind: 'planned'; readonly at: number }
  /** Its time has gone by, and nothing was made for it: the clock stands still, or none runs. */
  | { readonly kind: 'late'; readonly at: number };

/** The clock ticks once a minute, and what is due takes a moment. Milliseconds. */
const GRACE = 3 * 60_000;
/** What was to happen at this time should have happened by now. */
export const isLate = (at: number, now: number): boolean => now > at + GRACE;

export interface LastDrop {
  readonly id: string;
  /** `YYYY-MM-DD` where the cohort is. */
  readonly date: string;
  /** `unrevealed`: it is closed, and its reveal was refused. */
  readonly went: 'missed' | 'refused' | 'posting' | 'open' | 'closed' | 'unrevealed' | 'void';
  /** Why it was missed, or taken back; as it was stored. */
  readonly why: string | undefined;
  /** What the platform said to the message that did not get through. */
  readonly trouble: string | undefined;
  /** Milliseconds since 1970. */
  readonly closesAt: number;
  /** Its message was refused, and may be tried again. */
  readonly retriable: boolean;
}

export interface Health {
  readonly place: PlaceHealth;
  readonly next: NextDrop;
  /** Undefined before the first one. */
  readonly last: LastDrop | undefined;
  readonly stock: Stock;
}

export async function healthOf(tools: Tools, cohort: Cohort): Promise<Health> {
  const { library, store } = tools;
  const [place, last, bag, voided] = await Promise.all([
    checkPlace(tools, cohort),
    lastDrop(tools, cohort.id),
    store.drops.bagState(cohort.id),
    store.rulings.voided(cohort.community),
  ]);
  return {
    place,
    next: nextDrop(cohort, tools.now()),
    last,
    stock: stockOf(candidatesOf(library, cohort, voided), bag),
  };
}

export async function checkPlace({ post }: Tools, { place }: Pick<Cohort, 'place'>): Promise<PlaceHealth> {
  try {
    const { ok, missing, advice } = await post.check(place as Mailbox);
    return ok ? { kind: 'open' } : { kind: 'closed', missing, advice };
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return { kind: 'unknown', why: error.message, advice: error.advice };
  }
}

/** What people call a place; empty where the platform cannot tell now. */
export async function nameOfPlace({ post }: Tools, place: Mailbox): Promise<string> {
  try {
    return (await post.check(place)).name ?? '';
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return '';
  }
}

/** The next `most` runs of a plan, soonest first, after the drops that are made already. */
export const runsAhead = async ({ store, now }: Tools, cohort: Cohort, most: number): Promise<readonly PlannedRun[]> =>
  nextRuns(cohort, now(), most, await store.cohorts.lastDate(cohort.id));

function nextDrop({ paused, nextAt }: Cohort, now: number): NextDrop {
  if (paused) return { kind: 'paused' };
  return nextAt === null ? { kind: 'none' } : { kind: isLate(nextAt, now) ? 'late' : 'planned', at: nextAt };
}

async function lastDrop({ store }: Tools, cohort: string): Promise<LastDrop | undefined> {
  const [drop] = await store.drops.latestDrops(cohort, { limit: 1, missed: true });
  if (drop === undefined) return undefined;
  const deliveries = await store.deliveries.deliveriesOf(drop.id);
  const posting = deliveries.find((one) => one.kind === 'post');
  const reveal = deliveries.find((one) => one.kind === 'reveal');
  const went = howItWent(drop, posting, reveal);
  return {
    id: drop.id,
    date: drop.localDate,
    went,
    why: drop.why ?? undefined,
    trouble: troubleOf(went === 'unrevealed' ? reveal : posting),
    closesAt: drop.closesAt,
    retriable: posting?.state === 'refused',
  };
}

function howItWent(drop: Drop, posting: Delivery | undefined, reveal: Delivery | undefined): LastDrop['went'] {
  switch (drop.state) {
    case 'due':
      return posting?.state === 'refused' ? 'refused' : 'posting';
    case 'posted':
      return 'open';
    case 'closed':
      return reveal?.state === 'refused' ? 'unrevealed' : 'closed';
    case 'missed':
    case 'void':
      return drop.state;
    default:
      return drop.state satisfies never;
  }
}

const troubleOf = (delivery: Delivery | undefined): string | undefined =>
  delivery === undefined || delivery.state === 'sent' ? undefined : (delivery.lastError ?? undefined);
