/** Who helps to run a community, what they did, and what people asked to be sent: reminders and the weekly pulse. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { cohorts } from './drops.ts';
import { moment } from './moment.ts';
import { communities, learners } from './people.ts';

/** Instructors by name. */
export const staffPeople = pgTable(
  'staff_people',
  {
    community: text('community')
      .notNull()
      .references(() => communities.id),
    learner: text('learner').notNull(),
    /** As it was when they were named. */
    name: text('name').notNull(),
    by: text('by').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.community, table.learner] })],
);

/** Instructors by a role of the platform: whoever holds it. */
export const staffRoles = pgTable(
  'staff_roles',
  {
    community: text('community')
      .notNull()
      .references(() => communities.id),
    /** The platform's id of the role. */
    role: text('role').notNull(),
    by: text('by').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.community, table.role] })],
);

/** What staff did. Only ever added to; an entry about a learner goes when the learner is forgotten. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    community: text('community')
      .notNull()
      .references(() => communities.id),
    cohort: text('cohort'),
    by: text('by').notNull(),
    /** The name at that time. */
    byName: text('by_name').notNull(),
    /** A verb and its object: "changed the time". */
    act: text('act').notNull(),
    /** Plain text. */
    details: text('details').notNull().default(''),
    /** Whom it concerned. */
    learner: text('learner'),
    at: moment('at').notNull(),
  },
  (table) => [index('audit_log_latest').on(table.community, table.id), index('audit_log_learner').on(table.learner)],
);

/** One row for each learner who ever turned reminders on. */
export const reminders = pgTable(
  'reminders',
  {
    learner: text('learner')
      .primaryKey()
      .references(() => learners.id, { onDelete: 'cascade' }),
    /** 0 to 23, in the zone. */
    hour: smallint('hour').notNull(),
    zone: text('zone').notNull(),
    /** When the next one is due; null while they are off. */
    nextAt: moment('next_at'),
    /** Why they were switched off without the learner's doing. */
    why: text('why'),
    /** Whether the learner was told so. */
    told: boolean('told').notNull().default(true),
  },
  (table) => [index('reminders_due').on(table.nextAt)],
);

/** Staff who want the pulse of a cohort every week. */
export const pulseOrders = pgTable(
  'pulse_orders',
  {
    cohort: text('cohort')
      .notNull()
      .references(() => cohorts.id, { onDelete: 'cascade' }),
    learner: text('learner').notNull(),
    nextAt: moment('next_at').notNull(),
    /** When they were last seen to be staff: of whom a role makes an instructor nothing else is known. */
    renewedAt: moment('renewed_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.cohort, table.learner] }), index('pulse_orders_due').on(table.nextAt)],
);
