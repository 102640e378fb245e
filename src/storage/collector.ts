/**
 * Group commit: what arrives while a statement is under way forms the next one. Nothing waits for a timer, so one row alone
 * is written at once, and a crowd shares its commits.
 */

export interface CollectorOptions<Row, Result> {
  /** Writes several rows in one statement; results in the order of the rows. At least two rows. */
  flight(rows: readonly Row[]): Promise<readonly Result[]>;
  /** Writes one row: the quick way when there is only one, and the safe one when a flight has failed. */
  single(row: Row): Promise<Result>;
  /** Rows of the same key never share a flight: the second one waits for the next. */
  keyOf(row: Row): string;
  /** Rows in one statement. */
  readonly maxRows?: number;
  /** Statements under way at a time. */
  readonly maxFlights?: number;
}

interface Waiting<Row, Result> {
  readonly row: Row;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Puts a row into the next flight; resolves after its commit, rejects when it could not be written. */
export type Collect<Row, Result> = (row: Row) => Promise<Result>;

/** Measured on two cores with a local server: larger flights or more of them gain nothing and make answers wait longer. */
const MAX_ROWS = 200;
const MAX_FLIGHTS = 2;

export function createCollector<Row, Result>(options: CollectorOptions<Row, Result>): Collect<Row, Result> {
  const { flight, single, keyOf, maxRows = MAX_ROWS, maxFlights = MAX_FLIGHTS } = options;
  let queue: Waiting<Row, Result>[] = [];
  let flying = 0;

  function takeOff(): void {
    while (flying < maxFlights && queue.length > 0) {
      const aboard = board();
      flying += 1;
      void fly(aboard).finally(() => {
        flying -= 1;
        takeOff();
      });
    }
  }

  /** The longest waiting rows of distinct keys; the others stay in order. */
  function board(): Waiting<Row, Result>[] {
    const keys = new Set<string>();
    const aboard: Waiting<Row, Result>[] = [];
    const left: Waiting<Row, Result>[] = [];
    for (const [index, one] of queue.entries()) {
      if (aboard.length === maxRows) {
        left.push(...queue.slice(index));
        break;
      }
      const key = keyOf(one.row);
      if (keys.has(key)) left.push(one);
      else {
        keys.add(key);
        aboard.push(one);
      }
    }
    queue = left;
    return aboard;
  }

  async function fly(aboard: readonly Waiting<Row, Result>[]): Promise<void> {
    if (aboard.length > 1) {
      try {
        const results = await flight(aboard.map((one) => one.row));
        if (results.length !== aboard.length)
          throw new Error(`a flight of ${aboard.length} gave ${results.length} results`);
        for (const [index, one] of aboard.entries()) one.resolve(results[index] as Result);
        return;
      } catch {
        // which row it was is not known: each is tried alone, and the bad one gets the error itself
      }
    }
    // in a row: many at once would be the same crowd that the flight was made for
    for (const one of aboard) {
      try {
        one.resolve(await single(one.row));
      } catch (error) {
        one.reject(error);
      }
    }
  }

  return (row) =>
    new Promise((resolve, reject) => {
      queue.push({ row, resolve, reject });
      takeOff();
    });
}
