/** `/settings`: boards, "how sure are you", a pause of the streak, reminders, reviews; every choice undone by one press. */
import { on, onForm, openForm } from '../../chat/address.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { meet } from '../../classroom/meeting.ts';
import type { Tools } from '../../tools.ts';
import { suggestZones } from '../zones.ts';
import {
  askHowSure,
  editZone,
  hideMe,
  pauseStreak,
  pickCap,
  pickHour,
  practiseAhead,
  remindMe,
  saveZone,
  showReminders,
  showReviews,
  showSettings,
  takeZone,
} from './addresses.ts';
import { CAPS, drawReminders, drawReviews, drawSettings } from './card.ts';
import { reminderOf, setReminder, setZone } from './reminder.ts';

const settingsCommand = (tools: Tools) =>
  defineCommand({
    name: 'settings',
    description: 'Boards, reminders, reviews, and how I ask. Only you see it.',
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
  /** Meets whoever asks, sets what they ask for, and shows the card as it is then. */
  const set = async (call: Call, change: (learner: string) => Promise<void>, draw = drawSettings): Promise<Reply> => {
    await meet(tools, call);
    await change(call.caller.learner);
    return redraw(await draw(tools, call));
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
      on(showSettings, async (call) => redraw(await drawSettings(tools, call))),
      on(showReminders, async (call) => redraw(await drawReminders(tools, call))),
      on(showReviews, async (call) => redraw(await drawReviews(tools, call))),
      on(pickCap, ({ picked, ...call }) => {
        const cap = CAPS.find((one) => String(one) === picked[0]);
        if (cap === undefined) throw new Refusal('Please pick one of the numbers.');
        return set(call, (learner) => store.learners.changeSettings(learner, { reviewCap: cap }), drawReviews);
      }),
      on(practiseAhead, ({ args, ...call }) =>
        set(call, (learner) => store.learners.changeSettings(learner, { ahead: args.on }), drawReviews),
      ),
      on(remindMe, ({ args, ...call }) => set(call, () => setReminder(tools, call, { on: args.on }), drawReminders)),
      on(pickHour, ({ picked, ...call }) => {
        const hour = Number(picked[0]);
        if (!Number.isInteger(hour) || hour < 0 || hour > 23) throw new Refusal('Please pick an hour.');
        return set(call, () => setReminder(tools, call, { on: true, hour }), drawReminders);
      }),
      on(editZone, async (call) => ask(openForm(saveZone(), zoneForm((await reminderOf(tools, call)).zone)))),
      on(takeZone, async ({ args, ...call }) => {
        await setZone(tools, call, args.zone);
        return redraw(await drawReminders(tools, call));
      }),
    ],
    forms: [
      onForm(saveZone, async ({ fields, ...call }) => {
        await setZone(tools, call, typed(fields['zone']));
        return redraw(await drawReminders(tools, call));
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
