/** Reminders: who wants one when, which are due, and whether the learner was active already. */
import { and, asc, eq, gte, isNotNull, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { recordset } from './rows.ts';
import { dropAnswers } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';
import { learners } from './tables/people.ts';
import { reviews } from './tables/reviews.ts';
import { attempts } from './tables/runs.ts';
import { reminders } from './tables/staff.ts';

export interface Reminder {
  readonly learner: string;
  readonly hour: number;
  readonly zone: string;
  /** Milliseconds since 1970; undefined while they are off. */
  readonly nextAt: number | undefined;
  /** Why they were switched off without the learner's doing. */
  readonly why: string | undefined;
}

type Row = typeof reminders.$inferSelect;
const readRow = (row: Row): Reminder => ({
  learner: row.learner,
  hour: row.hour,
  zone: row.zone,
  nextAt: row.nextAt ?? undefined,
  why: row.why ?? undefined,
});

export async function findReminder(db: Database, learner: string): Promise<Reminder | undefined> {
  const [row] = await db.select().from(reminders).where(eq(reminders.learner, learner));
  return row === undefined ? undefined : readRow(row);
}

/** Sets the hour and zone, and turns them on (`nextAt`, milliseconds) or off. The learner must be known. */
export async function setReminder(
  db: Database,
  wanted: { readonly learner: string; readonly hour: number; readonly zone: string; readonly nextAt?: number },
): Promise<void> {
  const row = { hour: wanted.hour, zone: wanted.zone, nextAt: wanted.nextAt ?? null, why: null, told: true };
  await db
    .insert(reminders)
    .values({ learner: wanted.learner, ...row })
    .onConflictDoUpdate({ target: reminders.learner, set: row });
}

export async function dueReminders(db: Database, now: number, limit = 200): Promise<readonly Reminder[]> {
  const rows = await db
    .select()
    .from(reminders)
    .where(lte(reminders.nextAt, now))
    // every process locks in this order
    .orderBy(asc(reminders.nextAt), asc(reminders.learner))
    .limit(limit);
  return rows.map(readRow);
}

/** Moves due ones on to their next time; those that were changed, or that another process moved, stay as they are. */
export async function moveReminders(
  db: Database,
  moves: readonly { readonly due: Reminder; readonly nextAt: number }[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.flatMap(({ due, nextAt }) =>
    due.nextAt === undefined ? [] : [{ learner: due.learner, was: isoOf(due.nextAt), next: isoOf(nextAt) }],
  );
  await db
    .update(reminders)
    .set({ nextAt: sql`g.next` })
    .from(recordset(rows, 'learner text, was timestamptz, next timestamptz'))
    .where(and(eq(reminders.learner, sql`g.learner`), eq(reminders.nextAt, sql`g.was`)));
}

/** Off, because it could not be delivered; the learner is told when they are here next. */
export async function stopReminder(db: Database, learner: string, why: string): Promise<void> {
  await db.update(reminders).set({ nextAt: null, why, told: false }).where(eq(reminders.learner, learner));
}

/** Why they were switched off, when the learner has not been told yet: told once. */
export async function takeReminderNews(db: Database, learner: string): Promise<string | undefined> {
  const [row] = await db
    .update(reminders)
    .set({ told: true })
    .where(and(eq(reminders.learner, learner), eq(reminders.told, false), isNotNull(reminders.why)))
    .returning({ why: reminders.why });
  return row?.why ?? undefined;
}

/** Whether the learner did anything since (milliseconds): was here, answered, reviewed. */
export async function activeSince(db: Database, learner: string, since: number): Promise<boolean> {
  const day = isoOf(since);
  const [row] = await db
    .select({
      active: sql<boolean>`${gte(learners.seenAt, since)}
        or exists (select 1 from ${dropAnswers} a where a.learner = ${learner} and a.at >= ${day}::timestamptz)
        or exists (select 1 from ${attempts} t where t.learner = ${learner} and t.at >= ${day}::timestamptz)
        or exists (select 1 from ${reviews} r where r.learner = ${learner} and r.reviewed_at >= ${day}::timestamptz)`,
    })
    .from(learners)
    .where(eq(learners.id, learner));
  return row?.active ?? false;
}
