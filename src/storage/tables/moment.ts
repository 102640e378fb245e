/** Moments in tables: timestamptz outside, milliseconds since 1970 inside. */
import { customType } from 'drizzle-orm/pg-core';

/** timestamptz as milliseconds since 1970: what every rule reckons in. */
export const moment = customType<{ data: number; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (ms) => isoOf(ms),
  fromDriver: (value) => new Date(value).getTime(),
});

/** Milliseconds since 1970 as a parameter of a statement in SQL. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();
