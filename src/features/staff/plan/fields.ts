/** What the forms of the plan ask, and how what was typed is read. */
import { plainDigits } from '../../../chat/digits.ts';
import { type Fields, typed } from '../../../chat/form.ts';
import { md } from '../../../chat/markdown.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Filled } from '../../../chat/request.ts';
import { counted, cut } from '../../../chat/words.ts';
import type { Pace } from '../../../classroom/plan.ts';
import type { Lesson } from '../../../content/schema.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { LessonDate } from '../../../tutor/plan.ts';
import { isDate } from '../../../tutor/timetable.ts';
import { dateText } from '../../times.ts';
import { daysText } from '../days.ts';

type Typed = Readonly<Record<string, Filled>>;

const NO_PLAN = 'none';
const BY_DATES = 'dates';
const MOST_SHOWN = 5;

/** The first day, and how many lessons a week has; `pace` as the field has it. */
export interface PaceShown {
  readonly starts: string;
  readonly pace: string;
}

/** As the fields show a cohort. */
export const paceShown = ({
  starts,
  lessonsAWeek,
  lessonDates,
}: Pick<Cohort, 'starts' | 'lessonsAWeek' | 'lessonDates'>): PaceShown => ({
  starts: starts ?? '',
  pace: lessonDates !== null ? BY_DATES : lessonsAWeek === null ? NO_PLAN : String(lessonsAWeek),
});

/** `pace`: what is picked. */
export function paceFields({ starts, pace }: PaceShown): Fields {
  const most = Math.max(MOST_SHOWN, Number(pace) || 0);
  const options = [
    { value: NO_PLAN, label: 'No plan' },
    ...(pace === BY_DATES ? [{ value: BY_DATES, label: 'A date for each lesson, as it is' }] : []),
    ...Array.from({ length: most }, (_, n) => ({ value: String(n + 1), label: `${counted(n + 1, 'lesson')} a week` })),
  ];
  return {
    starts: {
      kind: 'text',
      label: 'First day',
      note: 'Like 2026-12-07; nothing is asked before it',
      max: 20,
      ...(starts !== '' && { value: starts }),
    },
    pace: {
      kind: 'pick',
      label: 'Plan: questions follow the lessons',
      required: true,
      options: options.map((one) => ({ ...one, ...(one.value === pace && { picked: true }) })),
    },
  };
}

/** `dates`: the plan stays as it is. `today`: where the cohort is; a plan begins then when no day was typed. @throws Refusal */
export function readPace(fields: Typed, today: string): 'dates' | Pace {
  const pace = typed(fields['pace']);
  if (pace === BY_DATES) return 'dates';
  const lessonsAWeek = /^[1-7]$/u.test(pace) ? Number(pace) : null;
  const given = dateText(typed(fields['starts']));
  if (given !== '' && !isDate(given))
    throw new Refusal(md`I cannot read the day “${cut(given, 40)}”. Write it like 2026-12-07.`);
  return { starts: given === '' ? (lessonsAWeek === null ? null : today) : given, lessonsAWeek };
}

/** One line a lesson. `dates`: by the lesson's id. */
export const datesText = (lessons: readonly Lesson[], dates: ReadonlyMap<string, string>): string =>
  lessons
    .flatMap(({ id, number }) => {
      const date = dates.get(id);
      return date === undefined ? [] : [`${number}: ${date}`];
    })
    .join('\n');

export const datesFields = (value: string): Fields => ({
  dates: {
    kind: 'text',
    label: 'The number of each lesson, and its first day',
    note: 'One line each, like 7: 2026-12-14',
    long: true,
    max: 3_000,
    required: true,
    value,
  },
});

const LINE = /^(?:lesson\s*)?#?(\d{1,3})\s*[:.)=\s]\s*(\S.*)$/iu;

/** Of each line the number and the date; what stands behind them is left out. @throws Refusal */
export function readDates(fields: Typed, lessons: readonly Lesson[]): readonly LessonDate[] {
  const lines = plainDigits(typed(fields['dates']).normalize('NFKC'))
    .split(/\n|;/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const dates = new Map<string, string>();
  for (const line of lines) {
    const [, number, rest = ''] = LINE.exec(line) ?? [];
    const date = dateText(rest.split(/[\s,]+/u)[0] ?? '');
    const lesson = lessons.find((one) => one.number === Number(number));
    if (!isDate(date)) throw new Refusal(md`I cannot read the line “${cut(line, 60)}”. Write it like 7: 2026-12-14.`);
    if (lesson === undefined)
      throw new Refusal(md`There is no lesson ${number ?? ''}: they go from 1 to ${lessons.length}.`);
    if (dates.has(lesson.id)) throw new Refusal(md`Lesson ${lesson.number} has two dates. One is enough.`);
    dates.set(lesson.id, date);
  }
  if (dates.size === 0) throw new Refusal('A plan needs a date for one lesson at least.');
  return [...dates].map(([lesson, date]) => ({ lesson, date }));
}

export const daysOffField = (days: readonly string[], given?: string): Fields[string] => {
  const value = given ?? daysText(days);
  return {
    kind: 'text',
    label: 'Days without a question',
    note: 'Like 2026-12-24, or 2026-12-21 to 2027-01-03',
    long: true,
    max: 3_000,
    ...(value !== '' && { value }),
  };
};
