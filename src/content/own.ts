/** The course with a community's own questions beside it. */
import { type Library, topicOf } from './library.ts';
import type { QuestionSource } from '../questions/index.ts';
import type { Content, Question } from './schema.ts';

/** Stands in the place of a file's name in questions that came from no file of the course. */
export const OWN = 'own';

/** Whether a question is one of a community, and not of the course. */
export const isOwn = ({ file }: Pick<Question, 'file'>): boolean => file === OWN;

/** As the library, and these questions too; what is added to the course stands behind what is in it. Remade for new content. */
export function withOwn(library: Library, own: readonly Question[]): Library {
  if (own.length === 0) return library;
  let made: { readonly from: Content; readonly content: Content } | undefined;
  const content = (): Content => {
    const from = library.content;
    if (made?.from === from) return made.content;
    const questions = new Map([...from.questions, ...own.map((question) => [question.id, question] as const)]);
    made = { from, content: { ...from, questions } };
    return made.content;
  };
  const about = (term: string): readonly Question[] => own.filter(({ concepts }) => concepts.includes(term));
  return {
    get content() {
      return content();
    },
    get lookup() {
      return library.lookup;
    },
    get talk() {
      return library.talk;
    },
    questionsOn: (term) => [...library.questionsOn(term), ...about(term)],
    questionsIn: (topic) => [
      ...library.questionsIn(topic),
      ...own.filter((question) => topic === undefined || topicOf(library.content, question) === topic),
    ],
    own,
    lessonOn: library.lessonOn,
    cardOn: library.cardOn,
    reload: library.reload,
  };
}

/** The id by which a question of a shelf is asked; no id of the course has such a dot. */
export const ownId = (key: string, id: string): string => `${key}.${id}`;
export const isOwnId = (id: string): boolean => id.includes('.');
/** Its id as its authors wrote it. */
export const writtenId = (id: string): string => id.slice(id.indexOf('.') + 1);

/** Whether two are the same, word for word. */
export const isSame = (one: QuestionSource, other: QuestionSource): boolean => text(one) === text(other);

/** With the keys of every object in one order: jsonb keeps its own. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Which library is the library here: see `classroom/shelves`. */
export interface Shelves {
  /** The library where this is asked. */
  readonly library: Library;
  /** Whether any community has a shelf at all. */
  has(): boolean;
  /** Does something for a community: inside, `library` holds its own questions as well. */
  within<T>(community: string, work: () => T): T;
  /** Learns what changed: once in a while a statement, and one more for each shelf that did. `at once`: after a change of one's own. */
  refresh(when?: 'at once'): Promise<void>;
}
