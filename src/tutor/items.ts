/** The questions of the course, as the rules of what a learner knows and what comes next look at them. */
import { type Library, topicOf } from '../content/library.ts';
import type { Content, Question } from '../content/schema.ts';
import { guessOf, luckOf } from '../questions/index.ts';
import type { Item } from './knowledge.ts';

/** A question, and where it stands in the course. */
export interface CourseItem extends Item {
  readonly version: string;
  /** The number of the lesson that teaches what it asks; 1 is the first. */
  readonly lesson: number;
  /** The difficulty of a middling question on the same. */
  readonly middle: number;
  /** Concepts that are easily taken for its own. */
  readonly alike: ReadonlySet<string>;
}

/** Logits between two levels of the authored difficulty (1 to 3, 2 is the middle). */
export const LEVEL = 0.8;
/** Logits from lesson to lesson: what is taught later leans on more. */
const LESSON = 0.12;

const items = new WeakMap<Content, ReadonlyMap<string, CourseItem>>();

/** All questions by id; worked out once for each state of the content. */
export function itemsOf(library: Library): ReadonlyMap<string, CourseItem> {
  const { content } = library;
  const known = items.get(content);
  if (known !== undefined) return known;
  const lessons = lessonNumbers(library);
  const middle = (content.lessons.size + 1) / 2;
  const made = new Map(
    [...content.questions.values()].map((question) => {
      const lesson = lessons(question);
      const concept = question.concepts[0] ?? '';
      const term = content.terms.get(concept);
      const alike = new Set(term?.confused.map((one) => one.with));
      const item: CourseItem = {
        id: question.id,
        version: question.version,
        concept,
        topic: topicOf(content, question),
        lesson,
        middle: (lesson - middle) * LESSON,
        difficulty: (question.difficulty - 2) * LEVEL + (lesson - middle) * LESSON,
        guess: guessOf(question),
        luck: luckOf(question),
        alike,
        near: [...new Set([...(term?.see ?? []), ...alike])],
      };
      return [question.id, item];
    }),
  );
  items.set(content, made);
  return made;
}

/** The lesson of a question: its own, that of its main term, else the last one of its shelf: more than the course needs. */
function lessonNumbers({ content, lessonOn }: Library): (question: Question) => number {
  const number = (id: string | undefined): number | undefined => content.lessons.get(id ?? '')?.number;
  const ofTopic = new Map<string, number>();
  for (const term of content.terms.values())
    ofTopic.set(term.topic, Math.max(ofTopic.get(term.topic) ?? 1, number(lessonOn(term.id)) ?? 1));
  return (question) =>
    number(question.lesson) ??
    number(lessonOn(question.concepts[0] ?? '')) ??
    ofTopic.get(topicOf(content, question)) ??
    1;
}
