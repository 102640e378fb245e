/** The cards of the settings: each as it is, with the button that turns it around; reminders and reviews have their own. */
import { momentText } from '../../chat/words.ts';
import { type Block, button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Call } from '../../chat/request.ts';
import { capOf } from '../../classroom/review-day.ts';
import type { Tools } from '../../tools.ts';
import { ankiButton } from '../anki.ts';
import { reminderNotice } from '../reminders.ts';
import {
  askHowSure,
  editZone,
  hideMe,
  pauseStreak,
  pickCap,
  pickHour,
  practiseAhead,
  remindMe,
  showReminders,
  showReviews,
  showSettings,
} from './addresses.ts';
import { reminderOf, type ReminderPlan } from './reminder.ts';

/** The day as people live it: hours of sleep come last. */
const HOURS = Array.from({ length: 24 }, (_, n) => (n + 6) % 24);
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** How many reviews a day can be chosen. */
export const CAPS = [5, 10, 20, 40, 80] as const;

const PRIVATE = note('Only you can see this. `/privacy` shows and deletes what I store.');

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
  return card(
    title('Your settings'),
    ...news,
    text(
      [
        hidden ? '- **Boards** do not show you.' : '- **Boards** show your name with your points.',
        asks ? '- **How sure are you?** is asked before an answer is shown.' : '- **How sure are you?** is not asked.',
        paused ? '- **Your streak** is paused: daily questions cost it nothing.' : '- **Your streak** is running.',
        reminderLine(reminder),
        `- **Reviews:** ${capOf(me?.settings)} a day at most.`,
      ].join('\n'),
    ),
    buttons(
      button(hideMe({ on: !hidden }), hidden ? 'Show me on boards' : 'Hide me from boards'),
      button(askHowSure({ on: !asks }), asks ? 'Stop asking how sure I am' : 'Ask me how sure I am'),
      button(pauseStreak({ on: !paused }), paused ? 'Resume my streak' : 'Pause my streak'),
      button(showReminders(), 'Reminders'),
      button(showReviews(), 'Reviews'),
    ),
    PRIVATE,
  );
}

/** When somebody is reminded, and in which zone. */
export async function drawReminders(tools: Tools, call: Call): Promise<Card> {
  const reminder = await reminderOf(tools, call);
  const on = reminder.nextAt !== undefined;
  return card(
    title('Your reminders'),
    ...(await reminderNotice(tools, call.caller.learner)),
    text(reminderLine(reminder)),
    list(
      pickHour(),
      'Remind me daily at',
      HOURS.map((n) => ({ value: n, label: hourText(n) })),
      reminder.hour,
    ),
    buttons(
      button(remindMe({ on: !on }), on ? 'Turn reminders off' : 'Turn reminders on'),
      button(editZone(), 'Change my time zone'),
      button(showSettings(), 'All settings'),
    ),
    PRIVATE,
  );
}

/** How many reviews there are a day, and whether there may be more. */
export async function drawReviews(tools: Tools, { caller }: Call): Promise<Card> {
  const me = await tools.store.learners.findLearner(caller.learner);
  const cap = capOf(me?.settings);
  const ahead = me?.settings.ahead === true;
  return card(
    title('Your reviews'),
    text(
      [
        `- **${cap} a day** at most. What is due beyond that waits for the next day, so you never meet a wall.`,
        ahead
          ? '- **Practise ahead** is on: when nothing is due, you can go on with what comes back within a week.'
          : '- **Practise ahead** is off: when nothing is due, you are done. That is how it stays in mind the longest.',
      ].join('\n'),
    ),
    list(
      pickCap(),
      'Reviews a day, at most',
      CAPS.map((n) => ({ value: n, label: `${n} a day` })),
      cap,
    ),
    buttons(
      button(practiseAhead({ on: !ahead }), ahead ? 'Stop practising ahead' : 'Let me practise ahead'),
      ankiButton(),
      button(showSettings(), 'All settings'),
    ),
    PRIVATE,
  );
}

const list = (
  press: Extract<Block, { kind: 'pick' }>['press'],
  label: string,
  choices: readonly { readonly value: number; readonly label: string }[],
  picked: number,
): Block => ({
  kind: 'pick',
  of: 'options',
  press,
  label,
  options: choices.map(({ value, label: words }) => ({
    value: String(value),
    label: words,
    ...(value === picked && { picked: true }),
  })),
});

const reminderLine = ({ hour, zone, nextAt }: ReminderPlan): string =>
  nextAt === undefined
    ? `- **Reminders** are off. Turned on, one a day comes at ${hourText(hour)} (${zone}), and none when you were here already.`
    : `- **Reminders** are on: one a day at ${hourText(hour)}, none when you were here already. Next: ${momentText(nextAt, zone)} (${zone}).`;
