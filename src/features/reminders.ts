/** Reminders: one direct message a day to who asked for it, at their hour, never after they were active that day. */
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Block, button, buttons, type Card, card, note, text } from '../chat/card.ts';
import type { LearnerId } from '../chat/request.ts';
import { openIn, unanswered } from '../classroom/drops.ts';
import { hasLeft } from '../classroom/membership.ts';
import { dueFor } from '../classroom/review-day.ts';
import { mailboxOf } from '../classroom/people.ts';
import type { Mail, NewLetter } from '../outbox/letter.ts';
import type { Reminder } from '../storage/reminders.ts';
import type { Tools } from '../tools.ts';
import { localDate, nextRun } from '../tutor/timetable.ts';
import { openDrop } from './daily/addresses.ts';
import { reviewButton } from './review.ts';
import { remindMe } from './settings/addresses.ts';

/** Later than this (milliseconds) a reminder is no help any more: the next one comes tomorrow. */
const TOO_LATE = 3 * 3_600_000;
/** A drop that is due is waited for, looked at again after `WAIT`, and no longer than this. Milliseconds. */
const LONGEST_WAIT = 30 * 60_000;
const WAIT = 30_000;
const MOST_COHORTS = 5;
/** Handed in at a time. */
const MOST = 200;

/** The first moment after `after` at which it is that hour in the zone. Milliseconds. */
export function nextReminder(zone: string, hour: number, after: number): number {
  const plan = { zone, time: `${String(hour).padStart(2, '0')}:00`, weekdays: [1, 2, 3, 4, 5, 6, 7], skipDates: [] };
  const run = nextRun(plan, after);
  if (run === undefined) throw new Error(`${zone} has no ${plan.time} any more`);
  return run.at;
}

export function reminderMail(tools: Tools): Mail {
  const { store } = tools;
  return {
    async collect({ problems, stop }) {
      while (!stop()) {
        const now = tools.now();
        const due = await store.reminders.dueReminders(now, MOST);
        const ready: Ready[] = [];
        for (const one of due)
          await problems.guard('a reminder', undefined, async () => void ready.push(readyAt(one, now)));
        // first the letters: whoever dies here hands the same ones in again, and they are known by their keys
        const letters = ready.filter((one) => now - one.letter.at <= TOO_LATE).map((one) => one.letter);
        await store.deliveries.addLetters(letters, now);
        await store.reminders.moveReminders(ready);
        if (due.length < MOST || ready.length === 0) return;
      }
    },
    letters: [
      {
        kind: 'reminder',
        async pack({ about: zone, learner, nextAt }) {
          if (learner === null) return { not: 'nobody is to be reminded' };
          const midnight = Temporal.Instant.fromEpochMilliseconds(nextAt).toZonedDateTimeISO(zone).startOfDay();
          if (await store.reminders.activeSince(learner, midnight.epochMilliseconds))
            return { not: 'they were here that day' };
          const now = tools.now();
          const ids = await cohortsOf(tools, learner);
          // due at the same hour, it would be too late for the reminder and too early for the drop
          if (now - nextAt < LONGEST_WAIT && (await store.drops.onTheirWay(ids)))
            return { later: WAIT, why: 'a drop of theirs is on its way' };
          const drawn = await drawReminder(tools, learner, ids, now);
          return drawn === undefined ? { not: 'nothing waits for them' } : { card: drawn };
        },
        async unsent({ learner }, { state, why }) {
          if (state === 'refused' && learner !== null) await store.reminders.stopReminder(learner, why.slice(0, 300));
          return undefined;
        },
      },
    ],
  };
}

/** Without those whose community they are known to have left. */
async function cohortsOf(tools: Tools, learner: string): Promise<readonly string[]> {
  const ids = (await tools.store.boards.cohortsOfLearner(learner)).slice(0, MOST_COHORTS);
  const found = await tools.store.cohorts.findCohorts(ids);
  const person = mailboxOf(learner as LearnerId);
  return ids.filter((id) => !hasLeft(tools, person, found.get(id)?.community ?? ''));
}

interface Ready {
  readonly due: Reminder;
  readonly nextAt: number;
  readonly letter: NewLetter & { readonly at: number };
}

/** The letter of one that is due, by its key one a learner and day of theirs, and when the next one is. */
function readyAt(due: Reminder, now: number): Ready {
  const { learner, zone, hour, nextAt: at = now } = due;
  const day = localDate(zone, at).replaceAll('-', '').slice(2);
  const who = createHash('sha256').update(learner).digest('hex').slice(0, 16);
  const to = mailboxOf(learner as LearnerId);
  return {
    due,
    nextAt: nextReminder(zone, hour, now),
    letter: { key: `m${day}${who}`, kind: 'reminder', to, about: zone, learner, at, patience: TOO_LATE },
  };
}

/** What waits for them; undefined when nothing does, for then there is nothing to be reminded of. */
async function drawReminder(
  tools: Tools,
  learner: string,
  ids: readonly string[],
  now: number,
): Promise<Card | undefined> {
  const open = (await Promise.all(ids.map(async (id) => openIn(tools, id, now)))).flat();
  const drops = (await unanswered(tools, open, learner)).toSorted((a, b) => b.opensAt - a.opensAt);
  const [drop] = drops;
  const due = await dueFor(tools, learner, now);
  if (drop === undefined && due === 0) return undefined;
  return card(
    text(
      [
        ...(drop === undefined ? [] : [waitingWords(drops.length)]),
        ...(due === 0 ? [] : [`**${due}** ${due === 1 ? 'thing is' : 'things are'} due in your review.`]),
      ].join(' '),
    ),
    buttons(
      drop !== undefined && button(openDrop({ drop: drop.id }), "Answer today's question", 'main'),
      due > 0 && reviewButton('Review now', drop === undefined ? 'main' : 'plain'),
      button(remindMe({ on: false }), 'Turn reminders off'),
    ),
    note('You asked for one reminder a day. None comes when you were here already.'),
  );
}

const waitingWords = (n: number): string =>
  n === 1
    ? "Today's question is open and waits for your answer."
    : `${n} daily questions are open and wait for your answers.`;

/** Told once: reminders were switched off because they could not be delivered. */
export async function reminderNotice({ store }: Tools, learner: string): Promise<readonly Block[]> {
  if ((await store.reminders.takeReminderNews(learner)) === undefined) return [];
  return [
    text(
      'I switched your reminders off, because I could not send you a direct message. ' +
        'Allow direct messages from me before you turn them on again.',
    ),
    { kind: 'buttons', buttons: [button(remindMe({ on: true }), 'Turn reminders on')] },
  ];
}
