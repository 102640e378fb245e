/** Which statements the lab takes at all: one, of a kind that can do no harm. What it does is the engine's to refuse as well. */
import type { Mistake } from '../questions/trial.ts';
import { isWord, type Token, tokensOf } from './tokens.ts';

const READS: readonly string[] = ['SELECT', 'WITH', 'VALUES', 'EXPLAIN'];
/** Changes of rows and tables, and what ends a transaction. */
const WRITES: readonly string[] = [
  'INSERT',
  'UPDATE',
  'DELETE',
  'REPLACE',
  'CREATE',
  'DROP',
  'ALTER',
  'BEGIN',
  'COMMIT',
  'END',
  'ROLLBACK',
  'SAVEPOINT',
];
/** They reach out of the data set, wherever they stand. */
const OUT =
  /^(?:pragma(?:_\w+)?|attach|detach|vacuum|load_extension|readfile|writefile|edit|fts\w*|rtree\w*|dbstat|sqlite_dbpage)$/iu;
/** What may be created. */
const CREATED: readonly string[] = ['TABLE', 'INDEX', 'UNIQUE', 'VIEW'];

/** Characters. */
export const LONGEST_STATEMENT = 2_000;

/** Why it is not run at all; undefined when it may. `writes`: the task asks for a change. */
export function refusalOf(sql: string, writes: boolean): Mistake | undefined {
  if (sql.length > LONGEST_STATEMENT || sql.includes('\0')) return 'refused';
  const tokens = tokensOf(sql);
  const first = tokens.find(({ text }) => text !== ';');
  if (first === undefined) return 'empty';
  const end = tokens.findIndex(({ text, at }) => text === ';' && at > first.at);
  if (end !== -1 && tokens.slice(end).some(({ text }) => text !== ';')) return 'several';
  if (tokens.some((token) => reachesOut(token))) return 'refused';
  const own = tokens.slice(tokens.indexOf(first));
  if (isWord(first, ...READS)) return mayExplain(own) ? undefined : 'refused';
  if (!isWord(first, ...WRITES)) return 'syntax';
  if (isWord(first, 'CREATE') && !isWord(own[1], ...CREATED)) return 'refused';
  return writes ? undefined : 'reads-only';
}

/** A name in quotes is a name all the same; a text is a text. */
function reachesOut({ kind, text }: Token): boolean {
  if (kind === 'word') return OUT.test(text);
  return kind === 'name' && OUT.test(text.replaceAll(/["[\]]/gu, ''));
}

/** Of what is explained the plan is shown, not the machine's own code. */
const mayExplain = (own: readonly Token[]): boolean =>
  !isWord(own[0], 'EXPLAIN') || (isWord(own[1], 'QUERY') && isWord(own[2], 'PLAN') && isWord(own[3], 'SELECT', 'WITH'));
