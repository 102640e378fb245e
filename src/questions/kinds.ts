/** The list of question kinds: one line each. */
export { arrangeLines } from './arrange-lines.ts';
export { categorise } from './categorise.ts';
export { findBug } from './find-bug.ts';
export { gaps } from './gaps.ts';
export { match } from './match.ts';
export { numeric } from './numeric.ts';
export { oneChoice } from './one-choice.ts';
export { order } from './order.ts';
export { predictOutput } from './predict-output.ts';
export { severalChoices } from './several-choices.ts';
export { shortAnswer } from './short-answer.ts';
export { trueFalse } from './true-false.ts';
export { writeSql } from './write-sql.ts';
