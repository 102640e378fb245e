/** What the playground keeps: rows of JSON on shelves, so that any storage can hold them with five small queries. */

/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

export interface HistoryRow {
  /** Unique over all shelves; at most 80 characters. */
  readonly id: string;
  /** What belongs together: the id of a room, or `people`, `pictures`, `events`. */
  readonly shelf: string;
  /** The only person who may see it; null for everybody who sees the shelf. */
  readonly viewer: string | null;
  /** Milliseconds since 1970; orders a shelf. */
  readonly at: number;
  readonly value: Json;
}

export interface HistoryQuery {
  readonly shelf: string;
  /** Rows for everybody and rows for this person; without it, rows for everybody alone. */
  readonly viewer?: string;
  /** Rows with `at` below this only. */
  readonly before?: number;
  /** The newest so many. */
  readonly last: number;
}

/**
 * Keeps what the playground shows over restarts. Every call may reject when the storage fails; the platform then says so
 * and nothing is lost that was acknowledged.
 */
export interface PlaygroundHistory {
  /** Adds a row; false, and nothing changed, when its id is there already. Atomic. */
  add(row: HistoryRow): Promise<boolean>;
  /** Replaces the value of a row; false when it is not there. */
  change(id: string, value: Json): Promise<boolean>;
  /** Removes a row; false when it was not there. */
  remove(id: string): Promise<boolean>;
  get(id: string): Promise<HistoryRow | undefined>;
  /** Oldest first: by `at`, then by id. */
  list(query: HistoryQuery): Promise<readonly HistoryRow[]>;
  /** Removes the rows of a shelf with `at` below `before`. */
  prune(shelf: string, before: number): Promise<void>;
}

/**
 * The same without what Postgres refuses in JSON: halves of surrogate pairs, as a cut text may end with, and NUL.
 */
export const storable = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '') : part,
    ),
  ) as T;

/** A history that lives as long as the process: for tests, and for looking around without a database. */
export function memoryHistory(): PlaygroundHistory {
  const rows = new Map<string, HistoryRow>();
  // JSON through and through, as in a database: nobody can hold on to a row and change it from outside
  const copy = (row: HistoryRow): HistoryRow => structuredClone(row);
  return {
    add: async (row) => {
      if (rows.has(row.id)) return false;
      rows.set(row.id, copy(row));
      return true;
    },
    change: async (id, value) => {
      const row = rows.get(id);
      if (row === undefined) return false;
      rows.set(id, copy({ ...row, value }));
      return true;
    },
    remove: async (id) => rows.delete(id),
    get: async (id) => {
      const row = rows.get(id);
      return row && copy(row);
    },
    list: async ({ shelf, viewer, before = Infinity, last }) =>
      [...rows.values()]
        .filter((row) => row.shelf === shelf && row.at < before && (row.viewer === null || row.viewer === viewer))
        .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .slice(-last)
        .map(copy),
    prune: async (shelf, before) => {
      for (const row of rows.values()) if (row.shelf === shelf && row.at < before) rows.delete(row.id);
    },
  };
}
