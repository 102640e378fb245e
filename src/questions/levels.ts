/** The levels of questions. */
import { z } from 'zod';

/** What a question asks of the learner's mind, from the least to the most (after Bloom). */
export const LEVELS = ['recall', 'understand', 'apply', 'analyse'] as const;
export type Level = (typeof LEVELS)[number];

export const levelSchema = z
  .enum(LEVELS)
  .describe('recall: a name or fact. understand: say it another way. apply: a new case. analyse: find the cause.');
