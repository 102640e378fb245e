/**
 * The course as a learner stands in it: each lesson with its concepts, and whether they sit. Pure: worked out from the
 * estimate of what they know, so it fades as that does.
 */
import type { Library } from '../content/library.ts';
import type { Content } from '../content/schema.ts';
import { type CourseItem, itemsOf } from './items.ts';
import { type Knowledge, masteryAt, standingOf } from './knowledge.ts';

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

/** Faded below this chance (0 to 1) of answering a middling question on it right without luck. */
const FADED = 0.5;

/** For each concept one of its questions stands: of the lesson that brings it first, where a middling one is measured. */
const representatives = new WeakMap<Content, ReadonlyMap<string, CourseItem>>();
function representativesOf(library: Library): ReadonlyMap<string, CourseItem> {
  const { content } = library;
  const known = representatives.get(content);
  if (known !== undefined) return known;
  const made = new Map(
    [...itemsOf(library).values()].toSorted((a, b) => b.lesson - a.lesson).map((item) => [item.concept, item]),
  );
  representatives.set(content, made);
  return made;
}

/** At `now`, in milliseconds since 1970. */
export function courseMap(library: Library, knowledge: Knowledge, been: readonly BeenTo[], now: number): CourseMap {
  const { content } = library;
  const items = representativesOf(library);
  const states = new Map(been.map(({ lesson, finished }) => [lesson, finished ? 'done' : 'begun'] as const));
  const read = new Set([...states.keys()].flatMap((id) => content.lessons.get(id)?.number ?? []));
  const graspOf = (concept: string): Grasp => {
    const item = items.get(concept);
    const asked = knowledge.concepts.get(concept);
    if (item === undefined || asked === undefined) return 'new';
    const mastery = masteryAt(standingOf(knowledge, item, now, read.has(item.lesson)), item.middle);
    return asked.row > 0 && mastery >= FADED ? 'known' : 'shaky';
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
