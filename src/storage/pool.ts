/** The pool of connections to a Postgres server: the driver, with what it needs to be quick and to outlive an outage. */
import postgres from 'postgres';

/** Lists of changing length are other statements each time: a longer one would fill the server with what is used once. */
const MOST_PREPARED_PARAMETERS = 40;

/** Connects when something is asked, and again after an outage. Needs session pooling: see docs/operating.md. */
export function createPool(url: string, max: number): postgres.Sql {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    // after an outage: soon again, and at most 2 s apart, where the library's own waits grow to 20 s
    backoff: (attempt) => Math.min(2, 0.1 * 2 ** attempt),
    connection: { application_name: 'sous' },
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
