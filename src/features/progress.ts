/** `/progress`: my score, how I stand on each shelf, and one thing to do next. */
import { type Block, card, note, table, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import type { Tools } from '../tools.ts';
import { noticeBlocks } from './report.ts';
import { show } from '../chat/reply.ts';

interface Shelf {
  readonly title: string;
  readonly answered: number;
  readonly of: number;
  /** Mean of the latest scores, 0 to 1. */
  readonly mean: number;
}

export function progress(tools: Tools): Definitions {
  const { library, store } = tools;

  async function blocks(learner: string): Promise<Block[]> {
    const news = await noticeBlocks(tools, learner);
    const [score, last] = await Promise.all([store.runs.scoreOf(learner), store.runs.lastAttempts(learner)]);
    if (last.length === 0) {
      return [
        title('Your progress'),
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
        `**${score.points}** points · **${score.answered}** ${score.answered === 1 ? 'question' : 'questions'} answered, **${score.correct}** right at the first try.`,
      ),
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
        'First tries earn points: 10 for a right answer, 6 with the hint, a part for a partly right one. Only you can see this.',
      ),
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
        run: async ({ caller }) => show(card(...(await blocks(caller.learner)))),
      }),
    ],
    home: ({ caller }) => blocks(caller.learner),
  };
}
