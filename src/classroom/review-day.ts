/** What a learner has to review today: their ideas that are due first, then what they are about to forget. */
import type { Call } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import { isOwnId } from '../content/own.ts';
import type { Question, Term } from '../content/schema.ts';
import type { ListedReview } from '../storage/reviews.ts';
import type { LearnerSettings } from '../storage/tables/people.ts';
import type { Tools } from '../tools.ts';
import type { Settled } from '../tutor/ideas.ts';
import { DAILY_CAP } from '../tutor/review.ts';
import { localDate } from '../tutor/timetable.ts';
import { type IdeaDue, ideasOf } from './ideas.ts';
import { staffedCommunity } from './meeting.ts';

const DAY = 24 * 3_600_000;
/** What comes back later than this is not offered ahead: it would be learned by heart and not remembered. Days. */
const AHEAD_DAYS = 7;

export type Task =
  | { readonly kind: 'idea'; readonly idea: IdeaDue }
  | { readonly kind: 'question'; readonly item: string; readonly question: Question }
  | { readonly kind: 'term'; readonly item: string; readonly term: Term; readonly due: number };

export interface ReviewDay {
  /** What to ask now, the first first; as many as the day still takes. */
  readonly tasks: readonly Task[];
  /** Everything that is due, also what the day takes no more. */
  readonly due: number;
  /** Reviewed in the last day. */
  readonly done: number;
  /** At most so many a day. */
  readonly cap: number;
  /** When the next of the rest come back, and how many they are; absent when nothing does. */
  readonly later?: { readonly days: number; readonly count: number };
  /** What is not due yet and may be practised now, the soonest first; nothing unless the learner wants it. */
  readonly ahead: readonly Exclude<Task, { kind: 'idea' }>[];
  /** Whether the learner's list has anything at all on it. */
  readonly listed: boolean;
  /** Settled in the last day. */
  readonly settled: readonly Settled[];
}

/** How much is due to somebody, wherever they are; two statements at once. */
export async function dueFor({ library, store }: Tools, learner: string, now: number): Promise<number> {
  const [list, history] = await Promise.all([store.reviews.listReviews(learner), store.answers.history(learner)]);
  const ideas = ideasOf(library, history, now).due.map(({ question }) => `question:${question.id}`);
  return new Set([...ideas, ...list.flatMap(({ item, due }) => (due <= now ? [item] : []))]).size;
}

/** As many reviews a day as the learner wants at most. */
export const capOf = (settings: LearnerSettings | undefined): number => settings?.reviewCap ?? DAILY_CAP;

/** Four statements at once, and one more in a direct message. What authors withdrew goes from the list. */
export async function reviewDayOf(tools: Tools, call: Call): Promise<ReviewDay> {
  const { library, store } = tools;
  const { learner, zone } = call.caller;
  const [list, history, me, voided] = await Promise.all([
    store.reviews.listReviews(learner),
    store.answers.history(learner),
    store.learners.findLearner(learner),
    staffedCommunity(tools, call).then((community) => store.rulings.voided(community)),
  ]);
  const may = ({ id, version }: Question): boolean => !voided.has(`${id}@${version}`);
  const { due: ideas, doubts } = ideasOf(library, history, call.at, may);
  const followed = new Set(ideas.map(({ question }) => question.id));
  const read = list.map((one) => ({ ...one, task: taskOf(library, one) }));
  await Promise.all(
    // what another community added is not seen here, and is there all the same
    read.map(async ({ item, task }) =>
      task === undefined && !isOwnId(item) ? store.reviews.dropReview(learner, item) : undefined,
    ),
  );
  const asked = read.flatMap(({ task, ...one }) =>
    task === undefined || (task.kind === 'question' && (followed.has(task.question.id) || !may(task.question)))
      ? []
      : [{ ...one, task }],
  );
  const dueNow = asked.filter(({ due }) => due <= call.at);
  const tasks: readonly Task[] = [
    ...ideas.map((idea) => ({ kind: 'idea' as const, idea })),
    ...dueNow.map(({ task }) => task),
  ];
  const since = call.at - DAY;
  const later = doubts.open.flatMap(({ due }) => (due > call.at ? [due] : []));
  for (const { due } of asked) if (due > call.at) later.push(due);
  const cap = capOf(me?.settings);
  // what was answered once may be on the list and follow something up
  const done = new Set([
    ...list.flatMap(({ item, reviewedAt }) => (reviewedAt !== null && reviewedAt >= since ? [item] : [])),
    ...doubts.followed.flatMap(({ question, at }) => (at >= since ? [`question:${question}`] : [])),
  ]).size;
  const met = new Set(history.flatMap(({ question, at }) => (at >= since ? [question] : [])));
  const next = laterOf(later, me?.settings.zone ?? zone ?? 'UTC', call.at);
  return {
    tasks: tasks.slice(0, Math.max(0, cap - done)),
    due: tasks.length,
    done,
    cap,
    ...(next !== undefined && { later: next }),
    ahead:
      me?.settings.ahead === true && tasks.length === 0
        ? asked.flatMap(({ due, reviewedAt, task }) =>
            due <= call.at + AHEAD_DAYS * DAY &&
            (reviewedAt ?? 0) < since &&
            !(task.kind === 'question' && met.has(task.question.id))
              ? [task]
              : [],
          )
        : [],
    listed: list.length > 0 || doubts.open.length > 0,
    settled: doubts.settled.filter(({ at }) => at >= since),
  };
}

/** Undefined for what its authors withdrew: there is nothing to remember any more. */
function taskOf({ content }: Library, { item, due }: ListedReview): Exclude<Task, { kind: 'idea' }> | undefined {
  const [kind, id = ''] = item.split(/:(.*)/su);
  const question = kind === 'question' ? content.questions.get(id) : undefined;
  if (question !== undefined) return { kind: 'question', item, question };
  const term = kind === 'term' ? content.terms.get(id) : undefined;
  return term && { kind: 'term', item, term, due };
}

/** The day on which the next ones come, by the learner's calendar. */
function laterOf(moments: readonly number[], zone: string, now: number): ReviewDay['later'] {
  if (moments.length === 0) return undefined;
  const first = localDate(zone, Math.min(...moments));
  const days = Math.round((Date.parse(first) - Date.parse(localDate(zone, now))) / DAY);
  return { days, count: moments.filter((at) => localDate(zone, at) === first).length };
}
