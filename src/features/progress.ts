/** `/progress`: my score, how I stand on each topic, and one thing to do next. */
import { address, on } from '../chat/address.ts';
import { type Block, button, buttons, card, note, table, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { counted, cut, shortDay } from '../chat/words.ts';
import { ownCohorts, reachableCohort } from '../classroom/cohorts.ts';
import { dropProgressOf, progressOf } from '../classroom/progress.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { PointFix } from '../storage/points.ts';
import type { Tools } from '../tools.ts';
import { localDate } from '../tutor/timetable.ts';
import { findCohort } from './daily/cohort.ts';
import { streakButton } from './daily/streak.ts';
import { reminderNotice } from './reminders.ts';
import { newsBlocks } from './report.ts';

/** A row has five buttons, and one is the streak's. */
const MOST_OTHERS = 4;

/** The same with another cohort's drops: topics count the answers to all of them. */
const showCohort = address('progress.show', { cohort: arg.id });

export function progress(tools: Tools): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'progress',
        description: 'Your score, your topics, and what to do next. Only you see it.',
        options: {},
        run: async (call) => show(card(...(await blocks(tools, call, true)))),
      }),
    ],
    actions: [
      on(showCohort, async ({ args, ...call }) => {
        const cohort = await reachableCohort(tools, call.caller, args.cohort);
        if (cohort === undefined)
          throw new Refusal('That cohort is not in this community any more. `/progress` shows yours.');
        return redraw(card(...(await blocks(tools, call, true, cohort))));
      }),
    ],
    home: async ({ opened, ...call }) => blocks(tools, call, opened),
  };
}

/** News is told once: only to somebody who is looking. */
async function blocks(tools: Tools, call: Call, looking: boolean, wanted?: Cohort): Promise<Block[]> {
  const { caller } = call;
  const { learner } = caller;
  const news = looking ? [...(await newsBlocks(tools, learner)), ...(await reminderNotice(tools, learner))] : [];
  const { score, begun, topics, weakest } = await progressOf(tools, learner);
  if (!begun) {
    return [
      title('Your progress'),
      ...news,
      text(
        'Nothing answered yet, so everything is ahead of you. `/quiz` asks five questions; every answer teaches something, right or not.',
      ),
    ];
  }
  const cohort = wanted ?? (await findCohort(tools, caller));
  return [
    title('Your progress'),
    ...news,
    // whoever answers drops alone has nothing to be told in this line
    ...(score.points > 0 || score.answered > 0
      ? [
          text(
            `**${counted(score.points, 'point')}** · **${counted(score.answered, 'question')}** answered, **${score.correct}** right at the first try.`,
          ),
        ]
      : []),
    ...(cohort === undefined ? [] : await dropBlocks(tools, call, cohort)),
    table(
      ['Topic', 'Answered', 'Right lately'],
      topics.map(({ title: name, answered, of, mean }) => [
        name,
        `${answered} of ${of}`,
        answered === 0 ? '-' : `${Math.round(mean * 100)} %`,
      ]),
    ),
    ...(weakest === undefined ? [] : [text(`**Next:** \`/quiz topic:${weakest.title}\` – you can gain most there.`)]),
    note(
      'First tries earn points: 10 for a right answer, 6 with the hint, a part for a partly right one. Daily questions are counted apart. Only you can see this.',
    ),
  ];
}

/** How the cohort's drops went, and the streak with its explanation behind a button; the other cohorts behind theirs. */
async function dropBlocks(tools: Tools, { caller }: Call, cohort: Cohort): Promise<Block[]> {
  const [drops, own] = await Promise.all([dropProgressOf(tools, cohort, caller.learner), ownCohorts(tools, caller)]);
  const others = own
    .filter((one) => one.id !== cohort.id)
    .slice(0, MOST_OTHERS)
    .map((one) => button(showCohort({ cohort: one.id }), cut(`Questions in ${one.name}`, 75)));
  const row = buttons(drops !== undefined && streakButton(cohort.id), ...others);
  if (drops === undefined) return row === undefined ? [] : [row];
  const { member, streak, fixes } = drops;
  return [
    text(
      md`**Daily questions in ${cohort.name}:** ` +
        `**${counted(member.standing - member.credit, 'point')}**, ${member.answers} answered, ${member.correct} right. ` +
        `Streak: **${streak.current}** (best ${streak.best}), ${counted(streak.freezes, 'freeze')} in hand.`,
    ),
    ...(fixes.length === 0 ? [] : [note(fixes.map((fix) => fixLine(fix, cohort)).join('\n'))]),
    ...(row === undefined ? [] : [row]),
  ];
}

/** What an instructor gave or took, with the reason: whoever it concerns can read it. */
const fixLine = ({ points, reason, at }: PointFix, { zone }: Cohort): Markdown =>
  md`- ${points > 0 ? `+${points}` : String(points)} by an instructor, ${shortDay(localDate(zone, at))}: ${reason}`;
