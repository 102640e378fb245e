/** Every check of the content folder, and the order in which their findings are told. */
import { reporterOf, sorted } from '../../content/folder.ts';
import { checkLinks } from '../../content/links.ts';
import type { Problem } from '../../content/schema.ts';
import { checkAnswers } from './answers.ts';
import { checkAsks } from './asks.ts';
import { checkBeginnings } from './beginnings.ts';
import { checkCode } from './code.ts';
import { checkCorrections, checkCoverage } from './coverage.ts';
import { checkEntries } from './entries.ts';
import type { Check, Folder } from './folder.ts';
import { checkIds } from './ids.ts';
import { checkLessons } from './lessons.ts';
import { checkLevels } from './levels.ts';
import { checkMarkup } from './markup.ts';
import { checkNames } from './names.ts';
import { checkOptions } from './options.ts';
import { checkPlain, checkTame } from './plain.ts';
import { checkReading } from './reading.ts';
import { checkSame } from './same.ts';
import { checkSpread } from './spread.ts';
import { checkTodos } from './todos.ts';
import { checkTalk } from './talk.ts';
import { checkTwins } from './twins.ts';
import { checkUnused } from './unused.ts';
import { checkWording } from './wording.ts';
import { checkWords } from './words.ts';

const CHECKS: readonly Check[] = [
  checkUnused,
  checkLinks,
  checkIds,
  checkSame,
  checkMarkup,
  checkTodos,
  checkLevels,
  checkSpread,
  checkTalk,
  checkLessons,
  checkNames,
  checkAsks,
  checkEntries,
  checkBeginnings,
  checkCode,
  checkPlain,
  checkTame,
  checkAnswers,
  checkCoverage,
  checkCorrections,
  checkWords,
  checkWording,
  checkOptions,
  checkReading,
  checkTwins,
];

/** All problems of a folder, those of the loader included; sorted by file and line. `extra` checks come last. */
export function checkFolder(folder: Folder): Problem[] {
  const problems: Problem[] = [...folder.problems];
  const report = reporterOf(problems);
  for (const check of CHECKS) check(folder, report);
  return sorted(problems);
}
