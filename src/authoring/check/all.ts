/** Everything that is ever looked at, of a whole folder or of some of its files, and what there is in all. */
import { reporterOf, sorted } from '../../content/folder.ts';
import type { Problem } from '../../content/schema.ts';
import type { Source } from '../../content/source.ts';
import { checkLimits, type LookedBefore } from '../limits.ts';
import type { Output } from '../commands/output.ts';
import { type Folder, folderOf, type Reporter } from './folder.ts';
import { checkGrading } from './grading.ts';
import { checkFolder } from './index.ts';
import { findMachine, runSnippets } from './run.ts';
import { checkTrials } from './trials.ts';
import { gatherSnippets, SNIPPETS } from './snippets.ts';

export interface Looked {
  readonly problems: readonly Problem[];
  /** How much there is, in words. */
  readonly what: string;
}

/** `only`: files to tell of; all when it is empty. `run`: where to say what became of the code snippets, if they are to run. `before`: what need not be drawn again. */
export async function lookAtAll(
  dir: string,
  sources: readonly Source[],
  only: ReadonlySet<string>,
  run?: Output,
  before?: LookedBefore,
): Promise<Looked> {
  const folder = folderOf(dir, sources);
  const wanted = (file: string): boolean => only.size === 0 || only.has(file);
  const found = checkFolder(folder);
  await checkGrading(folder, reporterOf(found));
  await checkTrials(folder, reporterOf(found), before?.fine);
  await checkLimits(folder, reporterOf(found), wanted, before);
  if (run !== undefined) await runCode(folder, reporterOf(found), run);
  return { problems: sorted(found).filter(({ file }) => wanted(file)), what: summaryOf(folder) };
}

async function runCode(folder: Folder, report: Reporter, output: Output): Promise<void> {
  const { snippets, skipped, unknown } = gatherSnippets(folder);
  for (const id of unknown)
    report.error(SNIPPETS, folder.lineOf(SNIPPETS, ['id'], id), `there is no question, term or lesson "${id}".`);
  const { ran, missing } = await runSnippets(snippets, await findMachine(), report);
  for (const { id, why } of skipped) output.print(`not run: ${id}, ${why}\n`);
  for (const [language, count] of Object.entries(missing))
    output.print(`not run: ${count} snippets of ${language}; this machine has no interpreter for it\n`);
  output.print(`${ran} snippets were run or read.\n`);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const summaryOf = ({
  content: { terms, questions, lessons, journeys, misconceptions, shareOuts, stacks, datasets },
}: Folder): string =>
  [
    counted(terms.size, 'term'),
    counted(questions.size, 'question'),
    counted(lessons.size, 'lesson'),
    ...(journeys.size === 0 ? [] : [counted(journeys.size, 'journey')]),
    counted(misconceptions.size, 'misconception'),
    counted(shareOuts.size, 'share-out'),
    counted(stacks.size, 'stack'),
    counted(datasets.size, 'data set'),
  ].join(', ');
