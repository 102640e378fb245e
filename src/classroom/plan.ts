/** The plan of a cohort, in its own days: which lesson it is at, and what it has reached. */
import type { Library } from '../content/library.ts';
import type { Cohort } from '../storage/cohorts.ts';
import { type CoursePlan, dayOf, type PlanDay, type PlanWeek, type QuestionDays, weeksOf } from '../tutor/plan.ts';
import { localDate } from '../tutor/timetable.ts';

type Planned = Pick<Cohort, 'starts' | 'lessonsAWeek' | 'lessonDates'> & QuestionDays;

/** Undefined when the cohort has none. */
export function planOf({ starts, lessonsAWeek, lessonDates }: Planned): CoursePlan | undefined {
  if (lessonDates !== null) return { kind: 'dates', dates: lessonDates };
  return starts === null || lessonsAWeek === null ? undefined : { kind: 'pace', starts, lessonsAWeek };
}

/** The weeks of its plan; undefined without one. Lessons that are not in the content any more are left out. */
export function planWeeks({ content }: Library, cohort: Planned): readonly PlanWeek[] | undefined {
  const plan = planOf(cohort);
  return plan === undefined ? undefined : weeksOf(plan, cohort, [...content.lessons.keys()]);
}

/** Where the cohort's plan is on a day of its own, `YYYY-MM-DD`; undefined without a plan. */
export function planDay(library: Library, cohort: Planned, date: string): PlanDay | undefined {
  const weeks = planWeeks(library, cohort);
  return weeks === undefined ? undefined : dayOf(weeks, date);
}

/** The lesson that a cohort is at. */
export interface LessonNow {
  /** Its id. */
  readonly lesson: string;
  /** Its place in the course; 1 is the first. */
  readonly number: number;
  /** The week of the plan in which it began; 1 is the first. */
  readonly week: number;
  /** Its first and its last day, `YYYY-MM-DD` where the cohort is. */
  readonly from: string;
  readonly to: string;
  /** The first day of the next week, when the cohort is between two: at a weekend, or on holiday. */
  readonly goesOn: string | undefined;
}

/** The lesson of this week, also on days off after it; nothing without a plan, before its first day and after its last. */
export function lessonNow(
  library: Library,
  cohort: Planned & Pick<Cohort, 'zone'>,
  /** Milliseconds since 1970. */
  at: number,
): LessonNow | undefined {
  const day = planDay(library, cohort, localDate(cohort.zone, at));
  const lesson = day?.reached.at(-1);
  const number = library.content.lessons.get(lesson?.lesson ?? '')?.number;
  if (day === undefined || day.state === 'over' || lesson === undefined || number === undefined) return undefined;
  const { week, from, to } = lesson;
  return { lesson: lesson.lesson, number, week, from, to, goesOn: day.state === 'off' ? day.next?.from : undefined };
}
