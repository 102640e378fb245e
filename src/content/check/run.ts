/** Runs snippets with the interpreters that the machine has: in an empty folder, without our environment, for seconds. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Reporter } from './folder.ts';
import type { Language, Snippet } from './snippets.ts';

/** Longest time of one snippet. Milliseconds. */
const LONGEST = 10_000;
/** Most that is kept of what one prints. Characters. */
const MOST_OUTPUT = 20_000;
const AT_ONCE = 2;

/** How a language is run, and how it is only read. Paths are absolute. */
type Machine = Partial<Readonly<Record<Language, string>>>;

/** Commands that tell where the interpreter really is: a name on the path may be a wrapper that needs an environment. */
const WHERE: Readonly<Record<'python' | 'ruby', readonly [string, ...string[]]>> = {
  python: ['python3', '-c', 'import sys; print(sys.executable)'],
  ruby: ['ruby', '-e', 'puts RbConfig.ruby'],
};

/** The interpreters of this machine; JavaScript and SQL (SQLite) come with Node. */
export async function findMachine(): Promise<Machine> {
  const [python, ruby] = await Promise.all(
    (['python', 'ruby'] as const).map(async (language) => {
      const [name, ...args] = WHERE[language];
      const { code, output } = await execute(name, args, { cwd: tmpdir() });
      return code === 0 ? output.trim() : undefined;
    }),
  );
  return {
    javascript: process.execPath,
    sql: process.execPath,
    ...(python !== undefined && { python }),
    ...(ruby !== undefined && { ruby }),
  };
}

export interface Ran {
  readonly ran: number;
  /** Snippets of languages without an interpreter here. */
  readonly missing: Readonly<Partial<Record<Language, number>>>;
}

/** Reports code that prints something else than its question says, or that cannot be read. */
export async function runSnippets(snippets: readonly Snippet[], machine: Machine, report: Reporter): Promise<Ran> {
  const missing: Partial<Record<Language, number>> = {};
  const queue = snippets.filter(({ language }) => {
    if (machine[language] !== undefined) return true;
    missing[language] = (missing[language] ?? 0) + 1;
    return false;
  });
  const results: (string | undefined)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < queue.length; at = next++) {
      const snippet = queue[at];
      if (snippet !== undefined) results[at] = await judge(snippet, machine[snippet.language] ?? '');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  queue.forEach((snippet, at) => {
    const problem = results[at];
    if (problem !== undefined) report.error(snippet.file, snippet.line, `${snippet.id}: ${problem}`);
  });
  return { ran: queue.length, missing };
}

async function judge(snippet: Snippet, interpreter: string): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'snippet-'));
  try {
    return snippet.prints === undefined
      ? await reads(snippet, interpreter, folder)
      : await prints(snippet, interpreter, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without line-end spaces and empty ends, as an option on a button shows it. */
const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

async function prints(snippet: Snippet, interpreter: string, folder: string): Promise<string | undefined> {
  const { text, before, language } = snippet;
  const whole = before === undefined ? text : `${before}\n${text}`;
  const { code, output, errors, late } = await run(language, whole, interpreter, folder);
  if (late) return `does not end within ${LONGEST / 1_000} seconds.`;
  const real = tidy(output);
  if (real === tidy(snippet.prints ?? '')) return undefined;
  const wrong = snippet.others?.find((other) => tidy(other) === real);
  const why = code === 0 ? '' : ` (and ends with: ${lastLine(errors)})`;
  return `prints ${JSON.stringify(real)}${why}, but ${JSON.stringify(tidy(snippet.prints ?? ''))} is marked right${wrong === undefined ? '' : '; a wrong option has it'}.`;
}

async function reads(snippet: Snippet, interpreter: string, folder: string): Promise<string | undefined> {
  const { code, errors } = await read(snippet.language, snippet.text, interpreter, folder);
  return code === 0 ? undefined : `this ${snippet.language} cannot be read: ${lastLine(errors)}.`;
}

function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:at |node:|Node\.js|\^)/u.test(line));
  return lines.findLast((line) => /error|near|expected|unexpected/iu.test(line)) ?? lines.at(-1) ?? 'no message';
}

