/** Where learners are in lessons: those that they read, and those that they know without. */
export interface LessonProgress {
  readonly lesson: string;
  /** The card they were on last; 0 is the first. */
  readonly card: number;
  /** Read to its end, or known without. */
  readonly finished: boolean;
  /** They said that they know it already. */
  readonly known?: boolean;
  /** Milliseconds since 1970; 0 when it was never opened. */
  readonly seenAt: number;
}

/** Known ones are done, though they may never have been opened. */
export const withKnown = (been: readonly LessonProgress[], known: readonly string[]): LessonProgress[] => [
  ...been.map((one) => (known.includes(one.lesson) ? { ...one, finished: true, known: true } : one)),
  ...known
    .filter((lesson) => !been.some((one) => one.lesson === lesson))
    .map((lesson) => ({ lesson, card: 0, finished: true, known: true, seenAt: 0 })),
];
