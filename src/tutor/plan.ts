/**
 * The plan of a cohort: which lesson comes when, and how far it is on a day. Days are local dates, `YYYY-MM-DD`, so no
 * change of clocks can move them. Pure.
 */

/** A lesson a date, or so many lessons a week from a first day on. */
export type CoursePlan =
  | { readonly kind: 'pace'; readonly starts: string; readonly lessonsAWeek: number }
  | { readonly kind: 'dates'; readonly dates: readonly LessonDate[] };

export interface LessonDate {
  readonly lesson: string;
  readonly date: string;
}

/** Days on which a cohort did nothing; `to` is the last one, null while it lasts. */
export interface Pause {
  readonly from: string;
  readonly to: string | null;
}

/** The days on which a cohort has a question. */
export interface QuestionDays {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  readonly skipDates: readonly string[];
  readonly pauses: readonly Pause[];
}

export interface PlannedLesson {
  readonly lesson: string;
  /** The number of its week. */
  readonly week: number;
  readonly from: string;
  /** The last day before the next lesson begins, or the last one of its week. */
  readonly to: string;
}

/** A week of the plan: longer than seven days when most of its days were off. */
export interface PlanWeek {
  /** 1 is the first. */
  readonly number: number;
  readonly from: string;
  readonly to: string;
  /** Its days with a question, the earliest first. */
  readonly days: readonly string[];
  /** Lessons that begin in it. */
  readonly lessons: readonly PlannedLesson[];
}

/** Where a plan is on a day. */
export interface PlanDay {
  /** `off`: after one week and before the next. `over`: every week is done. */
  readonly state: 'before' | 'on' | 'off' | 'over';
  /** The week that it is in, or was in last; undefined before the first. */
  readonly week: PlanWeek | undefined;
  /** Lessons that have begun, in the plan's order; the last one is the lesson of the day. */
  readonly reached: readonly PlannedLesson[];
  /** The lesson that begins next. */
  readonly next: PlannedLesson | undefined;
  /** How far the lesson of the day is: 0 on its first day, 1 on its last. */
  readonly share: number;
}

/** Blocks of seven days in which a plan must have ended: two years. */
const MOST_BLOCKS = 105;
const DAY = 86_400_000;

/** Days since 1970. */
const numberOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
/** `days` later, or earlier. */
export const dayAfter = (date: string, days = 1): string => dateOf(numberOf(date) + days);

/** Which days are off (staff said so), and which have a question; days by their numbers. */
interface Calendar {
  isOff(day: number): boolean;
  hasQuestion(day: number): boolean;
}

function calendarOf({ weekdays, skipDates, pauses }: QuestionDays): Calendar {
  const skipped = new Set(skipDates.map(numberOf));
  const paused = pauses.map(({ from, to }) => [numberOf(from), to === null ? Infinity : numberOf(to)] as const);
  const isOff = (day: number): boolean => skipped.has(day) || paused.some(([from, to]) => day >= from && day <= to);
  // the first of January 1970 was a Thursday
  return { isOff, hasQuestion: (day) => weekdays.includes(((day + 3) % 7) + 1) && !isOff(day) };
}

/**
 * The weeks of a plan, in order; they never overlap. `lessons`: those of the course, in its order.
 *
 * With a pace, a week is seven days from the first day on. One with most of its days off goes on through the next seven, so
 * that holidays and pauses move what follows, and a single day off does not. With dates, a lesson whose day is off begins on
 * the next day with a question.
 */
export function weeksOf(plan: CoursePlan, days: QuestionDays, lessons: readonly string[]): readonly PlanWeek[] {
  const calendar = calendarOf(days);
  return plan.kind === 'pace'
    ? pacedWeeks(plan, calendar, { usual: days.weekdays.length, running: runningOf(days) }, lessons)
    : datedWeeks(plan.dates, calendar, new Set(lessons));
}

const daysOn = (from: number, { hasQuestion }: Calendar): number[] =>
  Array.from({ length: 7 }, (_, index) => from + index).filter((day) => hasQuestion(day));

interface Begun {
  readonly lesson: string;
  readonly day: number;
}

/** As it would go on were it not for the pause that lasts. */
const runningOf = (days: QuestionDays): Calendar =>
  calendarOf({ ...days, pauses: days.pauses.filter(({ to }) => to !== null) });