async function run(language: Language, text: string, interpreter: string, cwd: string): Promise<Result> {
  switch (language) {
    case 'python':
      return execute(interpreter, ['-I', await file(cwd, 'snippet.py', text)], { cwd });
    case 'ruby':
      return execute(interpreter, [await file(cwd, 'snippet.rb', text)], { cwd });
    case 'javascript':
      return execute(interpreter, [await file(cwd, 'snippet.mjs', text)], { cwd });
    case 'sql':
      return execute(interpreter, ['--no-warnings', await file(cwd, 'query.mjs', RUN_SQL)], { cwd, input: text });
    default:
      return language satisfies never;
  }
}

async function read(language: Language, text: string, interpreter: string, cwd: string): Promise<Result> {
  switch (language) {
    case 'python':
      // routes and views may await outside a function in an excerpt: reading, not running, is what counts
      return execute(interpreter, ['-I', '-c', READ_PYTHON], { cwd, input: text });
    case 'ruby':
      return execute(interpreter, ['-c', await file(cwd, 'snippet.rb', text)], { cwd });
    case 'javascript':
      return execute(interpreter, ['--check', await file(cwd, 'snippet.mjs', text)], { cwd });
    case 'sql':
      return execute(interpreter, ['--no-warnings', await file(cwd, 'read.mjs', READ_SQL)], { cwd, input: text });
    default:
      return language satisfies never;
  }
}

async function file(folder: string, name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

const READ_PYTHON = 'import ast, sys; ast.parse(sys.stdin.read())';

/** Statements one by one; rows of the last that has any are printed with a space between their cells. */
const SQL_PARTS = `
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
const database = new DatabaseSync(':memory:');
const text = readFileSync(0, 'utf8').replaceAll(/--[^\\n]*/g, '');
const statements = (text.match(/(?:'[^']*'|[^';])+/g) ?? []).map((one) => one.trim()).filter(Boolean);
`;
const RUN_SQL = `${SQL_PARTS}
let rows = [];
for (const one of statements) {
  const found = database.prepare(one).all();
  if (/^(?:select|with)/i.test(one)) rows = found;
}
for (const row of rows) console.log(Object.values(row).map((cell) => cell ?? 'NULL').join(' '));
`;
/** SQLite reads a statement before it looks for its tables: only what it cannot read counts. */
const READ_SQL = `${SQL_PARTS}
for (const one of statements) {
  try {
    database.prepare(one);
  } catch (error) {
    if (/syntax error|incomplete input|unrecognized token/.test(error.message)) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}
`;

interface Result {
  /** -1 when it could not be started or was stopped. */
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly late: boolean;
}

/** With nothing of our own environment, so that a snippet sees neither tokens nor settings; only names are looked up in the path. */
async function execute(
  command: string,
  args: readonly string[],
  how: { cwd: string; input?: string },
): Promise<Result> {
  return new Promise((resolve) => {
    const bare = path.isAbsolute(command);
    const child = spawn(command, args, {
      cwd: how.cwd,
      stdio: 'pipe',
      timeout: LONGEST,
      killSignal: 'SIGKILL',
      ...(bare && { env: { HOME: how.cwd, TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1' } }),
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => {
      if (output.length < MOST_OUTPUT) output += data.toString('utf8');
    });
    child.stderr.on('data', (data: Buffer) => {
      if (errors.length < MOST_OUTPUT) errors += data.toString('utf8');
    });
    child.once('error', (error) => resolve({ code: -1, output: '', errors: error.message, late: false }));
    child.once('close', (code, signal) => resolve({ code: code ?? -1, output, errors, late: signal === 'SIGKILL' }));
    // a child that ends early closes its input: that is no error of ours
    child.stdin.on('error', () => undefined);
    child.stdin.end(how.input ?? '');
  });
}
