/** Thousands of letters while processes die and stand still and the platform fails: what is lost, and what is there twice. */
import { inArray, sql } from 'drizzle-orm';
import type { Mailbox } from '../src/chat/request.ts';
import type { Database } from '../src/storage/database.ts';
import { createStore } from '../src/storage/index.ts';
import { deliveries } from '../src/storage/tables/drops.ts';
import { type Crew, startCrew } from '../tests/support/drills/crew.ts';
import { type Call, type FakeChat, fated, luck, startFakeChat } from '../tests/support/drills/fake-chat.ts';
import { LETTER_NAMES, seedLetters } from '../tests/support/drills/letters.ts';
import { NINE } from '../tests/support/drills/world.ts';
import { addDueCohorts } from './support/cohorts.ts';
import { openPostgres } from '../src/storage/database.ts';
import { goal, withServer } from './support/server.ts';

export const name = 'Chaos: drops and all other letters posted by processes that die, on a platform that fails';

/** A fiftieth of the real ones, so that a minute is over in little more than a second. */
const PACE = { sendMs: 500, leaseMs: 1_200, graceMs: 600, strayMs: 6_000 };
/** Discord remembers a nonce for some minutes; two of them. */
const NONCE_MS = 2_400;
const STALL_MS = 1_800;
/** At each step of a delivery, and there are five or more. */
const CHANCES = { dieChance: 0.01, stallChance: 0.003 };
const PROCESSES = 3;
/** So many of a hundred letters are drops; the others of all other kinds alike. */
const DROPS = 50;
/** So many of those that people wait for are asked of every process as it starts; the rest is left to the job. */
const WISHES = 12;
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
  /** Drops, and letters of all other kinds. */
  readonly letters: number;
  readonly deaths: number;
  readonly stalls: number;
  /** Messages that ever stood. */
  readonly created: number;
  /** Letters of which no message stands, or another one than is stored. */
  readonly lost: number;
  /** Letters of which more than one message stands. */
  readonly doubled: number;
  readonly seconds: number;
}

/** `atOnce`: on both platforms and with both protocols at the same time, which is over sooner and says nothing about time. */
export async function run(
  print: (line: string) => void,
  letters = 2_000,
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
      const n = protocol === 'ours' ? letters : Math.ceil(letters / 2);
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
  { protocol, letters, deaths, stalls, created, lost, doubled, seconds }: ChaosFigures,
): string {
  const share = (doubled / letters) * 100;
  const verdict =
    protocol === 'ours'
      ? `lost ${lost} ${goal(lost, 'at most', 0)}, doubled ${doubled} ${goal(doubled, 'at most', 0)}`
      : `lost ${lost}, doubled ${doubled}: ${share.toFixed(1)} % ${goal(share, 'at least', 10, ' %')}`;
  const who = `${title}, ${protocol === 'ours' ? 'our protocol' : 'plain retry'}:`.padEnd(22);
  return `${who} ${letters.toLocaleString('en')} letters, killed ${deaths}, stood still ${stalls}, created ${created}, ${verdict}; ${seconds.toFixed(0)} s`;
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
    const others = Math.floor((n * (100 - DROPS)) / 100 / LETTER_NAMES.length);
    const drops = n - others * LETTER_NAMES.length;
    const place = (id: ReturnType<typeof sql>) => sql`${platform} || ':channel/' || ${id}`;
    await addDueCohorts(db, { prefix: 'c', n: drops, place, due: NINE });
    const cohort = { id: 'c10001', place: `${platform}:channel/10001` as Mailbox };
    const store = createStore(db);
    const wishes = await seedLetters(store, cohort, { n: others, shareOut: 'bank' });
    await store.deliveries.addLetters(wishes.slice(WISHES), NINE);
    const chat = await startFakeChat({ fault: fated(FAULTS), lateMs, nonceMs });
    const crew = startCrew(PROCESSES, (nth, generation) => ({
      database: url,
      chat: chat.url,
      now: NINE,
      seed: nth * 1_000 + generation,
      wishes: wishes.slice(0, WISHES),
      gullible: protocol === 'retry',
      stallMs: STALL_MS,
      ...PACE,
      ...CHANCES,
    }));
    try {
      await untilQuiet(db, chat, crew, { drops, letters: n });
      const { deaths, stalls } = crew;
      const seconds = (performance.now() - began) / 1_000;
      return {
        platform,
        protocol,
        letters: n,
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

/** Every letter is settled, nothing waits to be looked at again, and nothing is late any more. */
async function untilQuiet(
  db: Database,
  chat: FakeChat,
  crew: Crew,
  all: { readonly drops: number; readonly letters: number },
): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [row] = await db
      .select({
        drops: sql`(select count(*) from drops where state <> 'due')`.mapWith(Number),
        letters: sql`(select count(*) from deliveries where kind not in ('tidy', 'notice'))`.mapWith(Number),
        open: sql`(select count(*) from deliveries where state in ('pending', 'sending', 'doubt'))`.mapWith(Number),
      })
      .from(sql`(select 1) one`);
    quiet =
      row?.drops === all.drops && row.letters === all.letters && row.open === 0 && chat.pending === 0 ? quiet + 1 : 0;
    if (crew.deaths > all.letters) throw new Error('more processes die than there are letters');
  }
}

async function count(db: Database, chat: FakeChat, n: number): Promise<Pick<ChaosFigures, 'lost' | 'doubled'>> {
  const { id, message, kind } = deliveries;
  const rows = await db
    .select({ id, message })
    .from(deliveries)
    .where(inArray(kind, ['post', ...LETTER_NAMES]));
  const visible = Map.groupBy(chat.messages, (message) => message.key);
  const found = rows.filter((row) => visible.get(row.id)?.some((one) => one.ref === row.message) === true).length;
  const doubled = rows.filter((row) => (visible.get(row.id)?.length ?? 0) > 1).length;
  return { lost: n - found, doubled };
}
