/** The content as it stands now, with what is derived from it; replaced as a whole when it is loaded again. */
import { loadContent } from './load.ts';
import {
  type FoundCard,
  createLookup,
  indexing,
  type Lookup,
  type LookupLesson,
  type LookupOptions,
} from './lookup.ts';
import { introductions } from './lookup/cards.ts';
import type { Content, LessonPart, Problem, Question, Term } from './schema.ts';
import { inSlices } from './slices.ts';
import { createTalk, type Talk } from './talk.ts';

export interface Library {
  readonly content: Content;
  readonly lookup: Lookup;
  /** What people say beside questions. */
  readonly talk: Talk;
  /** Questions about a term, those that are mainly about it first. */
  questionsOn(term: string): readonly Question[];
  /** Questions whose main term stands on this shelf; all questions without a topic. */
  questionsIn(topic?: string): readonly Question[];
  /** Questions that a community added for itself: see `withOwn`; the course has none. */
  readonly own: readonly Question[];
  /** The lesson that introduces a term, if any. */
  lessonOn(term: string): string | undefined;
  /** The card of that lesson on which the term is introduced; 0 is the first. */
  cardOn(term: string): { readonly lesson: string; readonly card: number } | undefined;
  /** Reads the folder again, while everybody is answered from what stands. When something in it could not be read, everything stays as it was. */
  reload(): Promise<readonly Problem[]>;
}

const lookedUpIn = (content: Content): LookupOptions => ({
  language: content.course.language,
  starters: content.course.starters,
  lessons: lookupLessons(content),
  faqs: [...content.faqs.values()],
  synonyms: content.synonyms,
});

const lookupLessons = ({ lessons }: Content): LookupLesson[] =>
  [...lessons.values()].map(({ id, title, concepts, cards }) => ({
    id,
    title,
    concepts,
    cards: cards.map((card) => ({ title: card.title, text: spokenText(card.parts) })),
  }));

/** What a card says to the reader, without its code. */
export const spokenText = (parts: readonly LessonPart[]): string =>
  parts
    .flatMap((part) => (part.kind === 'text' ? [part.text] : part.kind === 'prompt' ? [part.text, part.answer] : []))
    .join('\n\n')
    .replaceAll(/```.*?(?:```|$)/gsu, '');

/** The look-up over this content; for commands and tests, which may wait for its index. */
export const lookupOf = (content: Content): Lookup => createLookup([...content.terms.values()], lookedUpIn(content));

interface Shelf {
  readonly content: Content;
  readonly lookup: Lookup;
  readonly talk: Talk;
  readonly byTerm: ReadonlyMap<string, readonly Question[]>;
  readonly byTopic: ReadonlyMap<string, readonly Question[]>;
  readonly lessonOf: ReadonlyMap<string, string>;
  readonly cardOf: ReadonlyMap<string, FoundCard>;
}

/** For commands and tests: the look-up builds its index at the first question, and whoever asks it waits. */
export const createLibrary = (content: Content): Library => libraryOf(arrange(content, lookupOf(content)));

/** For the bot: nobody will wait for the index. */
export const openLibrary = async (content: Content): Promise<Library> => libraryOf(await arranged(content));

function libraryOf(first: Shelf): Library {
  let shelf = first;
  async function reload(): Promise<readonly Problem[]> {
    const { content, problems, whole } = await loadContent(shelf.content.dir);
    if (whole) shelf = await arranged(content);
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
    get talk() {
      return shelf.talk;
    },
    questionsOn: (term) => shelf.byTerm.get(term) ?? [],
    questionsIn: (topic) =>
      topic === undefined ? [...shelf.content.questions.values()] : (shelf.byTopic.get(topic) ?? []),
    own: [],
    lessonOn: (term) => shelf.lessonOf.get(term),
    cardOn: (term) => shelf.cardOf.get(term),
    async reload() {
      // one after the other, or the folder of a moment ago could come last
      const mine = last.then(reload);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function arranged(content: Content): Promise<Shelf> {
  const shelf = arrange(content, await inSlices(indexing([...content.terms.values()], lookedUpIn(content))));
  return { ...shelf, talk: shelf.talk };
}

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
  let talk: Talk | undefined;
  return {
    content,
    lookup,
    // like the look-up, made for whoever asks for it first
    get talk() {
      talk ??= createTalk(
        [...content.intents.values()],
        [...content.terms.values(), ...content.faqs.values()].flatMap(({ asks }) => asks),
        content.course.language,
      );
      return talk;
    },
    byTerm,
    byTopic,
    lessonOf,
    cardOf: introductions(lookupLessons(content), [...content.terms.values()]),
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
