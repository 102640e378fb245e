/** What people asked the authors for, without a name; and, apart from the words, who wants to hear of the answer. */
import { index, integer, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';
import { communities, learners } from './people.ts';

export const asked = pgTable(
  'asked',
  {
    id: text('id').primaryKey(),
    /** Whose staff reads it. */
    community: text('community')
      .notNull()
      .references(() => communities.id),
    /** The words that count: the same for everybody who asks the same. */
    key: text('key').notNull(),
    /** As it was first asked. */
    words: text('words').notNull(),
    times: integer('times').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    askedAt: moment('asked_at').notNull(),
    /** Staff took it off the list. */
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
    /** The content answers it now. */
    foundAt: moment('found_at'),
  },
  (table) => [
    unique('asked_once').on(table.community, table.key),
    index('asked_open').on(table.community, table.decidedAt, table.foundAt),
  ],
);

/** Who wants to hear once when there is an answer. */
export const askedWishes = pgTable(
  'asked_wishes',
  {
    asked: text('asked')
      .notNull()
      .references(() => asked.id, { onDelete: 'cascade' }),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.asked, table.learner] }), index('asked_wishes_learner').on(table.learner)],
);

/** How often somebody asked today, whatever it was. */
export const askedDays = pgTable('asked_days', {
  learner: text('learner')
    .primaryKey()
    .references(() => learners.id, { onDelete: 'cascade' }),
  /** Days since 1970, in UTC. */
  day: integer('day').notNull(),
  times: smallint('times').notNull(),
});
