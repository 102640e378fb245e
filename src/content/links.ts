/** Everything that names something else by its id must find it: terms, topics, lessons, questions, pictures, wrong ideas. */
import type { Lesson, LessonPart, Question, Term } from './schema.ts';
import { datasetOf, partsOf } from '../questions/index.ts';
import { meant } from './nearest.ts';
import type { Check, Folder, Reporter } from './folder.ts';

/** One place that names something. */
interface Link {
  readonly what: string;
  readonly id: string;
  readonly among: ReadonlyMap<string, unknown>;
  readonly file: string;
  line(): number;
}

export const checkLinks: Check = (folder, report) => {
  const { terms, questions, lessons } = folder.content;
  for (const term of terms.values()) checkSelf(folder, term, report);
  reportMissing(
    [
      ...[...terms.values()].flatMap((term) => linksOfTerm(folder, term)),
      ...[...questions.values()].flatMap((question) => linksOfQuestion(folder, question)),
      ...[...lessons.values()].flatMap((lesson) => linksOfLesson(folder, lesson)),
      ...linksOfShareOuts(folder),
      ...linksOfFaqs(folder),
      ...linksOfJourneys(folder),
      ...linksOfCourse(folder),
    ],
    report,
  );
};

/** The same for what questions name alone. */
export const checkQuestionLinks: Check = (folder, report) =>
  reportMissing(
    [...folder.content.questions.values()].flatMap((question) => linksOfQuestion(folder, question)),
    report,
  );

function checkSelf(folder: Folder, { id, file, see }: Term, report: Reporter): void {
  for (const [index, other] of see.entries())
    if (other === id) report.error(file, folder.lineOf(file, ['see', index]), 'a term cannot point at itself.');
}

/** What is missing is told once, with the number of places: one slip in an id should not bury everything else. */
function reportMissing(links: readonly Link[], report: Reporter): void {
  const missing = Map.groupBy(
    links.filter(({ id, among }) => !among.has(id)),
    ({ what, id }) => `${what} "${id}"`,
  );
  for (const [what, [first, ...more]] of missing) {
    if (first === undefined) continue;
    const near = meant(first.id, first.among.keys());
    report.error(
      first.file,
      first.line(),
      `there is no ${what}${more.length === 0 ? '' : ` (asked for in ${more.length} more places)`}${near === '' ? '.' : near}`,
    );
  }
}

function linksOfTerm(folder: Folder, { file, topic, see, confused, picture }: Term): readonly Link[] {
  const { topics, terms, pictures } = folder.content;
  const at = placesIn(folder, file);
  return [
    { what: 'topic', id: topic, among: topics, ...at('topic') },
    ...see.map((id, index) => ({ what: 'term', id, among: terms, ...at('see', index) })),
    ...confused.map((one, index) => ({ what: 'term', id: one.with, among: terms, ...at('confused', index, 'with') })),
    ...(picture === undefined
      ? []
      : [{ what: 'picture', id: picture.file, among: pictures, ...at('picture', 'file') }]),
  ];
}

const linksOfJourneys = (folder: Folder): readonly Link[] =>
  [...folder.content.journeys.values()].flatMap(({ file, answers, stations }) => {
    const at = placesIn(folder, file);
    return [
      ...answers.map((id, index) => ({
        what: 'everyday question',
        id,
        among: folder.content.faqs,
        ...at('answers', index),
      })),
      ...stations.flatMap(({ term }, index) =>
        term === undefined
          ? []
          : [{ what: 'term', id: term, among: folder.content.terms, ...at('stations', index, 'term') }],
      ),
    ];
  });

const linksOfCourse = (folder: Folder): readonly Link[] =>
  (['starters', 'familiar', 'known'] as const).flatMap((field) =>
    folder.content.course[field].map((id, index) => ({
      what: 'term',
      id,
      among: folder.content.terms,
      ...placesIn(folder, 'course.yaml')(field, index),
    })),
  );

