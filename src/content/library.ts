/** The content as it stands now, with what is derived from it; replaced as a whole when it is loaded again. */
import { loadContent } from './load.ts';
import { createLookup, indexing, type Lookup, type LookupOptions } from './lookup.ts';
import type { Content, Problem, Question, Term } from './schema.ts';
import { inSlices } from './slices.ts';

export interface Library {
  readonly content: Content;
  readonly lookup: Lookup;
  /** Questions about a term, those that are mainly about it first. */
  questionsOn(term: string): readonly Question[];
  /** Questions whose main term stands on this shelf; all questions without a topic. */
  questionsIn(topic?: string): readonly Question[];
  /** The lesson that introduces a term, if any. */
  lessonOn(term: string): string | undefined;
  /** Reads the folder again, while everybody is answered from what stands. With errors in it, everything stays as it was. */
  reload(): Promise<readonly Problem[]>;
}

/** What is asked for first; shown before anything is typed. */
const LOOKUP: LookupOptions = {
  starters: [
    'back-end',
    'front-end',
    'server',
    'database',
    'api',
    'http',
    'framework',
    'request',
    'sql',
    'authentication',
  ],
};

interface Shelf {
  readonly content: Content;
  readonly lookup: Lookup;
  readonly byTerm: ReadonlyMap<string, readonly Question[]>;
  readonly byTopic: ReadonlyMap<string, readonly Question[]>;
  readonly lessonOf: ReadonlyMap<string, string>;
}

/** For commands and tests: the look-up builds its index at the first question, and whoever asks it waits. */
export const createLibrary = (content: Content): Library =>
  libraryOf(arrange(content, createLookup([...content.terms.values()], LOOKUP)));

/** For the bot: nobody will wait for the index. */
export const openLibrary = async (content: Content): Promise<Library> => libraryOf(await arranged(content));

function libraryOf(first: Shelf): Library {
  let shelf = first;
  async function reload(): Promise<readonly Problem[]> {
    const { content, problems } = await loadContent(shelf.content.dir);
    if (!problems.some((problem) => problem.level === 'error')) shelf = await arranged(content);
    return problems;
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    get content() {
      return shelf.content;
    },
    get lookup() {
      return shelf.lookup;
    },
    questionsOn: (term) => shelf.byTerm.get(term) ?? [],
    questionsIn: (topic) =>
      topic === undefined ? [...shelf.content.questions.values()] : (shelf.byTopic.get(topic) ?? []),
    lessonOn: (term) => shelf.lessonOf.get(term),
    async reload() {
      // one after the other, or the folder of a moment ago could come last
      const mine = last.then(reload);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

const arranged = async (content: Content): Promise<Shelf> =>
  arrange(content, await inSlices(indexing([...content.terms.values()], LOOKUP)));

function arrange(content: Content, lookup: Lookup): Shelf {
  const main = new Map<string, Question[]>();
  const beside = new Map<string, Question[]>();
  const byTopic = new Map<string, Question[]>();
  for (const question of content.questions.values()) {
    question.concepts.forEach((term, index) => add(index === 0 ? main : beside, term, question));
    add(byTopic, topicOf(content, question), question);
  }
  const byTerm = new Map<string, Question[]>();
  for (const term of content.terms.keys()) byTerm.set(term, [...(main.get(term) ?? []), ...(beside.get(term) ?? [])]);
  const lessonOf = new Map<string, string>();
  for (const lesson of content.lessons.values()) {
    for (const term of lesson.concepts) if (!lessonOf.has(term)) lessonOf.set(term, lesson.id);
  }
  return {
    content,
    lookup,
    byTerm,
    byTopic,
    lessonOf,
  };
}

function add(map: Map<string, Question[]>, key: string, question: Question): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [question]);
  else list.push(question);
}

/** The shelf of a question: that of its main term. */
export const topicOf = (content: Content, question: Question): string =>
  content.terms.get(question.concepts[0] ?? '')?.topic ?? '';

/** The terms of a list of ids that exist. */
export const termsOf = (content: Content, ids: readonly string[]): Term[] =>
  ids.flatMap((id) => content.terms.get(id) ?? []);
