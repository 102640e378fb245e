/** A lesson, turned card by card in one message. */
import { counted } from '../../chat/words.ts';
import { type Block, button, buttons, type Card, card, note, picture, text, title } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import { meet } from '../../classroom/meeting.ts';
import type { Lesson, LessonPart } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import { shareButton } from '../share.ts';
import { askChecks, askOnCard, openLesson, showCourse } from './addresses.ts';

/** The lesson where the learner stopped; from its first card when they finished it. */
export async function resumeLesson(tools: Tools, call: Call, lesson: Lesson): Promise<Card> {
  const been = await tools.store.lessons.lessonsOf(call.caller.learner);
  const before = been.find((one) => one.lesson === lesson.id);
  return turnLesson(tools, call, lesson, before === undefined || before.finished ? 0 : before.card);
}

/** One card of a lesson; one past the last is its end. */
export async function turnLesson(tools: Tools, call: Call, lesson: Lesson, at: number): Promise<Card> {
  const here = Math.min(at, lesson.cards.length);
  await meet(tools, call);
  await tools.store.lessons.openCard(call.caller.learner, lesson.id, Math.min(here, lesson.cards.length - 1), call.at);
  const shown = lesson.cards[here];
  if (shown === undefined) return drawEnd(lesson);
  // a question that was withdrawn is left out
  const parts = shown.parts.filter((part) => part.kind !== 'ask' || tools.library.content.questions.has(part.question));
  const firstAsk = parts.find((part) => part.kind === 'ask');
  const drawn = await Promise.all(
    parts.map(async (part) =>
      part.kind === 'ask'
        ? drawAsk(lesson, here, part.question, part === firstAsk)
        : drawPart(tools, call, lesson, part),
    ),
  );
  return card(
    note(md`**Lesson ${lesson.number} · ${lesson.title}** · card ${here + 1} of ${lesson.cards.length}`),
    title(shown.title),
    ...(here === 0 ? drawOpening(tools, lesson) : []),
    ...drawn.flat(),
    buttons(
      here > 0 && button(openLesson({ lesson: lesson.id, card: here - 1 }), 'Back'),
      button(openLesson({ lesson: lesson.id, card: here + 1 }), 'Next', firstAsk === undefined ? 'main' : 'plain'),
      button(showCourse(), 'All lessons'),
    ),
  );
}

function drawOpening({ library }: Tools, lesson: Lesson): readonly Block[] {
  const before = lesson.after.flatMap((id) => library.content.lessons.get(id)?.title ?? []);
  return [
    text(`**Afterwards you can**\n\n${goalsOf(lesson)}`),
    ...(before.length > 0 ? [note(md`It helps to have seen: ${before.join(', ')}. You can also start here.`)] : []),
  ];
}

const goalsOf = (lesson: Lesson): string => lesson.goals.map((goal) => `- ${goal}`).join('\n');

const drawAsk = (lesson: Lesson, at: number, question: string, first: boolean): readonly Block[] => [
  {
    kind: 'buttons',
    buttons: [
      button(
        askOnCard({ lesson: lesson.id, card: at, question }),
        first ? 'Try it' : 'Try another',
        first ? 'main' : 'plain',
      ),
    ],
  },
];

async function drawPart(
  { library, pictures }: Tools,
  { caller }: Call,
  lesson: Lesson,
  part: Exclude<LessonPart, { kind: 'ask' }>,
): Promise<readonly Block[]> {
  switch (part.kind) {
    case 'text':
      return [text(part.text)];
    case 'picture': {
      const given = lesson.pictures[part.name];
      const source = given === undefined ? undefined : library.content.pictures.get(given.file);
      return given === undefined || source === undefined
        ? []
        : [picture(await pictures.draw(given.file, source), given.alt)];
    }
    case 'share': {
      const share = library.content.shareOuts.get(part.share);
      if (share === undefined) return [];
      // a discussion needs others
      return caller.direct
        ? [text(share.prompt), note('To discuss it with others, open this lesson in a channel: `/learn`.')]
        : [text(share.prompt), { kind: 'buttons', buttons: [shareButton(share.id)] }];
    }
    default:
      return part satisfies never;
  }
}

const drawEnd = (lesson: Lesson): Card =>
  card(
    note(md`**Lesson ${lesson.number} · ${lesson.title}**`),
    title('That was the lesson'),
    text(`**You can now**\n\n${goalsOf(lesson)}`),
    text(`${counted(lesson.checks.length, 'question shows', 'questions show')} what stuck, and end the lesson.`),
    buttons(
      button(askChecks({ lesson: lesson.id }), `Answer ${counted(lesson.checks.length, 'question')}`, 'main'),
      button(openLesson({ lesson: lesson.id, card: lesson.cards.length - 1 }), 'Back'),
      button(showCourse(), 'All lessons'),
    ),
  );
