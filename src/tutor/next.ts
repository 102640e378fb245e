/**
 * Which questions come next: those that this learner gets right about four times in five (successful classrooms were at
 * 82 %: B. Rosenshine, "Principles of Instruction", 2012; practice systems aim at 75 to 80 %: Pelánek 2016), from what was
 * taught so far, look-alikes beside each other, and nothing twice before everything was seen. Pure.
 */
import { randomFrom } from '../questions/chance.ts';
import type { CourseItem } from './items.ts';
import { chanceAt, type Knowledge, masteryAt, masteryOf, standingOf } from './knowledge.ts';

/**
 * How hard it should be: what the learner asked for. `right`: the chance that is aimed at. `shaky`: what it is worth that the
 * concept is not known yet: of two that fit, the shakier one.
 */
export const LEVELS = {
  easy: { right: 0.9, shaky: 0.3 },
  fitting: { right: 0.85, shaky: 0.6 },
  hard: { right: 0.6, shaky: 0.4 },
} as const;
export type Level = keyof typeof LEVELS;

export interface Learner {
  readonly knowledge: Knowledge;
  /** When each question was last answered, in milliseconds since 1970. */
  readonly lastAt: ReadonlyMap<string, number>;
  /** Numbers of the lessons that they finished or are in. */
  readonly read: ReadonlySet<number>;
}

export interface Wish {
  readonly count: number;
  readonly level: Level;
  /** They asked for this subject: how far ahead its lessons are does not matter. */
  readonly anyLesson: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 0 to 2^32-1. */
  readonly seed: number;
  /** What is asked before them. */
  readonly before?: readonly CourseItem[];
}

export interface Next {
  readonly items: readonly CourseItem[];
  /** Nothing new was left: these are the ones seen longest ago. */
  readonly allSeen: boolean;
}

/** One in so many is drawn by chance, so that what is learned about difficulty does not only come from what was expected. */
const BY_CHANCE = 10;
/** After so many misses in a row it becomes easier. */
const MISSES = 2;
const EASIER = 0.1;
/** So many answers make a beginning. */
const BEGINNER = 10;
/** A lesson is known from this share of mastered questions on. */
const MASTERED = 0.6;
/** What a look-alike of the question before is worth, and what it costs to stay on one shelf; chances. */
const ALIKE = 0.08;
const SAME_SHELF = 0.06;
const SAME_CONCEPT = 0.5;

/** Up to `count` of the candidates, in the order in which to ask them. */
export function nextQuestions(candidates: readonly CourseItem[], learner: Learner, wish: Wish): Next {
  const { lastAt } = learner;
  const fresh = candidates.filter((item) => !lastAt.has(item.id));
  const before = wish.before ?? [];
  const fit = chosen(withinReach(fresh, learner, wish), learner, wish, before);
  if (fit.length === wish.count) return { items: fit, allSeen: false };
  const old = candidates
    .filter((item) => lastAt.has(item.id))
    .toSorted((a, b) => (lastAt.get(a.id) ?? 0) - (lastAt.get(b.id) ?? 0));
  // of those seen longest ago, what fits best
  const rest = wish.count - fit.length;
  const long = old.slice(0, Math.max(rest, Math.ceil(old.length / 2)));
  return {
    items: [...fit, ...chosen(long, learner, { ...wish, count: rest }, [...before, ...fit])],
    allSeen: fresh.length === 0,
  };
}

/** Easier after misses, and for who has just begun. */
function targetOf({ misses, answers }: Knowledge, level: Level): number {
  const easier = level !== 'hard' && (misses >= MISSES || answers < BEGINNER) ? EASIER : 0;
  return Math.min(0.95, LEVELS[level].right + easier);
}

/** What is not far ahead of what the learner knows; when that is too little, the nearest after it. */
function withinReach(
  fresh: readonly CourseItem[],
  learner: Learner,
  { count, anyLesson, now }: Wish,
): readonly CourseItem[] {
  if (anyLesson) return fresh;
  const last = reachOf(fresh, learner, now);
  const near = fresh.filter((item) => item.lesson <= last);
  if (near.length >= count) return near;
  const sorted = fresh.toSorted((a, b) => a.lesson - b.lesson);
  const end = sorted[count - 1]?.lesson ?? Infinity;
  return sorted.filter((item) => item.lesson <= end);
}

/** The last lesson that was read, or the first that is not known yet. */
function reachOf(fresh: readonly CourseItem[], { knowledge, read }: Learner, now: number): number {
  const lessons = new Map<number, number[]>();
  for (const item of fresh) {
    const list = lessons.get(item.lesson) ?? [];
    list.push(masteryOf(knowledge, item, now, read.has(item.lesson)));
    lessons.set(item.lesson, list);
  }
  const unknown = [...lessons]
    .filter(([, all]) => all.reduce((sum, one) => sum + one, 0) / all.length < MASTERED)
    .map(([lesson]) => lesson);
  return Math.max(Math.min(...unknown), ...read);
}

function chosen(
  open: readonly CourseItem[],
  { knowledge, read }: Learner,
  wish: Wish,
  before: readonly CourseItem[],
): CourseItem[] {
  const { count, now, seed } = wish;
  const target = targetOf(knowledge, wish.level);
  const { shaky } = LEVELS[wish.level];
  const random = randomFrom(seed);
  const rest = new Map(
    open.map((item) => {
      const standing = standingOf(knowledge, item, now, read.has(item.lesson));
      const distance = Math.abs(chanceAt(standing, item) - target);
      return [item, distance + shaky * masteryAt(standing, item.middle) + random() * 0.02] as const;
    }),
  );
  const out: CourseItem[] = [];
  const concepts = new Set(before.map(({ concept }) => concept));
  while (out.length < count && rest.size > 0) {
    const byChance = random() < 1 / BY_CHANCE;
    let best: CourseItem | undefined;
    let least = Infinity;
    for (const [item, distance] of rest) {
      const cost = (byChance ? random() : distance) + company(item, out.at(-1) ?? before.at(-1), concepts);
      if (cost < least) [best, least] = [item, cost];
    }
    if (best === undefined) break;
    out.push(best);
    concepts.add(best.concept);
    rest.delete(best);
  }
  return out;
}

/** What the questions before make of it: a look-alike is welcome, the same again is not. */
function company(item: CourseItem, before: CourseItem | undefined, concepts: ReadonlySet<string>): number {
  if (concepts.has(item.concept)) return SAME_CONCEPT;
  if (before === undefined) return 0;
  if (before.alike.has(item.concept) || item.alike.has(before.concept)) return -ALIKE;
  return before.topic === item.topic ? SAME_SHELF : 0;
}
