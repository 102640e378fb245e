/** Questions for the authors: counted without a name, read by staff, dismissed, found answered; and who waits for an answer. */
import { and, asc, count, desc, eq, gt, inArray, isNull, like, notLike, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { asked, askedDays, askedWishes } from './tables/asked.ts';
import { communities } from './tables/people.ts';

export interface Asked {
  readonly id: string;
  readonly community: string;
  readonly words: string;
  readonly times: number;
  /** Milliseconds since 1970, as all moments here. */
  readonly createdAt: number;
  readonly askedAt: number;
  readonly decidedAt: number | null;
  readonly foundAt: number | null;
}

const COLUMNS = {
  id: asked.id,
  community: asked.community,
  words: asked.words,
  times: asked.times,
  createdAt: asked.createdAt,
  askedAt: asked.askedAt,
  decidedAt: asked.decidedAt,
  foundAt: asked.foundAt,
};
const isOpen = and(isNull(asked.decidedAt), isNull(asked.foundAt));

export interface NewAsked {
  readonly id: string;
  readonly community: string;
  readonly key: string;
  readonly words: string;
  /** Only counted, never stored beside the words. */
  readonly learner: string;
  readonly day: number;
  /** Questions of one person a day. */
  readonly most: number;
}

/** Counts it; undefined when this person has asked enough today. The learner and the community must be known. */
export async function addAsked(db: Database, given: NewAsked, now: number): Promise<Asked | undefined> {
  const { id, community, key, words, learner, day, most } = given;
  return db.transaction(async (tx) => {
    const counted = await tx
      .insert(askedDays)
      .values({ learner, day, times: 1 })
      .onConflictDoUpdate({
        target: askedDays.learner,
        set: { day, times: sql`case when ${askedDays.day} = ${day} then ${askedDays.times} + 1 else 1 end` },
        setWhere: sql`${askedDays.day} <> ${day} or ${askedDays.times} < ${most}`,
      })
      .returning({ times: askedDays.times });
    if (counted.length === 0) return undefined;
    const [row] = await tx
      .insert(asked)
      .values({ id, community, key, words, createdAt: now, askedAt: now })
      .onConflictDoUpdate({
        target: [asked.community, asked.key],
        // what was found answered and is asked again was not found by this one
        set: { times: sql`${asked.times} + 1`, askedAt: now, foundAt: null },
      })
      .returning(COLUMNS);
    return row;
  });
}

export async function findAsked(db: Database, id: string): Promise<Asked | undefined> {
  const [row] = await db.select(COLUMNS).from(asked).where(eq(asked.id, id));
  return row;
}

/** What waits in these communities, most asked first. */
export async function openAsked(
  db: Database,
  among: readonly string[],
  limit: number,
): Promise<{ readonly list: readonly Asked[]; readonly total: number }> {
  const where = and(inArray(asked.community, [...among]), isOpen);
  const [list, [sum]] = await Promise.all([
    db
      .select(COLUMNS)
      .from(asked)
      .where(where)
      .orderBy(desc(asked.times), desc(asked.askedAt), asc(asked.id))
      .limit(limit),
    db.select({ n: count() }).from(asked).where(where),
  ]);
  return { list, total: sum?.n ?? 0 };
}

/** Takes it off the list, with those who waited for it; false when it was off already. */
export async function dismissAsked(db: Database, id: string, by: string, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(asked)
      .set({ decidedBy: by, decidedAt: now })
      .where(and(eq(asked.id, id), isOpen))
      .returning({ id: asked.id });
    if (rows.length > 0) await tx.delete(askedWishes).where(eq(askedWishes.asked, id));
    return rows.length > 0;
  });
}

/** They hear of it once. The learner must be known. */
export async function wishAsked(db: Database, id: string, learner: string, now: number): Promise<void> {
  await db.insert(askedWishes).values({ asked: id, learner, at: now }).onConflictDoNothing();
}

export async function unwishAsked(db: Database, id: string, learner: string): Promise<void> {
  await db.delete(askedWishes).where(and(eq(askedWishes.asked, id), eq(askedWishes.learner, learner)));
}

export async function countWishes(db: Database, id: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(askedWishes).where(eq(askedWishes.asked, id));
  return row?.n ?? 0;
}

/** What waits anywhere, in pages by id. */
export async function waitingAsked(db: Database, after: string, limit: number): Promise<readonly Asked[]> {
  return db
    .select(COLUMNS)
    .from(asked)
    .where(and(gt(asked.id, after), isOpen))
    .orderBy(asc(asked.id))
    .limit(limit);
}

/** Who waits for these. */
export async function wishesFor(
  db: Database,
  ids: readonly string[],
): Promise<readonly { readonly asked: string; readonly learner: string }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ asked: askedWishes.asked, learner: askedWishes.learner })
    .from(askedWishes)
    .where(inArray(askedWishes.asked, [...ids]))
    .orderBy(asc(askedWishes.asked), asc(askedWishes.learner));
}

/** They are answered, and whoever waited has a letter on its way. */
export async function markFound(db: Database, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    await tx
      .update(asked)
      .set({ foundAt: now })
      .where(inArray(asked.id, [...ids]));
    await tx.delete(askedWishes).where(inArray(askedWishes.asked, [...ids]));
  });
}

/** The communities of a platform, direct messages apart; at most two are told. */
export async function communitiesOf(db: Database, platform: string): Promise<readonly string[]> {
  const rows = await db
    .select({ id: communities.id })
    .from(communities)
    .where(and(like(communities.id, `${platform}:%`), notLike(communities.id, '%:direct')))
    .orderBy(asc(communities.id))
    .limit(2);
  return rows.map(({ id }) => id);
}
