/**
 * The two statements that a post costs. Thousands are due in the same minute, so both take what all lanes ask for at a time:
 * one statement and one commit for many posts.
 */
import { sql } from 'drizzle-orm';
import { type Collect, createCollector } from './collector.ts';
import type { Database } from './database.ts';
import { perDatabase } from './per-database.ts';
import { numbered, preparedRecordset } from './rows.ts';
import { deliveries, drops } from './tables/drops.ts';

/** The very lease that was taken. */
export interface Lease {
  readonly id: string;
  readonly by: string;
  readonly attempts: number;
}
export interface Begin extends Lease {
  /** So much of the lease must be left. */
  readonly ms: number;
  /** ISO; null keeps the drop's window as it is. */
  readonly opens: string | null;
  readonly closes: string | null;
}
export interface Mark extends Lease {
  readonly message: string | null;
}

interface Flights {
  /** True when it is committed that a send begins. */
  readonly begin: Collect<Begin, boolean>;
  /** False when the lease was lost. */
  readonly mark: Collect<Mark, boolean>;
}

export const flightsOf = perDatabase(createFlights);

const MINE = sql`d.id = g.id and d.state = 'sending' and d.leased_by = g.by and d.attempts = g.attempts`;

function createFlights(db: Database): Flights {
  const given = (shape: string) => preparedRecordset(`id text, by text, attempts integer, ${shape}`);

  const begun = db.$with('begun', {}).as(sql`
    update ${deliveries} d set first_sent_at = coalesce(d.first_sent_at, now())
    from ${given('ms double precision, opens timestamptz, closes timestamptz')}
    where ${MINE} and d.held_until > now() + g.ms * interval '1 millisecond'
    returning g.n, g.opens, g.closes, d.drop`);
  const opened = db.$with('opened', {}).as(sql`
    update ${drops} o set opens_at = begun.opens, closes_at = begun.closes
    from begun where o.id = begun.drop and begun.opens is not null`);

  const marked = db.$with('marked', {}).as(sql`
    update ${deliveries} d
    set state = 'sent', message = g.message, words = '', held_until = null, leased_by = null, last_error = null
    from ${given('message text')}
    where ${MINE}
    returning g.n, d.drop, d.kind`);
  const posted = db.$with('posted', {}).as(sql`
    update ${drops} o set state = 'posted', why = null
    from marked where o.id = marked.drop and marked.kind = 'post' and o.state = 'due'`);

  const n = { n: sql`n`.mapWith(Number) };
  const begin = db
    .with(begun, opened)
    .select(n)
    .from(sql`begun`)
    .prepare('begin_sends');
  const mark = db
    .with(marked, posted)
    .select(n)
    .from(sql`marked`)
    .prepare('mark_sent');
  return { begin: collected(begin), mark: collected(mark) };
}

/** Says of each row whether the statement came back with it. */
function collected<Row extends Lease>(statement: {
  execute(values: { rows: string }): Promise<readonly { n: number }[]>;
}): Collect<Row, boolean> {
  const flight = async (rows: readonly Row[]): Promise<readonly boolean[]> => {
    const done = await statement.execute(numbered(rows));
    const numbers = new Set(done.map((row) => row.n));
    return rows.map((_, n) => numbers.has(n));
  };
  return createCollector({ flight, single: async (row) => (await flight([row]))[0] === true, keyOf: (row) => row.id });
}
