/** What is made once for a database and kept as long as its handle: prepared statements, and the queues in front of them. */
import type { Database } from './database.ts';

/** The same `make`, which is asked once for each database. */
export function perDatabase<T>(make: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, { readonly value: T }>();
  return (db) => {
    const known = made.get(db);
    if (known !== undefined) return known.value;
    const value = make(db);
    made.set(db, { value });
    return value;
  };
}
