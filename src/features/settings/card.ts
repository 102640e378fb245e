/** The card of the settings: each as it is, with the button that turns it around. */
import { momentText } from '../../chat/words.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Call } from '../../chat/request.ts';
import type { Tools } from '../../tools.ts';
import { reminderNotice } from '../reminders.ts';
import { askHowSure, editZone, hideMe, pauseStreak, pickHour, remindMe } from './addresses.ts';
import { reminderOf, type ReminderPlan } from './reminder.ts';

/** The day as people live it: hours of sleep come last. */
const HOURS = Array.from({ length: 24 }, (_, n) => (n + 6) % 24);
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export async function drawSettings(tools: Tools, call: Call): Promise<Card> {
  const { learner } = call.caller;
  const news = await reminderNotice(tools, learner);
  const [me, reminder, pauses] = await Promise.all([
    tools.store.learners.findLearner(learner),
    reminderOf(tools, call),
    tools.store.streakPauses.pausesOf(learner),
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
        asks ? '- **How sure are you?** is asked before an answer is shown.' : '- **How sure are you?** is not asked.',
        reminderLine(reminder),
        paused ? '- **Your streak** is paused: daily questions cost it nothing.' : '- **Your streak** is running.',
      ].join('\n'),
    ),
    buttons(
      button(hideMe({ on: !hidden }), hidden ? 'Show me on boards' : 'Hide me from boards'),
      button(askHowSure({ on: !asks }), asks ? 'Stop asking how sure I am' : 'Ask me how sure I am'),
      button(pauseStreak({ on: !paused }), paused ? 'Resume my streak' : 'Pause my streak'),
    ),
    {
      kind: 'pick',
      of: 'options',
      press: pickHour(),
      label: 'Remind me daily at',
      options: HOURS.map((n) => ({
        value: String(n),
        label: hourText(n),
        ...(n === reminder.hour && { picked: true }),
      })),
    },
    buttons(
      button(remindMe({ on: !on }), on ? 'Turn reminders off' : 'Turn reminders on'),
      button(editZone(), 'Change my time zone'),
    ),
    note('Only you can see this. `/privacy` shows and deletes what I store.'),
  );
}

const reminderLine = ({ hour, zone, nextAt }: ReminderPlan): string =>
  nextAt === undefined
    ? `- **Reminders** are off. Turned on, one a day comes at ${hourText(hour)} (${zone}), and none when you were here already.`
    : `- **Reminders** are on: one a day at ${hourText(hour)}, none when you were here already. Next: ${momentText(nextAt, zone)} (${zone}).`;
