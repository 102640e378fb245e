/** Questions that a community added to the course for itself: one shelf each, and all versions of what stands on it. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { QuestionSource } from '../../questions/index.ts';
import { moment } from './moment.ts';
import { communities } from './people.ts';

export const ownShelves = pgTable(
  'own_shelves',
  {
    community: text('community')
      .primaryKey()
      .references(() => communities.id),
    /** Stands before the ids of its questions, so that none is the id of another's. */
    key: text('key').notNull().unique(),
    /** Goes up with every change. */
    revision: integer('revision').notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [index('own_shelves_changed').on(table.changedAt)],
);

export const ownQuestions = pgTable(
  'own_questions',
  {
    community: text('community')
      .notNull()
      .references(() => ownShelves.community, { onDelete: 'cascade' }),
    /** The id by which it is asked, the shelf's key included. */
    id: text('id').notNull(),
    /** 1 is the first. */
    edition: integer('edition').notNull(),
    source: jsonb('source').$type<QuestionSource>().notNull(),
    by: text('by').notNull(),
    at: moment('at').notNull(),
    /** Since when another one is asked in its place; null for the one that is asked. */
    until: moment('until'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.edition] }),
    uniqueIndex('own_questions_asked')
      .on(table.community, table.id)
      .where(sql`${table.until} is null`),
  ],
);

/** What was read from a file and waits for its owner to say yes; swept when it is a day old. */
export const ownUploads = pgTable(
  'own_uploads',
  {
    id: text('id').primaryKey(),
    community: text('community')
      .notNull()
      .references(() => communities.id),
    learner: text('learner').notNull(),
    /** As the file is called. */
    name: text('name').notNull(),
    questions: jsonb('questions').$type<readonly QuestionSource[]>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('own_uploads_at').on(table.at), index('own_uploads_learner').on(table.learner)],
);
