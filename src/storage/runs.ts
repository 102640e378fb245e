/** Runs of questions: where each stands, and what it has been worth. */
import { and, desc, eq, gte, sql } from 'drizzle-orm';
import type { Move, Moves } from '../questions/kind.ts';
import type { Memory } from '../tutor/review.ts';
import type { Database } from './database.ts';
import type { RulingOnItem } from './rulings.ts';
import { type Attempt, prepared } from './run-statements.ts';
import { isoOf } from './tables/moment.ts';
import { learners } from './tables/people.ts';
import { attempts, type Purpose, type RunItem, runs, scores } from './tables/runs.ts';

export interface Run {
  readonly id: string;
  readonly learner: string;
  readonly community: string;
  readonly purpose: Purpose;
  readonly subject: string;
  readonly items: readonly RunItem[];
  readonly seed: number;
  readonly moves: Readonly<Record<string, Moves>>;
  readonly hints: readonly number[];
  /** By item; absent where it has not been answered. */
  readonly attempts: ReadonlyMap<number, Attempt>;
  /** Whether the learner wants to be asked how sure they are. */
  readonly asksConfidence: boolean;
  /** What staff of the community decided about questions of this run; of a placement, which grows, about all. */
  readonly rulings: readonly RulingOnItem[];
  /** What is remembered of those of its questions that are on the learner's review list, by id. */
  readonly reviewed: ReadonlyMap<string, Memory>;
}

/** A run that has just begun. */
const freshRun = (run: NewRun): Run => ({
  ...run,
  moves: {},
  hints: [],
  attempts: new Map(),
  asksConfidence: false,
  rulings: [],
  reviewed: new Map(),
});

export interface NewRun {
  readonly id: string;
  readonly learner: string;
  readonly community: string;
  readonly purpose: Purpose;
  readonly subject: string;
  readonly items: readonly RunItem[];
  /** 0 to 2^32-1. */
  readonly seed: number;
}

export async function createRun(db: Database, run: NewRun, now: number): Promise<Run> {
  await db.insert(runs).values({ ...run, createdAt: now });
  return freshRun(run);
}

export async function findRun(db: Database, id: string): Promise<Run | undefined> {
  const [row] = await prepared(db).find.execute({ id });
  if (row === undefined) return undefined;
  const { answered, settings, rulings, reviewed, ...run } = row;
  return {
    ...run,
    attempts: new Map(answered.map((attempt) => [attempt.item, attempt])),
    asksConfidence: settings.confidence === true,
    rulings,
    reviewed: new Map(Object.entries(reviewed)),
  };
}

/**
 * The run with this id, which begins now unless it stands already; `hint`: the hint of its first item is shown from now on.
 * A second press of the same button changes nothing.
 */
export async function ensureRun(db: Database, run: NewRun, hint: boolean, now: number): Promise<Run> {
  const hints = hint ? [0] : [];
  const seen = db.$with('seen', {}).as(sql`
    update ${learners} set seen_at = greatest(seen_at, ${isoOf(now)}::timestamptz) where id = ${run.learner}`);
  const [fresh] = await db
    .with(seen)
    .insert(runs)
    .values({ ...run, hints, createdAt: now })
    .onConflictDoUpdate({ target: runs.id, set: { hints: hint ? hints : sql`${runs.hints}` } })
    .returning({ id: runs.id, begun: sql<boolean>`xmax = 0` });
  const stands = fresh?.begun === true ? undefined : await findRun(db, run.id);
  return stands ?? { ...freshRun(run), hints };
}

/**
 * Appends a move to an item that has exactly `step` moves so far.
 * False when it has another number: the press was from an older picture of the question, or came twice.
 */
export async function addMove(db: Database, run: string, item: number, step: number, move: Move): Promise<boolean> {
  return setMoves(
    db,
    run,
    item,
    step,
    sql`coalesce(${runs.moves}->${String(item)}::text, '[]'::jsonb) || ${JSON.stringify([move])}::jsonb`,
  );
}

/** Takes the latest move back; false when the item has another number of moves than `step`. */
export async function takeMoveBack(db: Database, run: string, item: number, step: number): Promise<boolean> {
  return setMoves(db, run, item, step, sql`(${runs.moves}->${String(item)}::text) - (-1)`);
}

