/** The course: its lessons in order, how far the learner is in each, and which one comes next. */
import { didYouMean } from '../../chat/again.ts';
import { type Block, button, buttons, type Card, card, text, title } from '../../chat/card.ts';
import type { Suggestion } from '../../chat/command.ts';
import { plainDigits } from '../../chat/digits.ts';
import { md } from '../../chat/markdown.ts';
import { nearest, plainName } from '../../chat/near.ts';
import type { Refusal } from '../../chat/reply.ts';
import type { Starter } from '../../chat/feature.ts';
import type { Call, LearnerId } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import { plannedFor } from '../../classroom/cohorts.ts';
import { lessonNow } from '../../classroom/plan.ts';
import type { Lesson } from '../../content/schema.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { LessonProgress } from '../../storage/lessons.ts';
import type { Tools } from '../../tools.ts';
import { findLessonButton } from '../next/draw.ts';
import { journeysPick, suggestJourneys } from '../journeys/index.ts';
import { placeWords } from '../plan-words.ts';
import { beginQuiz, LENGTH, MIXED } from '../quiz-addresses.ts';
import { openLesson, pickLesson } from './addresses.ts';

const lessonsOf = ({ library }: Tools): readonly Lesson[] => [...library.content.lessons.values()];
const numbered = (lesson: Lesson): string => `${lesson.number}. ${lesson.title}`;
const noSuchLesson = (): Refusal => didYouMean('I have no such lesson.', [{ label: 'All lessons', command: 'learn' }]);

/** @throws Refusal for a lesson that is not there (any more). */
export function lessonOf({ library }: Tools, id: string): Lesson {
  const lesson = library.content.lessons.get(id);
  if (lesson === undefined) throw noSuchLesson();
  return lesson;
}

