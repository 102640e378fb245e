/**
 * Answers from the glossary in a terminal.
 *
 *     npm run what -- "is a database"        prints what the bot would show
 *     npm run -s what -- --jsonl             reads one question a line, prints one line of JSON each
 *     npm run what -- --content other/folder "is a database"
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { defineCommand } from '../chat/command.ts';
import { readOptions } from '../chat/line.ts';
import { wrapped } from '../chat/text.ts';
import { contentDirOf } from '../config.ts';
import { loadFiles } from '../content/load.ts';
import { lookupOf } from '../content/library.ts';
import type { Answer as Found, Lookup } from '../content/lookup.ts';
import { describeProblem } from '../content/report.ts';
import type { Content, Term } from '../content/schema.ts';
import { isTold } from '../usage.ts';

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

const WHAT = defineCommand({
  name: 'what',
  description: 'Looks a word up.',
  options: { is: { kind: 'text', description: 'A word or a question', required: true } },
  run: () => {
    throw new Error('the terminal answers by itself');
  },
});

const USAGE = `Usage: npm run what -- "is a database"
       npm run -s what -- --jsonl < questions.txt
Options: --jsonl            one question a line in, one line of JSON each out
         --content <dir>    the content folder (default: that of CONTENT_DIR, or the one that comes with Sous)
`;

/** Runs the command. Returns the exit code: 0 answered, 1 nothing found, 2 wrong use or unreadable content. */
export async function what(args: readonly string[], streams: Streams): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    streams.errors.write(`${options}\n${USAGE}`);
    return 2;
  }
  let content: Content;
  try {
    const loaded = await loadFiles(options.dir);
    content = loaded.content;
    const faulty = loaded.problems.filter(
      (problem) => problem.level === 'error' && problem.file.startsWith('glossary/'),
    );
    for (const problem of faulty) streams.errors.write(`to mend: ${describeProblem(problem)}\n`);
  } catch (error) {
    streams.errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const lookup = lookupOf(content);
  if (options.jsonl) {
    await answerLines(lookup, content, streams);
    return 0;
  }
  const answer = answerText(lookup, content, options.question);
  streams.output.write(`${answer.text}\n`);
  return answer.found ? 0 : 1;
}

/** As behind `/what` in a chat: `is: database` and “database” are asked about a database. */
const asked = (typed: string): string => String(readOptions(typed, WHAT).options['is'] ?? '').trim();

interface Options {
  readonly question: string;
  readonly jsonl: boolean;
  readonly dir: string;
}

/** A string is what was wrong with the arguments. */
function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { jsonl: { type: 'boolean', default: false }, content: { type: 'string', default: contentDirOf() } },
      allowPositionals: true,
    });
    const question = asked(positionals.join(' '));
    if (question === '' && !values.jsonl) return 'What would you like to know?';
    if (question !== '' && values.jsonl) return 'With --jsonl the questions come from standard input.';
    return { question, jsonl: values.jsonl, dir: values.content };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a line of JSON says of the answers to one message. */
export interface Told {
  /** Names, best first: what each question of the message gets first, then the rest. Empty when it is declined. */
  readonly terms: readonly string[];
  /** Ids of lessons, in the same order. */
  readonly lessons: readonly string[];
  /** What somebody sees first. Says nothing where both lists are empty. */
  readonly first: 'term' | 'lesson';
}

export function toldOf(lookup: Lookup, content: Content, message: string): Told {
  const found = lookup.ask(message).filter(({ kind }) => kind === 'found');
  const terms = inTurn(found.map((answer) => answer.terms.map(({ id }) => content.terms.get(id)?.name ?? id)));
  const lessons = inTurn(found.map((answer) => answer.cards.map(({ lesson }) => lesson)));
  return { terms, lessons, first: found[0]?.first ?? 'term' };
}

/** The first of each list, then what is left of them; nothing twice. */
const inTurn = (lists: readonly (readonly string[])[]): string[] => [
  ...new Set([...lists.flatMap((list) => list.slice(0, 1)), ...lists.flat()]),
];

