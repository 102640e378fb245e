/** What was last talked about with somebody in a place: read and renewed in one statement. */
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { dropAnswers } from './tables/drops.ts';
import { isoOf } from './tables/moment.ts';
import { attempts, runs } from './tables/runs.ts';
import { talks } from './tables/talks.ts';

/** So long a talk is remembered (milliseconds). */
export const REMEMBERED = 30 * 60_000;
/** A talk that goes on about the same thing is written again only when it is so old (milliseconds). */
const STALE = 5 * 60_000;

export interface TalkKey {
  readonly learner: string;
  readonly place: string;
}

/** What is talked about now; what is absent stays as it is, `null` ends it. */
export interface Talk {
  /** Such as `term:cookie` or `lesson:open-a-page`. */
  readonly topic?: string | null | undefined;
  readonly asked?: { readonly run: string; readonly item: number } | null | undefined;
}

/** What was talked about before. */
export interface Remembered {
  readonly topic?: string;
  /** The question that was asked last. `open`: it has no answer yet. */
  readonly asked?: { readonly run: string; readonly item: number; readonly open: boolean };
}

/** An insert that changes a row only when it says something else by now, or is about to be forgotten. */
function renewal({ learner, place }: TalkKey, { topic, asked }: Talk, now: number) {
  const at = sql`${isoOf(now)}::timestamptz`;
  const fresh = sql`${talks}.at > ${isoOf(now - REMEMBERED)}::timestamptz`;
  const kept = (column: string) => sql`case when ${fresh} then ${talks}.${sql.identifier(column)} end`;
  const next = {
    topic: topic === undefined ? kept('topic') : sql`excluded.topic`,
    run: asked === undefined ? kept('run') : sql`excluded.run`,
    item: asked === undefined ? kept('item') : sql`excluded.item`,
  };
  return sql`
    insert into ${talks} (learner, place, topic, run, item, at)
    values (${learner}, ${place}, ${topic ?? null}::text, ${asked?.run ?? null}::text, ${asked?.item ?? null}::smallint, ${at})
    on conflict (learner, place) do update
      set topic = ${next.topic}, run = ${next.run}, item = ${next.item}, at = excluded.at
      where (${talks}.topic, ${talks}.run, ${talks}.item) is distinct from (${next.topic}, ${next.run}, ${next.item})
        or ${talks}.at < ${isoOf(now - STALE)}::timestamptz`;
}

/** Remembers what is talked about; one statement. */
export async function rememberTalk(db: Database, key: TalkKey, talk: Talk, now: number): Promise<void> {
  const renewed = db.$with('renewed', {}).as(renewal(key, talk, now));
  await db
    .with(renewed)
    .select({ done: sql`1` })
    .from(sql`(select 1) as nothing`);
}

/** What was talked about before `topic`, which is talked about from now on where it is given; one statement. */
export async function recallTalk(
  db: Database,
  key: TalkKey,
  topic: string | undefined,
  now: number,
): Promise<Remembered> {
  const shown = {
    topic: talks.topic,
    run: talks.run,
    item: talks.item,
    // a drop that was opened in private is answered elsewhere
    answered: sql<boolean>`exists (select 1 from ${attempts} a where a.run = "talks"."run" and a.item = "talks"."item")
      or exists (select 1 from ${runs} r join ${dropAnswers} d on d.drop = r.subject and d.learner = r.learner
        where r.id = "talks"."run" and r.purpose = 'drop')`,
  };
  // what a statement reads is how things were before it
  const from =
    topic === undefined
      ? db.select(shown)
      : db.with(db.$with('renewed', {}).as(renewal(key, { topic }, now))).select(shown);
  const [row] = await from
    .from(talks)
    .where(and(eq(talks.learner, key.learner), eq(talks.place, key.place), gt(talks.at, now - REMEMBERED)));
  if (row === undefined) return {};
  return {
    ...(row.topic !== null && { topic: row.topic }),
    ...(row.run !== null && row.item !== null && { asked: { run: row.run, item: row.item, open: !row.answered } }),
  };
}

/** Forgets what nobody goes on with. */
export async function sweepTalks(db: Database, now: number): Promise<void> {
  await db.delete(talks).where(lt(talks.at, now - REMEMBERED));
}
