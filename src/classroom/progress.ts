/** How a learner does: their score, each topic by their latest answers wherever they gave them, and their drops. */
import type { Library } from '../content/library.ts';
import type { Member } from '../storage/boards.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { PointFix } from '../storage/points.ts';
import type { Score } from '../storage/runs.ts';
import type { Tools } from '../tools.ts';
import { isRight } from '../tutor/score.ts';
import type { Streak } from '../tutor/streak.ts';
import { streakIn } from './streaks.ts';

export interface TopicProgress {
  readonly id: string;
  readonly title: string;
  /** Of its questions, how many were ever answered. */
  readonly answered: number;
  readonly of: number;
  /** Mean of the latest scores, 0 to 1; 0 when nothing was answered. */
  readonly mean: number;
}

export interface Progress {
  /** In runs. */
  readonly score: Score;
  /** Whether anything was ever answered. */
  readonly begun: boolean;
  readonly topics: readonly TopicProgress[];
  /** Where there is most to win; absent when all that was answered is right. */
  readonly weakest?: TopicProgress;
}

export async function progressOf({ library, store }: Tools, learner: string): Promise<Progress> {
  const [score, latest] = await Promise.all([store.runs.scoreOf(learner), store.answers.latest(learner)]);
  const topics = topicsOf(library, latest);
  const [weakest] = topics
    .filter((topic) => topic.answered > 0 && !isRight(topic.mean))
    .toSorted((a, b) => a.mean - b.mean);
  return { score, begun: latest.length > 0, topics, ...(weakest !== undefined && { weakest }) };
}

function topicsOf(library: Library, latest: readonly { question: string; score: number }[]): TopicProgress[] {
  const scoreOf = new Map(latest.map((one) => [one.question, one.score]));
  return [...library.content.topics.values()].flatMap(({ id, title }) => {
    const questions = library.questionsIn(id);
    const scores = questions.flatMap((question) => scoreOf.get(question.id) ?? []);
    const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
    return questions.length === 0 ? [] : [{ id, title, answered: scores.length, of: questions.length, mean }];
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
