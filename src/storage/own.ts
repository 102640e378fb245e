/** The shelves of communities' own questions: what stands on each, and how it came there. */
import { and, asc, count, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { isSame, ownId } from '../content/own.ts';
import type { QuestionSource } from '../questions/index.ts';
import type { Database } from './database.ts';
import { isoOf } from './tables/moment.ts';
import { ownQuestions, ownShelves, ownUploads } from './tables/own.ts';
import { reviews } from './tables/reviews.ts';

export interface OwnShelf {
  readonly community: string;
  readonly revision: number;
  /** Milliseconds since 1970, as all moments here. */
  readonly changedAt: number;
}

export interface OwnEdition {
  readonly id: string;
  readonly edition: number;
  readonly source: QuestionSource;
  /** Empty when whoever added it is forgotten. */
  readonly by: string;
  readonly at: number;
}

const COLUMNS = {
  id: ownQuestions.id,
  edition: ownQuestions.edition,
  source: ownQuestions.source,
  by: ownQuestions.by,
  at: ownQuestions.at,
};
const isAsked = isNull(ownQuestions.until);

/** Shelves that changed at this moment or after it. */
export async function shelvesSince(db: Database, since: number): Promise<readonly OwnShelf[]> {
  const { community, revision, changedAt } = ownShelves;
  return db.select({ community, revision, changedAt }).from(ownShelves).where(gte(ownShelves.changedAt, since));
}

/** What stands on the shelf now, in the order of the ids. */
export async function readShelf(db: Database, community: string): Promise<readonly OwnEdition[]> {
  return db
    .select(COLUMNS)
    .from(ownQuestions)
    .where(and(eq(ownQuestions.community, community), isAsked))
    .orderBy(asc(ownQuestions.id));
}

/** All editions of one question, the latest first; empty when it is not this community's. */
export async function editionsOf(db: Database, community: string, id: string): Promise<readonly OwnEdition[]> {
  return db
    .select(COLUMNS)
    .from(ownQuestions)
    .where(and(eq(ownQuestions.community, community), eq(ownQuestions.id, id)))
    .orderBy(desc(ownQuestions.edition));
}

export interface Putting {
  readonly community: string;
  /** For a shelf that does not stand yet. */
  readonly key: string;
  readonly by: string;
  /** As they are on the shelf of their community: without its key. */
  readonly questions: readonly QuestionSource[];
  /** So many may stand on a shelf. */
  readonly most: number;
}

/** `full`: nothing was put there, and this many would have been. */
export type Put =
  | {
      readonly kind: 'put';
      readonly added: readonly string[];
      readonly changed: readonly string[];
      readonly same: number;
    }
  | { readonly kind: 'full'; readonly total: number };

/**
 * Puts questions on a shelf: new ones, new editions of those whose words differ, and nothing where all is the same. All of them
 * or none; two who do so at once come one after the other. The community must be known.
 */
export async function putOwn(db: Database, given: Putting, now: number): Promise<Put> {
  const { community, by, questions, most } = given;
  return db.transaction(async (tx) => {
    // the shelf's row is held until the end
    const [shelf] = await tx
      .insert(ownShelves)
      .values({ community, key: given.key, revision: 1, changedAt: now })
      .onConflictDoUpdate({ target: ownShelves.community, set: later(now) })
      .returning({ key: ownShelves.key });
    const key = shelf?.key ?? given.key;
    const ids = questions.map(({ id }) => ownId(key, id));
    const before = await tx
      .select({
        ...COLUMNS,
        last: sql<number>`max(${ownQuestions.edition}) over (partition by ${ownQuestions.id})`,
        until: ownQuestions.until,
      })
      .from(ownQuestions)
      .where(and(eq(ownQuestions.community, community), inArray(ownQuestions.id, ids)));
    const asked = new Map(before.filter(({ until }) => until === null).map((one) => [one.id, one]));
    const last = new Map(before.map((one) => [one.id, one.last]));
    const differs = questions.flatMap((source) => {
      const id = ownId(key, source.id);
      const is = asked.get(id);
      return is !== undefined && isSame(is.source, source) ? [] : [{ id, source, isNew: is === undefined }];
    });
    const [standing] = await tx
      .select({ n: count() })
      .from(ownQuestions)
      .where(and(eq(ownQuestions.community, community), isAsked));
    const added = differs.filter(({ isNew }) => isNew).map(({ id }) => id);
    const total = (standing?.n ?? 0) + added.length;
    if (total > most) return { kind: 'full', total };
    const changed = differs.filter(({ isNew }) => !isNew).map(({ id }) => id);
    if (changed.length > 0)
      await tx
        .update(ownQuestions)
        .set({ until: now })
        .where(and(inArray(ownQuestions.id, changed), isAsked));
    if (differs.length > 0)
      await tx.insert(ownQuestions).values(
        differs.map(({ id, source }) => ({
          community,
          id,
          edition: (last.get(id) ?? 0) + 1,
          source,
          by,
          at: now,
        })),
      );
    return { kind: 'put', added, changed, same: questions.length - differs.length };
  });
}

/** Takes these off the shelf for good, with all their editions; returns how many there were. */
export async function removeOwn(
  db: Database,
  community: string,
  which: readonly string[] | 'all',
  now: number,
): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.update(ownShelves).set(later(now)).where(eq(ownShelves.community, community));
    const gone = await tx
      .delete(ownQuestions)
      .where(
        and(eq(ownQuestions.community, community), which === 'all' ? undefined : inArray(ownQuestions.id, [...which])),
      )
      .returning({ id: ownQuestions.id, until: ownQuestions.until });
    const items = [...new Set(gone.map(({ id }) => `question:${id}`))];
    // nobody is reminded of what is not asked any more
    if (items.length > 0) await tx.delete(reviews).where(inArray(reviews.item, items));
    return gone.filter(({ until }) => until === null).length;
  });
}

/** Never before the change before it, whatever the clocks of two processes say. */
const later = (now: number) => ({
  revision: sql`${ownShelves.revision} + 1`,
  changedAt: sql`greatest(${ownShelves.changedAt}, ${isoOf(now)}::timestamptz)`,
});

export interface OwnUpload {
  readonly id: string;
  readonly community: string;
  readonly learner: string;
  readonly name: string;
  readonly questions: readonly QuestionSource[];
}

/** Keeps what was read until its owner says yes. */
export async function keepUpload(db: Database, upload: OwnUpload, now: number): Promise<void> {
  await db.delete(ownUploads).where(lt(ownUploads.at, now - UPLOADS_KEPT));
  await db.insert(ownUploads).values({ ...upload, at: now });
}

/** Gone when it was taken, or is a day old. */
export async function findUpload(db: Database, id: string, now: number): Promise<OwnUpload | undefined> {
  const [row] = await db
    .select()
    .from(ownUploads)
    .where(and(eq(ownUploads.id, id), gte(ownUploads.at, now - UPLOADS_KEPT)));
  return row;
}

export async function dropUpload(db: Database, id: string): Promise<void> {
  await db.delete(ownUploads).where(eq(ownUploads.id, id));
}

/** Milliseconds. */
const UPLOADS_KEPT = 24 * 3_600_000;
