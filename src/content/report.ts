/** Says what is wrong with content, one line a problem, so that an editor can jump to it. */
import type { Problem } from './schema.ts';

export const describeProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}: ${problem.level === 'advice' ? 'advice: ' : ''}${problem.message}`;
