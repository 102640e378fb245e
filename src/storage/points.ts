/** Points beside answers: what staff fixed, and rebuilding standings from what is stored. */
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { periodsOf } from '../tutor/timetable.ts';
import type { Database } from './database.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { members, pointFixes } from './tables/standings.ts';

export interface NewPointFix {
  /** The same fix sent twice counts once. */
  readonly id: string;
  readonly cohort: string;
  readonly learner: string;
  /** May be negative. */
  readonly points: number;
  readonly reason: string;
  readonly by: string;
}

/**
 * Gives or takes points, with the reason; they count in the week and month of `date` (local). False when this fix was made
 * before, or the learner is not a member of the cohort.
 */
export async function fixPoints(db: Database, fix: NewPointFix, date: string, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { week, month } = periodsOf(date);
    const mine = and(eq(members.cohort, fix.cohort), eq(members.learner, fix.learner));
    const known = await tx.select({ learner: members.learner }).from(members).where(mine).for('update');
    if (known.length === 0) return false;
    const stored = await tx
      .insert(pointFixes)
      .values({ ...fix, at: now, week, month })
      .onConflictDoNothing()
      .returning({ id: pointFixes.id });
    if (stored.length === 0) return false;
    const { points } = fix;
    const moved = (key: number, current: PgColumn, standing: PgColumn): SQL =>
      sql`case when ${current} < ${key}::integer then ${points}::integer
        when ${current} = ${key}::integer then ${standing} + ${points}::integer else ${standing} end`;
    await tx
      .update(members)
      .set({
        standing: sql`${members.standing} + ${points}::integer`,
        weekStanding: moved(week, members.week, members.weekStanding),
        weekCredit: sql`case when ${members.week} < ${week}::integer then 0 else ${members.weekCredit} end`,
        week: sql`greatest(${members.week}, ${week}::integer)`,
        monthStanding: moved(month, members.month, members.monthStanding),
        monthCredit: sql`case when ${members.month} < ${month}::integer then 0 else ${members.monthCredit} end`,
        month: sql`greatest(${members.month}, ${month}::integer)`,
      })
      .where(mine);
    return true;
  });
}

export interface PointFix {
  readonly points: number;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What staff gave a learner in a cohort or took, the latest first. */
export async function fixesOf(
  db: Database,
  cohort: string,
  learner: string,
  limit: number,
): Promise<readonly PointFix[]> {
  return db
    .select({ points: pointFixes.points, reason: pointFixes.reason, at: pointFixes.at })
    .from(pointFixes)
    .where(and(eq(pointFixes.cohort, cohort), eq(pointFixes.learner, learner)))
    .orderBy(desc(pointFixes.at), pointFixes.id)
    .limit(limit);
}

/**
 * Recomputes every standing of a cohort from answers, fixes and the stored credits, also while people answer; the number of
 * rows that were wrong.
 */
export async function rebuildStandings(db: Database, cohort: string): Promise<number> {
  return db.transaction(async (tx) => {
    // whoever is being given points is waited for, and the next waits: else theirs could be written over
    await tx
      .select({ learner: members.learner })
      .from(members)
      .where(eq(members.cohort, cohort))
      .orderBy(asc(members.learner))
      .for('update');
    return rebuild(tx, cohort);
  });
}

async function rebuild(tx: Database, cohort: string): Promise<number> {
  const sums = sql`(
    select m.learner, count(s.answer)::integer as answers, (count(*) filter (where s.correct))::integer as correct,
      coalesce(sum(s.points), 0)::integer + m.credit as standing,
      coalesce(sum(s.points) filter (where s.week = m.week), 0)::integer + m.week_credit as week_standing,
      coalesce(sum(s.points) filter (where s.month = m.month), 0)::integer + m.month_credit as month_standing
    from ${members} m left join (
      select a.learner, a.drop as answer, a.score >= 0.999 as correct, a.points, d.week, d.month
      from ${dropAnswers} a join ${drops} d on d.id = a.drop where d.cohort = ${cohort}
      union all
      select f.learner, null, false, f.points, f.week, f.month from ${pointFixes} f where f.cohort = ${cohort}
    ) s on s.learner = m.learner
    where m.cohort = ${cohort}
    group by m.cohort, m.learner
  ) sums`;
  const rows = await tx
    .update(members)
    .set({
      answers: sql`sums.answers`,
      correct: sql`sums.correct`,
      standing: sql`sums.standing`,
      weekStanding: sql`sums.week_standing`,
      monthStanding: sql`sums.month_standing`,
    })
    .from(sums)
    .where(
      and(
        eq(members.cohort, cohort),
        eq(members.learner, sql`sums.learner`),
        sql`(${members.answers}, ${members.correct}, ${members.standing}, ${members.weekStanding}, ${members.monthStanding})
          is distinct from (sums.answers, sums.correct, sums.standing, sums.week_standing, sums.month_standing)`,
      ),
    )
    .returning({ learner: members.learner });
  return rows.length;
}

/** The same for every cohort; those in which something was wrong, with the number of rows. */
export async function rebuildAllStandings(
  db: Database,
): Promise<readonly { readonly cohort: string; readonly rows: number }[]> {
  const found: { cohort: string; rows: number }[] = [];
  for (const { id } of await db.select({ id: cohorts.id }).from(cohorts).orderBy(asc(cohorts.id)))
    found.push({ cohort: id, rows: await rebuildStandings(db, id) });
  return found.filter(({ rows }) => rows > 0);
}
