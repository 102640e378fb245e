/** `npm run content -- check`: every problem at once, as `file:line: message`, then what there is. */
import { checkGrading } from '../check/grading.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFolder } from '../check/index.ts';
import { reporterOf, sorted } from '../../content/folder.ts';
import { type Folder, folderOf, type Reporter } from '../check/folder.ts';
import { decode } from '../../content/decode.ts';
import { readSources } from '../../content/files.ts';
import { placeFor } from '../../content/places.ts';
import { findMachine, runSnippets } from '../check/run.ts';
import { gatherSnippets, SNIPPETS } from '../check/snippets.ts';
import { describeProblem } from '../../content/report.ts';
import { checkLimits } from '../limits.ts';
import type { Output } from './output.ts';

export interface CheckChoice {
  /** Tell of these files alone, and see the whole folder all the same; all files when there are none. */
  readonly files: readonly string[];
  /** Leave advice out. */
  readonly errors: boolean;
  /** Run code snippets with the interpreters that this machine has. */
  readonly run: boolean;
}

/** Returns 1 when there are errors; advice alone is well. @throws Error for a file that is not there. */
export async function checkCommand(dir: string, choice: CheckChoice, output: Output): Promise<number> {
  const { folder, names } = await withFiles(dir, choice.files);
  const wanted = (file: string): boolean => names.size === 0 || names.has(file);
  const found = checkFolder(folder);
  await checkGrading(folder, reporterOf(found));
  await checkLimits(folder, reporterOf(found), wanted);
  if (choice.run) await runCommand(folder, reporterOf(found), output);
  const problems = sorted(found).filter(({ file }) => wanted(file));
  for (const problem of problems)
    if (!choice.errors || problem.level === 'error')
      output.print(`${describeProblem({ ...problem, file: names.get(problem.file) ?? `${dir}/${problem.file}` })}\n`);
  const errors = problems.filter((problem) => problem.level === 'error').length;
  const advice = problems.length - errors;
  output.print(
    `${names.size === 0 ? summaryOf(folder) : counted(names.size, 'file')}: ${counted(errors, 'error')}, ` +
      `${advice === 1 ? '1 piece' : `${advice} pieces`} of advice\n`,
  );
  return errors === 0 ? 0 : 1;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const summaryOf = ({ content: { terms, questions, lessons, misconceptions, shareOuts, stacks } }: Folder): string =>
  [
    counted(terms.size, 'term'),
    counted(questions.size, 'question'),
    counted(lessons.size, 'lesson'),
    counted(misconceptions.size, 'misconception'),
    counted(shareOuts.size, 'share-out'),
    counted(stacks.size, 'stack'),
  ].join(', ');

/** The folder, with those files in it that lie elsewhere; `names`: what their author calls them. */
async function withFiles(
  dir: string,
  files: readonly string[],
): Promise<{ readonly folder: Folder; readonly names: ReadonlyMap<string, string> }> {
  const names = new Map<string, string>();
  const sources = new Map((await readSources(dir)).map((source) => [source.file, source]));
  for (const name of files) {
    const inside = path.relative(path.resolve(dir), path.resolve(name)).replaceAll('\\', '/');
    if (sources.has(inside)) {
      names.set(inside, name);
      continue;
    }
    const bytes = await readFile(name).catch((error: unknown) => {
      throw new Error(
        `${name}: ${(error as NodeJS.ErrnoException).code === 'EISDIR' ? 'is a folder' : 'there is no such file'}.`,
        { cause: error },
      );
    });
    const decoded = decode(bytes);
    const file = placeFor(name.replaceAll('\\', '/'), decoded.text);
    sources.set(file, { file, ...decoded });
    names.set(file, name);
  }
  return {
    folder: folderOf(
      dir,
      [...sources.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    ),
    names,
  };
}

async function runCommand(folder: Folder, report: Reporter, output: Output): Promise<void> {
  const { snippets, skipped, unknown } = gatherSnippets(folder);
  for (const id of unknown)
    report.error(SNIPPETS, folder.lineOf(SNIPPETS, ['id'], id), `there is no question, term or lesson "${id}".`);
  const { ran, missing } = await runSnippets(snippets, await findMachine(), report);
  for (const { id, why } of skipped) output.print(`not run: ${id}, ${why}\n`);
  for (const [language, count] of Object.entries(missing))
    output.print(`not run: ${count} snippets of ${language}; this machine has no interpreter for it\n`);
  output.print(`${ran} snippets were run or read.\n`);
}
