/** All that decides what a learner does next, read in one statement. */
import { sql } from 'drizzle-orm';
import { STOPPED } from '../tutor/placement.ts';
import type { Cohort } from './cohorts.ts';
import type { Database } from './database.ts';
import { type LessonProgress, withKnown } from './known.ts';
import { perDatabase } from './per-database.ts';
import type { OpenRun } from './runs.ts';
import { isoOf } from './tables/moment.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { discussions, lessonProgress, participations } from './tables/lessons.ts';
import { learners, type LearnerSettings } from './tables/people.ts';
import { reviews } from './tables/reviews.ts';
import { attempts, type Purpose, runs, scores } from './tables/runs.ts';
import { members } from './tables/standings.ts';

/** A cohort of theirs, or of the community that they are in; with what decides where its plan is. */
export interface NearCohort extends Pick<
  Cohort,
  'community' | 'place' | 'zone' | 'weekdays' | 'skipDates' | 'pauses' | 'starts' | 'lessonsAWeek' | 'lessonDates'
> {
  /** How many daily questions they have answered in it; null when they are no member. */
  readonly answers: number | null;
  /** Daily questions that are open and that they have not answered, what closes first is first. */
  readonly open: readonly { readonly drop: string; readonly question: string }[];
}

/** A run that they began of late and did not finish. */
export interface WaitingRun extends Pick<OpenRun, 'id' | 'left'> {
  readonly purpose: Purpose;
}

export interface Standpoint {
  /** Those in which they answered most first, others as they were made. */
  readonly cohorts: readonly NearCohort[];
  /** Items of the review list that are due: `term:<id>`, `question:<id>`. */
  readonly due: readonly string[];
  /** Reviewed since `since`. */
  readonly reviewed: number;
  readonly settings: LearnerSettings;
  /** Their score: all points of practice and of daily questions, with what staff gave and took. */
  readonly points: number;
  /** The latest first, and those that they know without having opened them. */
  readonly lessons: readonly LessonProgress[];
  readonly run: WaitingRun | null;
  /** Answers in runs, and to daily questions. */
  readonly tried: number;
  readonly dropped: number;
  /** They were asked where to start, however far they went. */
  readonly placed: boolean;
  /** Share-outs that they took part in. */
  readonly shared: readonly string[];
}

export interface Standing {
  readonly learner: string;
  readonly community: string;
  /** Milliseconds since 1970: the present, and since when reviews are counted and runs looked at. */
  readonly now: number;
  readonly since: number;
  readonly begunSince: number;
}

const prepared = perDatabase((db) => {
  const p = (name: string, type = 'text') => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const me = p('learner');
  const now = p('now', 'timestamptz');
  return db
    .select({
      cohorts: sql<readonly NearCohort[]>`(
        select coalesce(jsonb_agg(to_jsonb(near) - 'created' order by near.answers desc nulls last, near.created), '[]'::jsonb)
        from (
          select c.community, c.place, c.zone, c.weekdays, c.skip_dates as "skipDates", c.pauses, c.starts,
            c.lessons_a_week as "lessonsAWeek", c.lesson_dates as "lessonDates", c.created_at as created, m.answers,
            (select coalesce(jsonb_agg(jsonb_build_object('drop', d.id, 'question', d.question)
                order by d.closes_at, d.id), '[]'::jsonb)
              from ${drops} d
              where d.cohort = c.id and d.local_date > (${now} - interval '10 days')::date and d.state = 'posted'
                and d.closed_at is null and d.closes_at > ${now} and d.question is not null
                and not exists (select 1 from ${dropAnswers} a where a.drop = d.id and a.learner = ${me})) as open
          from ${cohorts} c left join ${members} m on m.cohort = c.id and m.learner = ${me}
          where c.community = ${p('community')}
            or c.id in (select n.cohort from ${members} n where n.learner = ${me})) near)`,
      due: sql<readonly string[]>`(select coalesce(jsonb_agg(v.item order by v.due), '[]'::jsonb)
        from ${reviews} v where v.learner = ${me} and v.due <= ${now})`,
      reviewed: sql<number>`(select count(*)::integer from ${reviews} v
        where v.learner = ${me} and v.reviewed_at >= ${p('since', 'timestamptz')})`,
      lessons: sql<readonly LessonProgress[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('lesson', l.lesson, 'card', l.card,
          'finished', l.finished_at is not null, 'seenAt', (extract(epoch from l.seen_at) * 1000)::double precision)
          order by l.seen_at desc), '[]'::jsonb)
        from ${lessonProgress} l where l.learner = ${me})`,
      settings: sql<LearnerSettings>`coalesce((select l.settings from ${learners} l where l.id = ${me}), '{}'::jsonb)`,
      points: sql<number>`((select coalesce(sum(s.points), 0) from ${scores} s where s.learner = ${me})
        + (select coalesce(sum(m.standing - m.credit), 0) from ${members} m where m.learner = ${me}))::integer`,
      run: sql<WaitingRun | null>`(
        select jsonb_build_object('id', r.id, 'purpose', r.purpose, 'left', open.questions)
        from ${runs} r cross join lateral (
          select jsonb_agg(item->'question' order by n) as questions
          from jsonb_array_elements(r.items) with ordinality as i(item, n)
          where not exists (select 1 from ${attempts} a where a.run = r.id and a.item = n - 1)) open
        where r.learner = ${me} and (r.purpose = 'quiz' or (r.purpose = 'placement' and r.subject <> ${STOPPED}))
          and r.created_at >= ${p('begunSince', 'timestamptz')} and open.questions is not null
        order by r.created_at desc limit 1)`,
      tried: sql<number>`(select count(*)::integer from ${attempts} a where a.learner = ${me})`,
      dropped: sql<number>`(select count(*)::integer from ${dropAnswers} a where a.learner = ${me})`,
      placed: sql<boolean>`exists (select 1 from ${runs} r where r.learner = ${me} and r.purpose = 'placement')`,
      shared: sql<readonly string[]>`(
        select coalesce(jsonb_agg(distinct d.share_out), '[]'::jsonb)
        from ${participations} t join ${discussions} d on d.id = t.discussion where t.learner = ${me})`,
    })
    .from(sql`(select 1) one`)
    .prepare('find_standpoint');
});

export async function findStandpoint(db: Database, given: Standing): Promise<Standpoint> {
  const { now, since, begunSince } = given;
  const times = { now: isoOf(now), since: isoOf(since), begunSince: isoOf(begunSince) };
  const [row] = await prepared(db).execute({ ...given, ...times });
  if (row === undefined) throw new Error('one row was selected and none came');
  return { ...row, lessons: withKnown(row.lessons, row.settings.known ?? []) };
}
