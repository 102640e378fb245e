/** What is true of a learner that decides what they do next: one statement, and one more where nothing else waits. */
import type { Call, Caller } from '../chat/request.ts';
import { platformOf } from '../chat/request.ts';
import type { Past } from '../storage/answers.ts';
import type { Standpoint, WaitingDrop } from '../storage/steps.ts';
import type { Tools } from '../tools.ts';
import { itemsOf } from '../tutor/items.ts';
import { knowledgeOf, masteryAt, standingOf } from '../tutor/knowledge.ts';
import { DAILY_CAP } from '../tutor/review.ts';
import { type Step, type StepFacts, stepsFrom } from '../tutor/step.ts';
import { itemsNow } from './difficulty.ts';
import { hasLeft } from './membership.ts';

const DAY = 24 * 3_600_000;
/** A run that was left alone for longer was given up. */
const GIVEN_UP = 2 * DAY;
/** A concept that was asked so often and is known with less than this chance (0 to 1) is weak. */
const ASKED = 2;
const WEAK = 0.35;

/** How far to look. */
export interface Looking {
  /**
   * Whether the weakest concept is worth a statement, or all answers, the oldest first, where they were read already. Without
   * it the weakest is left out.
   */
  readonly answers?: boolean | readonly Past[];
}

/** Everything worth doing now, the best first; never empty. */
export async function stepsFor(tools: Tools, call: Call, { answers = false }: Looking = {}): Promise<readonly Step[]> {
  const { store, library } = tools;
  const { learner, community, place } = call.caller;
  const { at } = call;
  const found = await store.steps.findStandpoint({
    learner,
    community,
    place,
    now: at,
    since: at - DAY,
    begunSince: at - GIVEN_UP,
  });
  const facts = factsFrom(tools, call, found);
  const [first] = stepsFrom(facts, library.content);
  // whatever has its time comes before what is weak, and then nobody need look for it
  const looks = first?.kind === 'lesson' && first.how === 'next' ? answers !== false : first?.kind === 'quiz';
  if (!looks || answers === false) return stepsFrom(facts, library.content);
  const history = answers === true ? await store.answers.history(learner) : answers;
  const weakest = weakestOf(tools, history, found, at);
  return stepsFrom({ ...facts, ...(weakest !== undefined && { weakest }) }, library.content);
}

function factsFrom(tools: Tools, { caller }: Call, found: Standpoint): StepFacts {
  const { content } = tools.library;
  const left = found.run?.left.filter((id) => content.questions.has(id)).length ?? 0;
  const { lessons, placed, tried, dropped, due, reviewed } = found;
  return {
    // whoever met a daily question first is new to everything else
    newcomer: !placed && tried === 0 && dropped <= 1 && lessons.length === 0,
    drops: dropsOf(tools, caller, found.drops),
    reviews: Math.min(due, Math.max(0, DAILY_CAP - reviewed)),
    lessons,
    ...(found.run !== null &&
      left > 0 && {
        work: { run: found.run.id, purpose: found.run.purpose === 'placement' ? 'placement' : 'quiz', left },
      }),
    shared: new Set(found.shared),
    company: !caller.direct,
  };
}

/** Those that the caller may reach from here: of this channel first, then of cohorts that they are in. */
function dropsOf(tools: Tools, caller: Caller, waiting: readonly WaitingDrop[]): readonly string[] {
  const { direct, community, place, person } = caller;
  const rank = (drop: WaitingDrop): number => (drop.place === place ? 0 : drop.member ? 1 : 2);
  return waiting
    .filter((drop) => tools.library.content.questions.has(drop.question))
    .filter((drop) => {
      if (drop.place === place) return true;
      if (direct)
        return (
          drop.member && platformOf(drop.community) === platformOf(community) && !hasLeft(tools, person, drop.community)
        );
      return drop.community === community;
    })
    .toSorted((a, b) => rank(a) - rank(b))
    .filter((drop, _, [best]) => best !== undefined && (drop.member || drop.cohort === best.cohort))
    .map(({ drop }) => drop);
}

/** Of the terms that they were asked about more than once, the one they know least, if that is little. */
function weakestOf(tools: Tools, history: readonly Past[], { lessons }: Standpoint, at: number): string | undefined {
  const { content } = tools.library;
  const items = itemsNow(tools, itemsOf(tools.library));
  const knowledge = knowledgeOf(history, (id) => items.get(id));
  const read = new Set(lessons.flatMap(({ lesson }) => content.lessons.get(lesson)?.number ?? []));
  let weakest: string | undefined;
  let least = WEAK;
  for (const { question } of history) {
    const item = items.get(question);
    if (item === undefined || (knowledge.concepts.get(item.concept)?.answers ?? 0) < ASKED) continue;
    const mastery = masteryAt(standingOf(knowledge, item, at, read.has(item.lesson)), item.middle);
    if (mastery < least) [weakest, least] = [item.concept, mastery];
  }
  return weakest;
}