async function answerLines(lookup: Lookup, content: Content, { input, output }: Streams): Promise<void> {
  // whoever reads may stop early, such as `head`: then there is nobody left to answer
  let gone = false;
  const leave = (): void => {
    gone = true;
    lines.close();
  };
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  output.once('error', leave);
  output.once('close', leave);
  for await (const query of lines) {
    if (gone) break;
    if (query.trim() === '') continue;
    const ready = output.write(`${JSON.stringify({ query, ...toldOf(lookup, content, asked(query)) })}\n`);
    if (!ready && !gone) await Promise.race([once(output, 'drain'), once(output, 'close')]).catch(leave);
  }
}

interface Answer {
  readonly text: string;
  readonly found: boolean;
}

/** The answers as cards of plain text, 80 columns wide. */
export function answerText(lookup: Lookup, content: Content, message: string): Answer {
  const answers = lookup.ask(message);
  const found = answers.filter(({ kind }) => kind === 'found');
  const termOf = (id: string): Term[] => {
    const term = content.terms.get(id);
    return term === undefined ? [] : [term];
  };
  if (found.length > 0) return { found: true, text: found.map((one) => foundText(one, content, termOf)).join('\n\n') };
  const near = answers.flatMap(({ terms }) => terms.flatMap(({ id }) => termOf(id))).map((term) => `  ${term.name}`);
  if (near.length > 0)
    return { found: false, text: ['I am not sure what you mean. Did you mean one of these?', ...near].join('\n') };
  return {
    found: false,
    text: 'That is not in my glossary. If it should be, propose it: docs/authoring.md says how to write an entry.',
  };
}

/** What answers the question, then the term; a comparison gets a card for both sides. */
function foundText(answer: Found, content: Content, termOf: (id: string) => readonly Term[]): string {
  const terms = answer.terms.flatMap(({ id }) => termOf(id));
  const shown = terms.slice(0, answer.comparison ? 2 : answer.first === 'term' ? 1 : 0);
  const others = terms.slice(shown.length);
  return [
    ...(answer.say === undefined ? [] : [wrap(answer.say)]),
    ...shown.map((term) => cardOf(term, termOf)),
    ...answer.cards.slice(0, 1).flatMap(({ lesson, card }) => {
      const told = content.lessons.get(lesson);
      return told === undefined
        ? []
        : [wrap(`Lesson ${told.number}, ${told.title}: "${told.cards[card]?.title ?? ''}"`)];
    }),
    ...(others.length === 0 ? [] : [wrap(`Or did you mean: ${others.map((term) => term.name).join(', ')}?`)]),
  ].join('\n\n');
}

function cardOf(term: Term, termOf: (id: string) => readonly Term[]): string {
  const see = term.see.flatMap(termOf).map((other) => other.name);
  return [
    term.name.toUpperCase(),
    wrap(term.short),
    wrap(term.more),
    ...(term.example === undefined ? [] : [`Example\n${wrap(term.example)}`]),
    ...(see.length === 0 ? [] : [wrap(`See also: ${see.join(', ')}`)]),
  ].join('\n\n');
}

const COLUMNS = 80;

/** Breaks running text at 80 columns; code and lists keep their lines. Links show their address behind the words. */
function wrap(markdown: string): string {
  let code = false;
  return markdown
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/gu, '$1 ($2)')
    .split('\n')
    .flatMap((line): string[] => {
      if (line.startsWith('```')) {
        code = !code;
        return [];
      }
      return [code ? `    ${line}` : wrapped(line, COLUMNS)];
    })
    .join('\n');
}

if (import.meta.main && !isTold(USAGE)) {
  // without a listener a reader that went away would end the process with a stack trace
  process.stdout.on('error', () => {
    process.exitCode = 0;
  });
  process.exitCode = await what(process.argv.slice(2), {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  });
}
