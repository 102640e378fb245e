/** The code in questions, terms and lessons that an interpreter can judge: what it prints, or that it can be read at all. */
import { z } from 'zod';
import { runnableOf } from '../../questions/index.ts';
import type { Runnable } from '../../questions/kind.ts';
import { idSchema } from '../../questions/id.ts';
import { readList } from '../../content/source.ts';
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

export interface Snippet extends Runnable {
  /** Of the question, term or lesson. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly language: Language;
  /** Code in the same language that runs first. */
  readonly before?: string;
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
    const code = runnableOf(question);
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
