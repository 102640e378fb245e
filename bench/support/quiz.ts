/** What the people of the benchmark ask Sous for: quizzes whose every question one press answers, and a database for the answers. */
import postgres from 'postgres';
import type { Question } from '../../src/content/schema.ts';
import { turnOf } from '../../src/questions/index.ts';
import { startOwnPostgres } from '../../tests/support/postgres.ts';
import { realLibrary } from '../../tests/support/sous.ts';
import { pressOnSchedule } from './load.ts';
import type { Side } from './turns.ts';

/** Names of terms of the project's own glossary, each with nothing but such questions. */
export async function quickSubjects(): Promise<readonly string[]> {
  const library = await realLibrary();
  const names = [...library.content.terms.values()]
    .filter(({ id }) => {
      const questions = library.questionsOn(id);
      return questions.length > 1 && questions.every(isQuick);
    })
    // what is typed must lead back to the same term
    .filter(({ id, name }) => {
      const found = library.lookup.find(name);
      return found.kind === 'terms' && found.terms[0]?.id === id;
    })
    .map((term) => term.name);
  if (names.length === 0) throw new Error('no term of the glossary has only questions that one press answers');
  return names;
}

function isQuick(question: Question): boolean {
  const turn = turnOf(question, 1, []);
  const [first] = turn?.via === 'choose' && turn.choices.length <= 5 ? turn.choices : [];
  return first !== undefined && turnOf(question, 1, [first.key]) === undefined;
}

export interface QuizServer {
  /** A new, empty database. */
  createDatabase(): Promise<string>;
  /** How many of the presses were stored as answers, in a line: error cards are quick, and must not pass for answers. */
  tally(url: string, presses: number): Promise<string>;
  /** How many statements a press costs in this database, in lines: counted by the server, beside the presses that are timed. */
  statements(url: string, side: Side): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Presses whose statements are counted, and how many of them a second. */
const COUNTED = { presses: 100, rate: 100 };

/** A real PostgreSQL, without waiting for the disk. */
export async function startQuizServer(): Promise<QuizServer> {
  const server = await startOwnPostgres({ counting: true });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  const made: string[] = [];
  /** Which statements are counted; connections of others hear of it before their next one, as this one does. */
  const count = async (which: 'top' | 'none'): Promise<void> => {
    await admin.unsafe(`alter system set pg_stat_statements.track = '${which}'`);
    await admin`select pg_reload_conf()`;
    while ((await admin`select current_setting('pg_stat_statements.track') as track`)[0]?.['track'] !== which);
  };
  await admin`create extension pg_stat_statements`;
  await count('none');
  return {
    async createDatabase() {
      const name = `bench_${process.pid}_${Date.now().toString(36)}_${made.length}`;
      await admin`create database ${admin(name)}`;
      made.push(name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async tally(url, presses) {
      const client = postgres(url, { max: 1, onnotice: () => undefined });
      const [row] = await client<{ count: number }[]>`select count(*)::integer as count from attempts`;
      await client.end();
      const line = `answers in the database of Sous: ${row?.count} of ${presses} presses`;
      return row?.count === presses ? line : `${line}. WRONG: the figures are of something else than answers`;
    },
    async statements(url, side) {
      const presses = await side.open(COUNTED.presses);
      await count('top');
      await admin`select pg_stat_statements_reset()`;
      await pressOnSchedule(presses, { rate: COUNTED.rate, runIn: 0 });
      const rows = await admin<{ calls: number; query: string }[]>`select calls::integer, query from pg_stat_statements
        where dbid = (select oid from pg_database where datname = ${new URL(url).pathname.slice(1)}) order by calls desc`;
      await count('none');
      const each = (calls: number): string => (calls / presses.length).toFixed(2);
      const all = rows.reduce((sum, { calls }) => sum + calls, 0);
      return [
        `statements per press, counted by the server over ${presses.length} more presses: ${each(all)}`,
        ...rows
          .filter(({ calls }) => calls > presses.length / 50)
          .map(({ calls, query }) => `  ${each(calls)}  ${query.replaceAll(/\s+/gu, ' ').slice(0, 90)}`),
      ];
    },
    async stop() {
      for (const name of made) await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
      await server.stop();
    },
  };
}
