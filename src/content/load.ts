/** Reads the whole content folder: everything that is fine, and every problem at once. */
import path from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../chat/limits.ts';
import { idSchema } from '../questions/id.ts';
import { datasetOf, kindNames, problemsOf, type QuestionSource, schemaOf } from '../questions/index.ts';
import {
  type Content,
  faqSchema,
  intentSchema,
  type Lesson,
  lessonFrontSchema,
  misconceptionSchema,
  type Problem,
  type Question,
  shareOutSchema,
  stackSchema,
  synonymSchema,
  termBodySchema,
  termFrontSchema,
  type Term,
  topicSchema,
} from './schema.ts';
import { authorWords } from './author-words.ts';
import { type Dataset, datasetSchema, tableLines } from './dataset.ts';
import { readCourse, talkOfAnyCourse, toldOf } from './course.ts';
import { fileProblems, readSources } from './files.ts';
import { folderWith, reporterOf, sorted } from './folder.ts';
import { readJourney } from './journeys.ts';
import { lessonParts } from './lesson-parts.ts';
import { checkLinks } from './links.ts';
import { pictureProblem } from './picture-rules.ts';
import { isRead } from './places.ts';
import { atOnce, inSlices, type Steps } from './slices.ts';
import { type Loaded, type Located, readDocument, readingList, sections, type Source, versionOf } from './source.ts';

/** Characters of a text between two things on a card: no platform shows more in one block. */
const LONGEST_TEXT = LIMITS.text;

/** Each file by itself, whatever it leads to. @throws Error when the folder cannot be read at all */
export async function loadFiles(dir: string): Promise<Loaded & { readonly sources: readonly Source[] }> {
  const sources = await readSources(dir);
  return { ...(await inSlices(reading(dir, sources))), sources };
}

/** With the links between files. `whole`: nothing had to be left out. @throws Error when the folder cannot be read at all; what is wrong inside comes back as problems. */
export async function loadContent(dir: string): Promise<Loaded & { readonly whole: boolean }> {
  const { sources, ...own } = await loadFiles(dir);
  const hasTalk = own.content.intents.size > 0;
  const { intents } = hasTalk ? own.content : readContent(dir, await talkOfAnyCourse()).content;
  const content = { ...own.content, intents: toldOf({ ...own.content, intents }) };
  const loaded = { ...own, content };
  const problems = [...loaded.problems];
  checkLinks(folderWith(loaded, sources), reporterOf(problems));
  // a link that leads nowhere is left out when it is shown; what cannot be read is not there at all
  const whole = !loaded.problems.some(({ level }) => level === 'error') && loaded.content.terms.size > 0;
  if (loaded.content.terms.size === 0)
    problems.push({ level: 'error', file: 'glossary', line: 1, message: 'holds no entry that can be read.' });
  return { ...loaded, problems: sorted(problems), whole };
}

/** The same for files already in memory, and at once. */
export const readContent = (dir: string, sources: readonly Source[]): Loaded => atOnce(reading(dir, sources));

