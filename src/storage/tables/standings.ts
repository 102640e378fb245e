/** Where learners stand in their cohorts: standings, how they spread, what staff fixed, and pauses of streaks. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cohorts } from './drops.ts';
import { moment } from './moment.ts';
import { learners } from './people.ts';

/**
 * A learner's standing in a cohort: a cache of answers, fixes and the credit of joining, which `rebuild` recomputes.
 * What ranks is the standing; what was earned is the standing less the credit.
 */
export const members = pgTable(
  'members',
  {
    cohort: text('cohort').notNull(),
    learner: text('learner').notNull(),
    joinedAt: moment('joined_at').notNull(),
    /** As in the learner's own row; here because it decides who is on the boards. */
    hidden: boolean('hidden').notNull().default(false),
    answers: integer('answers').notNull().default(0),
    correct: integer('correct').notNull().default(0),
    standing: integer('standing').notNull().default(0),
    credit: integer('credit').notNull().default(0),
    week: integer('week').notNull().default(0),
    weekStanding: integer('week_standing').notNull().default(0),
    weekCredit: integer('week_credit').notNull().default(0),
    month: integer('month').notNull().default(0),
    monthStanding: integer('month_standing').notNull().default(0),
    monthCredit: integer('month_credit').notNull().default(0),
  },
  (table) => [
    // the learner first: so it also finds all that is theirs, and an answer has one index less to move
    primaryKey({ columns: [table.learner, table.cohort] }),
    // of everybody, for counting a cohort; whether they are hidden stands in it, so that boards need not look at the rows
    index('members_board').on(table.cohort, table.standing, table.learner, table.hidden),
    index('members_week')
      .on(table.cohort, table.week, table.weekStanding, table.learner)
      .where(sql`not ${table.hidden}`),
    index('members_month')
      .on(table.cohort, table.month, table.monthStanding, table.learner)
      .where(sql`not ${table.hidden}`),
  ],
);

/** How standings spread in a large cohort, refreshed in the background. */
export const spreads = pgTable(
  'spreads',
  {
    cohort: text('cohort')
      .notNull()
      .references(() => cohorts.id, { onDelete: 'cascade' }),
    period: text('period').$type<'all' | 'week' | 'month'>().notNull(),
    /** The week or month; 0 for all. */
    key: integer('key').notNull(),
    members: integer('members').notNull(),
    /** Standing n is reached by the best n + 1 percent; 99 numbers. */
    cuts: jsonb('cuts').$type<readonly number[]>().notNull(),
    /** So many members stood higher than this that nobody below it is ranked exactly; null when they are too few. */
    beyond: integer('beyond'),
  },
  (table) => [primaryKey({ columns: [table.cohort, table.period] })],
);

/** Points that staff gave or took, with the reason. */
export const pointFixes = pgTable(
  'point_fixes',
  {
    id: text('id').primaryKey(),
    cohort: text('cohort').notNull(),
    learner: text('learner').notNull(),
    points: integer('points').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: moment('at').notNull(),
    week: integer('week').notNull(),
    month: integer('month').notNull(),
  },
  (table) => [index('point_fixes_member').on(table.cohort, table.learner)],
);

/** While a pause lasts, drops cost the learner's streak nothing. */
export const streakPauses = pgTable(
  'streak_pauses',
  {
    learner: text('learner')
      .notNull()
      .references(() => learners.id, { onDelete: 'cascade' }),
    from: moment('from').notNull(),
    /** Null while it lasts. */
    until: moment('until'),
  },
  (table) => [
    primaryKey({ columns: [table.learner, table.from] }),
    uniqueIndex('streak_pauses_open')
      .on(table.learner)
      .where(sql`${table.until} is null`),
  ],
);
