/** The pool of connections to a Postgres server: the driver, with what it needs to be quick and to outlive an outage. */
import postgres from 'postgres';

/**
 * postgres.js (3.4.9) holds back writes of less than 1,024 bytes for a moment. When the server goes away in that moment, the
 * connection holds back all that is written to it after that, its own greeting too, and each of its queries waits for ever.
 * A greeting that is long enough is not held back. The server keeps the first 63 characters of the name.
 */
const APPLICATION_NAME = 'sous'.padEnd(1_024);

/** Lists of changing length are other statements each time: a longer one would fill the server with what is used once. */
const MOST_PREPARED_PARAMETERS = 40;

/** Connects when something is asked, and again after an outage. Needs session pooling: see docs/operating.md. */
export function createPool(url: string, max: number): postgres.Sql {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    // after an outage: soon again, and at most 2 s apart, where the library's own waits grow to 20 s
    backoff: (attempt) => Math.min(2, 0.1 * 2 ** attempt),
    connection: { application_name: APPLICATION_NAME },
  });
  return preparing(client);
}

type Scope = (inner: postgres.Sql) => unknown;

/**
 * The same client, on which every statement is prepared once per connection and named after that. drizzle asks postgres.js
 * not to, unless a query was given a name; then each run is parsed and planned anew, and costs two round trips in place of one.
 */
function preparing(client: postgres.Sql): postgres.Sql {
  const scoped = (given: unknown): unknown =>
    typeof given === 'function' ? (inner: postgres.Sql): unknown => (given as Scope)(preparing(inner)) : given;
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe')
        return (query: string, parameters: never[] = [], options: object = {}) =>
          target.unsafe(query, parameters, { ...options, prepare: parameters.length <= MOST_PREPARED_PARAMETERS });
      const value: unknown = Reflect.get(target, key);
      if (key === 'begin' || key === 'savepoint')
        return (...given: unknown[]): unknown => (value as (...all: unknown[]) => unknown)(...given.map(scoped));
      return value;
    },
  });
}
