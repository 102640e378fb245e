/** A lesson, turned card by card in one message. */
import { counted } from '../../chat/words.ts';
import { type Block, button, buttons, type Card, card, note, picture, text, title } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import { meet } from '../../classroom/meeting.ts';
import type { Lesson, LessonCard, LessonPart } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import { gradeOfScore } from '../../tutor/score.ts';
import { shareButton } from '../share.ts';
import { askChecks, askOnCard, openLesson, showAnswers, showCourse } from './addresses.ts';
import { drawResults, scoresOf, taskCount } from './results.ts';

/** The lesson where the learner stopped; from its first card when they finished it. */
export async function resumeLesson(tools: Tools, call: Call, lesson: Lesson): Promise<Card> {
  const been = await tools.store.lessons.lessonsOf(call.caller.learner);
  const before = been.find((one) => one.lesson === lesson.id);
  return turnLesson(tools, call, lesson, before === undefined || before.finished ? 0 : before.card);
}

/** `step` cards after the one where the learner stopped. */
export async function nextCard(tools: Tools, call: Call, lesson: Lesson, step: number): Promise<Card> {
  const been = await tools.store.lessons.lessonsOf(call.caller.learner);
  return turnLesson(tools, call, lesson, (been.find((one) => one.lesson === lesson.id)?.card ?? -1) + step);
}

/** One card of a lesson; one past the last is its end. `shown`: whose answers are shown, a bit for each prompt of the card. */
export async function turnLesson(tools: Tools, call: Call, lesson: Lesson, at: number, shown = 0): Promise<Card> {
  const here = Math.min(at, lesson.cards.length);
  await meet(tools, call);
  await tools.store.lessons.openCard(call.caller.learner, lesson.id, Math.min(here, lesson.cards.length - 1), call.at);
  const open = lesson.cards[here];
  if (open === undefined) return drawEnd(tools, call, lesson);
  const scores = await scoresOf(tools, call.caller.learner);
  const { direct } = call.caller;
  const view: View = { tools, lesson, direct, at: here, shown, scores, ...orderOf(tools, open, scores) };
  const drawn = await Promise.all(open.parts.map(async (part) => drawPart(view, part)));
  const drawnCard = card(
    note(
      md`**Lesson ${lesson.number} · ${lesson.title}** · card ${here + 1} of ${lesson.cards.length}` +
        taskCount(lesson, scores),
    ),
    title(open.title),
    ...(here === 0 ? drawOpening(tools, lesson) : []),
    ...drawn.flat(),
    buttons(
      here > 0 && button(openLesson({ lesson: lesson.id, card: here - 1 }), 'Back'),
      button(openLesson({ lesson: lesson.id, card: here + 1 }), 'Next', view.next === undefined ? 'main' : 'plain'),
      button(showCourse(), 'All lessons'),
    ),
  );
  return { ...drawnCard, about: { topic: `lesson:${lesson.id}`, asked: null } };
}

/** A card as one learner sees it now. */
interface View {
  readonly tools: Tools;
  readonly lesson: Lesson;
  /** In a direct message nobody else is there to discuss with. */
  readonly direct: boolean;
  readonly at: number;
  readonly shown: number;
  /** By question, how the learner did last. */
  readonly scores: ReadonlyMap<string, number>;
  readonly prompts: readonly LessonPart[];
  /** The first question that stands on the card. */
  readonly first: string | undefined;
  /** The first question that the learner has not answered yet: the thing to do next. */
  readonly next: string | undefined;
}

function orderOf(
  { library }: Tools,
  { parts }: LessonCard,
  scores: View['scores'],
): Pick<View, 'prompts' | 'first' | 'next'> {
  const asked = parts.flatMap((part) => (part.kind === 'ask' ? part.question : []));
  const there = asked.filter((id) => library.content.questions.has(id));
  return {
    prompts: parts.filter((part) => part.kind === 'prompt'),
    first: there[0],
    next: there.find((id) => !scores.has(id)),
  };
}

function drawOpening({ library }: Tools, lesson: Lesson): readonly Block[] {
  const before = lesson.after.flatMap((id) => library.content.lessons.get(id)?.title ?? []);
  return [
    text(`**Afterwards you can**\n\n${lesson.goals.map(({ can }) => `- ${can}`).join('\n')}`),
    ...(before.length > 0 ? [note(md`It helps to have seen: ${before.join(', ')}. You need not.`)] : []),
  ];
}

async function drawPart(view: View, part: LessonPart): Promise<readonly Block[]> {
  const { lesson, tools } = view;
  const { content } = tools.library;
  switch (part.kind) {
    case 'text':
      return [text(part.text)];
    case 'prompt':
      return drawPrompt(view, part);
    case 'ask':
      // a question that was withdrawn is left out
      return content.questions.has(part.question) ? drawAsk(view, part.question) : [];
    case 'picture': {
      const given = lesson.pictures[part.name];
      const source = given === undefined ? undefined : content.pictures.get(given.file);
      return given === undefined || source === undefined
        ? []
        : [picture(await tools.pictures.draw(given.file, source), given.alt)];
    }
    case 'share': {
      const share = content.shareOuts.get(part.share);
      if (share === undefined) return [];
      // a discussion needs others
      return view.direct
        ? [text(share.prompt), note('To discuss it with others, open this lesson in a channel.')]
        : [text(share.prompt), { kind: 'buttons', buttons: [shareButton(share.id)] }];
    }
    default:
      return part satisfies never;
  }
}

/** The answer of a prompt is one press away, on the same card; those that are shown already stay. */
function drawPrompt(view: View, part: Extract<LessonPart, { kind: 'prompt' }>): readonly Block[] {
  const { lesson, at, shown, prompts } = view;
  const bit = 2 ** prompts.indexOf(part);
  if ((shown & bit) !== 0) return [text(`${part.text}\n\n${part.answer.replaceAll(/^/gmu, '> ')}`)];
  const press = showAnswers({ lesson: lesson.id, card: at, shown: shown | bit });
  return [text(part.text), { kind: 'buttons', buttons: [button(press, 'Show the answer')] }];
}

const DONE = {
  right: '✅ **Done**, and right.',
  partly: '🟡 **Done**, partly right.',
  wrong: '❌ **Done**, not right yet.',
} as const;

function drawAsk({ lesson, at, scores, first, next }: View, question: string): readonly Block[] {
  const score = scores.get(question);
  const label = score !== undefined ? 'Do it again' : question === first ? 'Try it' : 'Try another';
  const press = askOnCard({ lesson: lesson.id, card: at, question });
  return [
    ...(score === undefined ? [] : [note(DONE[gradeOfScore(score)])]),
    { kind: 'buttons', buttons: [button(press, label, question === next ? 'main' : 'plain')] },
  ];
}

/** After the last card: what of the goals has been shown so far, and the questions that end the lesson. */
async function drawEnd(tools: Tools, call: Call, lesson: Lesson): Promise<Card> {
  const scores = await scoresOf(tools, call.caller.learner);
  return card(
    note(md`**Lesson ${lesson.number} · ${lesson.title}**`),
    title('That was the last card'),
    ...drawResults(lesson, scores),
    text(`${counted(lesson.checks.length, 'question shows', 'questions show')} what stuck, and end the lesson.`),
    buttons(
      button(askChecks({ lesson: lesson.id }), `Answer ${counted(lesson.checks.length, 'question')}`, 'main'),
      button(openLesson({ lesson: lesson.id, card: lesson.cards.length - 1 }), 'Back'),
      button(showCourse(), 'All lessons'),
    ),
  );
}
