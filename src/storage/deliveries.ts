/**
 * Deliveries: what must be said on a platform, and how far it got. No chat API posts exactly once, so every step is
 * committed before the next: lease, first send, reference. Leases and waits go by the database's clock, which all
 * processes share; what is due goes by the caller's.
 */
import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { reasonOf } from '../chat/fault.ts';
import type { Database } from './database.ts';
import { type Delivery, letterRow, type NewLetter, tidiedId, tidyRow } from './delivery-rows.ts';
import { flightsOf, type Lease } from './delivery-flights.ts';
import { insertRows } from './rows.ts';
import { deliveries, dropAnswers, drops } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';

export type { Delivery, NewLetter } from './delivery-rows.ts';

/** To be delivered at the next tick; what has the key of one that is there already is left out. */
export async function addLetters(db: Database, letters: readonly NewLetter[], now: number): Promise<void> {
  await wordless(
    insertRows(
      db,
      deliveries,
      letters.map((letter) => letterRow(letter, now)),
    ),
  );
}

/** A failed statement carries its parameters, and words of people must not get into a log. */
async function wordless<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- the error itself carries the words
    throw new Error(`a letter could not be stored: ${reasonOf(error)}`);
  }
}

/** The database's time plus some milliseconds. */
const inMs = (ms: number): SQL => sql`now() + ${ms}::double precision * interval '1 millisecond'`;
const open = inArray(deliveries.state, ['pending', 'sending', 'doubt']);
const over = inArray(deliveries.state, ['refused', 'missed']);
/** Nobody works at it. */
const free = or(isNull(deliveries.heldUntil), lte(deliveries.heldUntil, sql`now()`));

/** Platforms for which something is due. */
export async function duePlatforms(db: Database, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ platform: deliveries.platform })
    .from(deliveries)
    .where(and(open, lte(deliveries.nextAt, now)));
  return rows.map((one) => one.platform);
}

/** A delivery that is mine until its lease ends. `attempts` is the number of this lease. */
export type Leased = Delivery;

/** Takes up to `limit` due deliveries of a platform for `leaseMs`; nobody else touches them meanwhile. */
export async function lease(
  db: Database,
  given: { readonly by: string; readonly platform: string; readonly leaseMs: number; readonly limit: number },
  now: number,
): Promise<readonly Leased[]> {
  const picked = db.$with('picked').as(
    db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(open, eq(deliveries.platform, given.platform), lte(deliveries.nextAt, now), free))
      .orderBy(asc(deliveries.nextAt), asc(deliveries.id))
      .limit(given.limit)
      .for('update', { skipLocked: true }),
  );
  return db
    .with(picked)
    .update(deliveries)
    .set({
      state: 'sending',
      attempts: sql`${deliveries.attempts} + 1`,
      leasedBy: given.by,
      heldUntil: inMs(given.leaseMs),
    })
    .where(inArray(deliveries.id, db.select().from(picked)))
    .returning();
}

/**
 * Stores a letter as leased, so that the caller may send it at once. When one of its key is there and open, and nobody
 * works at it, or when it had come to nothing, that one is leased; else what has become of it is given back.
 */
export async function takeNow(
  db: Database,
  letter: NewLetter,
  given: { readonly by: string; readonly leaseMs: number },
  now: number,
): Promise<{ readonly leased: Leased } | { readonly overtaken: Overtaken }> {
  const row = letterRow(letter, now);
  const mine = { state: 'sending' as const, leasedBy: given.by, heldUntil: inMs(given.leaseMs) };
  const { words, giveUpAt } = row;
  const [leased] = await wordless(
    db
      .insert(deliveries)
      .values({ ...row, ...mine, attempts: 1 })
      .onConflictDoUpdate({
        target: deliveries.id,
        set: { ...mine, attempts: sql`${deliveries.attempts} + 1`, words, giveUpAt },
        setWhere: sql`${over} or (${open} and ${free})`,
      })
      .returning()
      .execute(),
  );
  return leased === undefined ? { overtaken: await overtakenBy(db, letter.key) } : { leased };
}

const leaseOf = ({ id, leasedBy, attempts }: Leased): Lease => ({ id, by: leasedBy ?? '', attempts });

/** Still under the very lease that was taken. */
function mine(leased: Leased): SQL | undefined {
  const { id, by, attempts } = leaseOf(leased);
  return and(
    eq(deliveries.id, id),
    eq(deliveries.state, 'sending'),
    eq(deliveries.leasedBy, by),
    eq(deliveries.attempts, attempts),
  );
}

/**
 * Commits that a send is about to begin; nothing may be sent without it. False when the lease has not `sendMs` left.
 * For a drop's first send, `window` says when it opens and closes; a later send keeps what the first one set.
 */
export async function beginSend(
  db: Database,
  leased: Leased,
  sendMs: number,
  window?: { readonly opensAt: number; readonly closesAt: number },
): Promise<boolean> {
  const opens = leased.firstSentAt === null ? window : undefined;
  return flightsOf(db).begin({
    ...leaseOf(leased),
    ms: sendMs,
    opens: opens === undefined ? null : isoOf(opens.opensAt),
    closes: opens === undefined ? null : isoOf(opens.closesAt),
  });
}

/** What stands in the row when a lease was lost before its result could be stored. */
export interface Overtaken {
  readonly state: Delivery['state'];
  readonly message: string | null;
  /** Why it is not there, when that is so. */
  readonly why: string;
}

