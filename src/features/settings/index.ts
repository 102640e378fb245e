/** `/settings`: boards, "how sure are you", reminders, a pause of the streak; every choice undone by one press. */
import { on, onForm, openForm } from '../../chat/address.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { meet } from '../../classroom/meeting.ts';
import type { Tools } from '../../tools.ts';
import { suggestZones } from '../zones.ts';
import { askHowSure, editZone, hideMe, pauseStreak, pickHour, remindMe, saveZone, takeZone } from './addresses.ts';
import { drawSettings } from './card.ts';
import { reminderOf, setReminder, setZone } from './reminder.ts';

const settingsCommand = (tools: Tools) =>
  defineCommand({
    name: 'settings',
    description: 'Boards, reminders, your time zone, and how I ask. Only you see it.',
    options: {
      zone: { kind: 'text', description: 'Your time zone: a city, like Berlin', max: 60, suggest: suggestZones },
    },
    run: async ({ options, ...call }) => {
      if (options.zone !== undefined) await setZone(tools, call, options.zone);
      return show(await drawSettings(tools, call));
    },
  });

export function settings(tools: Tools): Definitions {
  const { store } = tools;
  /** Meets whoever asks, sets what they ask for, and shows all settings as they are then. */
  const set = async (call: Call, change: (learner: string) => Promise<void>): Promise<Reply> => {
    await meet(tools, call);
    await change(call.caller.learner);
    return redraw(await drawSettings(tools, call));
  };
  return {
    commands: [settingsCommand(tools)],
    actions: [
      on(hideMe, ({ args, ...call }) => set(call, (learner) => store.boards.setHidden(learner, args.on))),
      on(askHowSure, ({ args, ...call }) =>
        set(call, (learner) => store.learners.changeSettings(learner, { confidence: args.on })),
      ),
      on(pauseStreak, ({ args, ...call }) =>
        set(call, (learner) =>
          args.on
            ? store.streakPauses.pauseStreak(learner, call.at)
            : store.streakPauses.resumeStreak(learner, call.at),
        ),
      ),
      on(remindMe, ({ args, ...call }) => set(call, () => setReminder(tools, call, { on: args.on }))),
      on(pickHour, ({ picked, ...call }) => {
        const hour = Number(picked[0]);
        if (!Number.isInteger(hour) || hour < 0 || hour > 23) throw new Refusal('Please pick an hour.');
        return set(call, () => setReminder(tools, call, { on: true, hour }));
      }),
      on(editZone, async (call) => ask(openForm(saveZone(), zoneForm((await reminderOf(tools, call)).zone)))),
      on(takeZone, async ({ args, ...call }) => {
        await setZone(tools, call, args.zone);
        return redraw(await drawSettings(tools, call));
      }),
    ],
    forms: [
      onForm(saveZone, async ({ fields, ...call }) => {
        await setZone(tools, call, typed(fields['zone']));
        return redraw(await drawSettings(tools, call));
      }),
    ],
  };
}

const zoneForm = (value: string) => ({
  title: 'Your time zone',
  fields: {
    zone: {
      kind: 'text' as const,
      label: 'Time zone',
      note: 'A city, like Berlin or São Paulo',
      required: true,
      max: 60,
      value,
      suggest: { command: 'settings', option: 'zone' },
    },
  },
  submit: 'Save',
});
