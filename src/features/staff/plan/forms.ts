/** What the forms of the plan do; what is refused can be corrected. */
import { onForm } from '../../../chat/address.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { typed } from '../../../chat/form.ts';
import { redraw, type Reply } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import { counted, shortDay } from '../../../chat/words.ts';
import { dateSettings, paceSettings } from '../../../classroom/plan.ts';
import type { Act } from '../../../classroom/staff.ts';
import type { Cohort, CohortSettings } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { localDate } from '../../../tutor/timetable.ts';
import { readDays } from '../days.ts';
import { cohortOfStaff, staffOnly } from '../role.ts';
import { correctable } from '../setup/fields.ts';
import { store } from '../setup/saving.ts';
import { editDates, editDaysOff, editPace, saveDates, saveDaysOff, savePace } from './addresses.ts';
import { drawPlan } from './card.ts';
import { readDates, readPace } from './fields.ts';

/** The cohort of a staff member's press. @throws Refusal */
export async function cohortOf(tools: Tools, { caller }: Call, id: string): Promise<Cohort> {
  await staffOnly(tools, caller);
  return cohortOfStaff(tools, caller, id);
}

export function planForms(tools: Tools): NonNullable<Definitions['forms']> {
  const save = async (
    call: Call,
    at: { readonly c: string; readonly v: number },
    wanted: Partial<CohortSettings>,
    act: Act,
  ): Promise<Reply> => {
    const { cohort, said } = await store(tools, call, at, wanted, act);
    return redraw(await drawPlan(tools, cohort, said));
  };
  return [
    onForm(savePace, async ({ args, fields, ...call }) => {
      await staffOnly(tools, call.caller);
      return correctable(
        (kept) => editPace({ ...args, ...kept }),
        fields,
        async () => {
          const cohort = await cohortOfStaff(tools, call.caller, args.c);
          const read = readPace(fields, localDate(cohort.zone, tools.now()));
          const wanted = read === 'dates' ? {} : paceSettings(read);
          return save(call, args, wanted, { act: 'changed the plan', details: detailsOf(read) });
        },
      );
    }),
    onForm(saveDates, async ({ args, fields, ...call }) => {
      await staffOnly(tools, call.caller);
      return correctable(
        (kept) => editDates({ ...args, ...kept }),
        fields,
        async () => {
          const dates = readDates(fields, [...tools.library.content.lessons.values()]);
          const details = `a date for ${counted(dates.length, 'lesson')}`;
          return save(call, args, dateSettings(dates), { act: 'changed the plan', details });
        },
      );
    }),
    onForm(saveDaysOff, async ({ args, fields, ...call }) => {
      await staffOnly(tools, call.caller);
      return correctable(
        (kept) => editDaysOff({ ...args, ...kept }),
        fields,
        async () => {
          const skipDates = readDays(typed(fields['skip']));
          return save(
            call,
            args,
            { skipDates },
            { act: 'changed the days off', details: counted(skipDates.length, 'day') },
          );
        },
      );
    }),
  ];
}

function detailsOf(read: ReturnType<typeof readPace>): string {
  if (read === 'dates') return 'as it was';
  const { starts, lessonsAWeek } = read;
  return lessonsAWeek === null ? 'no plan' : `${counted(lessonsAWeek, 'lesson')} a week from ${shortDay(starts ?? '')}`;
}
