/** Which questions a cohort may be given as its daily drop. */
import { type Library, topicOf } from '../content/library.ts';
import { isOwn } from '../content/own.ts';
import type { Question } from '../content/schema.ts';
import type { Cohort } from '../storage/cohorts.ts';

/**
 * Questions that their authors marked as fit for a day of their own, and the community's own, on the cohort's topics, without the versions that
 * staff voided (`question@version`).
 */
export function candidatesOf(
  library: Library,
  cohort: Pick<Cohort, 'topics'>,
  voided: ReadonlySet<string> = new Set(),
): readonly Question[] {
  const topics = new Set(cohort.topics);
  return library
    .questionsIn()
    .filter(
      (question) =>
        (question.daily || isOwn(question)) &&
        (topics.size === 0 || topics.has(topicOf(library.content, question))) &&
        !voided.has(`${question.id}@${question.version}`),
    );
}

/** The same for the many cohorts of a claim, most of which want the same topics. */
export function rememberCandidates(library: Library) {
  const known = new Map<string, readonly Question[]>();
  return (cohort: Pick<Cohort, 'topics'>, voided: ReadonlySet<string>): readonly Question[] => {
    const key = JSON.stringify([cohort.topics, [...voided]]);
    const found = known.get(key) ?? candidatesOf(library, cohort, voided);
    known.set(key, found);
    return found;
  };
}
