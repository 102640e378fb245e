/** How far learners are in lessons, and the discussions that share-outs opened. */
import { index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';
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
    finishedAt: moment('finished_at'),
    seenAt: moment('seen_at').notNull(),
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
    createdAt: moment('created_at').notNull(),
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
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.discussion, table.learner] })],
);
