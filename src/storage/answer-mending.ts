/** What a ruling does to answers that were given before it: full marks, in runs and in drops alike; points only ever go up. */
import { and, asc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import { RIGHT } from '../tutor/score.ts';
import type { Database } from './database.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';
import { learners } from './tables/people.ts';
import { news } from './tables/reports.ts';
import { attempts, scores } from './tables/runs.ts';
import { members } from './tables/standings.ts';

export interface Mend {
  readonly community: string;
  readonly question: string;
  readonly version: string;
  /** Only answers with these moves; absent: all of them (the question was voided). */
  readonly moves?: Moves;
  /** Points of a right answer without and with the hint. */
  readonly worth: { readonly plain: number; readonly hint: number };
}

/**
 * Mends the answers that count; the number of them. Every learner whom it helped is told once, whatever it helped. To be
 * called in the transaction that stores the ruling. `newId` makes ids for the news.
 */
export async function mend(tx: Database, given: Mend, newId: () => string, now: number): Promise<number> {
  const gains = new Map<string, number>();
  const gain = (learner: string, points: number): void => void gains.set(learner, (gains.get(learner) ?? 0) + points);
  const mended = (await mendAttempts(tx, given, gain)) + (await mendDropAnswers(tx, given, gain));
  const at = isoOf(now);
  for (const [learner, points] of gains)
    // answers to drops may outlive who gave them
    await tx.insert(news).select(
      sql`select ${newId()}::text, ${learners.id}, ${given.question}::text, ${points}::integer, ${at}::timestamptz
        from ${learners} where ${eq(learners.id, learner)}`,
    );
  return mended;
}

type Gain = (learner: string, points: number) => void;

/** What a row gains: never less than nothing. */
function gainedBy({ worth }: Mend, answers: typeof attempts | typeof dropAnswers): SQL<number> {
  return sql`greatest(0, case when ${answers.hint} then ${worth.hint}::integer else ${worth.plain}::integer end
    - ${answers.points})`.mapWith(Number);
}

const sameMoves = ({ moves }: Mend, answers: typeof attempts | typeof dropAnswers): SQL | undefined =>
  moves === undefined ? undefined : sql`${answers.moves} = ${JSON.stringify(moves)}::text::jsonb`;

async function mendAttempts(tx: Database, given: Mend, gain: Gain): Promise<number> {
  const gained = gainedBy(given, attempts);
  const rows = await tx
    .select({ id: attempts.id, learner: attempts.learner, gained })
    .from(attempts)
    .where(
      and(
        eq(attempts.community, given.community),
        eq(attempts.question, given.question),
        eq(attempts.version, given.version),
        eq(attempts.first, true),
        lt(attempts.score, RIGHT),
        sameMoves(given, attempts),
      ),
    )
    .orderBy(asc(attempts.learner))
    .for('update');
  if (rows.length === 0) return 0;
  await tx
    .update(attempts)
    .set({ score: 1, points: sql`${attempts.points} + ${gained}` })
    .where(
      inArray(
        attempts.id,
        rows.map((row) => row.id),
      ),
    );
  for (const row of rows) {
    gain(row.learner, row.gained);
    await tx
      .update(scores)
      .set({ points: sql`${scores.points} + ${row.gained}::integer`, correct: sql`${scores.correct} + 1` })
      .where(and(eq(scores.community, given.community), eq(scores.learner, row.learner)));
  }
  return rows.length;
}

async function mendDropAnswers(tx: Database, given: Mend, gain: Gain): Promise<number> {
  const rows = await tx
    .select({
      drop: dropAnswers.drop,
      learner: dropAnswers.learner,
      cohort: drops.cohort,
      week: drops.week,
      month: drops.month,
      gained: gainedBy(given, dropAnswers),
    })
    .from(dropAnswers)
    .innerJoin(drops, eq(drops.id, dropAnswers.drop))
    .innerJoin(cohorts, eq(cohorts.id, drops.cohort))
    .where(
      and(
        eq(cohorts.community, given.community),
        eq(dropAnswers.question, given.question),
        eq(dropAnswers.version, given.version),
        lt(dropAnswers.score, RIGHT),
        sameMoves(given, dropAnswers),
      ),
    )
    // as the statement that records answers takes members
    .orderBy(asc(drops.cohort), asc(dropAnswers.learner), asc(dropAnswers.drop))
    .for('update', { of: dropAnswers });
  for (const row of rows) {
    const { gained, week, month } = row;
    gain(row.learner, gained);
    await tx
      .update(dropAnswers)
      .set({ score: 1, points: sql`${dropAnswers.points} + ${gained}::integer` })
      .where(and(eq(dropAnswers.drop, row.drop), eq(dropAnswers.learner, row.learner)));
    await tx
      .update(members)
      .set({
        correct: sql`${members.correct} + 1`,
        standing: sql`${members.standing} + ${gained}::integer`,
        weekStanding: sql`${members.weekStanding} + case when ${members.week} = ${week}::integer then ${gained}::integer else 0 end`,
        monthStanding: sql`${members.monthStanding} + case when ${members.month} = ${month}::integer then ${gained}::integer else 0 end`,
      })
      .where(and(eq(members.cohort, row.cohort), eq(members.learner, row.learner)));
  }
  return rows.length;
}
