/** `/learn`: the course, and lessons turned card by card in one message. */
import { on } from '../../chat/address.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { redraw, Refusal, type Reply, show, turned } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { followedBy } from '../../classroom/ideas.ts';
import type { Question } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import { drawJourney } from '../journeys/draw.ts';
import { journeyNamed } from '../journeys/index.ts';
import type { Player } from '../player/index.ts';
import { askChecks, askOnCard, openLesson, pickLesson, readLesson, showAnswers, showCourse } from './addresses.ts';
import { drawCourse, lessonNamed, lessonOf, suggestLessons } from './course.ts';
import { subjectOf } from './ending.ts';
import { resumeLesson, turnLesson } from './lesson.ts';

const learnCommand = (tools: Tools) =>
  defineCommand({
    name: 'learn',
    description: 'Short lessons, a card at a time. You go on where you stopped.',
    options: {
      lesson: {
        kind: 'text',
        description: 'A lesson or a journey; empty shows the whole course',
        suggest: (typed) => suggestLessons(tools, typed),
      },
    },
    run: async ({ options, ...call }) => {
      if (options.lesson === undefined) return show(await drawCourse(tools, call));
      const journey = journeyNamed(tools, options.lesson);
      return show(
        journey === undefined
          ? await resumeLesson(tools, call, lessonNamed(tools, options.lesson))
          : await drawJourney(tools, journey, 0),
      );
    },
  });

export function learn(tools: Tools, player: Player): Definitions {
  const questionOf = (id: string): Question | undefined => tools.library.content.questions.get(id);
  const begin = async (call: Call, subject: string, asked: readonly Question[]): Promise<Reply> => {
    const follows = await followedBy(tools, call, asked);
    return turned(await player.start(call, { purpose: 'lesson', subject, questions: asked, follows }));
  };
  return {
    commands: [learnCommand(tools)],
    actions: [
      on(openLesson, async ({ args, ...call }) =>
        redraw(await turnLesson(tools, call, lessonOf(tools, args.lesson), args.card)),
      ),
      on(showAnswers, async ({ args, ...call }) =>
        redraw(await turnLesson(tools, call, lessonOf(tools, args.lesson), args.card, args.shown)),
      ),
      // from another card, which stays as it is: it may be a public one
      on(readLesson, async ({ args, ...call }) =>
        show(
          args.card === undefined
            ? await resumeLesson(tools, call, lessonOf(tools, args.lesson))
            : await turnLesson(tools, call, lessonOf(tools, args.lesson), args.card),
          'caller',
        ),
      ),
      on(pickLesson, async ({ picked, ...call }) =>
        redraw(await resumeLesson(tools, call, lessonOf(tools, picked[0] ?? ''))),
      ),
      on(showCourse, async (call) => redraw(await drawCourse(tools, call))),
      on(askOnCard, async ({ args, ...call }) => {
        const question = questionOf(args.question);
        if (question === undefined) throw new Refusal('That question was withdrawn. The lesson goes on without it.');
        const subject = subjectOf(args.lesson, args.card);
        return begin(call, subject, [question]);
      }),
      on(askChecks, async ({ args, ...call }) => {
        const lesson = lessonOf(tools, args.lesson);
        const asked = lesson.checks.flatMap((id) => questionOf(id) ?? []);
        const subject = subjectOf(lesson.id, 'checks');
        return begin(call, subject, asked);
      }),
    ],
  };
}
