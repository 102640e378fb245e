/** `/settings`: boards, "how sure are you", reminders, a pause of the streak; every choice undone by one press. */
import { momentText } from '../chat/words.ts';
import { defineAction, defineForm, typed } from '../chat/action.ts';
import { button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { arg } from '../chat/press.ts';
import { ask, redraw, Refusal, show } from '../chat/reply.ts';
import type { Tools } from '../tools.ts';
import { findCohort } from './daily/cohort.ts';
import { nextReminder, reminderNotice } from './reminders.ts';
import { suggestZones, zoneOf } from './zones.ts';

const DEFAULT_HOUR = 17;
/** The day as people live it: hours of sleep come last. */
const HOURS = Array.from({ length: 24 }, (_, n) => (n + 6) % 24);
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export function settings(tools: Tools): Definitions {
  const { store } = tools;

  const hide = defineAction({
    id: 'settings.hide',
    args: { on: arg.flag },
    run: async ({ args, ...call }) => {
      await meet(call);
      await store.boards.setHidden(call.caller.learner, args.on);
      return redraw(await draw(call));
    },
  });
  const confidence = defineAction({
    id: 'settings.sure',
    args: { on: arg.flag },
    run: async ({ args, ...call }) => {
      await meet(call);
      await store.learners.changeSettings(call.caller.learner, { confidence: args.on });
      return redraw(await draw(call));
    },
  });
  const remind = defineAction({
    id: 'settings.remind',
    args: { on: arg.flag },
    run: async ({ args, ...call }) => {
      await setReminder(call, { on: args.on });
      return redraw(await draw(call));
    },
  });
  const hour = defineAction({
    id: 'settings.hour',
    args: {},
    run: async ({ picked, ...call }) => {
      const wanted = Number(picked[0]);
      if (!Number.isInteger(wanted) || wanted < 0 || wanted > 23) throw new Refusal('Please pick an hour.');
      await setReminder(call, { on: true, hour: wanted });
      return redraw(await draw(call));
    },
  });
  const zone = defineAction({
    id: 'settings.zone',
    args: {},
    run: async (call) => ask(zoneForm.open({}, zoneFields((await reminderOf(call)).zone))),
  });
  const zoneForm = defineForm({
    id: 'settings.zoned',
    args: {},
    run: async ({ fields, ...call }) => {
      await setZone(call, typed(fields['zone']));
      return redraw(await draw(call));
    },
  });
  const pause = defineAction({
    id: 'settings.pause',
    args: { on: arg.flag },
    run: async ({ args, ...call }) => {
      await meet(call);
      const { learner } = call.caller;
      await (args.on
        ? store.streakPauses.pauseStreak(learner, call.at)
        : store.streakPauses.resumeStreak(learner, call.at));
      return redraw(await draw(call));
    },
  });

  async function meet({ caller: { learner, name, locale, community }, at }: Call): Promise<void> {
    await store.learners.meet({ learner, name, locale, community }, at);
  }

  /** As it is, or as it would be turned on. */
  async function reminderOf(call: Call): Promise<{ hour: number; zone: string; nextAt: number | undefined }> {
    const { caller } = call;
    const [stored, me] = await Promise.all([
      store.reminders.findReminder(caller.learner),
      store.learners.findLearner(caller.learner),
    ]);
    if (stored !== undefined) return stored;
    const known = me?.settings.zone ?? caller.zone ?? (await findCohort(tools, caller))?.zone;
    return { hour: DEFAULT_HOUR, zone: known ?? 'UTC', nextAt: undefined };
  }

  async function setReminder(call: Call, wanted: { on: boolean; hour?: number; zone?: string }): Promise<void> {
    await meet(call);
    const before = await reminderOf(call);
    const at = { hour: wanted.hour ?? before.hour, zone: wanted.zone ?? before.zone };
    const nextAt = wanted.on ? { nextAt: nextReminder(at.zone, at.hour, call.at) } : {};
    await store.reminders.setReminder({ learner: call.caller.learner, ...at, ...nextAt });
  }

  async function setZone(call: Call, name: string): Promise<void> {
    const wanted = zoneOf(name);
    await meet(call);
    const before = await store.reminders.findReminder(call.caller.learner);
    await store.learners.changeSettings(call.caller.learner, { zone: wanted });
    if (before !== undefined) await setReminder(call, { on: before.nextAt !== undefined, zone: wanted });
  }

  async function draw(call: Call): Promise<Card> {
    const { learner } = call.caller;
    const news = await reminderNotice(tools, learner);
    const [me, reminder, pauses] = await Promise.all([
      store.learners.findLearner(learner),
      reminderOf(call),
      store.streakPauses.pausesOf(learner),
    ]);
    const hidden = me?.hidden ?? false;
    const asks = me?.settings.confidence === true;
    const paused = pauses.some((one) => one.until === undefined);
    const on = reminder.nextAt !== undefined;
    return card(
      title('Your settings'),
      ...news,
      text(
        [
          hidden ? '- **Boards** do not show you.' : '- **Boards** show your name with your points.',
          asks
            ? '- **How sure are you?** is asked before an answer is shown.'
            : '- **How sure are you?** is not asked.',
          reminder.nextAt === undefined
            ? `- **Reminders** are off. Turned on, one a day comes at ${hourText(reminder.hour)} (${reminder.zone}), and none when you were here already.`
            : `- **Reminders** are on: one a day at ${hourText(reminder.hour)}, none when you were here already. Next: ${momentText(reminder.nextAt, reminder.zone)} (${reminder.zone}).`,
          paused ? '- **Your streak** is paused: drops cost it nothing.' : '- **Your streak** is running.',
        ].join('\n'),
      ),
      buttons(
        button(hide.press({ on: !hidden }), hidden ? 'Show me on boards' : 'Hide me from boards'),
        button(confidence.press({ on: !asks }), asks ? 'Stop asking how sure I am' : 'Ask me how sure I am'),
        button(pause.press({ on: !paused }), paused ? 'Resume my streak' : 'Pause my streak'),
      ),
      {
        kind: 'pick',
        of: 'options',
        press: hour.press({}),
        label: 'Remind me daily at',
        options: HOURS.map((n) => ({
          value: String(n),
          label: hourText(n),
          ...(n === reminder.hour && { picked: true }),
        })),
      },
      buttons(
        button(remind.press({ on: !on }), on ? 'Turn reminders off' : 'Turn reminders on'),
        button(zone.press({}), 'Change my time zone'),
      ),
      note('Only you can see this. `/privacy` shows and deletes what I store.'),
    );
  }

  return {
    commands: [
      defineCommand({
        name: 'settings',
        description: 'Boards, reminders, your time zone, and how I ask. Only you see it.',
        options: {
          zone: { kind: 'text', description: 'Your time zone, like Europe/Berlin', max: 60, suggest: suggestZones },
        },
        run: async ({ options, ...call }) => {
          if (options.zone !== undefined) await setZone(call, options.zone);
          return show(await draw(call));
        },
      }),
    ],
    actions: [hide, confidence, remind, hour, zone, pause],
    forms: [zoneForm],
  };
}

const zoneFields = (value: string) => ({
  title: 'Your time zone',
  fields: {
    zone: {
      kind: 'text' as const,
      label: 'Time zone',
      note: 'A name like Europe/Berlin',
      required: true,
      max: 60,
      value,
      suggest: { command: 'settings', option: 'zone' },
    },
  },
  submit: 'Save',
});
