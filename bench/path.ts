/**
 * Measures which question comes next: simulated learners, asked by chance, in the authored order, and by what they know. The
 * rule was tuned on other seeds than these.
 */
import type { Library } from '../src/content/library.ts';
import { randomFrom, shuffled } from '../src/questions/chance.ts';
import { doubtsOf, followUps, shelfOf, type Told } from '../src/tutor/ideas.ts';
import { type CourseItem, itemsOf } from '../src/tutor/items.ts';
import { chanceOf, type Given, knowledgeOf } from '../src/tutor/knowledge.ts';
import { nextQuestions } from '../src/tutor/next.ts';
import { realLibrary } from '../tests/support/sous.ts';
import { worldOf } from './path/learners.ts';
import { type Life, live, type Policy, type Seen } from './path/lives.ts';

export const name = 'path';

const LEARNERS = 500;
const WORLDS = [101, 211, 307, 401, 503] as const;
/** Questions after which somebody is given up. */
const MOST = 6_000;
/** Goals. */
const GOAL = { ratio: 0.75, calibration: 0.06, right: [0.7, 0.9], p99: 2 } as const;

const BY_CHANCE = 'by chance';
const KNOWING = 'by what is known';

/** Unseen ones as they come, then those seen longest ago: the bag, in an order of its own. */
function fromBag(all: readonly CourseItem[], { lastAt }: Seen, count: number): { question: string }[] {
  const when = (item: CourseItem): number => lastAt.get(item.id) ?? -1;
  return all
    .toSorted((a, b) => when(a) - when(b))
    .slice(0, count)
    .map(({ id }) => ({ question: id }));
}

/** The three ways to put a quiz together. */
export function policiesOf(library: Library): readonly Policy[] {
  const items = itemsOf(library);
  const all = [...items.values()];
  const authored = all.toSorted((a, b) => a.lesson - b.lesson || a.difficulty - b.difficulty);
  return [
    { name: BY_CHANCE, quiz: (seen, count) => fromBag(shuffled(all, seen.seed), seen, count) },
    { name: 'authored order', quiz: (seen, count) => fromBag(authored, seen, count) },
    {
      name: KNOWING,
      quiz({ history, lastAt, read, now, seed }, count) {
        const knowledge = knowledgeOf(history, (id) => items.get(id));
        const wish = { count, level: 'fitting', anyLesson: false, now, seed } as const;
        const next = nextQuestions(all, { knowledge, lastAt, read }, wish);
        return next.items.map((item) => ({
          question: item.id,
          expected: chanceOf(knowledge, item, now, read.has(item.lesson)),
        }));
      },
    },
  ];
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);

/** The mean gap between what was expected and what came, in ten groups of like expectation, weighed by their size. */
export function calibrationError(lives: readonly Pick<Life, 'expected'>[]): number {
  const groups = Array.from({ length: 10 }, (): { chance: number; score: number }[] => []);
  const all = lives.flatMap(({ expected }) => expected);
  for (const one of all) groups[Math.min(9, Math.floor(one.chance * 10))]?.push(one);
  const gaps = groups.map(
    (group) => group.length * Math.abs(mean(group.map((one) => one.chance)) - mean(group.map((one) => one.score))),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, all.length);
}

/** Milliseconds that it takes to choose a quiz for somebody with so many answers; the 99th of a hundred. */
function costOf(library: Library, answers: number): number {
  const items = itemsOf(library);
  const all = [...items.values()];
  const random = randomFrom(1);
  const shelf = shelfOf(library);
  const ideas = [...library.content.misconceptions.keys()];
  const history: (Given & Told)[] = Array.from({ length: answers }, (_, at) => ({
    question: all[Math.floor(random() * all.length)]?.id ?? '',
    score: random() < 0.75 ? 1 : 0,
    at: at * 60_000,
    hint: false,
    confidence: null,
    // one answer in twelve is a wrong idea
    ideas: random() < 1 / 12 ? ideas.slice(at % ideas.length).slice(0, 1) : [],
  }));
  const lastAt = new Map(history.map(({ question, at }) => [question, at]));
  const times = Array.from({ length: 200 }, (_, seed) => {
    const began = performance.now();
    const knowledge = knowledgeOf(history, (id) => items.get(id));
    const now = answers * 60_000;
    followUps(doubtsOf(history, shelf), shelf, { now, lastAt, may: () => true });
    const wish = { count: 5, level: 'fitting', anyLesson: false, now, seed } as const;
    nextQuestions(all, { knowledge, lastAt, read: new Set([1, 2, 3]) }, wish);
    return performance.now() - began;
  });
  // the first half warms up
  return times.slice(100).toSorted((a, b) => a - b)[98] ?? 0;
}

export async function run(print: (line: string) => void): Promise<void> {
  const library = await realLibrary();
  const policies = policiesOf(library);
  const each = LEARNERS / WORLDS.length;
  const ratios: number[] = [];
  const known: Life[] = [];
  for (const seed of WORLDS) {
    const world = worldOf(library, seed);
    const untils = new Map<string, number>();
    for (const policy of policies) {
      const lives = Array.from({ length: each }, (_, n) => live(world, policy, seed * 100_003 + n, MOST));
      const until = mean(lives.map((life) => life.until));
      untils.set(policy.name, until);
      if (policy.name === KNOWING) known.push(...lives);
      print(
        `world ${seed}, ${policy.name.padEnd(16)} ${until.toFixed(0)} questions until nine in ten concepts are known` +
          ` (${lives.filter((life) => life.until === MOST).length} of ${each} never), right ` +
          `${mean(lives.map((life) => mean(life.scores.slice(0, 10)))).toFixed(2)} of the first ten, ` +
          `${mean(lives.map((life) => mean(life.scores.slice(10)))).toFixed(2)} after`,
      );
    }
    ratios.push((untils.get(KNOWING) ?? 0) / (untils.get(BY_CHANCE) ?? 1));
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const after = mean(known.map((life) => mean(life.scores.slice(10))));
  print(
    `of the questions by chance: ${mean(ratios).toFixed(2)} (${sorted.map((one) => one.toFixed(2)).join(', ')}); goal ${GOAL.ratio}`,
  );
  print(`calibration error ${calibrationError(known).toFixed(3)}; goal ${GOAL.calibration}`);
  print(`right after the first ten ${after.toFixed(2)}; goal ${GOAL.right.join(' to ')}`);
  print(`choosing with 5,000 answers, p99 ${costOf(library, 5_000).toFixed(2)} ms; goal ${GOAL.p99}`);
}
