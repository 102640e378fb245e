/**
 * Which questions a learner is asked next: what fits what they know, none that staff voided, and nothing twice before all were
 * seen.
 */
import type { Call } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { itemsOf } from '../tutor/items.ts';
import { chanceOf, knowledgeOf } from '../tutor/knowledge.ts';
import { type Learner, type Level, nextQuestions } from '../tutor/next.ts';
import { itemsNow } from './difficulty.ts';
import { staffedCommunity } from './meeting.ts';

/** What is wished for. */
export interface Wanted {
  readonly count: number;
  /** Fitting, unless they say. */
  readonly level?: Level;
  /** They asked for this subject, however far ahead its lessons are. */
  readonly askedFor: boolean;
}

export interface Chosen {
  readonly questions: readonly Question[];
  /** The chance, 0 to 1, that the learner is right, by question; going by the difficulty that its authors wrote. */
  readonly expected: ReadonlyMap<string, number>;
  /** Nothing new was left: these are the ones seen long ago. */
  readonly allSeen: boolean;
  /** How many there were to choose from. */
  readonly among: number;
}

/** From the candidates; three statements at once. */
export async function chooseQuestions(
  tools: Tools,
  call: Call,
  candidates: readonly Question[],
  { count, level = 'fitting', askedFor }: Wanted,
): Promise<Chosen> {
  const { library, store } = tools;
  const [voided, history, lessons] = await Promise.all([
    staffedCommunity(tools, call).then((community) => store.rulings.voided(community)),
    store.answers.history(call.caller.learner),
    store.lessons.lessonsOf(call.caller.learner),
  ]);
  const authored = itemsOf(library);
  const items = itemsNow(tools, authored);
  const fit = candidates.filter((question) => !voided.has(`${question.id}@${question.version}`));
  const learner: Learner = {
    knowledge: knowledgeOf(history, (id) => items.get(id)),
    lastAt: new Map(history.map(({ question, at }) => [question, at])),
    read: new Set(lessons.flatMap(({ lesson }) => library.content.lessons.get(lesson)?.number ?? [])),
  };
  const next = nextQuestions(
    fit.flatMap(({ id }) => items.get(id) ?? []),
    learner,
    { count, level, anyLesson: askedFor, now: call.at, seed: Math.floor(tools.random() * 4_294_967_296) },
  );
  const expected = next.items.flatMap(({ id }) => {
    const item = authored.get(id);
    if (item === undefined) return [];
    const chance = chanceOf(learner.knowledge, item, call.at, learner.read.has(item.lesson));
    return [[id, Math.round(chance * 1000) / 1000] as const];
  });
  return {
    questions: next.items.flatMap(({ id }) => library.content.questions.get(id) ?? []),
    expected: new Map(expected),
    allSeen: next.allSeen,
    among: fit.length,
  };
}
