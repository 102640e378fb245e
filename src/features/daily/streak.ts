/** The streak, explained drop by drop: every line has its reason, so that nobody has to believe it. */
import { didYouMean } from '../../chat/again.ts';
import { counted, shortDay } from '../../chat/words.ts';
import { address, on } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, table, text, title } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { arg } from '../../chat/press.ts';
import { md } from '../../chat/markdown.ts';
import { show } from '../../chat/reply.ts';
import type { Tools } from '../../tools.ts';
import { FREEZE_EVERY, MOST_FREEZES, type Streak, type StreakReason } from '../../tutor/streak.ts';
import { reachableCohort } from '../../classroom/cohorts.ts';
import { streakIn } from '../../classroom/streaks.ts';
import { showDrops } from './addresses.ts';

const SHOWN = 20;

const REASONS: Readonly<Record<StreakReason, string>> = {
  answered: 'answered in time',
  frozen: 'missed; a freeze held it',
  broken: 'missed; begins anew',
  nothing: 'missed; nothing to lose',
  paused: 'paused; costs nothing',
  void: 'taken back by staff; costs nothing',
  'not-posted': 'never posted; costs nothing',
  open: 'still open',
  before: 'before you joined',
};

export const showStreak = address('streak.show', { cohort: arg.id });
export const streakButton = (cohort: string) => button(showStreak({ cohort }), 'My streak');

export function streak(tools: Tools): Definitions {
  return {
    actions: [
      on(showStreak, async ({ args, caller }) => {
        const cohort = await reachableCohort(tools, caller, args.cohort);
        if (cohort === undefined)
          throw didYouMean('That streak is of another community.', [{ label: 'My progress', command: 'progress' }]);
        const found = await streakIn(tools, args.cohort, caller.learner);
        if (found === undefined)
          throw didYouMean('Your streak begins with your first answer to a daily question.', [
            { label: 'Daily questions', command: 'daily' },
          ]);
        return show(streakCard(cohort.name, found), 'caller');
      }),
    ],
  };
}

function streakCard(name: string, found: Streak): Card {
  const lines = found.lines.filter((line) => line.reason !== 'before');
  const shown = lines.slice(-SHOWN).toReversed();
  return card(
    title(`Your streak: ${found.current}`),
    text(
      md`**${counted(found.current, 'daily question')}** in a row in **${name}**, ${found.best} at best; ${counted(found.freezes, 'freeze')} in hand.`,
    ),
    shown.length > 0 &&
      table(
        ['Question', 'What happened', 'Streak'],
        shown.map((line) => [
          shortDay(line.date),
          `${REASONS[line.reason]}${line.earned ? '; earned a freeze' : ''}`,
          String(line.streak),
        ]),
      ),
    lines.length > shown.length && note(`The latest ${shown.length} of ${lines.length} questions.`),
    note(
      `A streak counts the daily questions that were posted, not days. Every ${FREEZE_EVERY} answers in a row earn a freeze (at most ${MOST_FREEZES}), which holds it once by itself. \`/settings\` pauses it.`,
    ),
    buttons(button(showDrops(), 'Daily questions')),
  );
}
