/** Who learns, and where. Ids are the platform's own with a prefix: `discord:user/80351`, `slack:team/T1`. */
import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

export const communities = pgTable('communities', {
  id: text('id').primaryKey(),
  createdAt: moment('created_at')
    .notNull()
    .default(sql`now()`),
});

/** What a learner has chosen; absent means the default. */
export interface LearnerSettings {
  /** Ask "sure, unsure, guess" before the answer is shown. */
  readonly confidence?: boolean;
  /** Reviews a day, at most. */
  readonly reviewCap?: number;
  /** Offer what is not due yet when nothing is. */
  readonly ahead?: boolean;
  /** IANA zone, for reminders. */
  readonly zone?: string;
  /** Lessons that they know without reading them. */
  readonly known?: readonly string[];
}

export const learners = pgTable('learners', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  locale: text('locale').notNull().default('en'),
  /** Not shown on boards. */
  hidden: boolean('hidden').notNull().default(false),
  settings: jsonb('settings').$type<LearnerSettings>().notNull().default({}),
  createdAt: moment('created_at')
    .notNull()
    .default(sql`now()`),
  /** The last thing they did. */
  seenAt: moment('seen_at')
    .notNull()
    .default(sql`now()`),
});
