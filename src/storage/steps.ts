/** All that decides what a learner does next, read in one statement. */
import { sql } from 'drizzle-orm';
import { STOPPED } from '../tutor/placement.ts';
import type { Database } from './database.ts';
import { type LessonProgress, withKnown } from './known.ts';
import { perDatabase } from './per-database.ts';
import type { OpenRun } from './runs.ts';
import { isoOf } from './tables/moment.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { discussions, lessonProgress, participations } from './tables/lessons.ts';
import { learners } from './tables/people.ts';
import { reviews } from './tables/reviews.ts';
import { attempts, type Purpose, runs } from './tables/runs.ts';
import { members } from './tables/standings.ts';

/** A drop that is open and that they have not answered, of a cohort of theirs or of the community that they are in. */
export interface WaitingDrop {
  readonly drop: string;
  readonly question: string;
  readonly cohort: string;
  readonly community: string;
  readonly place: string;
  /** They have answered in that cohort before. */
  readonly member: boolean;
}

/** A run that they began of late and did not finish. */
export interface WaitingRun extends Pick<OpenRun, 'id' | 'left'> {
  readonly purpose: Purpose;
}

export interface Standpoint {
  readonly drops: readonly WaitingDrop[];
  /** Things of the review list that are due. */
  readonly due: number;
  /** Reviewed since `since`. */
  readonly reviewed: number;
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
  readonly place: string;
  /** Milliseconds since 1970: the present, and since when reviews are counted and runs looked at. */
  readonly now: number;
  readonly since: number;
  readonly begunSince: number;
}

const prepared = perDatabase((db) => {
  const p = (name: string, type = 'text') => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
  const me = p('learner');
  const now = p('now', 'timestamptz');
  const mine = sql`exists (select 1 from ${members} m where m.cohort = c.id and m.learner = ${me})`;
  return db
    .select({
      drops: sql<readonly WaitingDrop[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('drop', d.id, 'question', d.question, 'cohort', c.id,
          'community', c.community, 'place', c.place, 'member', ${mine}) order by d.closes_at, d.id), '[]'::jsonb)
        from ${cohorts} c join ${drops} d on d.cohort = c.id
        where (c.community = ${p('community')} or c.id in (select m.cohort from ${members} m where m.learner = ${me}))
          and d.local_date > (${now} - interval '10 days')::date and d.state = 'posted' and d.closed_at is null
          and d.closes_at > ${now} and d.question is not null
          and not exists (select 1 from ${dropAnswers} a where a.drop = d.id and a.learner = ${me}))`,
      due: sql<number>`(select count(*)::integer from ${reviews} v where v.learner = ${me} and v.due <= ${now})`,
      reviewed: sql<number>`(select count(*)::integer from ${reviews} v
        where v.learner = ${me} and v.reviewed_at >= ${p('since', 'timestamptz')})`,
      lessons: sql<readonly LessonProgress[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('lesson', l.lesson, 'card', l.card,
          'finished', l.finished_at is not null, 'seenAt', (extract(epoch from l.seen_at) * 1000)::double precision)
          order by l.seen_at desc), '[]'::jsonb)
        from ${lessonProgress} l where l.learner = ${me})`,
      known: sql<readonly string[]>`coalesce(
        (select l.settings->'known' from ${learners} l where l.id = ${me}), '[]'::jsonb)`,
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
  const { known, lessons, ...rest } = row;
  return { ...rest, lessons: withKnown(lessons, known) };
}
