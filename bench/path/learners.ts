/**
 * Simulated learners, written from the literature and not from the rule under test. A concept is known or not, as in
 * Bayesian knowledge tracing (Corbett & Anderson 1995: guess, slip, and a chance to learn at each try), learned more easily
 * by who knows what it builds on (Käser, Klingler, Schwing & Gross 2017, dynamic Bayesian networks for student modeling),
 * and forgotten with a half-life that grows with spaced success (Settles & Meeder 2016, half-life regression).
 */
import type { Library } from '../../src/content/library.ts';
import { guessOf } from '../../src/questions/index.ts';
import { randomFrom } from '../../src/questions/kind.ts';
import { itemsOf } from '../../src/tutor/items.ts';

/** What is true of the course, which no policy sees. */
export interface World {
  readonly concepts: readonly string[];
  /** How many lessons there are. */
  readonly lessons: number;
  readonly lessonOf: ReadonlyMap<string, number>;
  /** How much of the course lies before a concept, 0 to 1. */
  readonly depth: ReadonlyMap<string, number>;
  /** Concepts that it builds on. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** The main concept of a question, its chance of luck, and how easily who knows slips. */
  readonly questions: ReadonlyMap<string, { readonly concept: string; readonly guess: number; readonly slip: number }>;
}

const SLIP = [0.04, 0.08, 0.16] as const;
/** Half-lives in days: of what was always known, of what was just learned, and the most. */
const HALF = { old: 700, learned: 25, most: 1_000 } as const;
/** The chance that reading its lesson teaches a concept, to who is ready for it. */
const BY_READING = 0.5;

export function worldOf(library: Library, seed: number): World {
  const random = randomFrom(seed);
  const { terms, questions, lessons } = library.content;
  const items = itemsOf(library);
  const lessonOf = new Map<string, number>();
  for (const { concept, lesson } of items.values())
    lessonOf.set(concept, Math.min(lesson, lessonOf.get(concept) ?? lesson));
  const concepts = [...lessonOf.keys()];
  return {
    concepts,
    lessons: lessons.size,
    lessonOf,
    depth: new Map(concepts.map((id) => [id, ((lessonOf.get(id) ?? 1) - 1) / Math.max(1, lessons.size - 1)])),
    before: new Map(
      concepts.map((id) => {
        const near = [...(terms.get(id)?.see ?? []), ...(terms.get(id)?.confused ?? []).map((one) => one.with)];
        return [id, [...new Set(near)].filter((one) => (lessonOf.get(one) ?? Infinity) < (lessonOf.get(id) ?? 0))];
      }),
    ),
    questions: new Map(
      [...questions.values()].map((question) => {
        // authors err about how hard a question is
        const slip = (SLIP[question.difficulty - 1] ?? 0.1) * (0.5 + 1.5 * random());
        return [question.id, { concept: question.concepts[0] ?? '', guess: guessOf(question), slip }];
      }),
    ),
  };
}

interface Trace {
  known: boolean;
  /** Days until half of it is gone. */
  half: number;
  /** Day. */
  last: number;
}

export interface Simulated {
  /** 0 to 1: right or not. */
  answer(question: string, day: number): number;
  /** They read a lesson, by its number. */
  read(lesson: number, day: number): void;
  /** The share of the course that is known on that day, 0 to 1. */
  knownShare(day: number): number;
}

export function createLearner(world: World, seed: number): Simulated {
  const random = randomFrom(seed);
  const ability = normal(random);
  const traces = new Map(
    world.concepts.map((id): [string, Trace] => {
      // a beginner knows some of what comes first and little of what comes last
      const known = random() < logistic(0.9 * ability + 0.6 - 3 * (world.depth.get(id) ?? 0) + 0.8 * normal(random));
      return [id, { known, half: HALF.old, last: 0 }];
    }),
  );
  const recall = ({ known, half, last }: Trace, day: number): number =>
    known ? (1 + (3 * (day - last)) / half) ** -0.5 : 0;
  const ready = (concept: string, day: number): number => {
    const before = world.before.get(concept) ?? [];
    const sum = before.reduce((all, one) => all + recall(traceOf(one), day), 0);
    return before.length === 0 ? 1 : sum / before.length;
  };
  const learn = (trace: Trace, day: number): void => {
    trace.half = trace.known ? Math.max(10, trace.half * 0.8) : HALF.learned * Math.exp(0.4 * normal(random));
    trace.known = true;
    trace.last = day;
  };
  const traceOf = (concept: string): Trace => traces.get(concept) ?? { known: false, half: 1, last: 0 };
  return {
    answer(id, day) {
      const question = world.questions.get(id);
      if (question === undefined) throw new Error(`no question ${id} in the simulated course`);
      const trace = traceOf(question.concept);
      const chance = recall(trace, day);
      const recalled = random() < chance;
      const right = random() < (recalled ? 1 - question.slip : question.guess + (1 - question.guess) * 0.06);
      const readiness = ready(question.concept, day);
      if (recalled) {
        // spaced success makes it last; on the same day it adds little
        trace.half = Math.min(HALF.most, trace.half * (1 + Math.min(5, 23 * (1 - chance))));
        trace.last = day;
      } else if (random() < learningRate(trace.known, readiness, ability)) {
        learn(trace, day);
      }
      return right ? 1 : 0;
    },
    read(lesson, day) {
      for (const [concept, trace] of traces)
        if (world.lessonOf.get(concept) === lesson && random() < BY_READING * ready(concept, day)) learn(trace, day);
    },
    knownShare: (day) =>
      [...traces.values()].filter((trace) => recall(trace, day) >= 0.5).length / world.concepts.length,
  };
}

/** What was once known comes back more easily. */
const learningRate = (once: boolean, readiness: number, ability: number): number =>
  Math.min(0.9, (once ? 0.6 : 0.08 + 0.34 * readiness) * Math.exp(0.25 * ability));

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
