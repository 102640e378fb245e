/** `/progress`: my score, how I stand on each shelf, and one thing to do next. */
import { counted, cut, shortDay } from '../chat/words.ts';
import { defineAction } from '../chat/action.ts';
import { type Block, button, buttons, card, note, table, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import type { Tools } from '../tools.ts';
import { noticeBlocks } from './report.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, show } from '../chat/reply.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { PointFix } from '../storage/points.ts';
import { findCohort, ofCaller, ownCohorts } from './daily/cohort.ts';
import { streakButton, streakIn } from './daily/streak.ts';
import { localDate } from '../tutor/timetable.ts';
import { reminderNotice } from './reminders.ts';

interface Shelf {
  readonly title: string;
  readonly answered: number;
  readonly of: number;
  /** Mean of the latest scores, 0 to 1. */
  readonly mean: number;
}

/** A row has five buttons, and one is the streak's. */
const MOST_OTHERS = 4;
const MOST_FIXES = 3;

export function progress(tools: Tools): Definitions {
  const { library, store } = tools;

  /** The same with another cohort's drops: topics count the answers to all of them. */
  const turn = defineAction({
    id: 'progress.show',
    args: { cohort: arg.id },
    run: async ({ args, ...call }) => {
      const cohort = await store.cohorts.findCohort(args.cohort);
      if (cohort === undefined || !ofCaller(call.caller, cohort))
        throw new Refusal('That cohort is not in this community any more. `/progress` shows yours.');
      return redraw(card(...(await blocks(call, true, cohort))));
    },
  });

  /** News is told once: only to somebody who is looking. */
  async function blocks(call: Call, looking: boolean, wanted?: Cohort): Promise<Block[]> {
    const { caller } = call;
    const { learner } = caller;
    const news = looking ? [...(await noticeBlocks(tools, learner)), ...(await reminderNotice(tools, learner))] : [];
    const cohort = wanted ?? (await findCohort(tools, caller));
    const [score, attempts, drops] = await Promise.all([
      store.runs.scoreOf(learner),
      store.runs.lastAttempts(learner),
      store.daily.lastAnswers(learner),
    ]);
    const last = latestOf([...attempts, ...drops]);
    if (last.length === 0) {
      return [
        title('Your progress'),
        ...news,
        text(
          'Nothing answered yet, so everything is ahead of you. `/quiz` asks five questions; every answer teaches something, right or not.',
        ),
      ];
    }
    const shelves = shelvesOf(last);
    const weakest = shelves.filter((shelf) => shelf.answered > 0).toSorted((a, b) => a.mean - b.mean)[0];
    return [
      title('Your progress'),
      ...news,
      // whoever answers drops alone has nothing to be told in this line
      ...(score.points > 0 || score.answered > 0 || drops.length === 0
        ? [
            text(
              `**${counted(score.points, 'point')}** · **${counted(score.answered, 'question')}** answered, **${score.correct}** right at the first try.`,
            ),
          ]
        : []),
      ...(cohort === undefined ? [] : await dropBlocks(call, cohort)),
      table(
        ['Topic', 'Answered', 'Right lately'],
        shelves.map((shelf) => [
          shelf.title,
          `${shelf.answered} of ${shelf.of}`,
          shelf.answered === 0 ? '-' : `${Math.round(shelf.mean * 100)} %`,
        ]),
      ),
      ...(weakest === undefined || weakest.mean >= 0.999
        ? []
        : [text(`**Next:** \`/quiz topic:${weakest.title}\` – there is most to win there.`)]),
      note(
        'First tries earn points: 10 for a right answer, 6 with the hint, a part for a partly right one. Drops are counted apart. Only you can see this.',
      ),
    ];
  }

  /** How the cohort's drops went, and the streak with its explanation behind a button; the other cohorts behind theirs. */
  async function dropBlocks({ caller }: Call, cohort: Cohort): Promise<Block[]> {
    const { learner } = caller;
    const [member, streak, fixes, own] = await Promise.all([
      store.boards.memberOf(cohort.id, learner),
      streakIn(tools, cohort.id, learner),
      store.points.fixesOf(cohort.id, learner, MOST_FIXES),
      ownCohorts(tools, caller),
    ]);
    const others = own
      .filter((one) => one.id !== cohort.id)
      .slice(0, MOST_OTHERS)
      .map((one) => button(turn.press({ cohort: one.id }), cut(`Drops in ${one.name}`, 75)));
    const row = buttons(streak !== undefined && streakButton(cohort.id), ...others);
    if (member === undefined || streak === undefined) return row === undefined ? [] : [row];
    return [
      text(
        md`**Daily drops in ${cohort.name}:** ` +
          `**${counted(member.standing - member.credit, 'point')}**, ${member.answers} answered, ${member.correct} right. ` +
          `Streak: **${streak.current}** (best ${streak.best}), ${counted(streak.freezes, 'freeze')} in hand.`,
      ),
      ...(fixes.length === 0 ? [] : [note(fixes.map((fix) => fixLine(fix, cohort)).join('\n'))]),
      ...(row === undefined ? [] : [row]),
    ];
  }

  function shelvesOf(last: readonly { question: string; score: number }[]): Shelf[] {
    const scoreOf = new Map(last.map((one) => [one.question, one.score]));
    return [...library.content.topics.values()].flatMap((topic) => {
      const questions = library.questionsIn(topic.id);
      const scores = questions.flatMap((question) => scoreOf.get(question.id) ?? []);
      const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
      return questions.length === 0
        ? []
        : [{ title: topic.title, answered: scores.length, of: questions.length, mean }];
    });
  }

  return {
    commands: [
      defineCommand({
        name: 'progress',
        description: 'Your score, your topics, and what to do next. Only you see it.',
        options: {},
        run: async (call) => show(card(...(await blocks(call, true)))),
      }),
    ],
    actions: [turn],
    home: async ({ opened, ...call }) => blocks(call, opened),
  };
}

/** What an instructor gave or took, with the reason: whoever it concerns can read it. */
const fixLine = ({ points, reason, at }: PointFix, { zone }: Cohort): Markdown =>
  md`- ${points > 0 ? `+${points}` : String(points)} by an instructor, ${shortDay(localDate(zone, at))}: ${reason}`;

/** The latest score of each question. */
function latestOf(all: readonly { question: string; score: number; at: number }[]): typeof all {
  const latest = new Map<string, (typeof all)[number]>();
  for (const one of all.toSorted((a, b) => a.at - b.at)) latest.set(one.question, one);
  return [...latest.values()];
}