/** The same in steps of a file or a question. */
export function* reading(dir: string, sources: readonly Source[]): Steps<Loaded> {
  const problems: Problem[] = sources.flatMap((source) => fileProblems(source));
  // a file, or all files of a folder
  function* lists<T extends { readonly id: string }>(file: string, schema: z.ZodType<T>): Steps<Map<string, T>> {
    const found = yield* each(
      sources.filter((source) =>
        file.endsWith('/') ? source.file.startsWith(file) && isRead(source.file) : source.file === file,
      ),
      function* (source) {
        return (yield* readingList(source, () => schema, problems)).map((item) => ({ ...item, source }));
      },
    );
    return byId(found, problems);
  }
  const under = (folder: string, ending: string): Source[] =>
    sources.filter((source) => source.file.startsWith(`${folder}/`) && source.file.endsWith(ending));

  const terms = yield* each(under('glossary', '.md'), (source) => readTerm(source, problems));
  const questions = yield* each(under('questions', '.yaml'), (source) => readQuestions(source, problems));
  const datasets = yield* lists('datasets/', datasetSchema);
  const lessons = yield* each(under('lessons', '.md'), (source) => readLesson(source, problems));
  const content: Content = {
    dir,
    course: readCourse(sources, problems),
    topics: yield* lists('topics.yaml', topicSchema),
    terms: byId(terms, problems),
    questions: new Map([...byId(questions, problems)].map(([id, question]) => [id, withTables(question, datasets)])),
    lessons: new Map([...byId(lessons, problems)].toSorted(([, a], [, b]) => a.number - b.number)),
    misconceptions: yield* lists('misconceptions.yaml', misconceptionSchema),
    shareOuts: yield* lists('share-outs.yaml', shareOutSchema),
    stacks: yield* lists('stacks.yaml', stackSchema),
    datasets,
    intents: yield* lists('talk/', intentSchema),
    faqs: byId(
      yield* each(under('faq', '.yaml'), function* (source) {
        return (yield* readingList(source, () => faqSchema, problems)).map(({ value, line }) => ({
          value: { ...value, file: source.file },
          line,
          source,
        }));
      }),
      problems,
    ),
    journeys: byId(
      yield* each(under('journeys', '.yaml'), (source) => {
        const value = readJourney(source, problems);
        return value === undefined ? [] : [{ value, line: 1, source }];
      }),
      problems,
    ),
    synonyms: yield* each(
      sources.filter((source) => source.file === 'synonyms.yaml'),
      function* (source) {
        return (yield* readingList(source, () => synonymSchema, problems)).map(({ value }) => value);
      },
    ),
    pictures: new Map(sources.flatMap((source) => readPicture(source, problems))),
  };
  return {
    content,
    problems: sorted(problems),
  };
}

/** One that may not be drawn is left out: whoever shows it does without. */
function readPicture({ file, text }: Source, problems: Problem[]): [string, string][] {
  if (!file.startsWith('pictures/') || !isRead(file)) return [];
  const wrong = pictureProblem(file, text);
  if (wrong === undefined) return [[file.slice('pictures/'.length), text]];
  problems.push({ level: 'error', file, line: 1, message: `${wrong}.` });
  return [];
}

/** What is read from each file, file by file. */
function* each<T>(sources: readonly Source[], read: (source: Source) => readonly T[] | Steps<T[]>): Steps<T[]> {
  const found: T[] = [];
  for (const source of sources) {
    yield;
    const items = read(source);
    found.push(...('next' in items ? yield* items : items));
  }
  return found;
}

type Found<T> = Located<T> & { readonly source: Source };

function byId<T extends { readonly id: string }>(items: readonly Found<T>[], problems: Problem[]): Map<string, T> {
  const map = new Map<string, T>();
  const first = new Map<string, Found<T>>();
  for (const item of items) {
    const { id } = item.value;
    const before = first.get(id);
    if (before === undefined) {
      map.set(id, item.value);
      first.set(id, item);
      continue;
    }
    // nobody but their authors knows which of the two is the newer
    for (const [one, other] of [
      [before, item],
      [item, before],
    ] as const)
      problems.push({
        level: 'error',
        file: one.source.file,
        line: one.line,
        message: `the id "${id}" is taken by ${other.source.file}:${other.line} too: choose another for the newer one.`,
      });
  }
  return map;
}

const SECTIONS: Readonly<Record<string, keyof z.output<typeof termBodySchema>>> = {
  '': 'short',
  More: 'more',
  'Picture it': 'analogy',
  Example: 'example',
};

/** A part of an entry as its author sees it. */
function partNamed(field: string): string {
  const heading = Object.keys(SECTIONS).find((one) => SECTIONS[one] === field);
  return heading === undefined || heading === ''
    ? 'the first paragraph, below the front matter'
    : `the part under "## ${heading}"`;
}

