/** `/start`: up to twelve questions that find the lesson to begin with, what can be skipped and what to look at once more. */
import { address, on } from '../chat/address.ts';
import { type Block, button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, type Reply, turned } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { counted, cut } from '../chat/words.ts';
import {
  firstQuestion,
  goOn,
  latestPlacement,
  type Placement,
  placementOf,
  reviewShaky,
  stop,
} from '../classroom/placement.ts';
import type { Run } from '../storage/runs.ts';
import type { Tools } from '../tools.ts';
import { FEWEST, MOST_QUESTIONS } from '../tutor/placement.ts';
import { readLesson } from './learn/addresses.ts';
import { beginQuiz, LENGTH, MIXED, resumeRun } from './quiz-addresses.ts';
import type { Ending } from './player/end.ts';
import type { Player } from './player/index.ts';

const beginAnew = address('start.begin', {});
/** Marks what comes before the lesson to start with as known, or takes that back. */
const skipKnown = address('start.skip', { run: arg.id, on: arg.flag });
/** Puts what was missed in it on the review list. */
const reviewMissed = address('start.review', { run: arg.id });

export function placement(tools: Tools, player: Player): Definitions {
  const begin = async (call: Call): Promise<Reply> => {
    const question = await firstQuestion(tools, call);
    if (question === undefined)
      throw new Refusal('I have no questions for this yet. The first lesson is a good start.');
    return player.start(call, { purpose: 'placement', subject: 'course', questions: [question] });
  };
  const mine = async (call: Call, id: string): Promise<Run> => {
    const run = await player.find(call, id);
    if (run.purpose !== 'placement')
      throw new Refusal('Those were other questions; they say nothing of where to start.');
    return run;
  };
  return {
    commands: [
      defineCommand({
        name: 'start',
        description: 'Where do I start? At most twelve questions find your lesson.',
        options: {},
        run: async (call) => {
          const before = await latestPlacement(tools, call);
          return before === undefined ? begin(call) : player.show(call, before);
        },
      }),
    ],
    actions: [
      on(beginAnew, async (call) => turned(await begin(call))),
      on(skipKnown, async ({ args, ...call }) => {
        const run = await mine(call, args.run);
        const lessons = placementOf(tools, run).known.map(({ id }) => id);
        await tools.store.lessons.sayKnown(call.caller.learner, lessons, args.on);
        return redraw(await drawPlace(tools, call, run));
      }),
      on(reviewMissed, async ({ args, ...call }) => {
        const run = await mine(call, args.run);
        await reviewShaky(tools, call, placementOf(tools, run));
        return redraw(await drawPlace(tools, call, await player.find(call, args.run)));
      }),
    ],
  };
}

/** How a placement is played and how it ends. */
export const placementEnding = (tools: Tools): Ending => ({
  grows: {
    follow: (run) => goOn(tools, run),
    place: ({ attempts }, remark) =>
      `**Where do I start?** Question ${attempts.size + 1}, at most ${MOST_QUESTIONS}. Nothing counts here, and *I don’t know* is a good answer.${remark === undefined ? '' : `  \n${remark}`}`,
    async end(call, run, over) {
      if (over) await stop(tools, run);
      return drawPlace(tools, call, run);
    },
  },
});

async function drawPlace(tools: Tools, call: Call, run: Run): Promise<Card> {
  const place = placementOf(tools, run);
  const { lesson, answers } = place;
  if (answers === 0) return notBegun(tools, run);
  return card(
    title(headOf(place)),
    text(whyOf(place)),
    lesson !== undefined
      ? buttons(
          button(readLesson({ lesson: lesson.id }), cut(`Read lesson ${lesson.number}: ${lesson.title}`, 75), 'main'),
        )
      : buttons(button(beginQuiz({ topic: MIXED, length: LENGTH, level: 'hard' }), 'Take a hard quiz', 'main')),
    ...(await skipBlocks(tools, call, run, place)),
    ...shakyBlocks(run, place),
    note(`${answersOf(place)}Nothing of this counts; do it again whenever you like.`),
    buttons(place.over ? button(beginAnew(), 'Do it again') : button(resumeRun({ run: run.id }), 'Answer some more')),
  );
}

function notBegun({ library }: Tools, run: Run): Card {
  const [first] = library.content.lessons.values();
  return card(
    text('You stopped before the first answer. Lesson 1 is a good start for everybody, too.'),
    buttons(
      first !== undefined && button(readLesson({ lesson: first.id }), cut(`Read lesson 1: ${first.title}`, 75), 'main'),
      button(resumeRun({ run: run.id }), 'Find my lesson'),
    ),
  );
}

/** What the place rests on. */
const answersOf = ({ told, answers, right }: Placement): string => {
  if (right > 0) return `${right} of ${counted(answers, 'answer')} right. `;
  return told ? `${counted(answers, 'answer')} told me enough. ` : '';
};

const headOf = ({ lesson, told }: Placement): string => {
  if (!told) return 'Lesson 1 is a safe start';
  if (lesson === undefined) return 'You know your way around';
  return lesson.number === 1 ? 'Start at the beginning' : `Start with lesson ${lesson.number}`;
};

function whyOf({ lesson, known, told, answers }: Placement): Markdown {
  if (!told)
    return `${counted(answers, 'answer')} ${answers === 1 ? 'is' : 'are'} too little to tell where you stand; from ${FEWEST} on I can.`;
  if (lesson === undefined)
    return 'You know what the whole course teaches. Hard questions show where there is more to find.';
  if (known.length === 0) return md`**${lesson.title}** is made for you: it needs nothing that you must know before.`;
  return md`You know most of what ${lessonsText(known.length)} ${known.length === 1 ? 'teaches' : 'teach'}. **${lesson.title}** is where something new begins.`;
}

const lessonsText = (n: number): string => (n === 1 ? 'lesson 1' : `lessons 1 to ${n}`);

/** What to skip: the lessons before, marked as known, which can be taken back. */
async function skipBlocks(
  { store }: Tools,
  { caller }: Call,
  run: Run,
  { known }: Placement,
): Promise<readonly (Block | undefined)[]> {
  if (known.length === 0) return [];
  const been = await store.lessons.lessonsOf(caller.learner);
  const done = new Set(been.flatMap((one) => (one.known === true ? [one.lesson] : [])));
  const which = lessonsText(known.length);
  return known.every(({ id }) => done.has(id))
    ? [
        text(`${which.charAt(0).toUpperCase()}${which.slice(1)} ${known.length === 1 ? 'is' : 'are'} marked as known.`),
        buttons(button(skipKnown({ run: run.id, on: false }), 'Undo')),
      ]
    : [buttons(button(skipKnown({ run: run.id, on: true }), `Skip ${which}`))];
}

/** What to look at once more. */
function shakyBlocks(run: Run, { shaky }: Placement): readonly (Block | undefined)[] {
  if (shaky.length === 0) return [];
  const missing = shaky.filter(({ id }) => !run.reviewed.has(id));
  const what = counted(shaky.length, 'question that you missed', 'questions that you missed');
  return missing.length === 0
    ? [text(`The ${what} ${shaky.length === 1 ? 'comes' : 'come'} back in your review, from tomorrow on.`)]
    : [buttons(button(reviewMissed({ run: run.id }), `Review the ${what}`))];
}
