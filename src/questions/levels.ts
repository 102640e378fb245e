/** What a question asks of the learner's mind, from the least to the most (after Bloom). */
export const LEVELS = ['recall', 'understand', 'apply', 'analyse'] as const;
export type Level = (typeof LEVELS)[number];
