/** The plan of a cohort, in its own days: which lesson it is at, and what it has reached. */
import type { Library } from '../content/library.ts';
import type { Content } from '../content/schema.ts';
import type { Cohort, CohortSettings } from '../storage/cohorts.ts';
import {
  type CoursePlan,
  dayAfter,
  dayOf,
  type LessonDate,
  type PlanDay,
  type PlannedLesson,
  type PlanWeek,
  type QuestionDays,
  weeksOf,
} from '../tutor/plan.ts';
import { localDate } from '../tutor/timetable.ts';

type Planned = Pick<Cohort, 'starts' | 'lessonsAWeek' | 'lessonDates'> & QuestionDays;
type Settings = Partial<Pick<CohortSettings, 'starts' | 'lessonsAWeek' | 'lessonDates'>>;

/** Undefined when the cohort has none. */
export function planOf({ starts, lessonsAWeek, lessonDates }: Planned): CoursePlan | undefined {
  if (lessonDates !== null) return { kind: 'dates', dates: lessonDates };
  return starts === null || lessonsAWeek === null ? undefined : { kind: 'pace', starts, lessonsAWeek };
}

export type Pace = Pick<Cohort, 'starts' | 'lessonsAWeek'>;

/** What a cohort's settings are with a plan by pace; without lessons a week there is no plan, and a first day alone. */
export const paceSettings = ({ starts, lessonsAWeek }: Pace): Settings => ({
  starts,
  lessonsAWeek: starts === null ? null : lessonsAWeek,
  lessonDates: null,
});

/** The same with a date for each lesson: the first of them is the cohort's first day. */
export const dateSettings = (dates: readonly LessonDate[]): Settings => ({
  starts: dates.map(({ date }) => date).toSorted()[0] ?? null,
  lessonsAWeek: null,
  lessonDates: dates.length === 0 ? null : dates.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
});

/**
 * The weeks of its plan; undefined without one. Lessons that are not in the content any more are left out, and a plan of
 * nothing else is none.
 */
export function planWeeks({ content }: Pick<Library, 'content'>, cohort: Planned): readonly PlanWeek[] | undefined {
  const plan = planOf(cohort);
  const has = (lesson: string): boolean => content.lessons.has(lesson);
  const isEmpty = plan?.kind === 'dates' ? !plan.dates.some((one) => has(one.lesson)) : content.lessons.size === 0;
  if (plan === undefined || isEmpty) return undefined;
  const { weekdays, skipDates, pauses } = cohort;
  const key = JSON.stringify([plan, weekdays, skipDates, pauses]);
  if (latest.content !== content || latest.weeks.size >= MOST_KNOWN) latest = { content, weeks: new Map() };
  const weeks = latest.weeks.get(key) ?? weeksOf(plan, cohort, [...content.lessons.keys()]);
  latest.weeks.set(key, weeks);
  return weeks;
}

/** What was worked out for this content: a tick asks for thousands of cohorts, which share a few hundred plans. */
let latest: { content: Content | undefined; weeks: Map<string, readonly PlanWeek[]> } = {
  content: undefined,
  weeks: new Map(),
};
const MOST_KNOWN = 1_000;

/** Where the cohort's plan is on a day of its own, `YYYY-MM-DD`; undefined without a plan. One that is paused goes on that day. */
export function planDay(library: Pick<Library, 'content'>, cohort: Planned, date: string): PlanDay | undefined {
  const weeks = planWeeks(library, goingOn(cohort, date));
  return weeks === undefined ? undefined : dayOf(weeks, date);
}

/** The same cohort as if a pause that lasts were over on that day: its plan can be told to the end. */
export const goingOn = <C extends Planned>(cohort: C, date: string): C => ({
  ...cohort,
  pauses: cohort.pauses.flatMap(({ from, to }) => {
    const until = to ?? dayAfter(date, -1);
    return until < from ? [] : [{ from, to: until }];
  }),
});

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
  /** When the cohort is between two weeks, at a weekend or on holiday: the day on which the next lesson begins. */
  readonly goesOn: string | undefined;
  /** The lesson that begins next. */
  readonly next: PlannedLesson | undefined;
}

/** The lesson of this week, also on days off after it; nothing without a plan, before its first day and after its last. */
export function lessonNow(
  library: Pick<Library, 'content'>,
  cohort: Planned & Pick<Cohort, 'zone'>,
  /** Milliseconds since 1970. */
  at: number,
): LessonNow | undefined {
  const day = planDay(library, cohort, localDate(cohort.zone, at));
  const lesson = day?.reached.at(-1);
  const number = library.content.lessons.get(lesson?.lesson ?? '')?.number;
  if (day === undefined || day.state === 'over' || lesson === undefined || number === undefined) return undefined;
  const { week, from, to } = lesson;
  const { next, state } = day;
  return { lesson: lesson.lesson, number, week, from, to, goesOn: state === 'off' ? next?.from : undefined, next };
}