async function setMoves(
  db: Database,
  run: string,
  item: number,
  step: number,
  moves: ReturnType<typeof sql>,
): Promise<boolean> {
  const key = String(item);
  const changed = await db
    .update(runs)
    .set({ moves: sql`jsonb_set(${runs.moves}, array[${key}::text], ${moves})` })
    .where(and(eq(runs.id, run), sql`coalesce(jsonb_array_length(${runs.moves}->${key}::text), 0) = ${step}`))
    .returning({ id: runs.id });
  return changed.length > 0;
}

/** An item's question was changed by its author before it was answered: takes the new version, and the moves back. */
export async function renewItem(db: Database, run: string, item: number, version: string): Promise<void> {
  await db
    .update(runs)
    .set({
      items: sql`jsonb_set(${runs.items}, array[${String(item)}::text, 'version'], ${JSON.stringify(version)}::jsonb)`,
      moves: sql`${runs.moves} - ${String(item)}::text`,
    })
    .where(eq(runs.id, run));
}

/** Adds a question to a run that has exactly `after` of them; false when it has another number by now. */
export async function appendItem(db: Database, run: string, after: number, item: RunItem): Promise<boolean> {
  const changed = await db
    .update(runs)
    .set({ items: sql`${runs.items} || ${JSON.stringify([item])}::jsonb` })
    .where(and(eq(runs.id, run), sql`jsonb_array_length(${runs.items}) = ${after}`))
    .returning({ id: runs.id });
  return changed.length > 0;
}

/** The run is about something else from now on. */
export async function changeSubject(db: Database, run: string, subject: string): Promise<void> {
  await db.update(runs).set({ subject }).where(eq(runs.id, run));
}

/** The learner's latest run of a purpose that was begun since `since` (milliseconds), finished or not. */
export async function latestRun(
  db: Database,
  learner: string,
  purpose: Purpose,
  since: number,
): Promise<Run | undefined> {
  const [row] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.learner, learner), eq(runs.purpose, purpose), gte(runs.createdAt, since)))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  return row === undefined ? undefined : findRun(db, row.id);
}

/** Remembers that the hint of an item was shown; again is harmless. */
export async function markHint(db: Database, run: string, item: number): Promise<void> {
  await db
    .update(runs)
    .set({ hints: sql`${runs.hints} || ${JSON.stringify([item])}::jsonb` })
    .where(and(eq(runs.id, run), sql`not ${runs.hints} @> ${JSON.stringify([item])}::jsonb`));
}

export interface Score {
  readonly points: number;
  readonly answered: number;
  readonly correct: number;
}

/** A learner's score in runs, over all communities. */
export async function scoreOf(db: Database, learner: string): Promise<Score> {
  const [row] = await db
    .select({
      points: sql`coalesce(sum(${scores.points}), 0)`.mapWith(Number),
      answered: sql`coalesce(sum(${scores.answered}), 0)`.mapWith(Number),
      correct: sql`coalesce(sum(${scores.correct}), 0)`.mapWith(Number),
    })
    .from(scores)
    .where(eq(scores.learner, learner));
  return row ?? { points: 0, answered: 0, correct: 0 };
}

/** A run with fewer attempts than items, and the questions that it still has to ask. */
export interface OpenRun {
  readonly id: string;
  readonly subject: string;
  readonly left: readonly string[];
}

/** The learner's unfinished runs of a purpose that were begun since `since` (milliseconds), newest first. */
export async function openRuns(
  db: Database,
  learner: string,
  purpose: Purpose,
  since: number,
  limit = 5,
): Promise<readonly OpenRun[]> {
  // named in full: in a select of one table drizzle leaves the table out, and `a` has an id too
  const left = sql<readonly string[]>`(select jsonb_agg(item->'question' order by n)
    from jsonb_array_elements(${runs.items}) with ordinality as i(item, n)
    where not exists (select 1 from ${attempts} a where a.run = ${runs}.id and a.item = n - 1))`;
  return db
    .select({ id: runs.id, subject: runs.subject, left })
    .from(runs)
    .where(
      and(
        eq(runs.learner, learner),
        eq(runs.purpose, purpose),
        gte(runs.createdAt, since),
        sql`(select count(*) from ${attempts} a where a.run = ${runs.id}) < jsonb_array_length(${runs.items})`,
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(limit);
}
