/** Reads the whole content folder: everything that is fine, and every problem at once. */
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { kindNames, problemsOf, type QuestionSource, schemaOf } from '../questions/index.ts';
import {
  type Content,
  idSchema,
  type Lesson,
  lessonFrontSchema,
  misconceptionSchema,
  type Problem,
  type Question,
  shareOutSchema,
  stackSchema,
  termBodySchema,
  termFrontSchema,
  type Term,
  topicSchema,
} from './schema.ts';
import { lessonParts } from './lesson-parts.ts';
import { type Located, readDocument, readList, sections, type Source, versionOf } from './source.ts';

export interface Loaded {
  readonly content: Content;
  readonly problems: readonly Problem[];
}

/** Every authored file of a folder, by name. @throws Error when there is none. */
export async function readSources(dir: string): Promise<Source[]> {
  const sources: Source[] = [];
  for await (const found of glob('**/*.{md,yaml,dot,svg}', { cwd: dir })) {
    sources.push({ file: found.replaceAll('\\', '/'), text: await readFile(path.join(dir, found), 'utf8') });
  }
  if (sources.length === 0) throw new Error(`${dir}: there is no content here; set CONTENT_DIR to a content folder`);
  return sources.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** @throws Error when the folder cannot be read at all; what is wrong inside it comes back as problems. */
export async function loadContent(dir: string): Promise<Loaded> {
  return readContent(dir, await readSources(dir));
}

/** The same for files already in memory. */
export function readContent(dir: string, sources: readonly Source[]): Loaded {
  const problems: Problem[] = [];
  const lists = <T extends { readonly id: string }>(file: string, schema: z.ZodType<T>): Map<string, T> =>
    byId(
      sources
        .filter((source) => source.file === file)
        .flatMap((source) => readList(source, () => schema, problems).map((item) => ({ ...item, source }))),
      problems,
    );
  const under = (folder: string, ending: string): Source[] =>
    sources.filter((source) => source.file.startsWith(`${folder}/`) && source.file.endsWith(ending));

  const terms = under('glossary', '.md').flatMap((source) => readTerm(source, problems));
  const questions = under('questions', '.yaml').flatMap((source) => readQuestions(source, problems));
  const lessons = under('lessons', '.md').flatMap((source) => readLesson(source, problems));
  const content: Content = {
    dir,
    topics: lists('topics.yaml', topicSchema),
    terms: byId(terms, problems),
    questions: byId(questions, problems),
    lessons: new Map([...byId(lessons, problems)].toSorted(([, a], [, b]) => a.number - b.number)),
    misconceptions: lists('misconceptions.yaml', misconceptionSchema),
    shareOuts: lists('share-outs.yaml', shareOutSchema),
    stacks: lists('stacks.yaml', stackSchema),
    pictures: new Map(
      sources
        .filter((source) => source.file.startsWith('pictures/'))
        .map((source) => [source.file.slice('pictures/'.length), source.text]),
    ),
  };
  return {
    content,
    problems: problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
  };
}

type Found<T> = Located<T> & { readonly source: Source };

function byId<T extends { readonly id: string }>(items: readonly Found<T>[], problems: Problem[]): Map<string, T> {
  const map = new Map<string, T>();
  const first = new Map<string, string>();
  for (const { value, line, source } of items) {
    const before = first.get(value.id);
    if (before === undefined) {
      map.set(value.id, value);
      first.set(value.id, `${source.file}:${line}`);
    } else {
      problems.push({
        level: 'error',
        file: source.file,
        line,
        message: `the id "${value.id}" is taken by ${before}; choose another.`,
      });
    }
  }
  return map;
}

const SECTIONS: Readonly<Record<string, keyof z.output<typeof termBodySchema>>> = {
  '': 'short',
  More: 'more',
  'Picture it': 'analogy',
  Example: 'example',
};

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
  const checked = termBodySchema.safeParse(body);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const field = String(issue.path[0]);
      const size = body[field]?.length;
      error(
        lineOf[field] ?? document.bodyLine,
        `the part "${field}": ${issue.message}${size === undefined ? '' : ` (it has ${size} characters)`}.`,
      );
    }
    return [];
  }
  return [{ value: { ...document.front, ...checked.data, id, file: source.file }, line: 1, source }];
}

const kindSchema = z.looseObject({ kind: z.enum(kindNames, `must be one of: ${kindNames.join(', ')}`) });

function readQuestions(source: Source, problems: Problem[]): Found<Question>[] {
  const schemaFor = (item: unknown): z.ZodType<QuestionSource> => {
    const kind = kindSchema.safeParse(item);
    return kind.success ? schemaOf(kind.data.kind) : (kindSchema as unknown as z.ZodType<QuestionSource>);
  };
  return readList(source, schemaFor, problems).flatMap(({ value, line }) => {
    const wrong = problemsOf(value);
    for (const message of wrong)
      problems.push({ level: 'error', file: source.file, line, message: `${value.id}: ${message}` });
    return wrong.length > 0
      ? []
      : [{ value: { ...value, version: versionOf(value), file: source.file, fileLine: line }, line, source }];
  });
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
  return [{ value, line: 1, source }];
}
