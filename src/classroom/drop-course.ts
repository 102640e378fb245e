/** The course as drops are chosen from it: where each question stands, how far a cohort is, and what may be asked of it. */
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { DueCohort } from '../storage/drops.ts';
import type { Tools } from '../tools.ts';
import { chooseDropQuestion, type Draw, type DropRule, stockOf } from '../tutor/drop-bag.ts';
import { isReached, nextOf, type Place, type Stage } from '../tutor/drop-rule.ts';
import { type CourseItem, itemsOf, LEVEL } from '../tutor/items.ts';
import { itemsNow } from './difficulty.ts';
import { planDay } from './plan.ts';

export interface Course extends Pick<Library, 'content'> {
  placeOf(question: string): Place;
}

const UNKNOWN: Place = { lesson: 0, concept: '', level: 0 };
const places = new WeakMap<ReadonlyMap<string, CourseItem>, ReadonlyMap<string, Place>>();

/** As it is now: the content, and its questions as hard as people found them. */
export function courseNow(tools: Tools): Course {
  const items = itemsNow(tools, itemsOf(tools.library));
  const known = places.get(items) ?? new Map([...items].map(([id, item]): [string, Place] => [id, placeOf(item)]));
  places.set(items, known);
  return { content: tools.library.content, placeOf: (question) => known.get(question) ?? UNKNOWN };
}

// in whole steps: what answers correct by a little must not make an order of its own
const placeOf = ({ lesson, concept, difficulty, middle }: CourseItem): Place => ({
  lesson,
  concept,
  level: Math.round((difficulty - middle) / LEVEL),
});

/** How far the cohort is on a day of its own, `YYYY-MM-DD`. */
export function stageOf(course: Course, cohort: Cohort, date: string): Stage {
  const numbers = (lessons: readonly string[]): ReadonlySet<number> =>
    new Set(lessons.flatMap((lesson) => course.content.lessons.get(lesson)?.number ?? []));
  const day = planDay(course, cohort, date);
  if (day === undefined) return { kind: 'read', lessons: numbers(cohort.readByMost) };
  const last = day.state === 'over' ? undefined : day.reached.at(-1);
  const isOfWeek = ({ week }: { week: number }): boolean => week === last?.week;
  return {
    kind: 'plan',
    lesson: course.content.lessons.get(last?.lesson ?? '')?.number,
    week: numbers(day.reached.filter(isOfWeek).map((one) => one.lesson)),
    earlier: numbers(day.reached.filter((one) => !isOfWeek(one)).map((one) => one.lesson)),
    share: day.share,
  };
}

const ruleOf = ({ placeOf }: Course, stage: Stage, used: readonly string[]): DropRule<Question> => ({
  mayAsk: ({ id }) => isReached(stage, placeOf(id)),
  first: (fresh) => nextOf(stage, fresh, used, placeOf),
});

/** Questions of a cohort's topics that staff did not void. */
export type CandidatesOf = (cohort: Pick<Cohort, 'topics'>, voided: ReadonlySet<string>) => readonly Question[];

/** The drop of a date; the bag says what was asked before, what staff chose, and what they were shown. */
export function chooseDrop(
  course: Course,
  candidatesOf: CandidatesOf,
  { cohort, bag, voided }: DueCohort,
  date: string,
): Draw<Question> {
  const all = course.content.questions;
  const isVoid = (id: string): boolean => voided.has(`${id}@${all.get(id)?.version}`);
  const state = {
    used: bag.used,
    // staff may void a question after it was queued, or shown
    queue: bag.queue.filter((one) => one.kind === 'skip' || !isVoid(one.question)),
    shown: (bag.shown ?? []).filter((one) => !isVoid(one.question)),
  };
  const stage = stageOf(course, cohort, date);
  const rule = ruleOf(course, stage, bag.used);
  const ofTopics = candidatesOf(cohort, voided);
  // a plan that has not reached the topics yet goes before them
  const isAhead = stage.kind === 'plan' && !ofTopics.some((one) => rule.mayAsk(one));
  const candidates = isAhead ? candidatesOf({ topics: [] }, voided) : ofTopics;
  return chooseDropQuestion(cohort.id, date, candidates, all, state, rule);
}

/** How many questions of the lessons reached by a day of its own the cohort has not had yet; undefined without a plan. */
export function leftOfReached(
  course: Course,
  candidatesOf: CandidatesOf,
  { cohort, bag, voided }: DueCohort,
  date: string,
): number | undefined {
  const stage = stageOf(course, cohort, date);
  if (stage.kind === 'read') return undefined;
  const { mayAsk } = ruleOf(course, stage, bag.used);
  const ofTopics = candidatesOf(cohort, voided).filter((one) => mayAsk(one));
  const reached = ofTopics.length > 0 ? ofTopics : candidatesOf({ topics: [] }, voided).filter((one) => mayAsk(one));
  return stockOf(reached, bag).left;
}
