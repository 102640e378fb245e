/** What the people of the benchmark ask Sous for: quizzes whose every question one press answers, and a database for the answers. */
import postgres from 'postgres';
import type { Question } from '../../src/content/schema.ts';
import { turnOf } from '../../src/questions/index.ts';
import { startTestPostgres } from '../../tests/support/postgres.ts';
import { realLibrary } from '../../tests/support/sous.ts';

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
  stop(): Promise<void>;
}

/** A real PostgreSQL, without waiting for the disk. */
export async function startQuizServer(): Promise<QuizServer> {
  const server = await startTestPostgres();
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  const made: string[] = [];
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
    async stop() {
      for (const name of made) await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
      await server.stop();
    },
  };
}
