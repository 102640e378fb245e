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
/** Fewer rows than this fly together: two statements that each wait for the disk are slower than one of twice the size. */
const WORTH_SHARING = 10;

export function createCollector<Row, Result>(options: CollectorOptions<Row, Result>): Collect<Row, Result> {
  const { flight, single, keyOf, maxRows = MAX_ROWS, maxFlights = MAX_FLIGHTS } = options;
  let queue: Waiting<Row, Result>[] = [];
  let flying = 0;
  let called = false;

  /** When all that is under way in this moment is done: those who were just answered may all be asking again. */
  function call(): void {
    if (called) return;
    called = true;
    process.nextTick(takeOff);
  }

  function takeOff(): void {
    called = false;
    while (queue.length > 0 && flying < maxFlights && (flying === 0 || queue.length >= WORTH_SHARING)) {
      // a crowd is shared out, so that the server works at all its flights at once
      const free = maxFlights - flying;
      const aboard = board(queue.length >= WORTH_SHARING * free ? Math.ceil(queue.length / free) : queue.length);
      flying += 1;
      void fly(aboard).finally(() => {
        flying -= 1;
        call();
      });
    }
  }

  /** The longest waiting rows of distinct keys, at most `seats`; the others stay in order. */
  function board(seats: number): Waiting<Row, Result>[] {
    const keys = new Set<string>();
    const aboard: Waiting<Row, Result>[] = [];
    const left: Waiting<Row, Result>[] = [];
    for (const [index, one] of queue.entries()) {
      if (aboard.length === Math.min(seats, maxRows)) {
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
      call();
    });
}
