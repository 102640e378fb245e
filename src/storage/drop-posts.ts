/** How a drop's own deliveries got on: its message, and trying again what was refused. */
import { and, asc, eq, gte } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { Delivery } from './delivery-rows.ts';
import { deliveries, drops } from './tables/drops.ts';

/**
 * Staff mended what had refused a drop's post: it is tried again, if there is still time. False when there is not, or when
 * it was not refused.
 */
export async function retryPost(db: Database, drop: string, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(deliveries)
      .set({ state: 'pending', heldUntil: null, leasedBy: null })
      .where(
        and(
          eq(deliveries.drop, drop),
          eq(deliveries.kind, 'post'),
          eq(deliveries.state, 'refused'),
          gte(deliveries.giveUpAt, now),
        ),
      )
      .returning({ id: deliveries.id });
    if (rows.length === 0) return false;
    await tx
      .update(drops)
      .set({ state: 'due', why: null })
      .where(and(eq(drops.id, drop), eq(drops.state, 'missed')));
    return true;
  });
}

/** What was delivered, or not, for one drop. */
export async function deliveriesOf(db: Database, drop: string): Promise<readonly Delivery[]> {
  return db.select().from(deliveries).where(eq(deliveries.drop, drop)).orderBy(asc(deliveries.nextAt), deliveries.id);
}

/** A drop's message and the address it was posted to, which may be the cohort's no more; undefined like `postedMessage`. */
export async function shownPost(
  db: Database,
  drop: string,
): Promise<{ readonly message: string; readonly address: string } | undefined> {
  const [row] = await db
    .select({ message: deliveries.message, address: deliveries.address })
    .from(deliveries)
    .where(and(eq(deliveries.drop, drop), eq(deliveries.kind, 'post'), eq(deliveries.state, 'sent')));
  return row === undefined || row.message === null ? undefined : { message: row.message, address: row.address };
}

/** The reference of a drop's message; undefined while it is not known to stand. */
export async function postedMessage(db: Database, drop: string): Promise<string | undefined> {
  return (await shownPost(db, drop))?.message;
}
