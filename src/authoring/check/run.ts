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
  const results = new Map<Snippet, string>();
  const note = (snippet: Snippet, problem: string | null | undefined): void => {
    if (typeof problem === 'string') results.set(snippet, problem);
  };
  // code that is only read needs one process a language; code that runs gets one of its own
  for (const [language, own] of Map.groupBy(
    queue.filter((snippet) => snippet.prints === undefined),
    (snippet) => snippet.language,
  )) {
    const texts = own.map((snippet) => snippet.text);
    const errors = await inFolder(async (folder) => readAll(language, texts, machine[language] ?? '', folder));
    own.forEach((snippet, at) => {
      const error = errors[at];
      note(snippet, typeof error === 'string' ? `this ${language} cannot be read: ${lastLine(error)}.` : undefined);
    });
  }
  const waiting = queue.filter((snippet) => snippet.prints !== undefined);
  const worker = async (): Promise<void> => {
    for (let snippet = waiting.shift(); snippet !== undefined; snippet = waiting.shift()) {
      const { language } = snippet;
      const one = snippet;
      note(one, await inFolder(async (folder) => prints(one, machine[language] ?? '', folder)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const snippet of queue) {
    const problem = results.get(snippet);
    if (problem !== undefined) report.error(snippet.file, snippet.line, `${snippet.id}: ${problem}`);
  }
  return { ran: queue.length, missing };
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'snippet-'));
  try {
    return await use(folder);
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

/** For each text, null or what is wrong with it. @throws Error when the interpreter itself fails. */
async function readAll(
  language: Language,
  texts: readonly string[],
  interpreter: string,
  cwd: string,
): Promise<readonly (string | null)[]> {
  const { output, errors } = await execute(interpreter, await readerOf(language, cwd), {
    cwd,
    input: JSON.stringify(texts),
  });
  try {
    return JSON.parse(output) as (string | null)[];
  } catch {
    throw new Error(`${interpreter} could not read ${language}: ${lastLine(errors)}`);
  }
}

/** Arguments of a process that takes a JSON list of texts and prints a JSON list of errors. */
async function readerOf(language: Language, cwd: string): Promise<readonly string[]> {
  switch (language) {
    case 'python':
      return ['-I', '-c', READ_PYTHON];
    case 'ruby':
      return ['-e', READ_RUBY];
    case 'javascript':
      return ['--no-warnings', '--experimental-vm-modules', await file(cwd, 'read.mjs', READ_JAVASCRIPT)];
    case 'sql':
      return ['--no-warnings', await file(cwd, 'read.mjs', READ_SQL)];
    default:
      return language satisfies never;
  }
}

async function file(folder: string, name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

const READ_PYTHON = `
import ast, json, sys

def fault(text):
    try:
        ast.parse(text)
    except SyntaxError as error:
        return f"SyntaxError: {error.msg}, line {error.lineno}"

print(json.dumps([fault(text) for text in json.load(sys.stdin)]))
`;
/** An ambiguity is read by Ruby with a warning: a beginner who types it off would get it, too. */
const READ_RUBY = `
require "json"
require "stringio"
$VERBOSE = true
puts JSON.generate(JSON.parse($stdin.read).map { |text|
  $stderr = StringIO.new
  begin
    RubyVM::InstructionSequence.compile(text)
    $stderr.string[/warning: (ambiguous.*)/, 1]&.then { |words| "SyntaxError: " + words.tr(96.chr, 39.chr) }
  rescue SyntaxError => error
    "SyntaxError: " + error.message.lines.last.to_s.strip
  end
})
`;
/** Read as a module, so that await may stand outside functions. */
const READ_JAVASCRIPT = `
import { readFileSync } from 'node:fs';
import { SourceTextModule } from 'node:vm';
const fault = (text) => {
  try {
    new SourceTextModule(text);
    return null;
  } catch (error) {
    return String(error);
  }
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(fault)));
`;

/** Statements one by one; a `;` inside quotes does not end one. */
const SQL_PARTS = `
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
const database = new DatabaseSync(':memory:');
const given = readFileSync(0, 'utf8');
const statementsOf = (text) =>
  (text.replaceAll(/--[^\\n]*/g, '').match(/(?:'[^']*'|[^';])+/g) ?? []).map((one) => one.trim()).filter(Boolean);
`;
/** Rows of the last query are printed with a space between their cells. */
const RUN_SQL = `${SQL_PARTS}
let rows = [];
for (const one of statementsOf(given)) {
  const found = database.prepare(one).all();
  if (/^(?:select|with)/i.test(one)) rows = found;
}
for (const row of rows) console.log(Object.values(row).map((cell) => cell ?? 'NULL').join(' '));
`;
/** SQLite reads a statement before it looks for its tables: only what it cannot read counts. */
const READ_SQL = `${SQL_PARTS}
const fault = (one) => {
  try {
    database.prepare(one);
    return null;
  } catch (error) {
    return /syntax error|incomplete input|unrecognized token/.test(error.message) ? error.message : null;
  }
};
console.log(JSON.stringify(JSON.parse(given).map((text) => statementsOf(text).map(fault).find(Boolean) ?? null)));
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
