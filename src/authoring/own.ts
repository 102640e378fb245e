/** A community's own questions: a teacher's file becomes questions that can be asked, or says what is wrong with it, line by line. */
import { parse as parseName } from 'node:path';
import { decode } from '../content/decode.ts';
import { folderWith, type Reporter, reporterOf } from '../content/folder.ts';
import { checkQuestionLinks } from '../content/links.ts';
import { readContent } from '../content/load.ts';
import type { Content, Problem, Question } from '../content/schema.ts';
import { type DraftOption, isTodo } from '../questions/draft.ts';
import { fieldsOf, kindFor, type QuestionSource } from '../questions/index.ts';
import type { Shapes } from '../questions/shapes.ts';
import type { AboutLine, OwnFile, OwnTask, Unreadable, Written } from '../content/own-file.ts';
import { checkGrading } from './check/grading.ts';
import { checkMarkup } from './check/markup.ts';
import { checkPlain, checkTame } from './check/plain.ts';
import { checkTodos } from './check/todos.ts';
import { createStudio } from './draw.ts';
import { openIn } from './exchange/draft.ts';
import { type Draft, exportQuestions, importFile, yamlOf } from './exchange/index.ts';

type Reading = Extract<OwnTask, { kind: 'read' }>;
type Writing = Extract<OwnTask, { kind: 'write' }>;

/** Questions as our own files have them, each with the line of the teacher's file that it came from. */
interface Read {
  readonly what: string;
  /** Its owner knows the names of our fields. */
  readonly isOurs: boolean;
  readonly text: string;
  /** The line in the teacher's file of a line of `text`. */
  lineOf(line: number): number;
  readonly problems: readonly AboutLine[];
  readonly notes: readonly AboutLine[];
}

const FILE = 'questions/own.yaml';

export async function readOwn(task: Reading): Promise<OwnFile | Unreadable> {
  let read: Read;
  try {
    read = /^\.ya?ml$/iu.test(parseName(task.name).ext) ? ownYaml(task) : await imported(task);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: 'unreadable', reason: error.message };
  }
  const source = { file: FILE, text: read.text };
  const loaded = readContent(task.content.dir, [source]);
  const problems: Problem[] = loaded.problems.filter(({ file, level }) => file === FILE && level === 'error');
  const content = { ...task.content, questions: loaded.content.questions };
  await lookAt(content, folderWith({ content, problems: [] }, [source]), reporterOf(problems));
  const starts = startsIn(read.text);
  const bad = new Set(problems.map(({ line }) => starts.findLast((start) => start <= line)));
  return {
    kind: 'read',
    what: read.what,
    questions: [...loaded.content.questions.values()].filter(({ fileLine }) => !bad.has(fileLine)).map(sourceOf),
    problems: [
      ...read.problems,
      ...problems
        .filter(({ level }) => level === 'error')
        .map(({ line, message }) => ({
          line: read.lineOf(line),
          message: read.isOurs ? message : forTeachers(message),
        })),
    ].toSorted((a, b) => a.line - b.line),
    notes: read.notes,
  };
}

/** Everything that a question of the course must be: its links, its marks, its grading, and a card that each platform shows. */
async function lookAt(content: Content, folder: ReturnType<typeof folderWith>, report: Reporter): Promise<void> {
  checkQuestionLinks(folder, report);
  // these look at the whole course too, which was looked at before
  const alone = { ...folder, content: { ...content, terms: new Map(), lessons: new Map(), journeys: new Map() } };
  for (const check of [checkTodos, checkMarkup, checkPlain, checkTame]) check(alone, report);
  await checkGrading(alone, report);
  const studio = createStudio(content);
  for (const { id, fileLine } of content.questions.values())
    for (const { what, problems } of await studio.question(id))
      for (const problem of problems) report.error(FILE, fileLine, `${id}, ${what}: ${problem}`);
}

/** The lines on which entries begin, those that cannot be read included. */
const startsIn = (text: string): readonly number[] =>
  text.split('\n').flatMap((line, at) => (/^-(?:\s|$)/u.test(line) ? [at + 1] : []));

const sourceOf = ({ version: _version, file: _file, fileLine: _line, ...source }: Question): QuestionSource => source;

function ownYaml({ bytes }: Reading): Read {
  const { text, saved } = decode(bytes);
  return {
    what: `our own format (YAML)${saved === undefined ? '' : `, saved as ${saved}`}`,
    isOurs: true,
    text,
    lineOf: (line) => line,
    problems: [],
    notes: [],
  };
}

