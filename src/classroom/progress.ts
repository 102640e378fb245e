/** How a learner does: the course as they stand in it, what they answered, by subject too, their score and their drops. */
import type { Call } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import type { Member } from '../storage/boards.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { PointFix } from '../storage/points.ts';
import type { Tools } from '../tools.ts';
import { type CourseMap, courseMap } from '../tutor/course-map.ts';
import { itemsOf } from '../tutor/items.ts';
import { knowledgeOf } from '../tutor/knowledge.ts';
import { isRight } from '../tutor/score.ts';
import type { Step } from '../tutor/step.ts';
import type { Streak } from '../tutor/streak.ts';
import { itemsNow } from './difficulty.ts';
import { ideasOf, type MixUps, mixUpsOf } from './ideas.ts';
import { outlookOf } from './step.ts';
import { streakIn } from './streaks.ts';

const WEEK = 7 * 24 * 3_600_000;

/** Some of so many. */
export interface Part {
  readonly right: number;
  readonly of: number;
}

export interface Progress {
  /** The one score: all points of practice and of daily questions, with what instructors gave and took. */
  readonly points: number;
  readonly map: CourseMap;
  readonly lessons: { readonly done: number; readonly of: number };
  /** Something was asked to see where they start; none of that is in any of these. */
  readonly looked: boolean;
  /** Questions that they were ever asked, and those that were right when they met them. */
  readonly firstTries: Part;
  /** Answers in the last seven days. */
  readonly week: number;
  /** Wrong ideas and lucky guesses. */
  readonly mixUps: MixUps;
  /** What is worth doing now, the best first. */
  readonly steps: readonly Step[];
}

/** Two statements at once, and one more. */
export async function progressOf(tools: Tools, call: Call): Promise<Progress> {
  const { caller, at } = call;
  const { library, store } = tools;
  const [history, been] = await Promise.all([
    store.answers.history(caller.learner),
    store.lessons.lessonsOf(caller.learner),
  ]);
  const { points, steps } = await outlookOf(tools, call, { answers: history });
  const items = itemsNow(tools, itemsOf(library));
  const counting = history.filter(({ looking }) => !looking);
  const map = courseMap(
    library,
    knowledgeOf(counting, (id) => items.get(id)),
    been,
    at,
  );
  const first = new Map(counting.toReversed().map((one) => [one.question, one.score]));
  return {
    points,
    map,
    looked: counting.length < history.length,
    lessons: { done: map.lessons.filter(({ state }) => state === 'done').length, of: map.lessons.length },
    firstTries: partOf([...first.values()]),
    week: counting.filter((one) => one.at > at - WEEK).length,
    mixUps: mixUpsOf(ideasOf(library, history, at).doubts),
    steps,
  };
}

const partOf = (scores: readonly number[]): Part => ({ right: scores.filter(isRight).length, of: scores.length });

/** A shelf of the bank, by the latest answer to each of its questions. */
export interface Subject {
  readonly title: string;
  readonly latest: Part;
  /** Questions that there are. */
  readonly questions: number;
}

/** One statement. */
export async function subjectsOf({ library, store }: Tools, learner: string): Promise<readonly Subject[]> {
  return bySubject(library, await store.answers.latest(learner));
}

function bySubject(library: Library, latest: readonly { question: string; score: number }[]): Subject[] {
  const scoreOf = new Map(latest.map((one) => [one.question, one.score]));
  return [...library.content.topics.values()].flatMap(({ id, title }) => {
    const questions = library.questionsIn(id);
    const scores = questions.flatMap((question) => scoreOf.get(question.id) ?? []);
    return questions.length === 0 ? [] : [{ title, latest: partOf(scores), questions: questions.length }];
  });
}

/** How the drops of a cohort went for a learner; undefined before their first answer there. */
export interface DropProgress {
  readonly member: Member;
  readonly streak: Streak;
  /** What staff gave or took, the latest first. */
  readonly fixes: readonly PointFix[];
}

const MOST_FIXES = 3;

export async function dropProgressOf(tools: Tools, { id }: Cohort, learner: string): Promise<DropProgress | undefined> {
  const { boards, points } = tools.store;
  const [member, streak, fixes] = await Promise.all([
    boards.memberOf(id, learner),
    streakIn(tools, id, learner),
    points.fixesOf(id, learner, MOST_FIXES),
  ]);
  return member === undefined || streak === undefined ? undefined : { member, streak, fixes };
}
