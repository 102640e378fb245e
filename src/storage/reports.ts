/** Reports of questions, decisions about them, and the mending that follows: upward only, in one transaction. */
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { Moves } from '../questions/kind.ts';
import { type Mend, mend } from './answer-mending.ts';
import type { Database } from './database.ts';
import { type Decision, news, reports, rulings } from './tables/reports.ts';

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

/** False when this learner has reported this version before; that they have answered it since then is added. */
export async function addReport(db: Database, report: Omit<Report, 'decision'>, now: number): Promise<boolean> {
  const rows = await db
    .insert(reports)
    .values({ ...report, createdAt: now })
    .onConflictDoUpdate({
      target: [reports.community, reports.learner, reports.question, reports.version],
      set: { moves: sql`excluded.moves`, reason: sql`excluded.reason` },
      setWhere: sql`${reports.moves} is null and ${reports.decision} is null and excluded.moves is not null`,
    })
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

export interface Decided {
  /** False when somebody else had decided it before: then nothing was changed. */
  readonly fresh: boolean;
  /** Answers that count as right now and did not before. */
  readonly helped: number;
}

/**
 * Decides a report and mends what follows from it, in runs and in drops, in one transaction. `void`: every answer to this
 * version in the community that counts earns what a right one would have. `accept`: so does every one with the same moves.
 * Points never go down. `worth`: points of a right answer without and with the hint. `newId` makes ids for news.
 */
export async function decideReport(
  db: Database,
  id: string,
  decision: Decision,
  by: string,
  worth: Mend['worth'],
  newId: () => string,
  now: number,
): Promise<Decided> {
  return db.transaction(async (tx) => {
    const [report] = await tx
      .update(reports)
      .set({ decision, decidedBy: by, decidedAt: now })
      .where(and(eq(reports.id, id), isNull(reports.decision)))
      .returning();
    if (report === undefined) return { fresh: false, helped: 0 };
    if (decision === 'keep') return { fresh: true, helped: 0 };
    const { community, question, version } = report;
    const accepted = decision === 'accept' ? (report.moves ?? []) : undefined;
    const moves = accepted === undefined ? '' : JSON.stringify(accepted);
    await tx
      .insert(rulings)
      .values({ community, question, version, kind: decision, moves, decidedBy: by, decidedAt: now })
      .onConflictDoNothing();
    // whoever reported the same thing has the same answer
    const same = and(
      eq(reports.community, community),
      eq(reports.question, question),
      eq(reports.version, version),
      isNull(reports.decision),
    );
    await tx
      .update(reports)
      .set({ decision, decidedBy: by, decidedAt: now })
      .where(decision === 'void' ? same : and(same, sql`${reports.moves} = ${moves}::jsonb`));
    const wanted = { community, question, version, worth, ...(accepted !== undefined && { moves: accepted }) };
    return { fresh: true, helped: await mend(tx, wanted, newId, now) };
  });
}

/** Good news: an answer of theirs counts as right now. */
export interface News {
  readonly question: string;
  readonly points: number;
}

/** Takes the learner's news: each is told once. */
export async function takeNews(db: Database, learner: string): Promise<readonly News[]> {
  return db.delete(news).where(eq(news.learner, learner)).returning({ question: news.question, points: news.points });
}
