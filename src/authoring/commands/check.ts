/** `npm run content -- check`: every problem at once, as `file:line: message`, then what there is. */
import { checkGrading } from '../check/grading.ts';
import { checkFolder, reporterOf, sorted } from '../check/index.ts';
import { type Folder, readFolder, type Reporter } from '../check/folder.ts';
import { findMachine, runSnippets } from '../check/run.ts';
import { gatherSnippets, SNIPPETS } from '../check/snippets.ts';
import { describeProblem } from '../../content/report.ts';
import { checkLimits } from '../limits.ts';
import type { Output } from './output.ts';

export interface CheckChoice {
  /** Leave advice out. */
  readonly errors: boolean;
  /** Run code snippets with the interpreters that this machine has. */
  readonly run: boolean;
}

/** Returns 1 when there are errors; advice alone is well. */
export async function checkCommand(dir: string, choice: CheckChoice, output: Output): Promise<number> {
  const folder = await readFolder(dir);
  const found = checkFolder(folder);
  await checkGrading(folder, reporterOf(found));
  await checkLimits(folder, reporterOf(found));
  if (choice.run) await runCommand(folder, reporterOf(found), output);
  const problems = sorted(found);
  for (const problem of problems)
    if (!choice.errors || problem.level === 'error') output.print(`${dir}/${describeProblem(problem)}\n`);
  const errors = problems.filter((problem) => problem.level === 'error').length;
  const { terms, questions, lessons, misconceptions, shareOuts, stacks } = folder.content;
  output.print(
    `${terms.size} terms, ${questions.size} questions, ${lessons.size} lessons, ${misconceptions.size} misconceptions, ` +
      `${shareOuts.size} share-outs, ${stacks.size} stacks: ${errors} errors, ${problems.length - errors} pieces of advice\n`,
  );
  return errors === 0 ? 0 : 1;
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
