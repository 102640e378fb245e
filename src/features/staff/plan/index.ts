/** `/tutor plan`: which lesson comes in which week, where the cohort is, and what changes it. */
import { on, openForm } from '../../../chat/address.ts';
import type { Card } from '../../../chat/card.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { ask, redraw } from '../../../chat/reply.ts';
import { planWeeks } from '../../../classroom/plan.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { dayAfter } from '../../../tutor/plan.ts';
import { localDate } from '../../../tutor/timetable.ts';
import { cohortCommand } from '../cohort-command.ts';
import { editDates, editDaysOff, editPace, saveDates, saveDaysOff, savePace, showPlan } from './addresses.ts';
import { drawPlan } from './card.ts';
import { datesFields, datesText, daysOffField, paceFields, paceShown } from './fields.ts';
import { cohortOf, planForms } from './forms.ts';

export function plan(tools: Tools): Definitions {
  const lessons = () => [...tools.library.content.lessons.values()];
  return {
    commands: [
      cohortCommand(
        tools,
        { name: 'plan', description: 'Which lesson comes in which week, and where the cohort is.' },
        (_call, cohort): Promise<Card> => drawPlan(tools, cohort),
      ),
    ],
    actions: [
      on(showPlan, async ({ args, ...call }) =>
        redraw(await drawPlan(tools, await cohortOf(tools, call, args.c), undefined, args.all)),
      ),
      on(editPace, async ({ args, ...call }) => {
        const cohort = await cohortOf(tools, call, args.c);
        const now = paceShown(cohort);
        const fields = paceFields({ starts: args.starts ?? now.starts, pace: args.pace ?? now.pace });
        return ask(openForm(savePace({ c: args.c, v: args.v }), { title: 'Start and pace', fields, submit: 'Save' }));
      }),
      on(editDates, async ({ args, ...call }) => {
        const cohort = await cohortOf(tools, call, args.c);
        const fields = datesFields(args.dates ?? datesText(lessons(), datesOf(tools, cohort)));
        return ask(
          openForm(saveDates({ c: args.c, v: args.v }), { title: 'Lessons and dates', fields, submit: 'Save' }),
        );
      }),
      on(editDaysOff, async ({ args, ...call }) => {
        const cohort = await cohortOf(tools, call, args.c);
        const fields = { skip: daysOffField(cohort.skipDates, args.skip) };
        return ask(openForm(saveDaysOff({ c: args.c, v: args.v }), { title: 'Days off', fields, submit: 'Save' }));
      }),
    ],
    forms: planForms(tools),
  };
}

/** The first day of each lesson as it is planned; without a plan one a week, from next Monday on. */
function datesOf({ library, now }: Tools, cohort: Cohort): ReadonlyMap<string, string> {
  const today = localDate(cohort.zone, now());
  const weeks = planWeeks(library, cohort) ?? [];
  const planned = weeks.flatMap((week) => week.lessons.map(({ lesson, from }) => [lesson, from] as const));
  // those that staff wrote stay as they wrote them
  const written = cohort.lessonDates?.map(({ lesson, date }) => [lesson, date] as const);
  if (planned.length > 0 || written !== undefined) return new Map(written ?? planned);
  const monday = dayAfter(today, 8 - new Date(`${today}T00:00:00Z`).getUTCDay() || 7);
  return new Map([...library.content.lessons.keys()].map((lesson, index) => [lesson, dayAfter(monday, 7 * index)]));
}
