/** How far learners are in lessons, and the discussions that share-outs opened. */
import { index, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import { learners } from './people.ts';

export const lessonProgress = pgTable(
  'lesson_progress',
  {
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    lesson: text('lesson').notNull(),
    /** The card they were on last; 0 is the first. */
    card: smallint('card').notNull(),
    /** When they first finished it; stays. */
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    seenAt: timestamp('seen_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.learner, table.lesson] })],
);

export const discussions = pgTable(
  'discussions',
  {
    id: text('id').primaryKey(),
    shareOut: text('share_out').notNull(),
    /** The address of the channel. */
    place: text('place').notNull(),
    /** The posted prompt; null until it is known to stand. */
    message: text('message'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('discussions_place').on(table.place, table.shareOut, table.createdAt)],
);

/** Who took part in a discussion. What they said stands on the platform, not here. */
export const participations = pgTable(
  'participations',
  {
    discussion: text('discussion')
      .notNull()
      .references(() => discussions.id, { onDelete: 'cascade' }),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    at: timestamp('at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.discussion, table.learner] })],
);
