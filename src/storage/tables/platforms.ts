/** What platforms need to remember: events handled, the playground's conversation, Slack's installations, open homes. */
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, bigint } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/** An event id that some process has taken, so that a redelivery is handled once. Old rows are swept. */
export const events = pgTable('events', { id: text('id').primaryKey(), at: moment('at').notNull() }, (table) => [
  index('events_at').on(table.at),
]);

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
  updatedAt: moment('updated_at')
    .notNull()
    .default(sql`now()`),
});

/** Who opened their own page (Slack's App Home) of late: it is drawn again when its facts change. Old rows are swept. */
export const homes = pgTable('homes', {
  learner: text('learner').primaryKey(),
  /** As it was when they opened it, and so the two after it. */
  name: text('name').notNull(),
  locale: text('locale').notNull(),
  zone: text('zone'),
  openedAt: moment('opened_at').notNull(),
  /** A mark of what it shows; empty when that is not known. */
  mark: text('mark').notNull(),
  /** The time that it was last drawn for: what was due by then is on it. */
  drawnAt: moment('drawn_at').notNull(),
});
