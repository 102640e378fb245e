/** What the course must teach, and where it is taught: `rows.yaml` lists the ideas, `corrections.yaml` what must be taught right. */
import { z } from 'zod';
import { idSchema } from '../../questions/id.ts';
import { readList } from '../../content/source.ts';
import type { Check, Folder } from './folder.ts';

const rowId = z.string().regex(/^S\d-\d+[a-z]?$/u, 'must look like S3-25');
const words = z.string().trim().min(1).max(160);

export const rowSchema = z.strictObject({
  id: rowId,
  what: words,
  /** About one workshop's organization: a feature covers it, named here in a few words. */
  event: words.optional(),
  /** Says the same as other rows: taught where they are. */
  sameAs: z.array(rowId).optional(),
});
export type Row = z.output<typeof rowSchema>;

export const correctionSchema = z.strictObject({
  id: z.string().regex(/^E\d+$/u, 'must look like E7'),
  /** What is right, in one line. */
  teach: z.string().trim().min(1).max(240),
  /** Ids of terms, lessons and questions that teach it; or what in the bot takes care of it. */
  terms: z.array(idSchema).default([]),
  lessons: z.array(idSchema).default([]),
  questions: z.array(idSchema).default([]),
  house: words.optional(),
});
export type Correction = z.output<typeof correctionSchema>;

/** Where one row is taught: ids, lessons first. */
export interface Covered {
  readonly row: Row;
  readonly lessons: readonly string[];
  readonly terms: readonly string[];
  readonly questions: readonly string[];
  readonly shareOuts: readonly string[];
}

export const ROWS = 'rows.yaml';
export const CORRECTIONS = 'corrections.yaml';

/** The rows with what teaches them; empty without a `rows.yaml`. */
export function coverageOf(folder: Folder): Covered[] {
  const rows = read(folder, ROWS, rowSchema);
  const { lessons, terms, questions, shareOuts } = folder.content;
  const teaching = (items: Iterable<{ readonly id: string; readonly rows: readonly string[] }>, row: Row): string[] =>
    [...items]
      .filter((item) => item.rows.some((id) => id === row.id || (row.sameAs ?? []).includes(id)))
      .map((item) => item.id);
  return rows.map((row) => ({
    row,
    lessons: teaching(lessons.values(), row),
    terms: teaching(terms.values(), row),
    questions: teaching(questions.values(), row),
    shareOuts: teaching(shareOuts.values(), row),
  }));
}

export const placesOf = ({ lessons, terms, questions, shareOuts }: Covered): number =>
  lessons.length + terms.length + questions.length + shareOuts.length;

export const correctionsOf = (folder: Folder): Correction[] => read(folder, CORRECTIONS, correctionSchema);

function read<T>(folder: Folder, file: string, schema: z.ZodType<T>): T[] {
  return readList({ file, text: folder.sources.get(file) ?? '' }, () => schema, []).map(({ value }) => value);
}

export const checkCoverage: Check = (folder, report) => {
  const text = folder.sources.get(ROWS);
  if (text === undefined) return;
  const problems: Parameters<typeof readList>[2] = [];
  const listed = new Map<string, number>();
  for (const { value, line } of readList({ file: ROWS, text }, () => rowSchema, problems)) {
    if (listed.has(value.id)) report.error(ROWS, line, `the row "${value.id}" stands twice.`);
    listed.set(value.id, line);
  }
  for (const problem of problems) report.error(problem.file, problem.line, problem.message);
  const corrections = new Set(correctionsOf(folder).map(({ id }) => id));
  for (const covered of coverageOf(folder)) {
    const line = listed.get(covered.row.id) ?? 1;
    for (const id of covered.row.sameAs ?? [])
      if (!listed.has(id)) report.error(ROWS, line, `"sameAs" names the row "${id}", which is not listed.`);
    if (covered.row.event === undefined && placesOf(covered) === 0)
      report.error(
        ROWS,
        line,
        `${covered.row.id} (${covered.row.what}) is taught nowhere: name it under "rows" in a lesson, term or question.`,
      );
  }
  const { lessons, terms, questions, shareOuts } = folder.content;
  for (const [file, item] of [
    ...[...lessons.values(), ...terms.values()].map((one) => [one.file, one] as const),
    ...[...questions.values()].map((one) => [one.file, one] as const),
    ...[...shareOuts.values()].map((one) => ['share-outs.yaml', one] as const),
  ]) {
    item.rows.forEach((id, index) => {
      // a file may also name a correction that it teaches
      if (listed.has(id) || corrections.has(id)) return;
      const entry = file.endsWith('.yaml') ? item.id : undefined;
      report.error(file, folder.lineOf(file, ['rows', index], entry), `${ROWS} has no row "${id}".`);
    });
  }
};

export const checkCorrections: Check = (folder, report) => {
  const text = folder.sources.get(CORRECTIONS);
  if (text === undefined) return;
  const problems: Parameters<typeof readList>[2] = [];
  const seen = new Set<string>();
  const { terms, lessons, questions } = folder.content;
  for (const { value, line } of readList({ file: CORRECTIONS, text }, () => correctionSchema, problems)) {
    if (seen.has(value.id)) report.error(CORRECTIONS, line, `"${value.id}" stands twice.`);
    seen.add(value.id);
    for (const [what, ids, among] of [
      ['term', value.terms, terms],
      ['lesson', value.lessons, lessons],
      ['question', value.questions, questions],
    ] as const)
      for (const id of ids)
        if (!among.has(id)) report.error(CORRECTIONS, line, `${value.id}: there is no ${what} "${id}".`);
    if (value.terms.length + value.lessons.length + value.questions.length === 0 && value.house === undefined)
      report.error(CORRECTIONS, line, `${value.id} is taught nowhere: name terms, lessons or questions.`);
  }
  for (const problem of problems) report.error(problem.file, problem.line, problem.message);
};
