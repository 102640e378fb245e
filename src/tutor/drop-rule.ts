/**
 * Which of the questions that a cohort has not had yet comes as its next drop. With a plan: from the lessons reached, every
 * third time from an earlier week, what was seen longest ago first, and easy ones first in each lesson. Without one: from
 * what most members have read, easy ones first. Pure.
 */

/** Where a question stands in the course. */
export interface Place {
  /** The number of its lesson; 1 is the first. */
  readonly lesson: number;
  readonly concept: string;
  /** -1 is easy, 0 is middling, 1 is hard; of its lesson. */
  readonly level: number;
}

/** How far a cohort is. Lessons by their numbers. */
export type Stage =
  | {
      readonly kind: 'plan';
      /** That of the day; undefined when the plan is over. */
      readonly lesson: number | undefined;
      /** Those that began in the week of that lesson, itself included. */
      readonly week: ReadonlySet<number>;
      readonly earlier: ReadonlySet<number>;
      /** How far the lesson of the day is, 0 to 1. */
      readonly share: number;
    }
  | { readonly kind: 'read'; readonly lessons: ReadonlySet<number> };

/** Every so many drops one is from an earlier week. */
const REVIEW_EVERY = 3;

export const isReached = (stage: Stage, { lesson }: Place): boolean =>
  stage.kind === 'read' || stage.week.has(lesson) || stage.earlier.has(lesson);

/**
 * One of `fresh`, which are reached and in the cohort's own order; undefined when there is none. `used`: what it was asked
 * before, the earliest first.
 */
export function nextOf<Q extends { readonly id: string }>(
  stage: Stage,
  fresh: readonly Q[],
  used: readonly string[],
  placeOf: (question: string) => Place,
): Q | undefined {
  const placed = fresh.map((question) => ({ question, place: placeOf(question.id) }));
  if (stage.kind === 'read') {
    const read = placed.filter(({ place }) => stage.lessons.has(place.lesson));
    if (read.length === 0) return least(placed, [({ lesson }) => lesson, ({ level }) => level]);
    const seen = seenLast(used, placeOf);
    return least(read, [({ level }) => level, seen.lesson]);
  }
  const { share, week, earlier, lesson: today } = stage;
  const target = 2 * share - 1;
  const ofDay = placed.filter(({ place }) => place.lesson === today);
  const ofWeek = placed.filter(({ place }) => place.lesson !== today && week.has(place.lesson));
  const before = placed.filter(({ place }) => earlier.has(place.lesson));
  const isReview = used.length % REVIEW_EVERY === REVIEW_EVERY - 1;
  const pools = isReview ? [before, ofDay, ofWeek] : [ofDay, ofWeek, before];
  const pool = pools.find((one) => one.length > 0) ?? [];
  if (pool !== before) return least(pool, [({ level }) => Math.abs(level - target)]);
  const seen = seenLast(used, placeOf);
  return least(before, [seen.lesson, seen.concept, ({ level }) => level]);
}

interface Placed<Q> {
  readonly question: Q;
  readonly place: Place;
}

/** The first of those for which the first number is least, and of these the next one. */
function least<Q>(placed: readonly Placed<Q>[], numbers: readonly ((place: Place) => number)[]): Q | undefined {
  let best = placed;
  for (const numberOf of numbers) {
    const all = best.map(({ place }) => numberOf(place));
    const low = all.reduce((one, other) => Math.min(one, other), Infinity);
    best = best.filter((_, index) => all[index] === low);
  }
  return best[0]?.question;
}

/** When a lesson and a concept were asked about last, as places in `used`; -1 for never. */
function seenLast(used: readonly string[], placeOf: (question: string) => Place) {
  const lessons = new Map<number, number>();
  const concepts = new Map<string, number>();
  used.forEach((question, index) => {
    const { lesson, concept } = placeOf(question);
    lessons.set(lesson, index);
    concepts.set(concept, index);
  });
  return {
    lesson: ({ lesson }: Place): number => lessons.get(lesson) ?? -1,
    concept: ({ concept }: Place): number => concepts.get(concept) ?? -1,
  };
}
