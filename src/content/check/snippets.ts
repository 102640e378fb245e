/** The code in questions, terms and lessons that an interpreter can judge: what it prints, or that it can be read at all. */
import { z } from 'zod';
import { idSchema, type Question } from '../schema.ts';
import { readList } from '../source.ts';
import type { Folder } from './folder.ts';

export const SNIPPETS = 'snippets.yaml';

/** What the code of one question needs, or why that of a question, term or lesson is not run. */
export const snippetSchema = z
  .strictObject({
    id: idSchema,
    /** Code in the same language that runs first. */
    before: z.string().min(1).max(2_000).optional(),
    /** Why this code is not run. */
    not: z.string().min(1).max(200).optional(),
  })
  .refine(({ before, not }) => (before === undefined) !== (not === undefined), 'needs either `before` or `not`');

export type Language = 'ruby' | 'python' | 'javascript' | 'sql';
const RUNNABLE: ReadonlySet<string> = new Set(['ruby', 'python', 'javascript', 'sql']);

export interface Snippet {
  /** Of the question, term or lesson. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly language: Language;
  readonly text: string;
  readonly before?: string;
  /** What it must print; absent: it must only be readable. */
  readonly prints?: string;
  /** What the wrong options say that it prints. */
  readonly others?: readonly string[];
}

export interface Gathered {
  readonly snippets: readonly Snippet[];
  /** What is not run, by an entry of its own. */
  readonly skipped: readonly { readonly id: string; readonly why: string }[];
  /** Entries of `snippets.yaml` that name nothing. */
  readonly unknown: readonly string[];
}

export function gatherSnippets(folder: Folder): Gathered {
  const notes = new Map(
    readList({ file: SNIPPETS, text: folder.sources.get(SNIPPETS) ?? '' }, () => snippetSchema, []).map(({ value }) => [
      value.id,
      value,
    ]),
  );
  const snippets: Snippet[] = [];
  const skipped: { id: string; why: string }[] = [];
  for (const question of folder.content.questions.values()) {
    const code = codeOf(question);
    if (code === undefined || !isRunnable(code.language)) continue;
    const note = notes.get(question.id);
    if (note?.not !== undefined) {
      skipped.push({ id: question.id, why: note.not });
      continue;
    }
    snippets.push({
      ...code,
      language: code.language,
      id: question.id,
      file: question.file,
      line: folder.lineOf(question.file, ['code'], question.id),
      ...(note?.before !== undefined && { before: note.before }),
    });
  }
  for (const [file, text] of folder.sources)
    if (/^(?:glossary|lessons)\/.*\.md$/u.test(file)) {
      const id = /([^/]*)\.md$/u.exec(file)?.[1]?.replace(/^\d+-/u, '') ?? file;
      const fences = fencesOf(file, id, text);
      const why = notes.get(id)?.not;
      if (why === undefined) snippets.push(...fences);
      else if (fences.length > 0) skipped.push({ id, why });
    }
  const { questions, terms, lessons } = folder.content;
  const known = (id: string): boolean => questions.has(id) || terms.has(id) || lessons.has(id);
  return { snippets, skipped, unknown: [...notes.keys()].filter((id) => !known(id)) };
}

const isRunnable = (language: string): language is Language => RUNNABLE.has(language);

interface Code {
  readonly language: string;
  readonly text: string;
  readonly prints?: string;
  readonly others?: readonly string[];
}

/** The code that must run or be readable; code that is broken on purpose is left out, unless the question mends it. */
function codeOf(question: Question): Code | undefined {
  switch (question.kind) {
    case 'predict-output': {
      const right = question.options.find((one) => one.right);
      if (right === undefined) return undefined;
      const others = question.options.flatMap((one) => (one.right ? [] : [one.text]));
      return { ...question.code, prints: right.text, others };
    }
    case 'arrange-lines':
      return { language: question.language, text: question.lines.map((line) => line.text).join('\n') };
    case 'gaps': {
      if (question.code === undefined) return undefined;
      const text = question.gaps.reduce(
        (sum, gap, index) => sum.replaceAll(`(${index + 1})`, () => gap.accept[0] ?? ''),
        question.code.text,
      );
      return { language: question.code.language, text };
    }
    case 'find-bug': {
      const fix = question.fixes.find((one) => one.right)?.text.replace(/^Write /u, '') ?? '';
      const lines = question.code.text.split('\n');
      const faulty = lines[question.line - 1] ?? '';
      if (!alike(fix, faulty)) return undefined;
      const indent = /^\s*/u.exec(faulty)?.[0] ?? '';
      return {
        language: question.code.language,
        text: lines.with(question.line - 1, indent + fix.trimStart()).join('\n'),
      };
    }
    default:
      return undefined;
  }
}

/** A fix that is code shares most of its words with the line that it replaces; one in plain words does not. */
function alike(fix: string, line: string): boolean {
  const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const theirs = new Set(wordsOf(line));
  const own = wordsOf(fix);
  return own.length > 0 && own.filter((word) => theirs.has(word)).length / own.length > 0.5;
}

function fencesOf(file: string, id: string, text: string): Snippet[] {
  const found: Snippet[] = [];
  const lines = text.split('\n');
  let open: { at: number; language: string } | undefined;
  lines.forEach((line, at) => {
    const fence = /^\s*```(\S*)\s*$/u.exec(line);
    if (fence === null) return;
    if (open === undefined) open = { at, language: fence[1] ?? '' };
    else {
      const code = lines.slice(open.at + 1, at).join('\n');
      if (isRunnable(open.language)) found.push({ id, file, line: open.at + 2, language: open.language, text: code });
      open = undefined;
    }
  });
  return found;
}
