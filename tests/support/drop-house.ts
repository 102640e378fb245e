/** A cohort on the bare platform, with time and faults in the test's hand: where scenes of the daily drop play. */
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect } from 'vitest';
import type { App } from '../../src/chat/app.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Platform, PostError } from '../../src/chat/platform.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { cardText } from '../../src/chat/text.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import type { Question } from '../../src/content/schema.ts';
import type { Cohort } from '../../src/storage/cohorts.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { bareStage } from './bare-stage.ts';
import { kindsLibrary } from './kinds-library.ts';
import { testSous, type TestSous } from './sous.ts';
import type { Person, Seen, Stage } from './stage.ts';
import { freshDatabase } from './storage.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Monday, eight in the morning. */
export const MONDAY = Date.UTC(2026, 10, 23, 8);
export const COMMUNITY = 'bare:room/main';

export interface DropHouse {
  now: number;
  /** What the platform says instead of posting. */
  refuse: ((to: string) => PostError | undefined) | undefined;
  /** Who has left, as `person community`; an error when the platform does not say. */
  left: Set<string> | PostError;
  /** Whom the platform was asked about, as `person community`. */
  readonly asked: readonly string[];
  readonly database: OpenDatabase;
  readonly sous: TestSous;
  readonly stage: Stage;
  readonly app: App;
  /** Spring: weekdays at nine, open for a day. */
  readonly cohort: Cohort;
  readonly posts: readonly { readonly to: string; readonly card: Card }[];
  person(name: string, admin?: boolean): Person;
  /** Lets the next drop be posted, of that kind if it is said; its message. */
  nextDrop(kind?: string): Promise<Seen>;
  /** Leases and waits go by the database's clock; as if they were over. */
  letWaitsEnd(): Promise<void>;
  /** The latest message in the channel with these words. */
  latest(words: string): Promise<Seen>;
  press(who: Visitor, given: Press, at?: number): Promise<Reply>;
  run(who: Visitor, name: string, options?: Record<string, string | number | boolean>): Promise<Reply>;
}

/** One question of each kind, all of them for the drop. */
function dailyLibrary(): Library {
  const { content } = kindsLibrary();
  const questions = [...content.questions].map(([id, one]): [string, Question] => [id, { ...one, daily: true }]);
  const bank = { id: 'bank', title: 'Your bank', prompt: 'What would you ask it?', rows: [] };
  return createLibrary({ ...content, questions: new Map(questions), shareOuts: new Map([['bank', bank]]) });
}

export const caller = (name: string, more: Partial<Visitor> = {}): Visitor => ({
  person: `bare:user/${name.toLowerCase()}`,
  name,
  place: 'bare:channel/general',
  community: COMMUNITY,
  locale: 'en',
  admin: false,
  roles: [],
  direct: false,
  ...more,
});

export const wordsOf = (reply: Reply): string =>
  reply.kind === 'show' || reply.kind === 'redraw' ? cardText(reply.card) : reply.kind;

/** The house of this file: new for every test, and no bug may have hidden in it at the end. With one question of each kind unless a library is given. */
export function dropHouse(library: () => Library | Promise<Library> = dailyLibrary): DropHouse {
  let database: OpenDatabase;
  let sous: TestSous;
  let stage: Stage;
  let app: App;
  let cohort: Cohort;
  let posts: { to: string; card: Card }[];
  let asked: string[];
  let events = 0;

  const wrapped = (platform: Platform): Platform => ({
    ...platform,
    start: async (given) => {
      app = given;
      await platform.start(given);
    },
    post: async (to, card, options) => {
      const error = house.refuse?.(to);
      if (error !== undefined) throw error;
      posts.push({ to, card });
      return platform.post(to, card, options);
    },
    stillMember: async (person, community) => {
      asked.push(`${person} ${community}`);
      if (!(house.left instanceof Set)) throw house.left;
      return !house.left.has(`${person} ${community}`);
    },
    check: async (to) => {
      const error = house.refuse?.(to);
      return error === undefined
        ? { ok: true, missing: [], advice: '' }
        : { ok: false, missing: ['Send Messages'], advice: 'Give me the permission in the channel.' };
    },
  });

  const house: DropHouse = {
    now: MONDAY,
    refuse: undefined,
    left: new Set(),
    get asked() {
      return asked;
    },
    get database() {
      return database;
    },
    get sous() {
      return sous;
    },
    get stage() {
      return stage;
    },
    get app() {
      return app;
    },
    get cohort() {
      return cohort;
    },
    get posts() {
      return posts;
    },
    person: (name, admin = false) => stage.person(name, { admin }),
    async nextDrop(kind) {
      const { store, library } = sous.tools;
      const [wanted] = [...library.content.questions.values()].filter((one) => one.kind === kind);
      if (wanted !== undefined) {
        const entry = { cohort: cohort.id, question: wanted.id, kind: 'soon' as const };
        await store.cohorts.queueQuestion(entry, 'test', house.now);
      }
      house.now = (await store.cohorts.findCohort(cohort.id))?.nextAt ?? house.now;
      await sous.tick();
      return house.latest('Daily question ·');
    },
    letWaitsEnd: async () =>
      void (await database.db.update(deliveries).set({ heldUntil: sql`now() - interval '1 second'` })),
    async latest(words) {
      const found = (await stage.channel()).findLast((seen) => seen.text.includes(words));
      if (found === undefined) throw new Error(`nothing says "${words}"`);
      return found;
    },
    press: async (who, given, at = house.now) =>
      app.handle({ kind: 'press', caller: who, press: given, event: `e${(events += 1)}`, at }),
    run: async (who, name, options = {}) =>
      app.handle({ kind: 'command', caller: who, name, options, event: `c${(events += 1)}`, at: house.now }),
  };

  beforeEach(async () => {
    house.now = MONDAY;
    house.refuse = undefined;
    house.left = new Set();
    asked = [];
    posts = [];
    database = await freshDatabase();
    sous = await testSous(database, { library: await library(), now: () => house.now });
    stage = await bareStage(async (platform) => sous.boot(wrapped(platform)), { now: () => house.now });
    cohort = await sous.tools.store.cohorts.createCohort(
      {
        id: 'spring',
        community: COMMUNITY,
        name: 'Spring',
        place: 'bare:channel/general',
        zone: 'UTC',
        admin: 'bare:user/ada',
      },
      'bare:user/ada',
      house.now,
    );
  });
  afterEach(async () => {
    await stage.stop();
    await database.close();
    expect(sous.failures).toEqual([]);
  });
  return house;
}
