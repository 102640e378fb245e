/** Staff: who is an instructor, what staff did, and who wants the weekly pulse. */
import { and, asc, desc, eq, inArray, lt, lte } from 'drizzle-orm';
import type { Database } from './database.ts';
import { cohorts } from './tables/drops.ts';
import { communities } from './tables/people.ts';
import { auditLog, pulseOrders, staffPeople, staffRoles } from './tables/staff.ts';

export interface Instructors {
  readonly people: readonly { readonly learner: string; readonly name: string }[];
  /** Ids of the platform. */
  readonly roles: readonly string[];
}

export async function instructorsOf(db: Database, community: string): Promise<Instructors> {
  const [people, roles] = await Promise.all([
    db
      .select({ learner: staffPeople.learner, name: staffPeople.name })
      .from(staffPeople)
      .where(eq(staffPeople.community, community))
      .orderBy(asc(staffPeople.at), asc(staffPeople.learner)),
    db
      .select({ role: staffRoles.role })
      .from(staffRoles)
      .where(eq(staffRoles.community, community))
      .orderBy(asc(staffRoles.at), asc(staffRoles.role)),
  ]);
  return { people, roles: roles.map((row) => row.role) };
}

/** Whether a person is an instructor by name, or by one of the roles that they hold. */
export async function isInstructor(
  db: Database,
  community: string,
  learner: string,
  roles: readonly string[],
): Promise<boolean> {
  const named = await db
    .select({ learner: staffPeople.learner })
    .from(staffPeople)
    .where(and(eq(staffPeople.community, community), eq(staffPeople.learner, learner)));
  if (named.length > 0 || roles.length === 0) return named.length > 0;
  const held = await db
    .select({ role: staffRoles.role })
    .from(staffRoles)
    .where(and(eq(staffRoles.community, community), inArray(staffRoles.role, [...roles])))
    .limit(1);
  return held.length > 0;
}

/** False when they were one already. */
export async function namePerson(
  db: Database,
  person: { readonly community: string; readonly learner: string; readonly name: string },
  by: string,
  now: number,
): Promise<boolean> {
  await knowCommunity(db, person.community, now);
  const rows = await db
    .insert(staffPeople)
    .values({ ...person, by, at: now })
    .onConflictDoNothing()
    .returning({ learner: staffPeople.learner });
  return rows.length > 0;
}

export async function unnamePerson(db: Database, community: string, learner: string): Promise<boolean> {
  const rows = await db
    .delete(staffPeople)
    .where(and(eq(staffPeople.community, community), eq(staffPeople.learner, learner)))
    .returning({ learner: staffPeople.learner });
  return rows.length > 0;
}

/** False when it was one already. */
export async function nameRole(
  db: Database,
  community: string,
  role: string,
  by: string,
  now: number,
): Promise<boolean> {
  await knowCommunity(db, community, now);
  const rows = await db
    .insert(staffRoles)
    .values({ community, role, by, at: now })
    .onConflictDoNothing()
    .returning({ role: staffRoles.role });
  return rows.length > 0;
}

export async function unnameRole(db: Database, community: string, role: string): Promise<boolean> {
  const rows = await db
    .delete(staffRoles)
    .where(and(eq(staffRoles.community, community), eq(staffRoles.role, role)))
    .returning({ role: staffRoles.role });
  return rows.length > 0;
}

async function knowCommunity(db: Database, id: string, now: number): Promise<void> {
  await db.insert(communities).values({ id, createdAt: now }).onConflictDoNothing();
}

export interface Deed {
  readonly community: string;
  readonly cohort?: string;
  readonly by: string;
  readonly byName: string;
  /** A verb and its object: "changed the time". */
  readonly act: string;
  /** Plain text. */
  readonly details?: string;
  /** Whom it concerned. */
  readonly learner?: string;
}

export async function logDeed(db: Database, deed: Deed, now: number): Promise<void> {
  await knowCommunity(db, deed.community, now);
  await db.insert(auditLog).values({ ...deed, at: now });
}

export interface LoggedDeed {
  readonly cohort: string | null;
  readonly byName: string;
  readonly act: string;
  readonly details: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The latest first. */
export async function latestDeeds(db: Database, community: string, limit = 15): Promise<readonly LoggedDeed[]> {
  return db
    .select({
      cohort: auditLog.cohort,
      byName: auditLog.byName,
      act: auditLog.act,
      details: auditLog.details,
      at: auditLog.at,
    })
    .from(auditLog)
    .where(eq(auditLog.community, community))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}

const pulseOf = (cohort: string, learner: string) =>
  and(eq(pulseOrders.cohort, cohort), eq(pulseOrders.learner, learner));

/** Orders the weekly pulse, the first one at `nextAt` (milliseconds). */
export async function orderPulse(
  db: Database,
  cohort: string,
  learner: string,
  nextAt: number,
  now: number,
): Promise<void> {
  await db.insert(pulseOrders).values({ cohort, learner, nextAt, renewedAt: now }).onConflictDoNothing();
}

/** False when there was no order. */
export async function cancelPulse(db: Database, cohort: string, learner: string): Promise<boolean> {
  const rows = await db.delete(pulseOrders).where(pulseOf(cohort, learner)).returning({ cohort: pulseOrders.cohort });
  return rows.length > 0;
}

/** Remembers, to the day, that a person was seen to be staff of a community: their orders there go on. */
export async function renewPulses(db: Database, community: string, learner: string, now: number): Promise<void> {
  await db
    .update(pulseOrders)
    .set({ renewedAt: now })
    .where(
      and(
        eq(pulseOrders.learner, learner),
        lt(pulseOrders.renewedAt, now - 24 * 3_600_000),
        inArray(
          pulseOrders.cohort,
          db.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.community, community)),
        ),
      ),
    );
}

export async function hasPulse(db: Database, cohort: string, learner: string): Promise<boolean> {
  const rows = await db.select({ cohort: pulseOrders.cohort }).from(pulseOrders).where(pulseOf(cohort, learner));
  return rows.length > 0;
}

export interface DuePulse {
  readonly cohort: string;
  readonly learner: string;
  /** Milliseconds. */
  readonly nextAt: number;
  /** When they were last seen to be staff. */
  readonly renewedAt: number;
}

export async function duePulses(db: Database, now: number, limit = 50): Promise<readonly DuePulse[]> {
  return db
    .select()
    .from(pulseOrders)
    .where(lte(pulseOrders.nextAt, now))
    .orderBy(asc(pulseOrders.nextAt))
    .limit(limit);
}

/** Moves an order on; false when another process did. */
export async function movePulse(db: Database, due: DuePulse, nextAt: number): Promise<boolean> {
  const rows = await db
    .update(pulseOrders)
    .set({ nextAt })
    .where(and(pulseOf(due.cohort, due.learner), eq(pulseOrders.nextAt, due.nextAt)))
    .returning({ cohort: pulseOrders.cohort });
  return rows.length > 0;
}
