/** Runs of questions (a quiz, a lesson's checks, one question), every attempt at one, and what they add up to. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Moves, Verdict } from '../../questions/kind.ts';
import type { Follows } from '../../tutor/ideas.ts';
import { communities, learners } from './people.ts';
import { moment } from './moment.ts';

/** What a run is for. */
export type Purpose = 'quiz' | 'single' | 'lesson' | 'review' | 'drop' | 'placement';

/** How sure the learner was, before the answer was shown. */
export type Confidence = 'sure' | 'unsure' | 'guess';

/** One question of a run, as it was when the run began. */
export interface RunItem {
  readonly question: string;
  readonly version: string;
  /**
   * The chance, 0 to 1, that the learner was given of being right, going by the difficulty that the authors wrote; absent
   * where it was not worked out.
   */
  readonly expected?: number;
  /** It is asked because something was wrong inside before. */
  readonly follows?: Follows;
  /** It is reviewed before it is due, because the learner wants to practise. */
  readonly ahead?: true;
}

export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    community: text('community')
      .notNull()
      .references(() => communities.id),
    purpose: text('purpose').$type<Purpose>().notNull(),
    /** A topic, a term, a lesson, a drop: what the run is about. */
    subject: text('subject').notNull(),
    items: jsonb('items').$type<readonly RunItem[]>().notNull(),
    /** Shuffles the options; item n uses seed + n. */
    seed: bigint('seed', { mode: 'number' }).notNull(),
    /** Moves made at items that are not answered yet, by item index. */
    moves: jsonb('moves').$type<Readonly<Record<string, Moves>>>().notNull().default({}),
    /** Indexes of the items whose hint was shown. */
    hints: jsonb('hints').$type<readonly number[]>().notNull().default([]),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('runs_learner').on(table.learner, table.createdAt)],
);

export const attempts = pgTable(
  'attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    /** The one whose staff can rule on it, also where the answer was given in a direct message. */
    community: text('community').notNull(),
    run: text('run')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    item: smallint('item').notNull(),
    question: text('question').notNull(),
    version: text('version').notNull(),
    moves: jsonb('moves').$type<Moves>().notNull(),
    /** 0 to 1; what counts, which a ruling may have raised above the verdict's. */
    score: doublePrecision('score').notNull(),
    points: integer('points').notNull(),
    /** The learner's first attempt at this question ever: the one that earns points. */
    first: boolean('first').notNull(),
    hint: boolean('hint').notNull(),
    confidence: text('confidence').$type<Confidence>(),
    at: moment('at').notNull(),
    /** As it was judged; null in answers from before it was kept. */
    verdict: jsonb('verdict').$type<Verdict>(),
  },
  (table) => [
    unique('attempts_run_item').on(table.run, table.item),
    uniqueIndex('attempts_first')
      .on(table.learner, table.question)
      .where(sql`${table.first}`),
    index('attempts_learner_question').on(table.learner, table.question, table.at),
  ],
);

export const scores = pgTable(
  'scores',
  {
    community: text('community')
      .notNull()
      .references(() => communities.id),
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    points: integer('points').notNull().default(0),
    /** Questions answered for the first time, and how many of them fully right. */
    answered: integer('answered').notNull().default(0),
    correct: integer('correct').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.community, table.learner] })],
);
