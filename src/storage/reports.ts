/** Reports of questions, decisions about them, and the re-grade that follows: upward only, in one transaction. */
import { and, asc, count, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import type { Database } from './database.ts';
import { type Decision, notices, reports, rulings } from './tables/reports.ts';
import { attempts, scores } from './tables/runs.ts';

export interface Report {
  readonly id: string;
  readonly community: string;
  readonly learner: string;
  readonly question: string;
  readonly version: string;
  readonly reason: string;
  readonly words: string;
  readonly moves: Moves | null;
  readonly decision: Decision | null;
}

/** False when this learner has reported this version before. */
export async function addReport(db: Database, report: Omit<Report, 'decision'>, now: number): Promise<boolean> {
  const rows = await db
    .insert(reports)
    .values({ ...report, createdAt: new Date(now) })
    .onConflictDoNothing()
    .returning({ id: reports.id });
  return rows.length > 0;
}

export async function findReport(db: Database, id: string): Promise<Report | undefined> {
  const [row] = await db.select().from(reports).where(eq(reports.id, id));
  return row;
}

/** Undecided reports of a community, the oldest first. */
export async function openReports(db: Database, community: string, limit = 10): Promise<readonly Report[]> {
  return db
    .select()
    .from(reports)
    .where(and(eq(reports.community, community), isNull(reports.decision)))
    .orderBy(asc(reports.createdAt))
    .limit(limit);
}

export async function countOpenReports(db: Database, community: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(reports)
    .where(and(eq(reports.community, community), isNull(reports.decision)));
  return row?.n ?? 0;
}

export interface Ruling {
  readonly question: string;
  readonly version: string;
  readonly kind: 'accept' | 'void';
  /** JSON text of the accepted moves; empty for `void`. */
  readonly moves: string;
}

export async function rulingsOn(
  db: Database,
  community: string,
  question: string,
  version: string,
): Promise<readonly Ruling[]> {
  return db
    .select({ question: rulings.question, version: rulings.version, kind: rulings.kind, moves: rulings.moves })
    .from(rulings)
    .where(and(eq(rulings.community, community), eq(rulings.question, question), eq(rulings.version, version)));
}

/** Versions of questions that a community does not want asked any more. */
export async function voided(db: Database, community: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ question: rulings.question, version: rulings.version })
    .from(rulings)
    .where(and(eq(rulings.community, community), eq(rulings.kind, 'void')));
  return new Set(rows.map((row) => `${row.question}@${row.version}`));
}

export interface Decided {
  /** False when somebody else had decided it before: then nothing was changed. */
  readonly fresh: boolean;
  /** Learners whose points went up. */
  readonly helped: number;
}

/**
 * Decides a report and mends what follows from it, in one transaction. `void`: every first attempt at this version in the
 * community earns what a right answer would have. `accept`: so does every one with the same moves. Points never go down.
 * `worth`: points of a right answer without and with the hint. `newId` makes ids for notices.
 */
export async function decideReport(
  db: Database,
  id: string,
  decision: Decision,
  by: string,
  worth: { readonly plain: number; readonly hint: number },
  newId: () => string,
  now: number,
): Promise<Decided> {
  return db.transaction(async (tx) => {
    const at = new Date(now);
    const [report] = await tx
      .update(reports)
      .set({ decision, decidedBy: by, decidedAt: at })
      .where(and(eq(reports.id, id), isNull(reports.decision)))
      .returning();
    if (report === undefined) return { fresh: false, helped: 0 };
    if (decision === 'keep') return { fresh: true, helped: 0 };
    const moves = decision === 'accept' ? JSON.stringify(report.moves ?? []) : '';
    await tx
      .insert(rulings)
      .values({
        community: report.community,
        question: report.question,
        version: report.version,
        kind: decision,
        moves,
        decidedBy: by,
        decidedAt: at,
      })
      .onConflictDoNothing();
    // whoever reported the same thing has the same answer
    const same = and(
      eq(reports.community, report.community),
      eq(reports.question, report.question),
      eq(reports.version, report.version),
      isNull(reports.decision),
    );
    await tx
      .update(reports)
      .set({ decision, decidedBy: by, decidedAt: at })
      .where(decision === 'void' ? same : and(same, sql`${reports.moves} = ${moves}::jsonb`));
    const worthOf = sql<number>`case when ${attempts.hint} then ${worth.hint}::integer else ${worth.plain}::integer end`;
    const concerned = and(
      eq(attempts.community, report.community),
      eq(attempts.question, report.question),
      eq(attempts.version, report.version),
      eq(attempts.first, true),
      lt(attempts.score, 1),
      ...(decision === 'accept' ? [sql`${attempts.moves} = ${moves}::jsonb`] : []),
    );
    const before = await tx
      .select({ id: attempts.id, learner: attempts.learner, points: attempts.points, worth: worthOf.mapWith(Number) })
      .from(attempts)
      .where(concerned)
      .orderBy(asc(attempts.learner))
      .for('update');
    if (before.length === 0) return { fresh: true, helped: 0 };
    await tx
      .update(attempts)
      .set({ score: 1, points: sql`greatest(${attempts.points}, ${worthOf})` })
      .where(
        inArray(
          attempts.id,
          before.map((row) => row.id),
        ),
      );
    for (const row of before) {
      const gained = Math.max(0, row.worth - row.points);
      await tx
        .update(scores)
        .set({ points: sql`${scores.points} + ${gained}`, correct: sql`${scores.correct} + 1` })
        .where(and(eq(scores.community, report.community), eq(scores.learner, row.learner)));
      await tx
        .insert(notices)
        .values({ id: newId(), learner: row.learner, question: report.question, points: gained, createdAt: at });
    }
    return { fresh: true, helped: before.length };
  });
}

export interface Notice {
  readonly question: string;
  readonly points: number;
}

/** Takes the learner's notices: each is told once. */
export async function takeNotices(db: Database, learner: string): Promise<readonly Notice[]> {
  return db
    .delete(notices)
    .where(eq(notices.learner, learner))
    .returning({ question: notices.question, points: notices.points });
}
