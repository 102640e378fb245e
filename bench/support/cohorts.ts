/** Many cohorts that are due in the same minute. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/storage/database.ts';

export interface DueCohorts {
  /** Of their ids, which go on with a number from 10,001 on. */
  readonly prefix: string;
  readonly n: number;
  /** Their channels' addresses, from the number. */
  place(n: SQL): SQL;
  /** Milliseconds since 1970; they have been due since the start of this minute. */
  readonly due: number;
}

export async function addDueCohorts(db: Database, { prefix, n, place, due }: DueCohorts): Promise<void> {
  const at = new Date(due - (due % 60_000)).toISOString();
  await db.execute(sql`insert into communities (id) values ('bench') on conflict do nothing`);
  await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, next_at, next_date,
      changed_by, changed_at, created_at)
    select ${prefix} || g.n, 'bench', 'c', ${place(sql`g.n`)}, 'UTC', '09:00', '[1,2,3,4,5,6,7]', 'bench:user/x',
      ${at}::timestamptz, (${at}::timestamptz)::date, 'x', now(), now() from generate_series(10001, 10000 + ${n}::integer) g(n)`);
}
