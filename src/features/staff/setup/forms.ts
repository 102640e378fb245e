/** The forms of the set-up: a new cohort, its plan, and more settings; what is refused can be corrected. */
import { counted } from '../../../chat/words.ts';
import { on, onForm, openForm } from '../../../chat/address.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { ask } from '../../../chat/reply.ts';
import { isDemo } from '../../../classroom/demo.ts';
import { paceSettings } from '../../../classroom/plan.ts';
import type { Tools } from '../../../tools.ts';
import { localDate } from '../../../tutor/timetable.ts';
import { paceFields, paceShown, readPace } from '../plan/fields.ts';
import { cohortOfStaff, ownerOnly } from '../role.ts';
import { createCohort, editMore, editPlan, newCohort, saveMore, savePlan } from './addresses.ts';
import { correctable, type Kept, moreFields, planFields, readMore, readPlan } from './fields.ts';
import { versionOf } from './panel.ts';
import { change, create } from './saving.ts';

const FIRST_NAME = 'Main course';
const FIRST_TIME = '09:00';

export const setupForms = (tools: Tools): Definitions => ({
  actions: [
    on(newCohort, async ({ args, caller }) => {
      ownerOnly(caller);
      const all = (await tools.store.cohorts.cohortsOf(caller.community)).filter((cohort) => !isDemo(cohort));
      const fields = planFields({
        name: args.name ?? (all.length === 0 ? FIRST_NAME : ''),
        zone: args.zone ?? caller.zone ?? all[0]?.zone ?? '',
        time: args.time ?? FIRST_TIME,
      });
      const pace = paceFields({
        ...paceShown({ starts: args.starts ?? null, lessonsAWeek: null, lessonDates: null }),
        ...(args.pace !== undefined && { pace: args.pace }),
      });
      return ask(
        openForm(createCohort(), { title: 'A new cohort', fields: { ...fields, ...pace }, submit: 'Create it' }),
      );
    }),
    on(editPlan, async ({ args, caller }) => {
      ownerOnly(caller);
      const cohort = await cohortOfStaff(tools, caller, args.c);
      const fields = planFields({
        name: args.name ?? cohort.name,
        zone: args.zone ?? cohort.zone,
        time: args.time ?? cohort.time,
      });
      return ask(openForm(savePlan(versionOf(cohort)), { title: 'Name, zone, time', fields, submit: 'Save' }));
    }),
    on(editMore, async ({ args, caller }) => {
      ownerOnly(caller);
      const cohort = await cohortOfStaff(tools, caller, args.c);
      const fields = moreFields(cohort, args);
      return ask(openForm(saveMore(versionOf(cohort)), { title: 'More settings', fields, submit: 'Save' }));
    }),
  ],
  forms: [
    onForm(createCohort, ({ fields, ...call }) => {
      ownerOnly(call.caller);
      return correctable(newCohort, fields, async (take) => {
        const named = readPlan(fields, take);
        const pace = readPace(fields, localDate(named.zone, tools.now()));
        return create(tools, call, { ...named, ...(pace === 'dates' ? {} : paceSettings(pace)) });
      });
    }),
    onForm(savePlan, ({ args, fields, ...call }) => {
      ownerOnly(call.caller);
      const again = (kept: Kept) => editPlan({ ...args, ...kept });
      return correctable(again, fields, async (take) => {
        const plan = readPlan(fields, take);
        const details = `${plan.name}: ${plan.time} ${plan.zone}`;
        return change(tools, call, args, plan, { act: 'changed the plan', details });
      });
    }),
    onForm(saveMore, ({ args, fields, ...call }) => {
      ownerOnly(call.caller);
      const wanted = readMore(fields);
      const details = `open ${wanted.openHours} h, late by ${wanted.catchUpMinutes} min, skips ${counted(wanted.skipDates?.length ?? 0, 'day')}`;
      const again = (kept: Kept) => editMore({ ...args, ...kept });
      return correctable(again, fields, () => change(tools, call, args, wanted, { act: 'changed settings', details }));
    }),
  ],
});
