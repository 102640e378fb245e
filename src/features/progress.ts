/** `/progress`: my score, how I stand on each shelf, and one thing to do next. */
import { type Block, buttons, card, note, table, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import type { Tools } from '../tools.ts';
import { noticeBlocks } from './report.ts';
import { show } from '../chat/reply.ts';
import type { Cohort } from '../storage/cohorts.ts';
import { findCohort } from './daily/cohort.ts';
import { streakButton, streakIn } from './daily/streak.ts';
import { counted } from './daily/when.ts';
import { reminderNotice } from './reminders.ts';

interface Shelf {
  readonly title: string;
  readonly answered: number;
  readonly of: number;
  /** Mean of the latest scores, 0 to 1. */
  readonly mean: number;
}

export function progress(tools: Tools): Definitions {
  const { library, store } = tools;

  async function blocks({ caller }: Call): Promise<Block[]> {
    const { learner } = caller;
    const news = [...(await noticeBlocks(tools, learner)), ...(await reminderNotice(tools, learner))];
    const cohort = await findCohort(tools, caller);
    const [score, attempts, drops] = await Promise.all([
      store.runs.scoreOf(learner),
      store.runs.lastAttempts(learner),
      cohort === undefined ? [] : store.dropAnswers.answersOf(cohort.id, learner),
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
      text(
        `**${counted(score.points, 'point')}** · **${counted(score.answered, 'question')}** answered, **${score.correct}** right at the first try.`,
      ),
      ...(cohort === undefined ? [] : await dropBlocks(cohort, learner)),
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

  /** How the cohort's drops went, and the streak with its explanation behind a button. */
  async function dropBlocks(cohort: Cohort, learner: string): Promise<Block[]> {
    const [member, streak] = await Promise.all([
      store.boards.memberOf(cohort.id, learner),
      streakIn(tools, cohort.id, learner),
    ]);
    if (member === undefined || streak === undefined) return [];
    const row = buttons(streakButton(cohort.id));
    return [
      text(
        md`**Daily drops in ${cohort.name}:** ` +
          `**${counted(member.standing - member.credit, 'point')}**, ${member.answers} answered, ${member.correct} right. ` +
          `Streak: **${streak.current}** (best ${streak.best}), ${counted(streak.freezes, 'freeze')} in hand.`,
      ),
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
        run: async (call) => show(card(...(await blocks(call)))),
      }),
    ],
    home: blocks,
  };
}

/** The latest score of each question. */
function latestOf(all: readonly { question: string; score: number; at: number }[]): typeof all {
  const latest = new Map<string, (typeof all)[number]>();
  for (const one of all.toSorted((a, b) => a.at - b.at)) latest.set(one.question, one);
  return [...latest.values()];
}
