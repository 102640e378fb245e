/**
 * When something comes back: FSRS with its published default weights (a cohort has too few reviews to train them).
 * Pure: the present is an argument. Source: ts-fsrs, https://github.com/open-spaced-repetition/ts-fsrs
 */
import { type Card, createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import { isRight } from './score.ts';

/** What is kept of one item; times in milliseconds since 1970. */
export interface Memory {
  readonly due: number;
  readonly stability: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: number;
  readonly steps: number;
  readonly scheduledDays: number;
  readonly last: number | null;
}

export type Recall = 'again' | 'hard' | 'good' | 'easy';
const GRADES: Readonly<Record<Recall, Grade>> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
};

// no fuzz: the same answer at the same moment gives the same date everywhere
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, request_retention: 0.9 });

/** How many reviews a day are asked for at most, unless the learner says; after a break the rest waits, so nobody meets a wall. */
export const DAILY_CAP = 20;

/** Something new: due at once. */
export const newMemory = (now: number): Memory => fromCard(createEmptyCard(new Date(now)));

/** The memory after one more try. */
export function afterRecall(memory: Memory, recall: Recall, now: number): Memory {
  return fromCard(scheduler.next(toCard(memory), new Date(now), GRADES[recall]).card);
}

/** In how many days it would come back after each rating. */
export function daysAfter(memory: Memory, now: number): Readonly<Record<Recall, number>> {
  const log = scheduler.repeat(toCard(memory), new Date(now));
  const days = (recall: Recall): number => log[GRADES[recall]].card.scheduled_days;
  return { again: days('again'), hard: days('hard'), good: days('good'), easy: days('easy') };
}

/** The chance, 0 to 1, that it would be recalled now. New items: 0. */
export const retrievability = (memory: Memory, now: number): number =>
  memory.last === null ? 0 : scheduler.get_retrievability(toCard(memory), new Date(now), false);

/** From a graded answer: below half Again; below full, or right after the hint, Hard; else Good. */
export const recallOf = (score: number, hint: boolean): Recall =>
  score < 0.5 ? 'again' : !isRight(score) || hint ? 'hard' : 'good';

function fromCard(card: Card): Memory {
  return {
    due: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    steps: card.learning_steps,
    scheduledDays: card.scheduled_days,
    last: card.last_review?.getTime() ?? null,
  };
}

function toCard(memory: Memory): Card {
  return {
    due: new Date(memory.due),
    stability: memory.stability,
    difficulty: memory.difficulty,
    elapsed_days: 0,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.steps,
    reps: memory.reps,
    lapses: memory.lapses,
    state: memory.state,
    ...(memory.last !== null && { last_review: new Date(memory.last) }),
  };
}
