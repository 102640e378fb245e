/** How a cohort does, in figures about five people or more and never about one. */
import { type Library, topicOf } from '../content/library.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { DropAnswer } from '../storage/answers.ts';
import type { Tools } from '../tools.ts';
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
}

export async function pulseOf({ library, store, now }: Tools, cohort: Pick<Cohort, 'id'>): Promise<Pulse> {
  const since = now() - PULSE_WEEKS * WEEK;
  const [all, drops] = await Promise.all([
    store.answers.answersFor(cohort.id, since),
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
    figures: await figuresOf(library, recent.length, answers),
  };
}

async function figuresOf(
  library: Library,
  drops: number,
  answers: readonly DropAnswer[],
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
