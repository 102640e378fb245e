/** What learners say is wrong with a question, and what staff decided about it. */
import { index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { Moves } from '../../questions/kind.ts';
import { communities, learners } from './people.ts';
import { moment } from './moment.ts';

/** `accept`: this answer is right too. `void`: the question is bad. `keep`: it is fine as it is. */
export type Decision = 'accept' | 'void' | 'keep';

export const reports = pgTable(
  'reports',
  {
    id: text('id').primaryKey(),
    community: text('community')
      .notNull()
      .references(() => communities.id),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    version: text('version').notNull(),
    reason: text('reason').notNull(),
    words: text('words').notNull().default(''),
    /** What the learner had answered, when there was an answer. */
    moves: jsonb('moves').$type<Moves>(),
    decision: text('decision').$type<Decision>(),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    unique('reports_once').on(table.community, table.learner, table.question, table.version),
    index('reports_open').on(table.community, table.decision, table.createdAt),
  ],
);

/** What staff of a community decided about a version of a question; it holds for that community alone. */
export const rulings = pgTable(
  'rulings',
  {
    community: text('community').notNull(),
    question: text('question').notNull(),
    version: text('version').notNull(),
    kind: text('kind').$type<'accept' | 'void'>().notNull(),
    /** For `accept`: the moves that count as right from now on, as JSON text; empty for `void`. */
    moves: text('moves').notNull().default(''),
    decidedBy: text('decided_by').notNull(),
    decidedAt: moment('decided_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.community, table.question, table.version, table.kind, table.moves] })],
);

/** Good news for a learner, shown once when they are here next. */
export const news = pgTable(
  'notices',
  {
    id: text('id').primaryKey(),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    points: integer('points').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('notices_learner').on(table.learner)],
);
