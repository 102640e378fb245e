/**
 * The course as a learner stands in it: each lesson with its concepts, and whether they sit: by the answers on each concept
 * alone, so that a miss elsewhere takes nothing away. Pure.
 */
import type { Library } from '../content/library.ts';
import { kept, type Knowledge } from './knowledge.ts';

/**
 * `known`: the latest answer on it was right, without the hint and not called a guess, and it has not faded since. `new`: it
 * was never asked. All else is `shaky`.
 */
export type Grasp = 'known' | 'shaky' | 'new';

export interface MapConcept {
  readonly id: string;
  readonly name: string;
  readonly grasp: Grasp;
}

export interface MapLesson {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** `done` also stands for lessons that they know without having read them. */
  readonly state: 'done' | 'begun' | 'ahead';
  readonly concepts: readonly MapConcept[];
}

export interface CourseMap {
  readonly lessons: readonly MapLesson[];
  /** Concepts of the course, each counted once though several lessons name it. */
  readonly known: number;
  readonly shaky: number;
  readonly of: number;
}

/** Where somebody is in a lesson. */
export interface BeenTo {
  readonly lesson: string;
  readonly finished: boolean;
}

/**
 * Faded when less than this (0 to 1) of what was shown is kept: a month after one right answer, three months after two days.
 * An answer on something else changes nothing of it.
 */
const FADED = 0.7;

/** At `now`, in milliseconds since 1970. */
export function courseMap(library: Library, knowledge: Knowledge, been: readonly BeenTo[], now: number): CourseMap {
  const { content } = library;
  const states = new Map(been.map(({ lesson, finished }) => [lesson, finished ? 'done' : 'begun'] as const));
  const graspOf = (concept: string): Grasp => {
    const asked = knowledge.concepts.get(concept);
    if (asked === undefined) return 'new';
    return asked.row > 0 && kept(asked, now) >= FADED ? 'known' : 'shaky';
  };
  const lessons = [...content.lessons.values()].map(({ id, number, title, concepts }): MapLesson => ({
    id,
    number,
    title,
    state: states.get(id) ?? 'ahead',
    concepts: concepts.flatMap((concept) => {
      const term = content.terms.get(concept);
      return term === undefined ? [] : [{ id: concept, name: term.name, grasp: graspOf(concept) }];
    }),
  }));
  const all = new Map(lessons.flatMap(({ concepts }) => concepts.map(({ id, grasp }) => [id, grasp])));
  const number = (grasp: Grasp): number => [...all.values()].filter((one) => one === grasp).length;
  return { lessons, known: number('known'), shaky: number('shaky'), of: all.size };
}
