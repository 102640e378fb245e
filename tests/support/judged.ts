/** What every answer has beside what a test of storage is about. */
import type { Verdict } from '../../src/questions/kind.ts';

export const judged = (score: number, question = 'q0'): { question: string; version: string; verdict: Verdict } => ({
  question,
  version: 'v',
  verdict: { score, marks: [{ key: '0', right: score === 1, chosen: true }], ideas: [] },
});
