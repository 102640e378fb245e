/** Reminders: one direct message a day to who asked for it, at their hour, never after they were active that day. */
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Block, button, buttons, type Card, card, note, text } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { PostError } from '../chat/platform.ts';
import { type LearnerId, platformOf } from '../chat/request.ts';
import { mailboxOf } from '../classroom/people.ts';
import type { Reminder } from '../storage/reminders.ts';
import type { Tools } from '../tools.ts';
import { localDate, nextRun } from '../tutor/timetable.ts';
import { openIn } from '../classroom/drops.ts';

/** Later than this (milliseconds) a reminder is no help any more: the next one comes tomorrow. */
const TOO_LATE = 3 * 3_600_000;
/** Sent in one tick; what is left is due at the next. */
const MOST = 200;
const LANES = 4;

/** The first moment after `after` at which it is that hour in the zone. Milliseconds. */
export function nextReminder(zone: string, hour: number, after: number): number {
  const plan = { zone, time: `${String(hour).padStart(2, '0')}:00`, weekdays: [1, 2, 3, 4, 5, 6, 7], skipDates: [] };
  const run = nextRun(plan, after);
  if (run === undefined) throw new Error(`${zone} has no ${plan.time} any more`);
  return run.at;
}

export function reminders(tools: Tools): Definitions {
  const { store, post } = tools;

  async function remind(due: Reminder, now: number): Promise<void> {
    const next = nextReminder(due.zone, due.hour, now);
    if (!(await store.reminders.moveReminder(due, next))) return;
    if (due.nextAt === undefined || now - due.nextAt > TOO_LATE) return;
    const midnight = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(due.zone).startOfDay();
    if (await store.reminders.activeSince(due.learner, midnight.epochMilliseconds)) return;
    const drawn = await draw(due.learner, now);
    if (drawn === undefined) return;
    try {
      await post.post(mailboxOf(due.learner as LearnerId), drawn, { key: keyOf(due, now) });
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      if (error.outcome === 'refused') await store.reminders.stopReminder(due.learner, error.message.slice(0, 300));
      else if (error.outcome === 'busy') {
        const again = now + Math.max(60_000, error.retryAfter ?? 300_000);
        if (again < next) await store.reminders.moveReminder({ ...due, nextAt: next }, again);
      }
      // in doubt it may have arrived: a second one would annoy more than none
    }
  }

  /** What waits for them; undefined when nothing does, for then there is nothing to be reminded of. */
  async function draw(learner: string, now: number): Promise<Card | undefined> {
    const ids = (await store.boards.cohortsOfLearner(learner)).slice(0, 5);
    const open = (await Promise.all(ids.map(async (id) => openIn(tools, id, now)))).flat();
    const waiting = await Promise.all(
      open.map(async (drop) => {
        const answered = await store.answers.findDropAnswer(drop.id, learner);
        return answered === undefined ? drop : undefined;
      }),
    );
    const drops = waiting.filter((one) => one !== undefined).toSorted((a, b) => b.opensAt - a.opensAt);
    const [drop] = drops;
    const { due } = await store.reviews.countReviews(learner, now, now);
    if (drop === undefined && due === 0) return undefined;
    return card(
      text(
        [
          ...(drop === undefined ? [] : [waitingWords(drops.length)]),
          ...(due === 0 ? [] : [`**${due}** ${due === 1 ? 'thing is' : 'things are'} due in your \`/review\`.`]),
        ].join(' '),
      ),
      buttons(
        drop !== undefined && button({ id: 'daily.answer', args: { drop: drop.id } }, "Answer today's drop", 'main'),
        button({ id: 'settings.remind', args: { on: '0' } }, 'Turn reminders off'),
      ),
      note('You asked for one reminder a day. None comes when you were here already.'),
    );
  }

  return {
    jobs: [
      {
        name: 'reminders',
        async run(now, stopping) {
          const due = (await store.reminders.dueReminders(now, MOST)).filter((one) =>
            post.serves(platformOf(mailboxOf(one.learner as LearnerId))),
          );
          const problems: unknown[] = [];
          const queue = [...due];
          const lane = async (): Promise<void> => {
            for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
              if (stopping?.aborted === true) return; // the rest is due at the next start
              await remind(next, now).catch((error: unknown) => problems.push(error));
            }
          };
          await Promise.all(Array.from({ length: LANES }, lane));
          if (problems.length > 0) throw new AggregateError(problems, `${problems.length} reminders could not be sent`);
        },
      },
    ],
  };
}

const waitingWords = (n: number): string =>
  n === 1 ? "Today's drop is open and waits for your answer." : `${n} drops are open and wait for your answers.`;

/** One key a learner and day of theirs: at most 25 characters. */
const keyOf = ({ learner, zone }: Reminder, now: number): string =>
  `m${localDate(zone, now).replaceAll('-', '').slice(2)}${createHash('sha256').update(learner).digest('hex').slice(0, 16)}`;

/** Told once: reminders were switched off because they could not be delivered. */
export async function reminderNotice({ store }: Tools, learner: string): Promise<readonly Block[]> {
  const why = await store.reminders.takeReminderNews(learner);
  if (why === undefined) return [];
  return [
    text(
      md`I switched your reminders off, because I could not send you a direct message (${why}). ` +
        'Allow direct messages from me and turn them on again in `/settings`.',
    ),
  ];
}
