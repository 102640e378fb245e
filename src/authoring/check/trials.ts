/** Runs what authors wrote to be run: the solution of each question that is answered so, and its wrong answers. */
import type { Dataset } from '../../content/dataset.ts';
import { versionOf } from '../../content/source.ts';
import { createLab, type Lab } from '../../lab/index.ts';
import { datasetOf, trialProblemsOf } from '../../questions/index.ts';
import type { Runner } from '../../questions/trial.ts';
import type { Folder, Reporter } from './folder.ts';

/** `fine`: what was run before, with nothing to tell; it is added to. */
export async function checkTrials({ content }: Folder, report: Reporter, fine: Set<string> = new Set()): Promise<void> {
  const { datasets, questions } = content;
  const lab = createLab({
    failed(error) {
      throw error;
    },
  });
  const versions = new Map([...datasets.values()].map((one) => [one.id, versionOf(one)]));
  const once = async (name: string, look: () => Promise<readonly string[]>, tell: (problem: string) => void) => {
    if (fine.has(name)) return;
    const found = await look();
    if (found.length === 0) fine.add(name);
    for (const problem of found) tell(problem);
  };
  try {
    for (const question of questions.values()) {
      const { id, version, file, fileLine } = question;
      // a data set that is missing is told of by the check of links
      const data = versions.get(datasetOf(question) ?? '');
      if (data === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- one after the other: they share the threads
      await once(
        `tried ${id} ${version} ${data}`,
        async () =>
          trialProblemsOf(
            question,
            patiently(async (trials) => lab.run(datasets, trials)),
          ),
        (problem) => report.error(file, fileLine, `${id}: ${problem}`),
      );
    }
    for (const dataset of datasets.values())
      // oxlint-disable-next-line no-await-in-loop -- a few
      await once(
        `tried ${dataset.id} ${versions.get(dataset.id)}`,
        async () => datasetProblems(lab, datasets, dataset),
        (problem) => report.error('datasets', 1, `${dataset.id}: ${problem}`),
      );
  } finally {
    await lab.stop();
  }
}

/** A second is short on a busy machine: what was stopped is tried again before it is told of. */
const patiently =
  (run: Runner, left = 2): Runner =>
  async (trials) => {
    const tried = await run(trials);
    const isWhole = left === 0 || tried.every(({ kind }) => kind !== 'slow' && kind !== 'busy');
    return isWhole ? tried : patiently(run, left - 1)(trials);
  };

async function datasetProblems(
  lab: Lab,
  datasets: ReadonlyMap<string, Dataset>,
  { id, slow, try: first }: Dataset,
): Promise<string[]> {
  const plan = { dataset: id, statement: `EXPLAIN QUERY PLAN ${slow.query}` };
  const run = patiently(async (trials) => lab.run(datasets, trials));
  const tried = await run([{ dataset: id, statement: first }, plan, { ...plan, given: slow.index }]);
  const [example = '', without = '', withIndex = ''] = tried.map((one) =>
    one.kind === 'rows' ? one.rows.map((row) => row.join(' ')).join('; ') : '',
  );
  return [
    ...(example === '' ? ['the query under "try" gives no rows.'] : []),
    ...(without.includes('SCAN') && withIndex.includes('USING INDEX')
      ? []
      : ['the query under "slow" must read the whole table without its index, and use it once it is there.']),
  ];
}
