/** What is true of a learner that decides what they do next: one statement, and their answers where they are worth another. */
import { type Call, type Caller, platformOf } from '../chat/request.ts';
import type { Past } from '../storage/answers.ts';
import type { NearCohort, Standpoint } from '../storage/steps.ts';
import type { Tools } from '../tools.ts';
import { itemsOf } from '../tutor/items.ts';
import { knowledgeOf, masteryAt, standingOf } from '../tutor/knowledge.ts';
import { type Step, type StepFacts, stepsFrom } from '../tutor/step.ts';
import { itemsNow } from './difficulty.ts';
import { ideasOf } from './ideas.ts';
import { hasLeft } from './membership.ts';
import { lessonNow } from './plan.ts';
import { capOf } from './review-day.ts';

const DAY = 24 * 3_600_000;
/** A run that was left alone for longer was given up. */
const GIVEN_UP = 2 * DAY;
/** A concept that was asked so often and is known with less than this chance (0 to 1) is weak. */
const ASKED = 2;
const WEAK = 0.35;

/** How far to look. */
export interface Looking {
  /**
   * Whether what only their answers tell (wrong ideas that are due, the weakest concept) is worth a statement; or all of them,
   * the oldest first, where they were read already. Without it both are left out.
   */
  readonly answers?: boolean | readonly Past[];
}

export interface Outlook {
  /** Everything worth doing now, the best first; never empty. */
  readonly steps: readonly Step[];
  /** Their one score: all points of practice and of daily questions. */
  readonly points: number;
  /** They have been through a lesson: machines are no strangers any more. */
  readonly hasRead: boolean;
}

export async function outlookOf(tools: Tools, call: Call, { answers = false }: Looking = {}): Promise<Outlook> {
  const { store, library } = tools;
  const { learner, community } = call.caller;
  const { at } = call;
  const [found, history] = await Promise.all([
    store.steps.findStandpoint({ learner, community, now: at, since: at - DAY, begunSince: at - GIVEN_UP }),
    answers === true ? store.answers.history(learner) : answers === false ? [] : answers,
  ]);
  return {
    steps: stepsFrom(factsFrom(tools, call, found, history), library.content),
    points: found.points,
    hasRead: found.lessons.some(({ finished }) => finished),
  };
}

function factsFrom(tools: Tools, call: Call, found: Standpoint, history: readonly Past[]): StepFacts {
  const { library } = tools;
  const { questions } = library.content;
  const { caller, at } = call;
  const { lessons, placed, tried, dropped, reviewed, settings, run } = found;
  const near = found.cohorts.filter((cohort) => reachesNow(tools, caller, cohort));
  const own = near.find(({ place }) => place === caller.place) ?? near[0];
  const ideas = history.length === 0 ? [] : ideasOf(library, history, at).due;
  const room = Math.max(0, capOf(settings) - reviewed);
  const asked = Math.min(room, ideas.length);
  const due = found.due.filter((item) => !ideas.some(({ question }) => item === `question:${question.id}`));
  const left = run?.left.filter((id) => questions.has(id)).length ?? 0;
  const planned = own === undefined ? undefined : lessonNow(library, own, at)?.lesson;
  const weakest = weakestOf(tools, history, found, at);
  return {
    // whoever met a daily question first is new to everything else
    newcomer: !placed && tried === 0 && dropped <= 1 && lessons.length === 0,
    drops: [own, ...near.filter((one) => one !== own && one.answers !== null)].flatMap((cohort) =>
      (cohort?.open ?? []).flatMap(({ drop, question }) => (questions.has(question) ? [drop] : [])),
    ),
    reviews: Math.min(room - asked, due.length),
    ideas: asked,
    lessons,
    shared: new Set(found.shared),
    company: !caller.direct,
    ...(planned !== undefined && { planned }),
    ...(weakest !== undefined && { weakest }),
    ...(run !== null &&
      left > 0 && { work: { run: run.id, purpose: run.purpose === 'placement' ? 'placement' : 'quiz', left } }),
  };
}

/** As far as can be told without asking the platform; whoever presses is asked about again. */
function reachesNow(tools: Tools, { direct, community, place, person }: Caller, cohort: NearCohort): boolean {
  if (cohort.place === place) return true;
  if (!direct) return cohort.community === community;
  return (
    cohort.answers !== null &&
    platformOf(cohort.community) === platformOf(community) &&
    !hasLeft(tools, person, cohort.community)
  );
}

/** Of the terms that they were asked about more than once, the one they know least, if that is little. */
function weakestOf(tools: Tools, history: readonly Past[], { lessons }: Standpoint, at: number): string | undefined {
  if (history.length < ASKED) return undefined;
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
