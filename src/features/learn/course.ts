/** The course: its lessons in order, how far the learner is in each, and which one comes next. */
import { type Block, button, buttons, type Card, card, text, title } from '../../chat/card.ts';
import type { Suggestion } from '../../chat/command.ts';
import { md } from '../../chat/markdown.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import type { Lesson } from '../../content/schema.ts';
import type { LessonProgress } from '../../storage/lessons.ts';
import type { Tools } from '../../tools.ts';
import { openLesson, pickLesson, readLessonButton } from './addresses.ts';

const lessonsOf = ({ library }: Tools): readonly Lesson[] => [...library.content.lessons.values()];
const numbered = (lesson: Lesson): string => `${lesson.number}. ${lesson.title}`;
const NO_SUCH_LESSON = 'I have no such lesson. `/learn` shows the ones I have.';

/** @throws Refusal for a lesson that is not there (any more). */
export function lessonOf({ library }: Tools, id: string): Lesson {
  const lesson = library.content.lessons.get(id);
  if (lesson === undefined) throw new Refusal(NO_SUCH_LESSON);
  return lesson;
}

/** The lesson that somebody typed: its id, its number, or words of its title. @throws Refusal */
export function lessonNamed(tools: Tools, typed: string): Lesson {
  const wanted = typed.toLowerCase();
  const lesson =
    tools.library.content.lessons.get(wanted) ??
    lessonsOf(tools).find((one) => String(one.number) === wanted || one.title.toLowerCase().includes(wanted));
  if (lesson === undefined) throw new Refusal(NO_SUCH_LESSON);
  return lesson;
}

export const suggestLessons = (tools: Tools, typed: string): readonly Suggestion[] =>
  lessonsOf(tools)
    .map((lesson) => ({ label: numbered(lesson), value: lesson.id }))
    .filter(
      ({ label, value }) => label.toLowerCase().includes(typed.toLowerCase()) || value.includes(typed.toLowerCase()),
    );

/** The lesson that was open last, else the first that is not finished; undefined when all are. */
function nextLesson(tools: Tools, been: readonly LessonProgress[]): Lesson | undefined {
  const { lessons } = tools.library.content;
  const open = been.find((one) => !one.finished && lessons.has(one.lesson));
  const done = new Set(been.flatMap((one) => (one.finished ? [one.lesson] : [])));
  return lessons.get(open?.lesson ?? '') ?? lessonsOf(tools).find((one) => !done.has(one.id));
}

export async function drawCourse(tools: Tools, call: Call): Promise<Card> {
  const lessons = lessonsOf(tools);
  if (lessons.length === 0) throw new Refusal('There are no lessons yet. `/what` and `/quiz` are ready for you.');
  const been = await tools.store.lessons.lessonsOf(call.caller.learner);
  const state = new Map(been.map((one) => [one.lesson, one]));
  const next = nextLesson(tools, been);
  const started = state.get(next?.id ?? '');
  const finished = lessons.filter((lesson) => state.get(lesson.id)?.finished === true).length;
  return card(
    title('The course'),
    text(
      `${lessons.length} short lessons, **${finished}** finished. Take them in any order; the numbers are a good one.`,
    ),
    next !== undefined &&
      buttons(
        button(
          openLesson({ lesson: next.id, card: started?.card ?? 0 }),
          `${started === undefined ? 'Start' : 'Go on'}: ${next.title}`.slice(0, 75),
          'main',
        ),
      ),
    text(lessons.map((lesson) => courseLine(lesson, state.get(lesson.id))).join('\n')),
    {
      kind: 'pick',
      press: pickLesson(),
      label: 'Open a lesson',
      of: 'options',
      options: lessons.slice(0, 25).map((lesson) => ({ value: lesson.id, label: numbered(lesson).slice(0, 75) })),
    },
  );
}

function courseLine(lesson: Lesson, been: LessonProgress | undefined): string {
  const state =
    been === undefined ? '' : been.finished ? ' ✅ finished' : ` ▶️ card ${been.card + 1} of ${lesson.cards.length}`;
  return md`${lesson.number}. ${lesson.title}` + state;
}

/** For the learner's own page: the lesson to go on with. */
export async function drawNextLesson(tools: Tools, call: Call): Promise<readonly Block[]> {
  const next = nextLesson(tools, await tools.store.lessons.lessonsOf(call.caller.learner));
  if (next === undefined) return [];
  return [
    text(md`**Next lesson:** ${next.number}. ${next.title}`),
    { kind: 'buttons', buttons: [readLessonButton(next.id)] },
  ];
}