function readTerm(source: Source, problems: Problem[]): Found<Term>[] {
  const id = path.posix.basename(source.file, '.md');
  const error = (line: number, message: string): void =>
    void problems.push({ level: 'error', file: source.file, line, message });
  if (!idSchema.safeParse(id).success) error(1, 'the file name must be lower-case words joined by hyphens.');
  const document = readDocument(source, termFrontSchema, problems);
  if (document === undefined) return [];
  const body: Record<string, string> = {};
  const lineOf: Record<string, number> = {};
  for (const section of sections(document.body, document.bodyLine)) {
    const field = Object.hasOwn(SECTIONS, section.heading) ? SECTIONS[section.heading] : undefined;
    if (field === undefined) {
      error(
        section.line,
        `the heading "${section.heading}" is not one of: ${Object.keys(SECTIONS).filter(Boolean).join(', ')}.`,
      );
    } else if (field in body) error(section.line, `the heading "${section.heading}" stands twice.`);
    else if (section.text !== '' || field === 'short') {
      body[field] = section.text;
      lineOf[field] = section.line;
    }
  }
  const checked = termBodySchema.safeParse(body, { error: authorWords });
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const field = String(issue.path[0]);
      error(lineOf[field] ?? document.bodyLine, `${partNamed(field)}: ${issue.message}.`);
    }
    return [];
  }
  return [{ value: { ...document.front, ...checked.data, id, file: source.file }, line: 1, source }];
}

const kindSchema = z.looseObject({ kind: z.enum(kindNames) });
/** What is told of a question whose kind is not known. */
const anyKind = kindSchema.extend({ id: idSchema }) as unknown as z.ZodType<QuestionSource>;

function* readQuestions(source: Source, problems: Problem[]): Steps<Found<Question>[]> {
  const schemaFor = (item: unknown): z.ZodType<QuestionSource> => {
    const kind = kindSchema.safeParse(item);
    return kind.success ? schemaOf(kind.data.kind) : anyKind;
  };
  const questions: Found<Question>[] = [];
  for (const { value, line } of yield* readingList(source, schemaFor, problems)) {
    yield;
    const wrong = problemsOf(value);
    for (const message of wrong)
      problems.push({ level: 'error', file: source.file, line, message: `${value.id}: ${message}` });
    if (wrong.length > 0) continue;
    questions.push({ value: { ...value, version: versionOf(value), file: source.file, fileLine: line }, line, source });
  }
  return questions;
}

/** What is asked about a data set shows its tables, unless the author wrote something else. */
function withTables(question: Question, datasets: ReadonlyMap<string, Dataset>): Question {
  const dataset = datasets.get(datasetOf(question) ?? '');
  if (dataset === undefined || question.code !== undefined) return question;
  return { ...question, code: { language: 'text', text: tableLines(dataset) } };
}

function readLesson(source: Source, problems: Problem[]): Found<Lesson>[] {
  const name = /^(\d+)-([a-z0-9-]+)\.md$/u.exec(path.posix.basename(source.file));
  if (name?.[2] === undefined) {
    problems.push({
      level: 'error',
      file: source.file,
      line: 1,
      message: 'a lesson file is named like 01-open-a-page.md.',
    });
    return [];
  }
  const document = readDocument(source, lessonFrontSchema, problems);
  if (document === undefined) return [];
  const [before, ...cards] = sections(document.body, document.bodyLine);
  if (before !== undefined && before.text !== '') {
    problems.push({
      level: 'error',
      file: source.file,
      line: before.line,
      message: 'text before the first "## " heading belongs to no card.',
    });
  }
  const value: Lesson = {
    ...document.front,
    id: name[2],
    number: Number(name[1]),
    cards: cards.map((card) => ({
      title: card.heading,
      line: card.line,
      parts: lessonParts(card.text, (at, message) => {
        problems.push({ level: 'error', file: source.file, line: card.textLine + at, message });
      }),
    })),
    file: source.file,
  };
  for (const { line, parts } of value.cards)
    for (const part of parts)
      if (part.kind === 'text' && part.text.length > LONGEST_TEXT)
        problems.push({
          level: 'error',
          file: source.file,
          line,
          message: `a text of this card has ${part.text.length} characters; at most ${LONGEST_TEXT}: make two cards of it.`,
        });
  return [{ value, line: 1, source }];
}
