/**
 * What runs in the threads of the lab: SQLite in WebAssembly, which has no file system and no network. Nothing imports this
 * file: `pool.ts` hands its address to a thread, and ends the thread when a statement takes too long.
 */
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Cell, Rows } from '../questions/trial.ts';
import { boundWasm } from '../wasm.ts';
import type { Outcome, Work } from './work.ts';

/** Bytes of the whole engine. */
const MOST_WASM = 64 * 1024 * 1024;
/** Bytes that one statement may hold: sorting, grouping, one text. */
const MOST_HEAP = 12 * 1024 * 1024;
/** Of a result: rows, and characters in all and in one cell. */
const MOST_ROWS = 500;
const MOST_TEXT = 100_000;
const LONGEST_CELL = 500;

const memory = boundWasm(MOST_WASM, 'the statement needs too much memory');

const port = parentPort;
if (port === null) throw new Error('the lab runs in a thread');
const sql = await initSqlJs();
// the first statement compiles what all of them need: nobody's second is for that
run({
  script: "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')",
  statement: 'SELECT b, COUNT(*) FROM t JOIN t AS u USING (a) WHERE a > 0 GROUP BY b HAVING COUNT(*) > 0 ORDER BY b',
  writes: false,
});
// on Linux a priority is a thread's own: the bot comes first, and yet a statement has its share of the second
if (process.platform === 'linux') setPriority(10);
port.postMessage('ready');
port.on('message', (works: readonly Work[]) => {
  port.postMessage({ outcomes: works.map((work) => run(work)), bytes: memory.bytes() });
});

function run({ script, given, statement, writes, after }: Work): Outcome {
  const db = new sql.Database();
  try {
    db.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY');
    db.exec(script);
    if (given !== undefined) db.exec(given);
    db.exec(`PRAGMA hard_heap_limit = ${MOST_HEAP}; PRAGMA query_only = ${writes ? 'OFF' : 'ON'}`);
    const rows = rowsFrom(db, statement);
    if (after === undefined) return { kind: 'rows', ...rows };
    // what was begun and not committed is gone when the connection ends
    const open = isOpen(db);
    if (open) db.exec('ROLLBACK');
    return { kind: 'rows', ...rowsFrom(db, after), ...(open && { open }) };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    db.close();
  }
}

/** A thread that ran out of memory may be in any state: the pool ends it. */
function outcomeOf(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError || /out of memory|too big|memory access|database or disk is full/iu.test(message))
    return { kind: 'big' };
  return { kind: 'error', message };
}

/** The first statement; whatever stands behind it is never compiled. */
function rowsFrom(db: Database, statement: string): Rows {
  const prepared = db.prepare(statement);
  try {
    const rows: Cell[][] = [];
    let room = MOST_TEXT;
    let cut = false;
    while (prepared.step()) {
      if (rows.length === MOST_ROWS || room < 0) {
        cut = true;
        break;
      }
      const row = prepared.get().map((value) => cellOf(value));
      for (const cell of row) {
        room -= String(cell).length + 1;
        cut ||= typeof cell === 'string' && cell.length > LONGEST_CELL;
      }
      rows.push(row);
    }
    return { columns: prepared.getColumnNames(), rows, cut };
  } finally {
    prepared.free();
  }
}

function cellOf(value: SqlValue): Cell {
  if (value instanceof Uint8Array) return `(blob of ${value.length} bytes)`;
  return typeof value === 'string' && value.length > LONGEST_CELL ? `${value.slice(0, LONGEST_CELL)}…` : value;
}

function isOpen(db: Database): boolean {
  try {
    db.exec('BEGIN');
    db.exec('ROLLBACK');
    return false;
  } catch {
    // the only reason to refuse a BEGIN is another one
    return true;
  }
}
