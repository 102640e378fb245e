/** The list of all tables, read from their definitions, so that none can be forgotten. */
import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import * as tables from './tables/index.ts';

export const EVERY_TABLE: readonly PgTable[] = Object.values(tables as Record<string, unknown>).filter(
  (value): value is PgTable => is(value, PgTable),
);
