/** Thousands of drops while processes die and stand still and the platform fails: what is lost, and what is there twice. */
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../src/storage/database.ts';
import { deliveries } from '../src/storage/tables/drops.ts';
import { type Crew, startCrew } from '../tests/support/drills/crew.ts';
import { type Call, type FakeChat, fated, luck, startFakeChat } from '../tests/support/drills/fake-chat.ts';
import { NINE } from '../tests/support/drills/world.ts';
import { addDueCohorts } from './support/cohorts.ts';
import { openPostgres } from '../src/storage/database.ts';
import { goal, withServer } from './support/server.ts';

export const name = 'Chaos: drops posted by processes that die, on a platform that fails';

/** A fiftieth of the real ones, so that a minute is over in little more than a second. */
const PACE = { sendMs: 500, leaseMs: 1_200, graceMs: 600, strayMs: 6_000 };
/** Discord remembers a nonce for some minutes; two of them. */
const NONCE_MS = 2_400;
const STALL_MS = 1_800;
/** At each step of a delivery, and there are five or more. */
const CHANCES = { dieChance: 0.01, stallChance: 0.003 };
const PROCESSES = 3;
/** Of a thousand calls. */
const FAULTS = { cut: 30, after: 30, before: 30, busy: 30, late: 50, mute: 50 };
/** Most of what is late lands before it is looked for; one in five when it was looked for and sent again. */
const lateMs = (call: Call): number => PACE.sendMs + PACE.graceMs * (luck(call) % 5 === 0 ? 3 : 0.5);

const PLATFORMS = [
  { platform: 'discord', title: 'Discord', nonceMs: NONCE_MS },
  { platform: 'slack', title: 'Slack', nonceMs: 0 },
] as const;
type Where = (typeof PLATFORMS)[number];

export interface ChaosFigures {
  readonly platform: Where['platform'];
  /** The protocol of the product, or sending again after every error. */
  readonly protocol: 'ours' | 'retry';
  readonly drops: number;
  readonly deaths: number;
  readonly stalls: number;
  /** Messages that ever stood. */
  readonly created: number;
  /** Drops of which no message stands, or another one than is stored. */
  readonly lost: number;
  /** Drops of which more than one message stands. */
  readonly doubled: number;
  readonly seconds: number;
}

/** `atOnce`: on both platforms and with both protocols at the same time, which is over sooner and says nothing about time. */
export async function run(
  print: (line: string) => void,
  drops = 2_000,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): Promise<readonly ChaosFigures[]> {
  print(
    `${PROCESSES} processes; at each step of a delivery 1 % die and ${CHANCES.stallChance * 100} % stand still for longer than their lease.`,
  );
  print(
    'Of the posts 5 % are never answered, 3 % lose their connection and 3 % end in an error though they stand, 5 % land',
  );
  print('when the sender has given up, 3 % fail, 3 % are too fast.');
  return withServer(async ({ url, database }) => {
    const turns = (['ours', 'retry'] as const).flatMap((protocol) => PLATFORMS.map((where) => ({ protocol, where })));
    const take = async ({ protocol, where }: (typeof turns)[number]): Promise<ChaosFigures> => {
      const name = `chaos_${where.platform}_${protocol}`;
      await database.db.execute(sql.raw(`create database ${name}`));
      // a share needs fewer than a proof that there is nothing
      const n = protocol === 'ours' ? drops : Math.ceil(drops / 4);
      const one = await suffer(new URL(name, url).href, where, protocol, n);
      print(lineOf(where, one));
      return one;
    };
    if (atOnce) return Promise.all(turns.map(take));
    const figures: ChaosFigures[] = [];
    for (const turn of turns) figures.push(await take(turn));
    return figures;
  });
}

function lineOf(
  { title }: Where,
  { protocol, drops, deaths, stalls, created, lost, doubled, seconds }: ChaosFigures,
): string {
  const share = (doubled / drops) * 100;
  const verdict =
    protocol === 'ours'
      ? `lost ${lost} ${goal(lost, 'at most', 0)}, doubled ${doubled} ${goal(doubled, 'at most', 0)}`
      : `lost ${lost}, doubled ${doubled}: ${share.toFixed(1)} % ${goal(share, 'at least', 10, ' %')}`;
  const who = `${title}, ${protocol === 'ours' ? 'our protocol' : 'plain retry'}:`.padEnd(22);
  return `${who} ${drops.toLocaleString('en')} drops, killed ${deaths}, stood still ${stalls}, created ${created}, ${verdict}; ${seconds.toFixed(0)} s`;
}

async function suffer(
  url: string,
  { platform, nonceMs }: Where,
  protocol: ChaosFigures['protocol'],
  n: number,
): Promise<ChaosFigures> {
  const database = await openPostgres(url);
  const { db } = database;
  try {
    const began = performance.now();
    await addDueCohorts(db, { prefix: 'c', n, place: (id) => sql`${platform} || ':channel/' || ${id}`, due: NINE });
    const chat = await startFakeChat({ fault: fated(FAULTS), lateMs, nonceMs });
    const crew = startCrew(PROCESSES, (nth, generation) => ({
      database: url,
      chat: chat.url,
      now: NINE,
      seed: nth * 1_000 + generation,
      gullible: protocol === 'retry',
      stallMs: STALL_MS,
      ...PACE,
      ...CHANCES,
    }));
    try {
      await untilQuiet(db, chat, crew, n);
      const { deaths, stalls } = crew;
      const seconds = (performance.now() - began) / 1_000;
      return {
        platform,
        protocol,
        drops: n,
        deaths,
        stalls,
        created: chat.stored,
        seconds,
        ...(await count(db, chat, n)),
      };
    } finally {
      await crew.stop();
      await chat.stop();
    }
  } finally {
    await database.close();
  }
}

/** Every drop is settled, nothing waits to be looked at again, and nothing is late any more. */
async function untilQuiet(db: Database, chat: FakeChat, crew: Crew, n: number): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [row] = await db
      .select({
        drops: sql`(select count(*) from drops where state <> 'due')`.mapWith(Number),
        open: sql`(select count(*) from deliveries where state in ('pending', 'sending', 'doubt'))`.mapWith(Number),
      })
      .from(sql`(select 1) one`);
    quiet = row?.drops === n && row.open === 0 && chat.pending === 0 ? quiet + 1 : 0;
    if (crew.deaths > n) throw new Error('more processes die than there are drops');
  }
}

async function count(db: Database, chat: FakeChat, n: number): Promise<Pick<ChaosFigures, 'lost' | 'doubled'>> {
  const { id, message, kind } = deliveries;
  const rows = await db.select({ id, message }).from(deliveries).where(eq(kind, 'post'));
  const visible = Map.groupBy(chat.messages, (message) => message.key);
  const found = rows.filter((row) => visible.get(row.id)?.some((one) => one.ref === row.message) === true).length;
  const doubled = rows.filter((row) => (visible.get(row.id)?.length ?? 0) > 1).length;
  return { lost: n - found, doubled };
}