/** Stores the reference of the message, if the lease is still mine; else what has become of the delivery. */
export async function markSent(db: Database, leased: Leased, message: string | null): Promise<Overtaken | undefined> {
  const stored = await flightsOf(db).mark({ ...leaseOf(leased), message });
  return stored ? undefined : overtakenBy(db, leased.id);
}

/**
 * Stores the reference while there is more to do before it counts as sent: whoever goes on with it need not look for it. The
 * same as for `markSent` comes back.
 */
export async function keepMessage(db: Database, leased: Leased, message: string): Promise<Overtaken | undefined> {
  const rows = await db.update(deliveries).set({ message }).where(mine(leased)).returning({ id: deliveries.id });
  return rows.length > 0 ? undefined : overtakenBy(db, leased.id);
}

async function overtakenBy(db: Database, id: string): Promise<Overtaken> {
  const [row] = await db
    .select({
      state: deliveries.state,
      message: deliveries.message,
      why: sql<string>`coalesce(${deliveries.lastError}, '')`,
    })
    .from(deliveries)
    .where(eq(deliveries.id, id));
  return row ?? { state: 'missed', message: null, why: 'it was taken back' };
}

/**
 * Not known whether it is there: nobody sends again before `waitMs` have passed and it was looked for. False when the lease
 * was lost, so that somebody may have looked before this one landed.
 */
export async function markDoubt(db: Database, leased: Leased, why: string, waitMs: number): Promise<boolean> {
  const rows = await db
    .update(deliveries)
    .set({ state: 'doubt', leasedBy: null, heldUntil: inMs(waitMs), lastError: why })
    .where(mine(leased))
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

/** In `waitMs` it is looked for once more, because it was sent more than once: all but the stored message go. */
export async function lookAgain(db: Database, leased: Leased, waitMs: number): Promise<void> {
  const heldUntil = inMs(waitMs);
  await db
    .insert(deliveries)
    .values({ ...tidyRow(leased), heldUntil })
    .onConflictDoUpdate({
      target: deliveries.id,
      set: { state: 'pending', leasedBy: null, heldUntil: sql`greatest(${deliveries.heldUntil}, ${heldUntil})` },
    });
}

/** The delivery that a tidy is about, and how far it got. */
export async function tidied(db: Database, tidy: Leased): Promise<Overtaken & { readonly id: string }> {
  const id = tidiedId(tidy);
  return { id, ...(await overtakenBy(db, id)) };
}

/** Certainly not there: back to how it was before this lease, to be tried after `waitMs`. */
export async function markBusy(db: Database, leased: Leased, why: string, waitMs: number): Promise<void> {
  await db
    .update(deliveries)
    .set({
      state: leased.firstSentAt === null ? 'pending' : 'doubt',
      firstSentAt: leased.firstSentAt,
      leasedBy: null,
      heldUntil: inMs(waitMs),
      lastError: why,
    })
    .where(mine(leased));
}

/**
 * Ends a delivery that will not be: `refused` by the platform, or `missed` because it is too late. The drop of a post is
 * missed with the reason, and `told` is put among the letters, in the same transaction. False when the lease was lost, or when answers
 * prove that learners see the post: then it counts as sent, without a reference.
 */
export async function endUnsent(
  db: Database,
  leased: Leased,
  state: 'refused' | 'missed',
  why: string,
  told: NewLetter | undefined,
  now: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const post = leased.kind === 'post' && leased.drop !== null ? leased.drop : undefined;
    const seen = post !== undefined && leased.firstSentAt !== null && (await hasAnswers(tx, post));
    const rows = await tx
      .update(deliveries)
      .set({ state: seen ? 'sent' : state, leasedBy: null, heldUntil: null, lastError: why, words: '' })
      .where(mine(leased))
      .returning({ id: deliveries.id });
    if (rows.length === 0) return false;
    if (post !== undefined) {
      await tx
        .update(drops)
        .set(seen ? { state: 'posted' } : { state: 'missed', why })
        .where(and(eq(drops.id, post), eq(drops.state, 'due')));
    }
    if (seen) return false;
    if (told !== undefined) await addLetters(tx, [told], now);
    return true;
  });
}

/** Taken back: it is not sent any more, and in `waitMs` it is looked for once more if it may be on its way. */
export async function withdraw(db: Database, id: string, cohort: string, waitMs: number): Promise<void> {
  const [row] = await db
    .update(deliveries)
    .set({ state: 'missed', leasedBy: null, heldUntil: null, message: null, lastError: 'it was taken back', words: '' })
    .where(and(eq(deliveries.id, id), eq(deliveries.cohort, cohort), open))
    .returning();
  if (row !== undefined && row.firstSentAt !== null) await lookAgain(db, row, waitMs);
}

/** Forgets letters that are about no drop and were to be given up before `before`. By both clocks: one may be wrong. */
export async function sweepLetters(db: Database, before: number, now: number): Promise<void> {
  await db
    .delete(deliveries)
    .where(
      and(
        isNull(deliveries.drop),
        lte(deliveries.giveUpAt, before),
        lte(deliveries.giveUpAt, sql`now() - ${now - before}::double precision * interval '1 millisecond'`),
      ),
    );
}

async function hasAnswers(db: Database, drop: string): Promise<boolean> {
  const rows = await db.select({ drop: dropAnswers.drop }).from(dropAnswers).where(eq(dropAnswers.drop, drop)).limit(1);
  return rows.length > 0;
}
