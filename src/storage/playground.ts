/** The playground's rows: added, changed, removed, listed; what they mean only the playground knows. */
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Database } from './database.ts';
import { playgroundRows as rows } from './tables/platforms.ts';

export interface PlaygroundRow {
  readonly id: string;
  readonly shelf: string;
  readonly viewer: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** False when the id is taken. */
export async function addRow(db: Database, row: PlaygroundRow): Promise<boolean> {
  return (await db.insert(rows).values(row).onConflictDoNothing().returning({ id: rows.id })).length > 0;
}

/** False when there is no such row. */
export async function changeRow(db: Database, id: string, value: PlaygroundRow['value']): Promise<boolean> {
  return (await db.update(rows).set({ value }).where(eq(rows.id, id)).returning({ id: rows.id })).length > 0;
}

/** False when there was no such row. */
export async function removeRow(db: Database, id: string): Promise<boolean> {
  return (await db.delete(rows).where(eq(rows.id, id)).returning({ id: rows.id })).length > 0;
}

export async function findRow(db: Database, id: string): Promise<PlaygroundRow | undefined> {
  const [row] = await db.select().from(rows).where(eq(rows.id, id));
  return row;
}

/** The newest `last` rows of a shelf that the viewer may see, oldest first. */
export async function listRows(
  db: Database,
  query: { readonly shelf: string; readonly viewer?: string; readonly before?: number; readonly last: number },
): Promise<PlaygroundRow[]> {
  const found = await db
    .select()
    .from(rows)
    .where(
      and(
        eq(rows.shelf, query.shelf),
        query.viewer === undefined ? isNull(rows.viewer) : or(isNull(rows.viewer), eq(rows.viewer, query.viewer)),
        query.before === undefined ? undefined : lt(rows.at, query.before),
      ),
    )
    .orderBy(desc(rows.at), desc(rows.id))
    .limit(query.last);
  return found.toReversed();
}

export async function pruneRows(db: Database, shelf: string, before: number): Promise<void> {
  await db.delete(rows).where(and(eq(rows.shelf, shelf), lt(rows.at, before)));
}
