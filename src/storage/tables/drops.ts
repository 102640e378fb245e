/** The daily drop: cohorts with their plan, drops, what has to be delivered, answers, and what staff queued. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Moves, Verdict } from '../../questions/kind.ts';
import type { LessonDate, Pause } from '../../tutor/plan.ts';
import { moment } from './moment.ts';
import { communities } from './people.ts';
import type { Confidence } from './runs.ts';

/** A drop to come, as staff were shown it. */
export interface ShownDrop {
  /** `YYYY-MM-DD` where the cohort is. */
  readonly date: string;
  readonly question: string;
  readonly version: string;
  /** Questions that staff swapped away on that day. */
  readonly passed?: readonly string[];
}

/** What to do when every question was asked: ask the one asked longest ago again, or pause and tell the admin. */
export type WhenEmpty = 'repeat' | 'pause';

export const cohorts = pgTable(
  'cohorts',
  {
    /** At most 16 characters, so that the keys made from it fit the platforms. */
    id: text('id').primaryKey(),
    community: text('community')
      .notNull()
      .references(() => communities.id),
    name: text('name').notNull(),
    /** The address of the channel. */
    place: text('place').notNull(),
    /** IANA name. */
    zone: text('zone').notNull(),
    /** Wall time in the zone, `HH:MM`. */
    time: text('time').notNull(),
    /** 1 is Monday, 7 is Sunday. */
    weekdays: jsonb('weekdays').$type<readonly number[]>().notNull(),
    /** `YYYY-MM-DD` in the zone. */
    skipDates: jsonb('skip_dates').$type<readonly string[]>().notNull().default([]),
    /** Topic ids; empty for all. */
    topics: jsonb('topics').$type<readonly string[]>().notNull().default([]),
    /** Before this day (`YYYY-MM-DD` in the zone) there is no drop; the first day of a plan. */
    starts: date('starts', { mode: 'string' }),
    /** The plan, when it goes by a pace from the first day on. */
    lessonsAWeek: smallint('lessons_a_week'),
    /** The plan, when each lesson has its date. */
    lessonDates: jsonb('lesson_dates').$type<readonly LessonDate[]>(),
    /** When the drops were paused: what of a plan is yet to come moves on by it. */
    pauses: jsonb('pauses').$type<readonly Pause[]>().notNull().default([]),
    /** What staff were shown of the drops to come: that is what will be posted. */
    shown: jsonb('shown').$type<readonly ShownDrop[]>().notNull().default([]),
    /** The one of the staff who looked last; empty when nobody did, or they are forgotten. */
    shownBy: text('shown_by').notNull().default(''),
    /** Ids of lessons that most members have read, as of `readAt`; for cohorts without a plan. */
    readByMost: jsonb('read_by_most').$type<readonly string[]>().notNull().default([]),
    readAt: moment('read_at'),
    openHours: smallint('open_hours').notNull().default(24),
    reveal: boolean('reveal').notNull().default(true),
    /** The platform's id of the role to mention; null for silence. */
    pingRole: text('ping_role'),
    catchUpMinutes: smallint('catch_up_minutes').notNull().default(180),
    whenEmpty: text('when_empty').$type<WhenEmpty>().notNull().default('repeat'),
    paused: boolean('paused').notNull().default(false),
    /** The address of who is told when something goes wrong; empty when they are forgotten, until staff change the plan. */
    admin: text('admin').notNull(),
    /** When the next drop is due; null while paused, or when the plan has no day. */
    nextAt: moment('next_at'),
    /** The local date of that run. */
    nextDate: date('next_date', { mode: 'string' }),
    /** After a failure of this cohort's own: not tried again before. */
    heldUntil: moment('held_until'),
    /** Goes up with every change by staff, so that two panels cannot overwrite each other unseen. */
    version: integer('version').notNull().default(1),
    changedBy: text('changed_by').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** Members when the last drop closed: only large cohorts need a spread. */
    members: integer('members').notNull().default(0),
    spreadAt: moment('spread_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    // in the order in which they are claimed: of those that are due at the same minute the oldest first
    index('cohorts_due')
      .on(table.nextAt, table.createdAt)
      .where(sql`${table.nextAt} is not null`),
    index('cohorts_community').on(table.community),
    index('cohorts_large')
      .on(table.spreadAt)
      .where(sql`${table.members} > 1000`),
  ],
);

/** `due` until it is known to stand, `posted` while it is open. `missed` and `void` cost nobody anything. */
export type DropState = 'due' | 'posted' | 'closed' | 'missed' | 'void';

/** No foreign key here and in deliveries: a claim holds the cohort's row while it writes both, and checking took half its time. */
export const drops = pgTable(
  'drops',
  {
    /** `<cohort>-<yyyymmdd>`: the same after a lost commit, so that old buttons and keys still fit. */
    id: text('id').primaryKey(),
    cohort: text('cohort').notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    state: text('state').$type<DropState>().notNull(),
    /** Null when it was missed before a question was drawn. */
    question: text('question'),
    version: text('version'),
    dueAt: moment('due_at').notNull(),
    opensAt: moment('opens_at').notNull(),
    closesAt: moment('closes_at').notNull(),
    /** When it was closed in fact. */
    closedAt: moment('closed_at'),
    /** Why it is missed or void; for staff. */
    why: text('why'),
    /** ISO week of the local date as yyyyww, and its month as yyyymm. */
    week: integer('week').notNull(),
    month: integer('month').notNull(),
    /** Points a member had from it on average when it closed: what later joiners are credited with. */
    par: real('par').notNull().default(0),
    /** The number of answers that the message shows, and since when; -1 while that is not known. */
    shownCount: integer('shown_count').notNull().default(0),
    shownAt: moment('shown_at'),
  },
  (table) => [
    unique('drops_once').on(table.cohort, table.localDate),
    index('drops_closing')
      .on(table.closesAt)
      .where(sql`${table.closedAt} is null and ${table.state} in ('posted', 'void')`),
  ],
);

/** `doubt`: it may or may not be there, and is looked for before anything is sent again. */
export type DeliveryState = 'pending' | 'sending' | 'doubt' | 'sent' | 'refused' | 'missed';

export const deliveries = pgTable(
  'deliveries',
  {
    /**
     * The key of the message, at most 25 characters: a letter for the kind, the cohort, the date. A `tidy`, which has no
     * message, is named after the delivery that it tidies up after.
     */
    id: text('id').primaryKey(),
    /** Null for what is about no cohort. */
    cohort: text('cohort'),
    drop: text('drop'),
    /** Which kind of letter, by the name that the feature gave it; `tidy` removes what another delivery posted twice. */
    kind: text('kind').notNull(),
    /** What it is about, as its kind wants it: a discussion's id, or some JSON. */
    about: text('about').notNull().default(''),
    /** Whose wish or words it is: they may see the row, and it is deleted with them. */
    learner: text('learner'),
    /** The prefix of the address: platforms are served side by side. */
    platform: text('platform').notNull(),
    address: text('address').notNull(),
    /** Words that cannot be made when it is sent, as Markdown; emptied as soon as they stand, or never will. */
    words: text('words').notNull().default(''),
    state: text('state').$type<DeliveryState>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this, by the clock of whoever asks. */
    nextAt: moment('next_at').notNull(),
    /** After this there is no point any more. */
    giveUpAt: moment('give_up_at').notNull(),
    /** Nobody touches it before this, by the database's clock, which all processes share. */
    heldUntil: moment('held_until'),
    leasedBy: text('leased_by'),
    /** By the database's clock; committed before the first send. Set and not sent means doubt. */
    firstSentAt: moment('first_sent_at'),
    message: text('message'),
    lastError: text('last_error'),
  },
  (table) => [
    index('deliveries_due')
      .on(table.platform, table.nextAt)
      .where(sql`${table.state} in ('pending', 'sending', 'doubt')`),
    index('deliveries_drop').on(table.drop),
    index('deliveries_learner')
      .on(table.learner)
      .where(sql`${table.learner} is not null`),
    // what is about no drop is swept when it is over
    index('deliveries_swept')
      .on(table.giveUpAt)
      .where(sql`${table.drop} is null`),
  ],
);

/** First answers in time. No foreign keys: the statement that writes them joins the drop, and this is the busiest table. */
export const dropAnswers = pgTable(
  'drop_answers',
  {
    drop: text('drop').notNull(),
    learner: text('learner').notNull(),
    /** That of the drop: what somebody has met before is asked by learner and question. */
    question: text('question').notNull(),
    /** The one that was answered, which may be newer than the one that was posted. */
    version: text('version').notNull(),
    moves: jsonb('moves').$type<Moves>().notNull(),
    /** 0 to 1; what counts, which a ruling may have raised above the verdict's. */
    score: doublePrecision('score').notNull(),
    points: smallint('points').notNull(),
    hint: boolean('hint').notNull(),
    confidence: text('confidence').$type<Confidence>(),
    /** The press. */
    at: moment('at').notNull(),
    /** As it was judged; null in answers from before it was kept. */
    verdict: jsonb('verdict').$type<Verdict>(),
  },
  (table) => [
    primaryKey({ columns: [table.drop, table.learner] }),
    index('drop_answers_question').on(table.learner, table.question),
  ],
);

/** What instructors chose for a cohort. `on`: for one date. `soon`: before the bag, the highest priority first. `skip`: never. */
export const dropQueue = pgTable(
  'drop_queue',
  {
    cohort: text('cohort')
      .notNull()
      .references(() => cohorts.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    kind: text('kind').$type<'on' | 'soon' | 'skip'>().notNull(),
    date: date('date', { mode: 'string' }),
    priority: smallint('priority').notNull().default(0),
    by: text('by').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cohort, table.question] }),
    uniqueIndex('drop_queue_date')
      .on(table.cohort, table.date)
      .where(sql`${table.kind} = 'on'`),
  ],
);
