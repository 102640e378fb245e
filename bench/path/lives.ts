/** A simulated learner's days with Sous: what is due in the review list first, then quizzes that a policy puts together. */
import { DAILY_CAP, afterRecall, type Memory, newMemory, recallOf } from '../../src/tutor/review.ts';
import type { Given } from '../../src/tutor/knowledge.ts';
import { createLearner, type World } from './learners.ts';

/** What a policy sees: what any tutor sees, and nothing of what is true. */
export interface Seen {
  readonly history: readonly Given[];
  readonly lastAt: ReadonlyMap<string, number>;
  /** Numbers of the lessons that they read. */
  readonly read: ReadonlySet<number>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 0 to 2^32-1. */
  readonly seed: number;
}
export interface Asked {
  readonly question: string;
  /** What the policy expects, 0 to 1; absent when it expects nothing. */
  readonly expected?: number;
}
export interface Policy {
  readonly name: string;
  /** The questions of one quiz. */
  quiz(seen: Seen, count: number): readonly Asked[];
}

export interface Life {
  /** Questions until nine in ten concepts were known; `most` when that was never so. */
  readonly until: number;
  /** Of quiz questions, 0 or 1 each. */
  readonly scores: readonly number[];
  /** What was expected of quiz questions, and what came. */
  readonly expected: readonly { readonly chance: number; readonly score: number }[];
}

const DAY = 24 * 3_600_000;
const QUIZ = 5;
const QUIZZES = 3;
const KNOWN = 0.9;
/** Days from lesson to lesson. */
const READS_EVERY = 3;

export function live(world: World, policy: Policy, seed: number, most: number): Life {
  const learner = createLearner(world, seed);
  const history: Given[] = [];
  const lastAt = new Map<string, number>();
  const memories = new Map<string, Memory>();
  const expected: { chance: number; score: number }[] = [];
  const scores: number[] = [];
  const read = new Set<number>();
  let day = 0;
  const answer = (question: string): number => {
    const at = day * DAY + history.length;
    const score = learner.answer(question, day);
    history.push({ question, score, at, hint: false });
    lastAt.set(question, at);
    const memory = memories.get(question);
    if (memory !== undefined || score < 1)
      memories.set(question, afterRecall(memory ?? newMemory(at), recallOf(score, false), at));
    return score;
  };
  for (; history.length < most; day += 1) {
    if (day % READS_EVERY === 0 && read.size < world.lessons) {
      read.add(read.size + 1);
      learner.read(read.size, day);
    }
    const due = [...memories].filter(([, { due: at }]) => at <= (day + 0.5) * DAY).slice(0, DAILY_CAP);
    for (const [question] of due) answer(question);
    for (let quiz = 0; quiz < QUIZZES; quiz += 1) {
      const now = day * DAY + history.length;
      for (const { question, expected: chance } of policy.quiz(
        { history, lastAt, read, now, seed: (seed * 7919 + history.length) >>> 0 },
        QUIZ,
      )) {
        const score = answer(question);
        scores.push(score);
        if (chance !== undefined) expected.push({ chance, score });
      }
      if (learner.knownShare(day) >= KNOWN) return end(history.length);
    }
  }
  return end(most);

  function end(until: number): Life {
    return { until, scores, expected };
  }
}
