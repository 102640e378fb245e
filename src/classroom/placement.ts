/** Where do I start: a run that grows by a question with each answer, until the place is sure; all of it is stored. */
import type { Call } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import type { Lesson, Question } from '../content/schema.ts';
import { isUnknown } from '../questions/index.ts';
import type { RulingOnItem } from '../storage/rulings.ts';
import type { Run } from '../storage/runs.ts';
import type { Tools } from '../tools.ts';
import { type CourseItem, itemsOf } from '../tutor/items.ts';
import { MOST_QUESTIONS, nextForPlace, placeAfter, type PlacedAnswer, STOPPED } from '../tutor/placement.ts';
import { afterRecall, newMemory } from '../tutor/review.ts';
import { itemsNow } from './difficulty.ts';
import { publicChoices } from './drops.ts';
import { staffedCommunity } from './meeting.ts';

/** An answer of longer ago says little about today. Milliseconds. */
const HOLDS = 30 * 24 * 3_600_000;

/** What a placement came to so far. */
export interface Placement {
  /** The lesson to read; undefined when they know them all. */
  readonly lesson: Lesson | undefined;
  /** Lessons before it, in their order. */
  readonly known: readonly Lesson[];
  /** Questions that they missed in what they otherwise know. */
  readonly shaky: readonly Question[];
  readonly answers: number;
  readonly right: number;
  /** There are enough answers to say where they stand. */
  readonly told: boolean;
  /** Nothing more is asked. */
  readonly over: boolean;
}

/** The learner's latest one, finished or not; undefined when there is none of late. */
export const latestPlacement = ({ store }: Tools, { caller, at }: Call): Promise<Run | undefined> =>
  store.runs.latestRun(caller.learner, 'placement', at - HOLDS);

/** The question that opens a new one; undefined when there is none to ask. */
export async function firstQuestion(tools: Tools, call: Call): Promise<Question | undefined> {
  const voided = await tools.store.rulings.voided(await staffedCommunity(tools, call));
  return pick(tools, [], (id) => voided.has(id), Math.floor(tools.random() * 4_294_967_296));
}

/** The same run with a question to ask, one more if need be; as it was when it is over. */
export async function goOn(tools: Tools, run: Run): Promise<Run> {
  const { content } = tools.library;
  if (run.items.some(({ question }, at) => !run.attempts.has(at) && content.questions.has(question))) return run;
  const voided = (id: string): boolean => isVoid(run.rulings, id);
  const question = pick(tools, answersOf(run), voided, run.seed);
  if (question === undefined) return run;
  const item = { question: question.id, version: question.version };
  // another press was faster: what it asks is what is asked
  if (!(await tools.store.runs.appendItem(run.id, run.items.length, item)))
    return (await tools.store.runs.findRun(run.id)) ?? run;
  return { ...run, items: [...run.items, item] };
}

/** They stopped it themselves, so nobody asks them again. */
export const stop = ({ store }: Tools, run: Run): Promise<void> => store.runs.changeSubject(run.id, STOPPED);

export function placementOf(tools: Tools, run: Run): Placement {
  const { content } = tools.library;
  const answers = answersOf(run);
  const items = itemsFor(tools);
  const { start, told, sure, shaky } = placeAfter(answers, items, content.lessons.size);
  const lessons = [...content.lessons.values()];
  return {
    lesson: lessons.find(({ number }) => number === start),
    known: lessons.filter(({ number }) => start === undefined || number < start),
    shaky: shaky.flatMap((id) => content.questions.get(id) ?? []),
    answers: answers.length,
    right: answers.filter(({ score }) => score > 0.999).length,
    told,
    over: sure || answers.length >= MOST_QUESTIONS,
  };
}

/** Puts what was shaky on the review list, due from tomorrow on; on it already, it stays as it is. */
export async function reviewShaky({ store }: Tools, { caller, at }: Call, { shaky }: Placement): Promise<void> {
  const memory = afterRecall(newMemory(at), 'again', at);
  for (const { id } of shaky) await store.reviews.addReview(caller.learner, `question:${id}`, memory);
}

const itemsFor = (tools: Tools): ReadonlyMap<string, CourseItem> => itemsNow(tools, itemsOf(tools.library));

const answersOf = ({ attempts }: Run): readonly PlacedAnswer[] =>
  [...attempts.values()].map(({ question, score, moves }) => ({ question, score, unknown: isUnknown(moves) }));

const isVoid = (rulings: readonly RulingOnItem[], id: string): boolean =>
  rulings.some(({ kind, question, version }) => kind === 'void' && `${question}@${version}` === id);

/** One press answers it: somebody who only wants to begin is not given sentences to put in order. */
const isQuick = (question: Question): boolean => publicChoices(question, question.id) !== undefined;

const quick = new WeakMap<Library['content'], readonly Question[]>();
function quickOnes({ content }: Library): readonly Question[] {
  const known = quick.get(content) ?? [...content.questions.values()].filter(isQuick);
  quick.set(content, known);
  return known;
}

function pick(
  tools: Tools,
  answers: readonly PlacedAnswer[],
  voided: (id: string) => boolean,
  seed: number,
): Question | undefined {
  const { library } = tools;
  const items = itemsFor(tools);
  const open = quickOnes(library)
    .filter(({ id, version }) => !voided(`${id}@${version}`))
    .flatMap(({ id }) => items.get(id) ?? []);
  const next = nextForPlace(open, answers, items, { lessons: library.content.lessons.size, seed });
  return library.content.questions.get(next?.id ?? '');
}
