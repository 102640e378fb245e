/** How a cohort does, in figures about five people or more and never about one. */
import { type Library, topicOf } from '../content/library.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { DropAnswer, Past } from '../storage/answers.ts';
import type { Tools } from '../tools.ts';
import { type DoubtId, doubtsOf, type Shelf, shelfOf } from '../tutor/ideas.ts';
import { FEWEST_PEOPLE, itemFigures, type ItemFigures, WEAK } from '../tutor/item-analysis.ts';
import { verdictOf } from './verdicts.ts';

const WEEK = 7 * 24 * 3_600_000;
/** How far back it looks. */
export const PULSE_WEEKS = 4;
const SHOWN = 3;
/** Fewer than this share of the points on average make a question a hard one. */
const HARD = 0.7;

export interface Pulse {
  readonly coverage: {
    readonly drops: number;
    readonly topics: number;
    /** Topics that there are. */
    readonly of: number;
  };
  /** Undefined when so few people answered that figures would be about somebody. */
  readonly figures: PulseFigures | undefined;
}

export interface PulseFigures {
  readonly people: number;
  /** Percent of the people who answered a drop, on average. */
  readonly share: number;
  /** Of questions, the hardest first. */
  readonly hardest: readonly ItemFigures[];
  /** Of questions that do not tell who knows from who does not, the worst first. */
  readonly weak: readonly (ItemFigures & { readonly discrimination: number })[];
  /** The wrong idea that the most people chose. */
  readonly wrongIdea?: { readonly id: string; readonly people: number };
  /** Wrong ideas that came back to members, in quizzes and reviews too, and how many of them are settled. */
  readonly cured?: CuredFigures;
}

export interface CuredFigures {
  readonly people: number;
  readonly asked: number;
  readonly cured: number;
}

export async function pulseOf({ library, store, now }: Tools, cohort: Pick<Cohort, 'id'>): Promise<Pulse> {
  const since = now() - PULSE_WEEKS * WEEK;
  const shelf = shelfOf(library);
  const onIdeas = [...shelf.about].flatMap(([id, about]) => (about.some(isIdea) ? [id] : []));
  const [all, told, drops] = await Promise.all([
    store.answers.answersFor(cohort.id, since),
    store.answers.membersHistory(cohort.id, onIdeas, since),
    store.drops.latestDrops(cohort.id, { limit: PULSE_WEEKS * 7 }),
  ]);
  const { content } = library;
  const recent = drops.filter((drop) => drop.dueAt >= since && drop.state !== 'void');
  // of the very drops that are counted, so that no share is beyond 100 %
  const ids = new Set(recent.map((drop) => drop.id));
  const answers = all.filter((one) => ids.has(one.drop));
  const topics = new Set(
    recent.flatMap((drop) => {
      const question = content.questions.get(drop.question ?? '');
      return question === undefined ? [] : [topicOf(content, question)];
    }),
  );
  return {
    coverage: { drops: recent.length, topics: topics.size, of: content.topics.size },
    figures: await figuresOf(library, recent.length, answers, curedOf(told, shelf)),
  };
}

async function figuresOf(
  library: Library,
  drops: number,
  answers: readonly DropAnswer[],
  cured: CuredFigures,
): Promise<PulseFigures | undefined> {
  const people = new Set(answers.map((one) => one.learner)).size;
  if (people < FEWEST_PEOPLE) return undefined;
  const items = itemFigures(answers.map((one) => ({ item: one.question, person: one.learner, score: one.score })));
  const weak = items
    .flatMap((one) => (one.discrimination === undefined ? [] : [{ ...one, discrimination: one.discrimination }]))
    .filter((one) => one.discrimination < WEAK)
    .toSorted((a, b) => a.discrimination - b.discrimination);
  const wrongIdea = await mostChosen(library, answers);
  return {
    people,
    share: Math.round((100 * answers.length) / Math.max(1, drops * people)),
    hardest: items.filter((one) => one.facility < HARD).slice(0, SHOWN),
    weak: weak.slice(0, SHOWN),
    ...(wrongIdea !== undefined && { wrongIdea }),
    ...(cured.people >= FEWEST_PEOPLE && { cured }),
  };
}

const isIdea = (id: DoubtId): boolean => id.startsWith('idea:');

function curedOf(told: readonly (Past & { readonly learner: string })[], shelf: Shelf): CuredFigures {
  const each = [...Map.groupBy(told, (one) => one.learner).values()].map((history) => {
    const { followed, settled } = doubtsOf(history, shelf);
    return {
      asked: new Set(followed.map(({ id }) => id).filter(isIdea)).size,
      cured: settled.filter(({ id }) => isIdea(id)).length,
    };
  });
  const sum = (of: (one: (typeof each)[number]) => number): number => each.reduce((all, one) => all + of(one), 0);
  return {
    people: sum(({ asked }) => Number(asked > 0)),
    asked: sum((one) => one.asked),
    cured: sum((one) => one.cured),
  };
}

async function mostChosen(library: Library, answers: readonly DropAnswer[]): Promise<PulseFigures['wrongIdea']> {
  const who = new Map<string, Set<string>>();
  for (const answer of answers)
    for (const idea of await ideasIn(library, answer))
      who.set(idea, (who.get(idea) ?? new Set<string>()).add(answer.learner));
  const [most] = [...who].toSorted(([, a], [, b]) => b.size - a.size);
  return most === undefined || most[1].size < FEWEST_PEOPLE ? undefined : { id: most[0], people: most[1].size };
}

/** The wrong ideas that an answer chose, as it was judged; one from before verdicts were kept, to a question of today. */
async function ideasIn({ content }: Library, answer: DropAnswer): Promise<readonly string[]> {
  if (answer.verdict !== null) return answer.verdict.ideas;
  const question = content.questions.get(answer.question);
  return question?.version === answer.version ? (await verdictOf(question, answer)).ideas : [];
}
