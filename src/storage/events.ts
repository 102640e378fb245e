/** Events that some process has taken, so that a redelivery is handled once, by whichever process gets it. */
import { lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { events } from './tables/platforms.ts';

/** True for the first who asks, false for everybody after. */
export async function claimEvent(db: Database, id: string, now: number): Promise<boolean> {
  const rows = await db.insert(events).values({ id, at: now }).onConflictDoNothing().returning({ id: events.id });
  return rows.length > 0;
}

/** Forgets events older than `before` (milliseconds): no platform redelivers after a day. */
export async function sweepEvents(db: Database, before: number): Promise<void> {
  await db.delete(events).where(lt(events.at, before));
}
