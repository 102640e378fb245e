/** Runs what authors wrote to be run: the solution of each question that is answered so, and its wrong answers. */
import { createLab } from '../../lab/index.ts';
import { datasetOf, trialProblemsOf } from '../../questions/index.ts';
import type { Folder, Reporter } from './folder.ts';

export async function checkTrials({ content }: Folder, report: Reporter): Promise<void> {
  const { datasets } = content;
  // a data set that is missing is told of by the check of links
  const questions = [...content.questions.values()].filter((one) => datasets.has(datasetOf(one) ?? ''));
  if (questions.length === 0 && datasets.size === 0) return;
  const lab = createLab({
    failed(error) {
      throw error;
    },
  });
  try {
    for (const question of questions) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: they share the threads
      for (const problem of await trialProblemsOf(question, async (trials) => lab.run(datasets, trials)))
        report.error(question.file, question.fileLine, `${question.id}: ${problem}`);
    }
    for (const { id, slow, try: first } of datasets.values()) {
      // oxlint-disable-next-line no-await-in-loop -- a few
      const tried = await lab.run(datasets, [
        { dataset: id, statement: first },
        { dataset: id, statement: `EXPLAIN QUERY PLAN ${slow.query}` },
        { dataset: id, statement: `EXPLAIN QUERY PLAN ${slow.query}`, given: slow.index },
      ]);
      const [example, without, withIndex] = tried.map((one) =>
        one.kind === 'rows' ? one.rows.map((row) => row.join(' ')).join('; ') : '',
      );
      if (example === '') report.error(DATASETS, 1, `${id}: the query under "try" gives no rows.`);
      if (without?.includes('SCAN') !== true || withIndex?.includes('USING INDEX') !== true)
        report.error(
          DATASETS,
          1,
          `${id}: the query under "slow" must read the whole table without its index, and use it once it is there.`,
        );
    }
  } finally {
    await lab.stop();
  }
}

const DATASETS = 'datasets';