async function imported({ name, bytes, content, term }: Reading): Promise<Read> {
  const { what, blocks } = await importFile(name, bytes, { taken: new Set(), terms: new Set(content.terms.keys()) });
  const lines: number[] = [];
  const problems: AboutLine[] = [];
  const notes: AboutLine[] = [];
  const texts: string[] = [];
  for (const { line, outcome } of blocks) {
    if (outcome.kind === 'question') {
      const { draft, added } = completed(withoutReasons(outcome.draft), term);
      notes.push(...[...outcome.notes, ...added].map((message) => ({ line, message })));
      const text = yamlOf([draft]);
      const open = missingIn(draft);
      if (open !== undefined) problems.push({ line, message: open });
      else {
        texts.push(text);
        lines.push(...Array.from({ length: text.split('\n').length - 1 }, () => line));
      }
    } else if (outcome.kind === 'left out') problems.push({ line, message: outcome.reason });
  }
  return { what, isOurs: false, text: texts.join(''), lineOf: (line) => lines[line - 1] ?? 1, problems, notes };
}

/** "`options`, entry 2, `text`: 97 characters" is "option 2: 97 characters" to whoever has no such fields. */
const forTeachers = (message: string): string =>
  message
    .replace(/^`(\w+?)s?`, entry (\d+)(?:, `\w+`)?:/u, '$1 $2:')
    .replace(/^`(\w+)`:/u, '$1:')
    .replaceAll('`', '');

const NO_REASON = 'Nobody has written down yet why this is so.';
const WORDS = { right: 'Yes, that is right.', wrong: 'No, that is not it.' } as const;

/** What other formats have no place for, in the fewest words; nobody is told that something is explained that is not. */
function completed(
  draft: Draft,
  term: string | undefined,
): { readonly draft: Draft; readonly added: readonly string[] } {
  const added = new Set<string>();
  const fill = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => fill(one, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner, name)]));
    if (typeof value !== 'string' || !isTodo(value)) return value;
    if (key === 'concepts') return term ?? value;
    if (key === 'explanation') {
      const told = toldOfRight(draft);
      if (told !== undefined) return told;
      added.add('it has no explanation: learners are told which answer is right, and not why.');
      return NO_REASON;
    }
    if (key !== 'feedback' && key !== 'right' && key !== 'wrong') return value;
    added.add('answers without feedback say only whether they are right.');
    return /\bnot right\b|\bwrong\b/iu.test(value) || key === 'wrong' ? WORDS.wrong : WORDS.right;
  };
  return { draft: fill(draft, '') as Draft, added: [...added] };
}

/** What the file says to whoever is right. */
function toldOfRight({ options, feedback }: Draft): string | undefined {
  const said = [
    ...(Array.isArray(options) ? (options as readonly DraftOption[]) : []).flatMap((one) =>
      one.right === true ? [one.feedback] : [],
    ),
    (feedback as Shapes['truth']['feedback'] | undefined)?.right ?? '',
  ];
  return said.find((words) => words !== '' && !isTodo(words));
}

/** A bare true or false, for which nobody wrote a reason, is a choice of two. */
function withoutReasons(draft: Draft): Draft {
  const { because: reasons, statement, answer, feedback, ...rest } = draft;
  if (openIn({ ...rest, reasons }).length === openIn(rest).length) return draft;
  const told = feedback as Shapes['truth']['feedback'];
  const option = (text: string, right: boolean) => ({ text, right, feedback: right ? told.right : told.wrong });
  const kind = kindFor('choice');
  const options = [option('True', answer === true), option('False', answer !== true)];
  const shape = { as: 'choice', stem: `True or false? ${String(statement)}`, options } as const;
  return { ...rest, kind, ...fieldsOf(kind, shape), keepOrder: true };
}

/** What its author must still write. */
function missingIn(draft: Draft): string | undefined {
  const open = openIn(draft);
  if (open.length === 0) return undefined;
  return open.some((path) => path.startsWith('concepts'))
    ? 'which word of the glossary is it about? Say so in the form, under “About”, or in the file: a tag, or a column “concept”, with the word’s id.'
    : `still to write: ${open.join(', ')}.`;
}

/** The other way; `yaml` keeps everything. */
export function writeOwn({ format, questions, content }: Writing): Written {
  if (format === 'yaml') return { kind: 'written', text: yamlOf(questions.map(sourceOf)), losses: [] };
  const topic = ({ concepts }: Question): string => content.terms.get(concepts[0] ?? '')?.topic ?? '';
  const { text, losses } = exportQuestions(format, questions, topic);
  return { kind: 'written', text, losses };
}
