/** What was last talked about with somebody in a place: ids alone, for half an hour. No words of theirs are kept. */
import { index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/** No foreign keys: who only looks words up is in no other table, and a run that is gone is simply not open. */
export const talks = pgTable(
  'talks',
  {
    learner: text('learner').notNull(),
    /** A channel, or `direct` for all of somebody's direct messages. */
    place: text('place').notNull(),
    /** Such as `term:cookie` or `lesson:open-a-page`; null when there is only a question. */
    topic: text('topic'),
    /** The run whose question is on the screen, and which of its items. */
    run: text('run'),
    item: smallint('item'),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learner, table.place] }), index('talks_at').on(table.at)],
);
