/** Everything that a press on a drop depends on, read in one statement. */
import { eq, sql } from 'drizzle-orm';
import type { Memory } from '../tutor/review.ts';
import type { Answer } from './answer-shapes.ts';
import type { Cohort } from './cohorts.ts';
import type { Database } from './database.ts';
import type { Drop } from './drops.ts';
import { perDatabase } from './per-database.ts';
import { type RulingOnItem, rulingsJson } from './rulings.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { learners, type LearnerSettings } from './tables/people.ts';
import { rulings } from './tables/reports.ts';
import { reviews } from './tables/reviews.ts';
import { runs } from './tables/runs.ts';
import { members } from './tables/standings.ts';

/** A learner before a drop. */
export interface DropSeat {
  readonly drop: Drop;
  readonly cohort: Cohort;
  /** Absent before they answered it in time. */
  readonly answered?: Answer;
  /** Whether they have seen its hint. */
  readonly hint: boolean;
  /** What staff of the cohort's community decided about its question. */
  readonly rulings: readonly RulingOnItem[];
  /** What is remembered of its question; absent when it is not on their review list. */
  readonly memory?: Memory;
  /** They have answered a drop of the cohort before. */
  readonly member: boolean;
  /** Absent when they were never met. */
  readonly settings?: LearnerSettings;
}

const prepared = perDatabase((db) => {
  const learner = sql`${sql.placeholder('learner')}::text`;
  return db
    .select({
      drop: drops,
      cohort: cohorts,
      answered: sql<Answer | null>`(
        select jsonb_build_object('question', a.question, 'version', a.version, 'moves', a.moves, 'score', a.score,
          'points', a.points, 'first', true, 'hint', a.hint, 'verdict', a.verdict,
          'at', (extract(epoch from a.at) * 1000)::double precision)
        from ${dropAnswers} a where a.drop = ${drops.id} and a.learner = ${learner})`,
      hint: sql<boolean>`exists (
        select 1 from ${runs} r where r.id = ${sql.placeholder('run')}::text and r.hints @> '[0]'::jsonb)`,
      rulings: sql<readonly RulingOnItem[]>`(
        select ${rulingsJson} from ${rulings} r
        where r.community = ${cohorts.community} and r.question = ${drops.question})`,
      memory: sql<Memory | null>`(
        select v.memory from ${reviews} v where v.learner = ${learner} and v.item = 'question:' || ${drops.question})`,
      member: sql<boolean>`exists (
        select 1 from ${members} m where m.cohort = ${drops.cohort} and m.learner = ${learner})`,
      settings: sql<LearnerSettings | null>`(select l.settings from ${learners} l where l.id = ${learner})`,
    })
    .from(drops)
    .innerJoin(cohorts, eq(cohorts.id, drops.cohort))
    .where(eq(drops.id, sql.placeholder('drop')))
    .prepare('find_sitting');
});

/** `run`: the private run in which the learner opens the drop, where they may have seen its hint. */
export async function findSeat(
  db: Database,
  given: { readonly drop: string; readonly learner: string; readonly run: string },
): Promise<DropSeat | undefined> {
  const [row] = await prepared(db).execute(given);
  if (row === undefined) return undefined;
  const { answered, memory, settings, ...rest } = row;
  return {
    ...rest,
    ...(answered !== null && { answered }),
    ...(memory !== null && { memory }),
    ...(settings !== null && { settings }),
  };
}
