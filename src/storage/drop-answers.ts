/** Answers to drops: recorded once each, many in one commit; and what was answered, for learners, staff and reveals. */
import { and, asc, count, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import type { Pause } from '../tutor/streak.ts';
import { type Judged, type NewDropAnswer, prepareAnswers } from './answer-statement.ts';
import { joinCohort } from './boards.ts';
import { type Collect, createCollector } from './collector.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { cohorts, dropAnswers, drops } from './tables/drops.ts';
import { learners } from './tables/people.ts';
import { notices } from './tables/reports.ts';
import { members, streakPauses } from './tables/standings.ts';

export type { NewDropAnswer } from './answer-statement.ts';
export type DropAnswer = typeof dropAnswers.$inferSelect;

/**
 * What became of an answer. `first`: it counts. `repeat`: there was one before, here it is. `closed`: too late, or the drop
 * is void or was never posted: nothing was stored. `gone`: there is no such drop.
 */
export type Answered =
  | { readonly outcome: 'first'; readonly answer: StoredAnswer; readonly earned: number }
  | { readonly outcome: 'repeat'; readonly answer: StoredAnswer }
  | { readonly outcome: 'closed' | 'gone' };

export interface StoredAnswer {
  readonly moves: Moves;
  readonly score: number;
  readonly points: number;
  readonly hint: boolean;
  /** The press. */
  readonly at: number;
}

interface Desk {
  readonly collect: Collect<NewDropAnswer, Judged>;
  /** Drops whose public count may have changed, for whoever edits the messages. */
  readonly touched: Set<string>;
  /** Learners who are just becoming members: a double press joins once. */
  readonly joining: Map<string, Promise<void>>;
}

/** The cohort and the learner: what a standing belongs to. */
const seatOf = ({ drop, learner }: NewDropAnswer): string => `${drop.slice(0, drop.lastIndexOf('-'))} ${learner}`;

const deskOf = perDatabase((db): Desk => {
  const statements = prepareAnswers(db);
  const collect = createCollector<NewDropAnswer, Judged>({
    flight: statements.many,
    single: statements.one,
    // one learner answers drops of one cohort one after the other: a flight moves each standing once
    keyOf: seatOf,
  });
  return { collect, touched: new Set(), joining: new Map() };
});

/**
 * Records an answer together with everybody else's who is answering now; resolves after the commit. The learner's first
 * answer in a cohort makes them a member. A rejection means that nothing is known to be stored: the same answer may be
 * given again without harm.
 */
export async function recordAnswer(db: Database, answer: NewDropAnswer): Promise<Answered> {
  const desk = deskOf(db);
  let judged = await desk.collect(answer);
  if (judged.outcome === 'stranger') {
    await join(db, desk, answer);
    judged = await desk.collect(answer);
  }
  switch (judged.outcome) {
    case 'first': {
      desk.touched.add(answer.drop);
      const { moves, score, points, hint, at } = answer;
      return { outcome: 'first', answer: { moves, score, points, hint, at }, earned: judged.earned ?? points };
    }
    case 'repeat':
    case 'closed': {
      const stored = await findAnswer(db, answer.drop, answer.learner);
      if (stored !== undefined) return { outcome: 'repeat', answer: stored };
      if (judged.outcome === 'closed') return { outcome: 'closed' };
      throw new Error(`answer ${answer.drop} ${answer.learner} neither stored nor found`);
    }
    case 'gone':
      return { outcome: 'gone' };
    case 'stranger':
      throw new Error(`${answer.learner} could not join the cohort of ${answer.drop}`);
    default:
      return judged.outcome satisfies never;
  }
}

async function join(db: Database, { joining }: Desk, answer: NewDropAnswer): Promise<void> {
  const seat = seatOf(answer);
  const joined =
    joining.get(seat) ??
    joinCohort(db, answer.drop, answer.learner, answer.at).finally(() => {
      joining.delete(seat);
    });
  joining.set(seat, joined);
  await joined;
}

/** Takes the ids of the drops that were answered through this process since it was last asked. */
export function takeTouched(db: Database): readonly string[] {
  const desk = deskOf(db);
  const all = [...desk.touched];
  desk.touched.clear();
  return all;
}

/** Puts them back: their messages could not be changed now. */
export function touch(db: Database, ids: readonly string[]): void {
  const desk = deskOf(db);
  for (const id of ids) desk.touched.add(id);
}

const storedColumns = {
  moves: dropAnswers.moves,
  score: dropAnswers.score,
  points: dropAnswers.points,
  hint: dropAnswers.hint,
  at: dropAnswers.at,
};

export async function findAnswer(db: Database, drop: string, learner: string): Promise<StoredAnswer | undefined> {
  const [row] = await db
    .select(storedColumns)
    .from(dropAnswers)
    .where(and(eq(dropAnswers.drop, drop), eq(dropAnswers.learner, learner)));
  return row;
}

const answerColumns = {
  drop: dropAnswers.drop,
  learner: dropAnswers.learner,
  localDate: drops.localDate,
  question: sql<string>`${drops.question}`,
  version: sql<string>`${drops.version}`,
  confidence: dropAnswers.confidence,
  ...storedColumns,
};
export type AnswerRow = StoredAnswer & {
  readonly drop: string;
  readonly learner: string;
  readonly localDate: string;
  readonly question: string;
  readonly version: string;
  readonly confidence: DropAnswer['confidence'];
};

/** A learner's answers in a cohort, the oldest drop first. */
export async function answersOf(db: Database, cohort: string, learner: string): Promise<readonly AnswerRow[]> {
  return db
    .select(answerColumns)
    .from(drops)
    .innerJoin(dropAnswers, eq(drops.id, dropAnswers.drop))
    .where(and(eq(drops.cohort, cohort), eq(dropAnswers.learner, learner)))
    .orderBy(asc(drops.localDate));
}

/** Everybody's answers in a cohort to drops due since `since` (milliseconds), by drop: for staff. */
export async function answersFor(db: Database, cohort: string, since = 0): Promise<readonly AnswerRow[]> {
  return db
    .select(answerColumns)
    .from(drops)
    .innerJoin(dropAnswers, eq(drops.id, dropAnswers.drop))
    .where(and(eq(drops.cohort, cohort), gte(drops.dueAt, since)))
    .orderBy(asc(drops.localDate), asc(dropAnswers.learner));
}

export async function countAnswers(db: Database, drop: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(dropAnswers).where(eq(dropAnswers.drop, drop));
  return row?.n ?? 0;
}

/** How a drop went. `choices`: the commonest answers as moves, the most frequent first; at most 50. */
export interface Tally {
  readonly answers: number;
  readonly right: number;
  readonly partly: number;
  readonly wrong: number;
  readonly choices: readonly { readonly moves: Moves; readonly count: number }[];
}

export async function tallyOf(db: Database, drop: string): Promise<Tally> {
  const [sums] = await db
    .select({
      answers: count(),
      right: sql`count(*) filter (where ${dropAnswers.score} >= 0.999)`.mapWith(Number),
      wrong: sql`count(*) filter (where ${dropAnswers.score} <= 0)`.mapWith(Number),
    })
    .from(dropAnswers)
    .where(eq(dropAnswers.drop, drop));
  const choices = await db
    .select({ moves: dropAnswers.moves, count: count() })
    .from(dropAnswers)
    .where(eq(dropAnswers.drop, drop))
    .groupBy(dropAnswers.moves)
    .orderBy(sql`count(*) desc`, sql`${dropAnswers.moves}::text`)
    .limit(50);
  const { answers = 0, right = 0, wrong = 0 } = sums ?? {};
  return { answers, right, wrong, partly: answers - right - wrong, choices };
}

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
 * Gives full marks after a report was accepted; points only ever go up. The number of learners it helped: each of them is
 * told once. `newId` makes ids for notices.
 */
export async function mendAnswers(db: Database, mend: Mend, newId: () => string, now: number): Promise<number> {
  return db.transaction(async (tx) => {
    const worth = sql<number>`case when ${dropAnswers.hint} then ${mend.worth.hint}::integer else ${mend.worth.plain}::integer end`;
    const rows = await tx
      .select({
        drop: dropAnswers.drop,
        learner: dropAnswers.learner,
        cohort: drops.cohort,
        week: drops.week,
        month: drops.month,
        gained: sql`greatest(0, ${worth} - ${dropAnswers.points})`.mapWith(Number),
      })
      .from(dropAnswers)
      .innerJoin(drops, eq(drops.id, dropAnswers.drop))
      .innerJoin(cohorts, eq(cohorts.id, drops.cohort))
      .where(
        and(
          eq(cohorts.community, mend.community),
          eq(drops.question, mend.question),
          eq(drops.version, mend.version),
          lt(dropAnswers.score, 0.999),
          mend.moves === undefined ? undefined : sql`${dropAnswers.moves} = ${JSON.stringify(mend.moves)}::text::jsonb`,
        ),
      )
      // as the statement that records answers takes members
      .orderBy(asc(drops.cohort), asc(dropAnswers.learner), asc(dropAnswers.drop))
      .for('update', { of: dropAnswers });
    const gains = new Map<string, number>();
    for (const row of rows) {
      const { gained, week, month } = row;
      gains.set(row.learner, (gains.get(row.learner) ?? 0) + gained);
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
    const at = new Date(now).toISOString();
    for (const [learner, points] of gains)
      await tx.insert(notices).select(
        sql`select ${newId()}::text, ${learners.id}, ${mend.question}::text, ${points}::integer, ${at}::timestamptz
          from ${learners} where ${eq(learners.id, learner)}`,
      );
    return gains.size;
  });
}

/** From now on drops cost the learner's streak nothing. The learner must be known; a pause that lasts is left as it is. */
export async function pauseStreak(db: Database, learner: string, now: number): Promise<void> {
  await db.insert(streakPauses).values({ learner, from: now }).onConflictDoNothing();
}

export async function resumeStreak(db: Database, learner: string, now: number): Promise<void> {
  await db
    .update(streakPauses)
    .set({ until: now })
    .where(and(eq(streakPauses.learner, learner), isNull(streakPauses.until)));
}

/** For `streakOf`; the one without an end lasts. */
export async function pausesOf(db: Database, learner: string): Promise<readonly Pause[]> {
  const rows = await db
    .select({ from: streakPauses.from, until: streakPauses.until })
    .from(streakPauses)
    .where(eq(streakPauses.learner, learner))
    .orderBy(asc(streakPauses.from));
  return rows.map(({ from, until }) => (until === null ? { from } : { from, until }));
}
