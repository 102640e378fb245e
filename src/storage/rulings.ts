/** What staff of a community decided about questions: it holds for that community alone. */
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { rulings } from './tables/reports.ts';

export interface RulingOnItem {
  readonly question: string;
  readonly version: string;
  readonly kind: 'accept' | 'void';
  /** JSON text of the accepted moves; empty for `void`. */
  readonly moves: string;
}

/** Rulings `r` as one JSON list, for statements that bring them along. */
export const rulingsJson = sql.raw(
  `coalesce(jsonb_agg(jsonb_build_object('question', r.question, 'version', r.version, 'kind', r.kind, 'moves', r.moves)), '[]'::jsonb)`,
);

/** Versions of questions that a community does not want asked any more, as `question@version`. */
export async function voided(db: Database, community: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ question: rulings.question, version: rulings.version })
    .from(rulings)
    .where(and(eq(rulings.community, community), eq(rulings.kind, 'void')));
  return new Set(rows.map((row) => `${row.question}@${row.version}`));
}
