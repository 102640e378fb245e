/** Every check of the content folder, and the order in which their findings are told. */
import type { Problem } from '../../content/schema.ts';
import { checkAnswers } from './answers.ts';
import { checkAsks } from './asks.ts';
import { checkCode } from './code.ts';
import { checkCorrections, checkCoverage } from './coverage.ts';
import { checkEntries } from './entries.ts';
import type { Check, Folder, Reporter } from './folder.ts';
import { checkLessons } from './lessons.ts';
import { checkLevels } from './levels.ts';
import { checkLinks } from './links.ts';
import { checkNames } from './names.ts';
import { checkOptions } from './options.ts';
import { checkPlain, checkTame } from './plain.ts';
import { checkReading } from './reading.ts';
import { checkSpread } from './spread.ts';
import { checkTwins } from './twins.ts';
import { checkUnused } from './unused.ts';
import { checkWording } from './wording.ts';
import { checkWords } from './words.ts';

const CHECKS: readonly Check[] = [
  checkUnused,
  checkLinks,
  checkLevels,
  checkSpread,
  checkLessons,
  checkNames,
  checkAsks,
  checkEntries,
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

export function reporterOf(problems: Problem[]): Reporter {
  const add =
    (level: Problem['level']) =>
    (file: string, line: number, message: string): void =>
      void problems.push({ level, file, line, message });
  return { error: add('error'), advise: add('advice') };
}

export const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
