/** "Next" and "back": the question, the card of a lesson or the step that is meant, without another press where it is plain. */
import { button, buttons, card, text } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import { type Reply, show } from '../../chat/reply.ts';
import { outlookOf } from '../../classroom/step.ts';
import type { Lesson } from '../../content/schema.ts';
import { readLesson } from '../learn/addresses.ts';
import { nextCard, resumeLesson } from '../learn/lesson.ts';
import { stepBlocks } from '../next/draw.ts';
import type { House, Moment } from './moment.ts';
import { isUnfinished, runBefore } from './question.ts';

/** So long ago is a moment ago (milliseconds). */
const FRESH = 30 * 60_000;

export async function goNext(house: House, moment: Moment): Promise<Reply | undefined> {
  return (await inLesson(house, moment, 1)) ?? (await inRun(house, moment)) ?? nextStep(house, moment);
}

/** Undefined when nothing was begun. */
export async function goBack(house: House, moment: Moment): Promise<Reply | undefined> {
  return (await inLesson(house, moment, 0)) ?? (await inRun(house, moment)) ?? begun(house, moment);
}

/** What is worth doing now: for whoever is alone with me, since it is nobody else's business. A lesson is opened at once. */
async function nextStep({ tools }: House, { alone, call }: Moment): Promise<Reply | undefined> {
  if (!alone) return undefined;
  const { steps } = await outlookOf(tools, call, { answers: true });
  const [step] = steps;
  if (step === undefined) return undefined;
  const lesson = step.kind === 'lesson' ? tools.library.content.lessons.get(step.lesson) : undefined;
  if (lesson === undefined) return show(card(...stepBlocks(tools.library, step)));
  const been = await tools.store.lessons.lessonsOf(call.caller.learner);
  const seen = been.find((one) => one.lesson === lesson.id);
  // the card that they read a moment ago, before they asked about something else, is not shown once more
  const isFresh = seen !== undefined && !seen.finished && call.at - seen.seenAt < FRESH;
  return show(isFresh ? await nextCard(tools, call, lesson, 1) : await resumeLesson(tools, call, lesson));
}

/** What was begun and is not finished: a lesson before a quiz. */
async function begun(house: House, { alone, call }: Moment): Promise<Reply | undefined> {
  if (!alone) return undefined;
  const { tools, player } = house;
  const { steps } = await outlookOf(tools, call);
  const lessons = steps.flatMap((step) => (step.kind === 'lesson' && step.how === 'begun' ? step.lesson : []));
  const lesson = tools.library.content.lessons.get(lessons[0] ?? '');
  if (lesson !== undefined) return show(await resumeLesson(tools, call, lesson));
  const work = steps.find((step) => step.kind === 'work');
  return work && player.resume(call, work.run);
}

/** The questions that are left of the run that was stopped, or whose end was shown. */
async function inRun({ tools, player }: House, moment: Moment): Promise<Reply | undefined> {
  if (moment.before.topic?.startsWith('run:') !== true) return undefined;
  const run = await runBefore(tools, moment);
  return run !== undefined && isUnfinished(tools, run) ? player.show(moment.call, run) : undefined;
}

/** The next card of the lesson that is being read, or the same one again. */
async function inLesson({ tools }: House, { before, alone, call }: Moment, step: 0 | 1): Promise<Reply | undefined> {
  const [kind, id = ''] = before.topic?.split(':', 2) ?? [];
  const lesson = kind === 'lesson' ? tools.library.content.lessons.get(id) : undefined;
  if (lesson === undefined) return undefined;
  return alone
    ? show(await nextCard(tools, call, lesson, step))
    : show(lessonCard(lesson, 'It goes on where you stopped.'));
}

/** Where others read along, a lesson is one press away. */
export const lessonCard = (lesson: Lesson, words: string) =>
  card(
    text(md`Lesson ${lesson.number}: **${lesson.title}**. ${words}`),
    buttons(button(readLesson({ lesson: lesson.id }), 'Go on with it', 'main')),
  );
