/** What platforms need to remember: events already handled, the playground's conversation, Slack's installations. */
import { index, jsonb, pgTable, text, timestamp, bigint } from 'drizzle-orm/pg-core';

/** An event id that some process has taken, so that a redelivery is handled once. Old rows are swept. */
export const events = pgTable(
  'events',
  { id: text('id').primaryKey(), at: timestamp('at', { withTimezone: true }).notNull() },
  (table) => [index('events_at').on(table.at)],
);

/** What the playground keeps over restarts, in rows of JSON that only it reads. */
export const playgroundRows = pgTable(
  'playground_rows',
  {
    id: text('id').primaryKey(),
    shelf: text('shelf').notNull(),
    /** The only learner who may see it; null for everybody. */
    viewer: text('viewer'),
    /** Milliseconds since 1970. */
    at: bigint('at', { mode: 'number' }).notNull(),
    value: jsonb('value').$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (table) => [index('playground_rows_shelf').on(table.shelf, table.at)],
);

/** One Slack workspace that installed Sous; `secret` is encrypted. */
export const slackInstallations = pgTable('slack_installations', {
  /** Team or enterprise id. */
  id: text('id').primaryKey(),
  secret: text('secret').notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