/** The lesson that somebody typed: its id, its number, or words of its title. @throws Refusal */
export function lessonNamed(tools: Tools, typed: string): Lesson {
  const lessons = lessonsOf(tools);
  const number = /^(?:lesson|no\.?|#)?\s*(\d{1,3})\.?$/iu.exec(plainDigits(typed.normalize('NFKC')).trim())?.[1];
  const { found, near } = nearest(typed, lessons, (one) => [one.id, one.title, numbered(one)]);
  const lesson = lessons.find((one) => one.number === Number(number)) ?? found;
  if (lesson !== undefined) return lesson;
  // a word of one title alone, such as "databases" of "What databases are for"
  const [only, ...others] = lessons.filter((one) => plainName(one.title).includes(plainName(typed)));
  if (only !== undefined && others.length === 0 && plainName(typed).length > 3) return only;
  const meant = [...new Set([...near, ...(only === undefined ? [] : [only, ...others])])];
  if (meant.length === 0) throw noSuchLesson();
  throw didYouMean(
    md`I have no lesson “${cut(typed, 60)}”. Did you mean:`,
    meant.map((one) => ({ label: numbered(one), command: 'learn', options: { lesson: one.id } })),
  );
}

/** Lessons, and journeys behind them. */
export const suggestLessons = (tools: Tools, typed: string): readonly Suggestion[] => [
  ...lessonsOf(tools)
    .map((lesson) => ({ label: numbered(lesson), value: lesson.id }))
    .filter(({ label, value }) => plainName(label).includes(plainName(typed)) || value.includes(typed.toLowerCase())),
  ...suggestJourneys(tools, typed),
];

/** The lesson that was open last, else the first that is not finished; undefined when all are. */
function nextLesson(tools: Tools, been: readonly LessonProgress[]): Lesson | undefined {
  const { lessons } = tools.library.content;
  const open = been.find((one) => !one.finished && lessons.has(one.lesson));
  const done = new Set(been.flatMap((one) => (one.finished ? [one.lesson] : [])));
  return lessons.get(open?.lesson ?? '') ?? lessonsOf(tools).find((one) => !done.has(one.id));
}

export async function drawCourse(tools: Tools, call: Call): Promise<Card> {
  const lessons = lessonsOf(tools);
  if (lessons.length === 0) throw didYouMean('There are no lessons yet.', [{ label: 'Take a quiz', command: 'quiz' }]);
  const [been, cohort] = await Promise.all([
    tools.store.lessons.lessonsOf(call.caller.learner),
    plannedFor(tools, call.caller),
  ]);
  const state = new Map(been.map((one) => [one.lesson, one]));
  const next = nextLesson(tools, been);
  const started = state.get(next?.id ?? '');
  const ofCohort = cohort === undefined ? undefined : lessonNow(tools.library, cohort, tools.now());
  const finished = lessons.filter((lesson) => state.get(lesson.id)?.finished === true).length;
  return card(
    title('The course'),
    text(
      `${lessons.length} short lessons, **${finished}** finished. Take them in any order; the numbers are a good one.`,
    ),
    cohort !== undefined && cohortLine(tools, cohort),
    next !== undefined &&
      started !== undefined &&
      text(md`You are in lesson ${next.number}: ${stateOf(next, started)}.`),
    next === undefined && text('You have been through all of them. Questions now and then keep it fresh.'),
    buttons(
      next === undefined
        ? button(beginQuiz({ topic: MIXED, length: LENGTH }), 'Take a quiz', 'main')
        : button(
            openLesson({ lesson: next.id, card: started?.card ?? 0 }),
            `${started === undefined ? 'Start' : 'Go on'}: ${next.title}`.slice(0, 75),
            'main',
          ),
      ofCohort !== undefined &&
        ofCohort.lesson !== next?.id &&
        button(
          openLesson({ lesson: ofCohort.lesson, card: state.get(ofCohort.lesson)?.card ?? 0 }),
          `Lesson ${ofCohort.number}, of your cohort`,
        ),
      findLessonButton(),
    ),
    {
      kind: 'pick',
      press: pickLesson(),
      label: 'Open a lesson',
      of: 'options',
      options: lessons.slice(0, 25).map((lesson) => ({
        value: lesson.id,
        label: numbered(lesson).slice(0, 75),
        note: stateOf(lesson, state.get(lesson.id)),
      })),
    },
    journeysPick(tools),
  );
}

/** Where the plan of the cohort is; nothing without one. */
function cohortLine(tools: Tools, cohort: Cohort): Block | undefined {
  const place = placeWords(tools, cohort, tools.now());
  return place === undefined ? undefined : text(md`Your cohort (${cut(cohort.name, 60)}): ` + `${place}.`);
}

function stateOf(lesson: Lesson, been: LessonProgress | undefined): string {
  if (been === undefined) return `${minutesOf(lesson)} min`;
  if (been.known === true) return '✅ known';
  return been.finished ? '✅ finished' : `▶️ card ${been.card + 1} of ${lesson.cards.length}`;
}

/** Words that a beginner reads in a minute, and minutes for a question. */
const READ = 200;
const ANSWER = 0.5;

/** Minutes that a lesson takes, the questions in it and at its end included. */
function minutesOf({ cards, checks }: Lesson): number {
  const parts = cards.flatMap((one) => one.parts);
  const words = parts.reduce((sum, part) => sum + ('text' in part ? part.text.split(/\s+/u).length : 0), 0);
  const questions = checks.length + parts.filter((part) => part.kind === 'ask').length;
  return Math.round(words / READ + questions * ANSWER);
}

/** For whoever begins: the lesson to start or go on with. */
export async function startNextLesson(tools: Tools, learner: LearnerId): Promise<readonly Starter[]> {
  const been = await tools.store.lessons.lessonsOf(learner);
  const next = nextLesson(tools, been);
  if (next === undefined) return [];
  const begun = been.some((one) => one.lesson === next.id);
  const label = begun ? `Go on with lesson ${next.number}` : `Start lesson ${next.number} (${minutesOf(next)} min)`;
  const find = { label: 'Find your lesson', note: 'At most twelve questions', line: '/start' };
  return [{ label, note: next.title, line: `/learn lesson:${next.id}` }, ...(been.length === 0 ? [find] : [])];
}
