/**
 * Which questions a learner is asked next: what fits what they know, none that staff voided, and nothing twice before all were
 * seen.
 */
import type { Call } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { type Follows, followsOf, shelfOf } from '../tutor/ideas.ts';
import { itemsOf } from '../tutor/items.ts';
import { knowledgeOf, scoreOf } from '../tutor/knowledge.ts';
import { type Learner, type Level, nextQuestions } from '../tutor/next.ts';
import { itemsNow } from './difficulty.ts';
import { ideasOf } from './ideas.ts';
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
  /** The score, 0 to 1, that is expected of the learner, by question; going by the difficulty that its authors wrote. */
  readonly expected: ReadonlyMap<string, number>;
  /** What was wrong inside before and is asked again by them, by question. */
  readonly follows: ReadonlyMap<string, Follows>;
  /** Nothing new was left: these are the ones seen long ago. */
  readonly allSeen: boolean;
  /** How many there were to choose from. */
  readonly among: number;
}

/** What comes back takes one question in so many. */
const COMES_BACK = 3;

/** From the candidates: first what was wrong inside and is due, then what fits. Three statements at once. */
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
  const among = new Set(fit);
  const { due, doubts } = ideasOf(library, history, call.at, (question) => among.has(question));
  const back = due.slice(0, Math.ceil(count / COMES_BACK)).map(({ question }) => question);
  const before = back.flatMap(({ id }) => items.get(id) ?? []);
  const next = nextQuestions(
    fit.flatMap((question) => (back.includes(question) ? [] : (items.get(question.id) ?? []))),
    learner,
    {
      count: count - before.length,
      level,
      anyLesson: askedFor,
      now: call.at,
      seed: Math.floor(tools.random() * 4_294_967_296),
      before,
    },
  );
  const chosen = [...before, ...next.items].map(({ id }) => id);
  const expected = chosen.flatMap((id) => {
    const item = authored.get(id);
    if (item === undefined) return [];
    const score = scoreOf(learner.knowledge, item, call.at, learner.read.has(item.lesson));
    return [[id, Math.round(score * 1000) / 1000] as const];
  });
  return {
    questions: chosen.flatMap((id) => library.content.questions.get(id) ?? []),
    expected: new Map(expected),
    follows: followsOf(doubts, shelfOf(library), chosen, call.at),
    allSeen: next.allSeen && before.every(({ id }) => learner.lastAt.has(id)),
    among: fit.length,
  };
}