function linksOfQuestion(folder: Folder, question: Question): readonly Link[] {
  const { terms, lessons, misconceptions, datasets } = folder.content;
  const { id, file, concepts, lesson } = question;
  const dataset = datasetOf(question);
  const at = placesIn(folder, file, id);
  return [
    ...concepts.map((concept, index) => ({ what: 'term', id: concept, among: terms, ...at('concepts', index) })),
    ...(lesson === undefined ? [] : [{ what: 'lesson', id: lesson, among: lessons, ...at('lesson') }]),
    ...(dataset === undefined ? [] : [{ what: 'data set', id: dataset, among: datasets, ...at('dataset') }]),
    ...partsOf(question).flatMap(({ idea, path }) =>
      idea === undefined
        ? []
        : [{ what: 'misconception', id: idea, among: misconceptions, ...at(...path.slice(0, -1), 'misconception') }],
    ),
  ];
}

/** An everyday question leads to terms, and to a card of a lesson by its title. */
function linksOfFaqs(folder: Folder): readonly Link[] {
  const { terms, lessons, faqs } = folder.content;
  return [...faqs.values()].flatMap(({ id, file, terms: named, lesson, card }) => {
    const at = placesIn(folder, file, id);
    const titles = new Map(lessons.get(lesson ?? '')?.cards.map(({ title }) => [title, true]));
    return [
      ...named.map((term, index) => ({ what: 'term', id: term, among: terms, ...at('terms', index) })),
      ...(lesson === undefined ? [] : [{ what: 'lesson', id: lesson, among: lessons, ...at('lesson') }]),
      ...(card === undefined || !lessons.has(lesson ?? '')
        ? []
        : [{ what: `card of ${lesson}`, id: card, among: titles, ...at('card') }]),
    ];
  });
}

function linksOfLesson(folder: Folder, lesson: Lesson): readonly Link[] {
  const { terms, lessons, questions, pictures } = folder.content;
  const { file, concepts, after, checks, cards } = lesson;
  const at = placesIn(folder, file);
  return [
    ...concepts.map((id, index) => ({ what: 'term', id, among: terms, ...at('concepts', index) })),
    ...after.map((id, index) => ({ what: 'lesson', id, among: lessons, ...at('after', index) })),
    ...checks.map((id, index) => ({ what: 'question', id, among: questions, ...at('checks', index) })),
    ...Object.entries(lesson.pictures).map(([name, picture]) => ({
      what: 'picture',
      id: picture.file,
      among: pictures,
      ...at('pictures', name, 'file'),
    })),
    ...cards.flatMap((card) =>
      card.parts.flatMap((part) =>
        part.kind === 'text' || part.kind === 'prompt' ? [] : linkOfPart(folder, lesson, part, card.line),
      ),
    ),
  ];
}

function linkOfPart(
  folder: Folder,
  lesson: Lesson,
  part: Exclude<LessonPart, { kind: 'text' | 'prompt' }>,
  from: number,
): Link {
  const { questions, shareOuts } = folder.content;
  const { file, pictures } = lesson;
  const written = (id: string) => ({ id, file, line: () => folder.lineWith(file, `[${id}]`, from) });
  switch (part.kind) {
    case 'picture': {
      const among = new Map(Object.entries(pictures));
      return { what: 'picture in the front matter named', among, ...written(part.name) };
    }
    case 'ask':
      return { what: 'question', among: questions, ...written(part.question) };
    case 'share':
      return { what: 'share-out', among: shareOuts, ...written(part.share) };
    default:
      return part satisfies never;
  }
}

function linksOfShareOuts(folder: Folder): readonly Link[] {
  const { shareOuts, lessons } = folder.content;
  return [...shareOuts.values()].flatMap(({ id, lesson }) =>
    lesson === undefined
      ? []
      : [{ what: 'lesson', id: lesson, among: lessons, ...placesIn(folder, 'share-outs.yaml', id)('lesson') }],
  );
}

/** Where the fields of a file, or of one entry in it, stand; looked up only when it has to be told. */
const placesIn =
  (folder: Folder, file: string, entry?: string) =>
  (...path: readonly (string | number)[]) => ({ file, line: () => folder.lineOf(file, path, entry) });
