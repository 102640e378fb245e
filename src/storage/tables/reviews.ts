/** What each learner wants to remember, and when it comes back. */
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Memory } from '../../tutor/review.ts';
import { learners } from './people.ts';
import { moment } from './moment.ts';

export const reviews = pgTable(
  'reviews',
  {
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    /** `term:<id>` or `question:<id>`. */
    item: text('item').notNull(),
    memory: jsonb('memory').$type<Memory>().notNull(),
    /** The same as in `memory`, for the index. */
    due: moment('due').notNull(),
    /** When it was last reviewed; null before the first time. */
    reviewedAt: moment('reviewed_at'),
  },
  (table) => [primaryKey({ columns: [table.learner, table.item] }), index('reviews_due').on(table.learner, table.due)],
);
