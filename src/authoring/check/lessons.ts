/** Every lesson has a number of its own, and not too many cards. */
import type { Check } from './folder.ts';

export const checkLessons: Check = ({ content }, report) => {
  const byNumber = new Map<number, string>();
  for (const { file, number, cards } of content.lessons.values()) {
    const before = byNumber.get(number);
    if (before !== undefined) report.error(file, 1, `${before} has the number ${number} too.`);
    byNumber.set(number, file);
    if (cards.length < 5 || cards.length > 8)
      report.advise(file, 1, `a lesson has five to eight cards; this one has ${cards.length}.`);
  }
};
