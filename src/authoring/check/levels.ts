/** What questions ask of the mind: each says its level, and a bank is not all names and facts. */
import { type Level, LEVELS } from '../../questions/levels.ts';
import type { Check, Folder } from './folder.ts';

/** Fewer questions than this are no bank yet: a share of them says nothing. */
export const BANK = 100;
/** Most that may ask for a name or a fact, and fewest that must ask for more than understanding. Shares of the bank. */
const MOST_RECALL = 0.2;
const FEWEST_APPLIED = 0.25;

/** How many questions of the folder say each level. */
export function levelsOf(folder: Folder): ReadonlyMap<Level, number> {
  const said = [...folder.content.questions.values()].map(({ level }) => level);
  return new Map(LEVELS.map((level) => [level, said.filter((one) => one === level).length]));
}

export const checkLevels: Check = (folder, report) => {
  const { questions } = folder.content;
  for (const { level, file, fileLine, id } of questions.values())
    if (level === undefined) report.error(file, fileLine, `${id} does not say its "level": ${LEVELS.join(', ')}.`);
  if (questions.size < BANK) return;
  const levels = levelsOf(folder);
  const share = (...of: readonly Level[]): number =>
    of.reduce((sum, level) => sum + (levels.get(level) ?? 0), 0) / questions.size;
  if (share('recall') > MOST_RECALL)
    report.error('questions', 1, `${percent(share('recall'))} of the bank is recall; at most ${percent(MOST_RECALL)}.`);
  if (share('apply', 'analyse') < FEWEST_APPLIED)
    report.error(
      'questions',
      1,
      `${percent(share('apply', 'analyse'))} of the bank asks to apply or analyse; at least ${percent(FEWEST_APPLIED)}.`,
    );
};

const percent = (part: number): string => `${Math.round(part * 100)} %`;