/** `usual`: days with a question in a week without a day off. `running`: without the pause that lasts. */
function pacedWeeks(
  { starts, lessonsAWeek: pace }: Extract<CoursePlan, { kind: 'pace' }>,
  calendar: Calendar,
  { usual, running }: { readonly usual: number; readonly running: Calendar },
  lessons: readonly string[],
): PlanWeek[] {
  const weeks: PlanWeek[] = [];
  const first = numberOf(starts);
  let days: number[] = [];
  const isWhole = (count: number): boolean => count * 2 > usual;
  /** `spread`: over how many days its lessons are spread. */
  const close = (spread: number): void => {
    const begun = lessons.slice(weeks.length * pace, (weeks.length + 1) * pace).flatMap((lesson, index): Begun[] => {
      const day = days[Math.floor((index * spread) / pace)];
      return day === undefined ? [] : [{ lesson, day }];
    });
    weeks.push(weekOf(weeks.length + 1, days, begun));
    days = [];
  };
  /** The block in which the week began that is not whole yet. */
  let start = 0;
  for (let block = 0; block < MOST_BLOCKS && weeks.length * pace < lessons.length; block += 1) {
    days = [...days, ...daysOn(first + 7 * block, calendar)];
    if (!isWhole(days.length)) continue;
    close(Math.min(days.length, usual));
    start = block + 1;
  }
  if (days.length === 0 || weeks.length * pace >= lessons.length) return weeks;
  // amid a pause: what had begun before it has begun, so its lessons are spread as they were then
  let whole = 0;
  for (let block = start; block < MOST_BLOCKS && !isWhole(whole); block += 1)
    whole += daysOn(first + 7 * block, running).length;
  close(Math.min(whole, usual));
  return weeks;
}

function datedWeeks(dates: readonly LessonDate[], calendar: Calendar, known: ReadonlySet<string>): PlanWeek[] {
  const begun = movedOn(
    dates
      .filter(({ lesson }) => known.has(lesson))
      .map(({ lesson, date }) => ({ lesson, day: numberOf(date) }))
      .toSorted((a, b) => a.day - b.day),
    calendar,
  );
  const last = begun.at(-1)?.day ?? -Infinity;
  const weeks: PlanWeek[] = [];
  for (let from = begun[0]?.day ?? Infinity; from <= last; from += 7) {
    const own = begun.filter(({ day }) => day >= from && day < from + 7);
    const days = [...new Set([...daysOn(from, calendar), ...own.map(({ day }) => day)])].toSorted((a, b) => a - b);
    if (days.length > 0) weeks.push(weekOf(weeks.length + 1, days, own));
  }
  return weeks;
}

/** Lessons whose day is off begin later, each on a day of its own; two that are meant for one day stay together. */
function movedOn(wanted: readonly Begun[], { isOff, hasQuestion }: Calendar): readonly Begun[] {
  const begun: Begun[] = [];
  /** No lesson begins before it. */
  let least = -Infinity;
  for (const { lesson, day } of wanted) {
    const end = day + 7 * MOST_BLOCKS;
    let at = day;
    if (isOff(day) || day < least) {
      at = Math.max(day, least);
      while (at < end && !hasQuestion(at)) at += 1;
      if (at === end) break;
      least = at + 1;
    }
    begun.push({ lesson, day: at });
    least = Math.max(least, at);
  }
  return begun;
}

/** `days` is not empty; the lessons begin on some of them. */
function weekOf(number: number, days: readonly number[], begun: readonly Begun[]): PlanWeek {
  const dates = days.map(dateOf);
  const [from = ''] = dates;
  const to = dates.at(-1) ?? from;
  const lessons = begun.map(({ lesson, day }, index) => {
    const next = begun[index + 1]?.day ?? Infinity;
    const last = days.findLast((one) => one < next && one >= day) ?? day;
    return { lesson, week: number, from: dateOf(day), to: dateOf(last) };
  });
  return { number, from, to, days: dates, lessons };
}

/** Where the plan with these weeks is on a day. */
export function dayOf(weeks: readonly PlanWeek[], date: string): PlanDay {
  const week = weeks.findLast(({ from }) => from <= date);
  const lessons = weeks.flatMap((one) => one.lessons);
  const reached = lessons.filter(({ from }) => from <= date);
  const next = lessons[reached.length];
  if (week === undefined) return { state: 'before', week, reached, next, share: 0 };
  const state = date <= week.to ? 'on' : week === weeks.at(-1) ? 'over' : 'off';
  return { state, week, reached, next, share: shareOf(week, reached.at(-1), date) };
}

/** Of the lesson's days, how many are over on a day: 0 on the first, 1 on the last and ever after. */
function shareOf(week: PlanWeek, lesson: PlannedLesson | undefined, date: string): number {
  if (lesson === undefined || date > lesson.to) return 1;
  const own = week.days.filter((day) => day >= lesson.from && day <= lesson.to);
  const before = own.filter((day) => day < date).length;
  return own.length < 2 ? 0 : Math.min(1, before / (own.length - 1));
}
