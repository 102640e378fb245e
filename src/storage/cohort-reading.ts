/** Which lessons most members of a cohort have read: what drops without a plan are chosen from, worked out before they are due. */
import { and, asc, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { cohorts } from './tables/drops.ts';
import { lessonProgress } from './tables/lessons.ts';
import { members } from './tables/standings.ts';

/** Of a larger cohort those who stand highest are looked at. */
const MOST_MEMBERS = 300;

/**
 * Works it out anew for up to `limit` cohorts without a plan whose next drop is due in that time (milliseconds since 1970)
 * and whose figure is older than `stale`; gives back how many they were.
 */
export async function refreshReading(
  db: Database,
  due: { readonly from: number; readonly to: number },
  stale: number,
  limit: number,
  now: number,
): Promise<number> {
  const old = db.$with('old').as(
    db
      .select({ id: cohorts.id })
      .from(cohorts)
      .where(
        and(
          gt(cohorts.nextAt, due.from),
          lte(cohorts.nextAt, due.to),
          isNull(cohorts.lessonsAWeek),
          isNull(cohorts.lessonDates),
          or(isNull(cohorts.readAt), lte(cohorts.readAt, stale)),
        ),
      )
      .orderBy(asc(cohorts.nextAt))
      .limit(limit)
      .for('update', { skipLocked: true }),
  );
  const some = sql`(select ${members.learner} as learner from ${members} where ${members.cohort} = ${cohorts.id}
    order by ${members.standing} desc limit ${sql.raw(String(MOST_MEMBERS))})`;
  const read = sql`(select ${lessonProgress.lesson} as lesson, count(*) as readers from ${some} m
    join ${lessonProgress} on ${lessonProgress.learner} = m.learner and ${lessonProgress.finishedAt} is not null group by 1)`;
  const rows = await db
    .with(old)
    .update(cohorts)
    .set({
      readAt: now,
      readByMost: sql`(select coalesce(jsonb_agg(r.lesson order by r.lesson), '[]') from ${read} r
        where r.readers * 2 > (select count(*) from ${some} a))`,
    })
    .where(inArray(cohorts.id, db.select().from(old)))
    .returning({ id: cohorts.id });
  return rows.length;
}
